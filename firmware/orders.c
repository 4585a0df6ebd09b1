#include "firmware/orders.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "firmware/answers.h"
#include "firmware/document.h"
#include "rules/damm.h"
#include "screen/answers.h"
#include "seal/envelope.h"

struct kept_keys {
    uint64_t visit;
    struct receipt_keys keys;
    struct answer_trace trace;
};

bool orders_init(struct orders *orders, struct disk *outbox, struct disk *drops, struct clock_source clock,
    char ret_message[static 256])
{
    struct orders made = {.outbox_disk = outbox, .drops = drops, .clock = clock};
    if (arena_new(sizeof(struct kept_keys) + 64, &made.arena) != BASE_OK) {
        snprintf(ret_message, 256, "memory cannot be locked; raise the limit of locked memory to 2 MiB");
        return false;
    }
    enum outbox_error error = outbox_new(outbox, clock, &made.outbox);
    if (error != OUTBOX_OK) {
        snprintf(ret_message, 256, "the outbox folder cannot be read: %s", outbox_error_text(error));
        orders_clear(&made);
        return false;
    }
    *orders = made;
    return true;
}

void orders_clear(struct orders *orders)
{
    if (orders->outbox)
        outbox_free(orders->outbox);
    arena_free(orders->arena);
    *orders = (struct orders){0};
}

static enum visit_work work_of(enum outbox_error error)
{
    switch (error) {
    case OUTBOX_OK:
        return WORK_DONE;
    case OUTBOX_FULL:
    case OUTBOX_NO_SPACE:
        return WORK_FULL;
    case OUTBOX_RATE:
        return WORK_RATE;
    default:
        return WORK_FAILED;
    }
}

/* Inner file for the team, outer file for the mix, durably into the outbox. */
static enum visit_work seal_and_put(struct orders *orders, const struct worker_ground *ground,
    const struct network_team *team, enum outbox_kind kind, const char *json, size_t len, struct arena *arena)
{
    struct outer *outer = arena_take(arena, sizeof *outer);
    uint8_t *file = arena_take(arena, ENVELOPE_BYTES);
    uint8_t id[ID_BYTES];
    if (!outer || !file)
        return WORK_FAILED;
    outer->type = OUTER_REPORT;
    memcpy(outer->to, team->id, ID_BYTES);
    if (inner_seal(json, len, team->recipients, team->recipient_count, outer->inner) != SEAL_OK ||
        outer_seal(outer, ground->network->mix, file) != SEAL_OK)
        return WORK_FAILED;
    randombytes_buf(id, sizeof id);
    return work_of(outbox_put(orders->outbox, kind, id, file));
}

static void head_of(const struct worker_order *order, const struct network_team *team,
    const struct visit *visit, const uint8_t thread[static ID_BYTES], struct document_head *ret_head)
{
    *ret_head = (struct document_head){
        .place = order->ground->place->code,
        .day = order->day,
        .hour = order->hour,
        .language = visit->language,
        .keys_version = team->keys_version,
    };
    randombytes_buf(ret_head->id, sizeof ret_head->id);
    memcpy(ret_head->thread, thread, ID_BYTES);
}

static enum visit_work send_form(
    struct orders *orders, const struct worker_order *order, struct arena *arena, struct visit *visit)
{
    const struct worker_ground *ground = order->ground;
    const struct form *form = visit->form < FORM_ROLES ? ground->forms[visit->form] : NULL;
    /* practice and answers about a job offer never leave, whatever the screens ask for */
    const struct network_team *team = form && visit->form != FORM_JOB && !visit->practice
                                          ? form_team(
                                                ground->network, ground->place, visit->form, form, visit)
                                          : NULL;
    const struct network_zone *zone = &ground->network->zones[ground->place->zone];
    struct receipt_keys *keys = arena_take(arena, sizeof *keys);
    char *json = arena_take(arena, DOCUMENT_BYTES + 1);
    uint8_t *thread = arena_take(arena, ID_BYTES);
    struct document_head *head = arena_take(arena, sizeof *head);
    size_t len = 0;
    if (!team || !keys || !json || !thread || !head)
        return WORK_FAILED;
    enum outbox_error ready = outbox_would_take(orders->outbox, OUTBOX_HELP);
    if (ready != OUTBOX_OK) /* known before three seconds of Argon2id */
        return work_of(ready);
    receipt_new(visit->receipt);
    randombytes_buf(thread, ID_BYTES);
    if (receipt_keys(visit->receipt, ground->network->name, zone->id, keys) != SEAL_OK)
        return WORK_FAILED;
    head_of(order, team, visit, thread, head);
    if (!document_form(head, form, visit, keys, json, DOCUMENT_BYTES, &len))
        return WORK_FAILED;
    enum visit_work result = seal_and_put(orders, ground, team, OUTBOX_HELP, json, len, arena);
    if (result == WORK_DONE && !image_case_word(ground->image, visit->language, thread, visit->case_word))
        visit->case_word[0] = 0;
    return result;
}

/* Digits that cannot be right are looked up all the same, with another check digit, so that they cost
 * what digits cost that nobody ever had. */
static bool digits_usable(const struct visit *visit, char ret_digits[static RECEIPT_DIGITS + 1])
{
    memcpy(ret_digits, visit->digits, RECEIPT_DIGITS);
    ret_digits[RECEIPT_DIGITS] = 0;
    if (damm_valid(ret_digits, RECEIPT_DIGITS))
        return true;
    for (size_t i = 0; i < RECEIPT_DIGITS; i++)
        if (ret_digits[i] < '0' || ret_digits[i] > '9')
            ret_digits[i] = '0';
    ret_digits[RECEIPT_DIGITS - 1] = damm_digit(ret_digits, RECEIPT_DIGITS - 1);
    return false;
}

