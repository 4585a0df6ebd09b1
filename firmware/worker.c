#include "firmware/worker.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "firmware/orders.h"
#include "firmware/wipe.h"
#include "seal/envelope.h"

#define WORKER_STACK (1 << 20)
#define WAIT_MOST_MS 3600000

enum slot_state { SLOT_FREE, SLOT_WAITING, SLOT_UNDER_WAY, SLOT_DONE };
struct slot {
    enum slot_state state;
    uint64_t turn; /* first come, first served */
    struct worker_order order;
    struct arena *arena;
    struct visit *visit; /* in the arena; NULL once wiped */
};
struct worker {
    pthread_t thread;
    bool started;
    pthread_mutex_t lock; /* of everything below, to the next comment */
    pthread_cond_t work;
    struct slot slots[WORKER_ORDERS];
    uint64_t turns;
    bool quit, fill, filling, mix_known;
    uint8_t mix[32];
    struct worker_outbox report;
    /* read without the lock, in the middle of an order */
    _Atomic uint64_t over;
    int done_fd;
    /* the thread's own */
    struct orders orders;
};

static void tell(struct worker *worker)
{
    uint64_t one = 1;
    ssize_t wrote = write(worker->done_fd, &one, sizeof one);
    (void)wrote; /* full counts as told */
}

static void slot_wipe(struct slot *slot)
{
    arena_wipe(slot->arena);
    slot->visit = NULL;
    slot->state = SLOT_FREE;
    slot->order = (struct worker_order){0};
}

/* Under the lock. The oldest order that waits. */
static struct slot *next_slot(struct worker *worker)
{
    struct slot *next = NULL;
    for (size_t i = 0; i < WORKER_ORDERS; i++) {
        struct slot *slot = &worker->slots[i];
        if (slot->state == SLOT_WAITING && (!next || slot->turn < next->turn))
            next = slot;
    }
    return next;
}

/* Under the lock, which it leaves while it works. */
static void carry_out(struct worker *worker, struct slot *slot)
{
    slot->state = SLOT_UNDER_WAY;
    pthread_mutex_unlock(&worker->lock);
    if (slot->order.kind != WORKER_READ_ANSWER || slot->order.visit > atomic_load(&worker->over))
        orders_carry_out(&worker->orders, &slot->order, slot->arena, slot->visit, &worker->over);
    struct worker_outbox report = orders_outbox(&worker->orders, worker->report.fault);
    stack_wipe();
    pthread_mutex_lock(&worker->lock);
    worker->report = report;
    if (slot->order.visit <= atomic_load(&worker->over))
        slot_wipe(slot);
    else
        slot->state = SLOT_DONE;
    tell(worker);
}

static void fill_up(struct worker *worker)
{
    uint8_t mix[32];
    memcpy(mix, worker->mix, sizeof mix);
    worker->fill = false;
    worker->filling = true;
    pthread_mutex_unlock(&worker->lock);
    enum outbox_error fault = orders_fill(&worker->orders, mix);
    struct worker_outbox report = orders_outbox(&worker->orders, fault);
    pthread_mutex_lock(&worker->lock);
    worker->filling = false;
    worker->report = report;
    tell(worker);
}

/* Under the lock: keys of a visit that is over, unless a message that they sign still waits. */
static bool forget(struct worker *worker)
{
    uint64_t over = atomic_load(&worker->over);
    for (size_t i = 0; i < WORKER_ORDERS; i++)
        if (worker->slots[i].state == SLOT_WAITING && worker->slots[i].order.visit <= over)
            return false;
    return orders_forget(&worker->orders, over);
}

/* Under the lock, which it leaves. Until an order comes, or the outbox wants a dummy by itself. */
static void wait_for_work(struct worker *worker)
{
    struct timespec until;
    int64_t left = worker->mix_known ? orders_due_in_ms(&worker->orders) : WAIT_MOST_MS;
    clock_gettime(CLOCK_MONOTONIC, &until);
    left = left < 1 ? 1 : left > WAIT_MOST_MS ? WAIT_MOST_MS : left;
    until.tv_sec += left / 1000;
    until.tv_nsec += left % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    int result = pthread_cond_timedwait(&worker->work, &worker->lock, &until);
    if (result == ETIMEDOUT && worker->mix_known)
        worker->fill = true;
}

static void *work(void *arg)
{
    struct worker *worker = arg;
    pthread_mutex_lock(&worker->lock);
    for (;;) {
        struct slot *slot = next_slot(worker);
        if (slot)
            carry_out(worker, slot);
        else if (forget(worker))
            continue;
        else if (worker->quit)
            break;
        else if (worker->fill)
            fill_up(worker);
        else
            wait_for_work(worker);
    }
    pthread_mutex_unlock(&worker->lock);
    stack_wipe();
    return NULL;
}

static bool start(struct worker *worker)
{
    pthread_attr_t attributes;
    sigset_t all, before;
    if (pthread_attr_init(&attributes))
        return false;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* signals are the screen thread's */
    worker->started = !pthread_attr_setstacksize(&attributes, WORKER_STACK) &&
                      !pthread_create(&worker->thread, &attributes, work, worker);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return worker->started;
}