static enum visit_work read_answer(struct orders *orders, const struct worker_order *order,
    struct arena *arena, struct visit *visit, const _Atomic uint64_t *over)
{
    const struct worker_ground *ground = order->ground;
    const struct network_zone *zone = &ground->network->zones[ground->place->zone];
    struct kept_keys *kept = arena_take(arena, sizeof *kept);
    char *digits = arena_take(arena, RECEIPT_DIGITS + 1);
    void *scratch = arena_take(arena, ANSWERS_SCRATCH);
    struct visit *nobody = arena_take(arena, sizeof *nobody);
    if (!kept || !digits || !scratch || !nobody)
        return WORK_FAILED;
    bool usable = digits_usable(visit, digits);
    if (receipt_keys(digits, ground->network->name, zone->id, &kept->keys) != SEAL_OK)
        return WORK_FAILED;
    if (order->visit <= atomic_load(over))
        return WORK_NOTHING;
    visit->found_count = 0;
    visit->found_deleted = false;
    bool found = answers_find(
        orders->drops, ground->network, &kept->keys, scratch, usable ? visit : nobody, &kept->trace);
    if (!found || !usable)
        return WORK_NOTHING;
    kept->visit = order->visit;
    arena_wipe(orders->arena);
    orders->kept = arena_take(orders->arena, sizeof *orders->kept);
    if (orders->kept)
        *orders->kept = *kept;
    return WORK_DONE;
}

static bool later_document(enum worker_kind kind, const struct document_head *head, const struct visit *visit,
    const struct receipt_keys *keys, char *json, size_t *ret_len)
{
    switch (kind) {
    case WORKER_WRITE_BACK:
        return document_message(head, visit, keys, json, DOCUMENT_BYTES, ret_len);
    case WORKER_TAKE_BACK:
        return document_take_back(head, visit, keys, json, DOCUMENT_BYTES, ret_len);
    case WORKER_DELETE:
        return document_delete(head, keys, json, DOCUMENT_BYTES, ret_len);
    default:
        return false;
    }
}

/* A no is never told to wait: as urgent a kind as a call for help, while a message takes its turn. */
static enum visit_work send_later(
    struct orders *orders, const struct worker_order *order, struct arena *arena, const struct visit *visit)
{
    const struct kept_keys *kept = orders->kept;
    char *json = arena_take(arena, DOCUMENT_BYTES + 1);
    struct document_head *head = arena_take(arena, sizeof *head);
    enum outbox_kind kind = order->kind == WORKER_WRITE_BACK ? OUTBOX_MESSAGE : OUTBOX_HELP;
    size_t len = 0;
    if (!head || !kept || kept->visit != order->visit || !json)
        return WORK_FAILED;
    const struct network_team *team = network_team(order->ground->network, kept->trace.team);
    if (!team)
        return WORK_FAILED;
    head_of(order, team, visit, kept->trace.thread, head);
    if (!later_document(order->kind, head, visit, &kept->keys, json, &len))
        return WORK_FAILED;
    return seal_and_put(orders, order->ground, team, kind, json, len, arena);
}

/* A frame of its own, so that the caller's stack_wipe reaches all that was below it. */
__attribute__((noinline)) void orders_carry_out(struct orders *orders, const struct worker_order *order,
    struct arena *arena, struct visit *visit, const _Atomic uint64_t *over)
{
    switch (order->kind) {
    case WORKER_SEND_FORM:
        visit->sending = send_form(orders, order, arena, visit);
        if (visit->sending != WORK_DONE) /* a receipt of nothing must not be shown */
            explicit_bzero(visit->receipt, sizeof visit->receipt);
        break;
    case WORKER_READ_ANSWER:
        visit->reading = read_answer(orders, order, arena, visit, over);
        break;
    case WORKER_WRITE_BACK:
    case WORKER_TAKE_BACK:
    case WORKER_DELETE:
        visit->writing = send_later(orders, order, arena, visit);
        break;
    }
}

bool orders_forget(struct orders *orders, uint64_t over)
{
    if (!orders->kept || orders->kept->visit > over)
        return false;
    arena_wipe(orders->arena);
    orders->kept = NULL;
    return true;
}

enum outbox_error orders_fill(struct orders *orders, const uint8_t mix[static 32])
{
    uint8_t file[ENVELOPE_BYTES], id[ID_BYTES];
    for (size_t missing = outbox_dummies_missing(orders->outbox); missing > 0; missing--) {
        if (outer_dummy(mix, file) != SEAL_OK)
            return OUTBOX_DISK;
        randombytes_buf(id, sizeof id);
        enum outbox_error error = outbox_put(orders->outbox, OUTBOX_DUMMY, id, file);
        if (error != OUTBOX_OK)
            return error;
    }
    return OUTBOX_OK;
}

int64_t orders_due_in_ms(const struct orders *orders)
{
    return outbox_due_ms(orders->outbox) - orders->clock.mono_ms(orders->clock.self);
}

struct worker_outbox orders_outbox(struct orders *orders, enum outbox_error fault)
{
    struct worker_outbox report = {
        .take = outbox_would_take(orders->outbox, OUTBOX_HELP),
        .ahead = outbox_ahead(orders->outbox, OUTBOX_HELP),
        .fault = fault,
    };
    uint64_t room = 0;
    if (report.take == OUTBOX_OK &&
        orders->outbox_disk->ops->room(orders->outbox_disk->self, &room) == BASE_OK &&
        room < WORKER_ROOM_BYTES)
        report.take = OUTBOX_NO_SPACE;
    return report;
}