struct worker *worker_new(
    struct disk *outbox, struct disk *drops, struct clock_source clock, char ret_message[static 256])
{
    struct worker *worker = calloc(1, sizeof *worker);
    if (!worker) {
        snprintf(ret_message, 256, "not enough memory");
        return NULL;
    }
    pthread_mutex_init(&worker->lock, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&worker->work, &monotonic);
    pthread_condattr_destroy(&monotonic);
    worker->done_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    bool locked = worker->done_fd >= 0;
    for (size_t i = 0; locked && i < WORKER_ORDERS; i++)
        locked = arena_new(ORDER_ARENA, &worker->slots[i].arena) == BASE_OK;
    if (!locked)
        snprintf(ret_message, 256, "memory cannot be locked; raise the limit of locked memory to 2 MiB");
    if (!locked || !orders_init(&worker->orders, outbox, drops, clock, ret_message)) {
        worker_free(worker);
        return NULL;
    }
    worker->report = orders_outbox(&worker->orders, OUTBOX_OK);
    if (!start(worker)) {
        snprintf(ret_message, 256, "no thread could be started");
        worker_free(worker);
        return NULL;
    }
    return worker;
}

void worker_free(struct worker *worker)
{
    if (!worker)
        return;
    if (worker->started) {
        pthread_mutex_lock(&worker->lock);
        worker->quit = true;
        atomic_store(&worker->over, UINT64_MAX);
        pthread_cond_signal(&worker->work);
        pthread_mutex_unlock(&worker->lock);
        pthread_join(worker->thread, NULL);
    }
    orders_clear(&worker->orders);
    for (size_t i = 0; i < WORKER_ORDERS; i++)
        arena_free(worker->slots[i].arena);
    if (worker->done_fd >= 0)
        close(worker->done_fd);
    pthread_cond_destroy(&worker->work);
    pthread_mutex_destroy(&worker->lock);
    free(worker);
}

int worker_fd(const struct worker *worker)
{
    return worker->done_fd;
}

bool worker_give(struct worker *worker, const struct worker_order *order, const struct visit *visit)
{
    bool given = false;
    pthread_mutex_lock(&worker->lock);
    for (size_t i = 0; i < WORKER_ORDERS && !given; i++) {
        struct slot *slot = &worker->slots[i];
        if (slot->state != SLOT_FREE)
            continue;
        slot->visit = arena_take(slot->arena, sizeof *visit);
        if (!slot->visit)
            break;
        memcpy(slot->visit, visit, sizeof *visit);
        slot->order = *order;
        slot->turn = ++worker->turns;
        slot->state = SLOT_WAITING;
        given = true;
    }
    pthread_cond_signal(&worker->work);
    pthread_mutex_unlock(&worker->lock);
    return given;
}

static void copy_result(enum worker_kind kind, const struct visit *from, struct visit *to)
{
    switch (kind) {
    case WORKER_SEND_FORM:
        to->sending = from->sending;
        memcpy(to->receipt, from->receipt, sizeof to->receipt);
        memcpy(to->case_word, from->case_word, sizeof to->case_word);
        break;
    case WORKER_READ_ANSWER:
        to->reading = from->reading;
        memcpy(to->found_team, from->found_team, sizeof to->found_team);
        memcpy(to->found_state, from->found_state, sizeof to->found_state);
        memcpy(to->found, from->found, sizeof to->found);
        to->found_count = from->found_count;
        to->found_deleted = from->found_deleted;
        break;
    case WORKER_WRITE_BACK:
    case WORKER_TAKE_BACK:
    case WORKER_DELETE:
        to->writing = from->writing;
        break;
    }
}

bool worker_collect(struct worker *worker, uint64_t number, struct visit *visit)
{
    bool changed = false;
    uint64_t told;
    ssize_t got = read(worker->done_fd, &told, sizeof told);
    (void)got; /* none: nothing new, the slots say the same */
    pthread_mutex_lock(&worker->lock);
    for (size_t i = 0; i < WORKER_ORDERS; i++) {
        struct slot *slot = &worker->slots[i];
        if (slot->state != SLOT_DONE)
            continue;
        if (slot->order.visit == number) {
            copy_result(slot->order.kind, slot->visit, visit);
            changed = true;
        }
        slot_wipe(slot);
    }
    pthread_mutex_unlock(&worker->lock);
    return changed;
}

void worker_visit_over(struct worker *worker, uint64_t number)
{
    pthread_mutex_lock(&worker->lock);
    atomic_store(&worker->over, number);
    for (size_t i = 0; i < WORKER_ORDERS; i++) {
        struct slot *slot = &worker->slots[i];
        bool unread = slot->state == SLOT_WAITING && slot->order.kind == WORKER_READ_ANSWER;
        if (slot->order.visit <= number && (unread || slot->state == SLOT_DONE))
            slot_wipe(slot);
    }
    pthread_cond_signal(&worker->work);
    pthread_mutex_unlock(&worker->lock);
}

void worker_fill(struct worker *worker, const uint8_t mix[static 32])
{
    pthread_mutex_lock(&worker->lock);
    memcpy(worker->mix, mix, sizeof worker->mix);
    worker->fill = worker->mix_known = true;
    pthread_cond_signal(&worker->work);
    pthread_mutex_unlock(&worker->lock);
}

struct worker_outbox worker_outbox(struct worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    struct worker_outbox report = worker->report;
    pthread_mutex_unlock(&worker->lock);
    return report;
}

bool worker_idle(struct worker *worker)
{
    bool idle = true;
    pthread_mutex_lock(&worker->lock);
    for (size_t i = 0; i < WORKER_ORDERS; i++)
        idle = idle && worker->slots[i].state == SLOT_FREE;
    idle = idle && !worker->fill && !worker->filling;
    pthread_mutex_unlock(&worker->lock);
    return idle;
}
