#include "kiosk_inside.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "firmware/wipe.h"

#define STEPS_MOST 4       /* wants that follow from one batch of inputs; more is a defect */
#define LEAVE_FILES 10     /* the wait that is shown is for so many files, or twice, or four times as many */
#define CLOCK_WOBBLE_S 300 /* a last connection so far ahead is the clock's correction, not nonsense */

static int64_t now_ms(const struct kiosk *kiosk)
{
    return kiosk->outside.clock.mono_ms(kiosk->outside.clock.self);
}

static bool someone_there(const struct kiosk *kiosk)
{
    return visit_of(kiosk->keeper)->screen != SCREEN_ATTRACT;
}

static struct place_time place_time(struct kiosk *kiosk)
{
    if (!kiosk->place_clock)
        return (struct place_time){.minute_of_day = -1};
    return place_clock_now(kiosk->place_clock, kiosk->showing.floor_s);
}

/* Of a moment that the agent noted; -1: never, or nonsense. */
static int64_t ago(struct kiosk *kiosk, int64_t then_s)
{
    int64_t since_s = kiosk->outside.clock.wall_s(kiosk->outside.clock.self) - then_s;
    if (!then_s || since_s < -CLOCK_WOBBLE_S)
        return -1;
    return since_s > 0 ? since_s : 0;
}

/* In coarse steps: the very number would tell who comes back later that someone wrote in between. */
static int64_t files_at_most(size_t ahead)
{
    int64_t most = LEAVE_FILES;
    while (most <= (int64_t)ahead)
        most *= 2;
    return most;
}

static struct ui_facts facts(struct kiosk *kiosk)
{
    struct place_time time = place_time(kiosk);
    struct worker_outbox outbox = worker_outbox(kiosk->worker);
    struct ui_facts result = {
        .now_ms = now_ms(kiosk),
        .minute_of_day = time.minute_of_day,
        .panel_top_mm = kiosk->settings->top_mm,
        .connected_ago_s = ago(kiosk, kiosk->notes.last_connection_s),
        .checked_ago_s = ago(kiosk, kiosk->notes.last_check_s),
        .tell = UI_TELL_CLOSED,
    };
    struct sound_state sound = sound_state(kiosk->sound);
    result.speaking = sound.speaking;
    result.said = sound.said;
    memcpy(result.today, time.day, sizeof result.today);
    memcpy(result.enrol_code, kiosk->notes.enrol_code, sizeof kiosk->notes.enrol_code);
    if (kiosk->release) {
        result.longest_leave_s = files_at_most(outbox.ahead) * kiosk->release->place->tick_s;
        if (!showing_too_old_to_tell(&kiosk->showing))
            result.tell = outbox.take == OUTBOX_OK ? UI_TELL_OPEN : UI_TELL_FULL;
    }
    return result;
}

static void give(struct kiosk *kiosk, enum worker_kind kind, enum visit_work *work)
{
    struct place_time time = place_time(kiosk);
    struct worker_order order = {
        .kind = kind,
        .visit = kiosk->visit_number,
        .ground = &kiosk->ground,
        .hour = time.known ? time.minute_of_day / 60 : -1,
    };
    memcpy(order.day, time.day, sizeof order.day);
    if (!kiosk->release || !worker_give(kiosk->worker, &order, visit_of(kiosk->keeper)))
        *work = WORK_FAILED;
}

/* The attract picture stands already; everything of the visit goes now. */
static void visit_over(struct kiosk *kiosk)
{
    const struct screen_port *port = &kiosk->outside.port;
    sound_stop(kiosk->sound);
    worker_visit_over(kiosk->worker, kiosk->visit_number++);
    visit_end(kiosk->keeper);
    port->ops->forget(port->self);
    ui_forget(kiosk->ui);
    kiosk->visit_ended = true;
}

void kiosk_clear_screen(struct kiosk *kiosk)
{
    if (!kiosk->worker)
        return; /* finished already: the screen is lost */
    visit_over(kiosk);
    kiosk_step(kiosk, NULL, 0);
}

static void carry_out(struct kiosk *kiosk, enum ui_want want)
{
    struct visit *visit = visit_of(kiosk->keeper);
    switch (want) {
    case UI_NOTHING:
        break;
    case UI_SEND_FORM:
        give(kiosk, WORKER_SEND_FORM, &visit->sending);
        break;
    case UI_READ_ANSWER:
        give(kiosk, WORKER_READ_ANSWER, &visit->reading);
        break;
    case UI_WRITE_BACK:
        give(kiosk, WORKER_WRITE_BACK, &visit->writing);
        break;
    case UI_TAKE_BACK:
        give(kiosk, WORKER_TAKE_BACK, &visit->writing);
        break;
    case UI_DELETE:
        give(kiosk, WORKER_DELETE, &visit->writing);
        break;
    case UI_END:
        visit_over(kiosk);
        break;
    }
}

static void set_timer(struct kiosk *kiosk)
{
    struct itimerspec when = {0};
    int64_t due_ms = kiosk->due_ms;
    if (kiosk->look_again && kiosk->look_from_ms < due_ms)
        due_ms = kiosk->look_from_ms;
    if (due_ms != INT64_MAX) {
        int64_t left = due_ms - now_ms(kiosk);
        if (left < 1)
            left = 1;
        when.it_value = (struct timespec){.tv_sec = left / 1000, .tv_nsec = left % 1000 * 1000000};
    }
    timerfd_settime(kiosk->timer_fd, 0, &when, NULL);
}

/* Clips that cannot be read now are left out. */
static void speak(struct kiosk *kiosk, const struct ui_result *result)
{
    const struct visit *visit = visit_of(kiosk->keeper);
    struct sound_clip *clips = calloc(result->say_count, sizeof *clips);
    size_t count = 0;
    for (size_t i = 0; clips && i < result->say_count; i++) {
        const struct ui_say *say = &result->say[i];
        clips[count].begins = say->begins;
        if (voices_clip(&kiosk->voices, say->language, say->text, &clips[count].ogg))
            count++;
        else
            buffer_clear(&clips[count].ogg);
    }
    if (count > 0) {
        sound_say(kiosk->sound, clips, count, visit->voice_rate, visit->voice_gain);
        return;
    }
    sound_stop(kiosk->sound);
    sound_clips_free(clips, count);
}

/* A frame of its own, so that kiosk_turn's stack_wipe reaches all that was below it. */
__attribute__((noinline)) void kiosk_step(struct kiosk *kiosk, const struct ui_input *inputs, size_t count)
{
    const struct screen_port *port = &kiosk->outside.port;
    for (int steps = 0; steps < STEPS_MOST; steps++) {
        struct ui_facts now = facts(kiosk);
        struct ui_result result = ui_step(
            kiosk->ui, visit_of(kiosk->keeper), &now, inputs, count, port->ops->surface(port->self));
        if (result.sound == SOUND_STOP)
            sound_stop(kiosk->sound);
        port->ops->present(port->self, &result.damage);
        kiosk->due_ms = result.due_ms;
        if (result.sound == SOUND_SAY)
            speak(kiosk, &result);
        if (result.want == UI_NOTHING && result.sound == SOUND_KEEP)
            break;
        carry_out(kiosk, result.want);
        count = 0;
    }
    set_timer(kiosk);
}

/* Waits on everything that may happen. Returns what watch saw; *ret_port when the port has news. */
static unsigned wait_for(struct kiosk *kiosk, int wait_ms, bool *ret_port)
{
    enum { WATCH, TIMER, WORKER, STOP, SOUND, OWN };
    const struct screen_port *port = &kiosk->outside.port;
    struct pollfd fds[OWN + PORT_FDS] = {
        [WATCH] = {.fd = kiosk->watch.fd, .events = POLLIN},
        [TIMER] = {.fd = kiosk->timer_fd, .events = POLLIN},
        [WORKER] = {.fd = worker_fd(kiosk->worker), .events = POLLIN},
        [STOP] = {.fd = kiosk->outside.stop_fd, .events = POLLIN},
        [SOUND] = {.fd = sound_fd(kiosk->sound), .events = POLLIN},
    };
    size_t of_port = port->ops->fds(port->self, fds + OWN);
    *ret_port = false;
    if (poll(fds, OWN + of_port, wait_ms) <= 0)
        return 0;
    for (size_t i = 0; i < of_port; i++)
        *ret_port = *ret_port || fds[OWN + i].revents;
    if (fds[STOP].revents)
        kiosk->stop = true;
    kiosk->spoke = fds[SOUND].revents;
    if (fds[TIMER].revents) {
        uint64_t times;
        ssize_t got = read(kiosk->timer_fd, &times, sizeof times);
        (void)got; /* whether it is due is asked of the clock */
    }
    return fds[WATCH].revents ? watch_read(&kiosk->watch) : 0;
}

/* True when the screen may look different. */
static bool take_changes(struct kiosk *kiosk, unsigned seen)
{
    bool changed = false;
    if (seen & WATCH_DEVICE) {
        struct device_notes before = kiosk->notes;
        device_read(&kiosk->device, &kiosk->notes);
        changed = someone_there(kiosk) || strcmp(before.enrol_code, kiosk->notes.enrol_code);
    }
    if (seen & WATCH_OUTBOX && kiosk->release)
        worker_fill(kiosk->worker, kiosk->release->network->mix);
    if (seen & WATCH_CONTENT)
        kiosk->look_again = true;
    return changed;
}

static bool take_results(struct kiosk *kiosk)
{
    bool changed = worker_collect(kiosk->worker, kiosk->visit_number, visit_of(kiosk->keeper));
    enum outbox_error fault = worker_outbox(kiosk->worker).fault;
    if (fault != kiosk->fault_said && fault != OUTBOX_OK)
        log_line(kiosk->outside.log, "%s: no file can be put there: %s; messages are not taken until it can",
            kiosk->settings->outbox, outbox_error_text(fault));
    kiosk->fault_said = fault;
    return changed;
}

/* What was said has ended. */
static bool take_sound(struct kiosk *kiosk)
{
    bool spoke = kiosk->spoke;
    kiosk->spoke = false;
    if (!spoke)
        return false;
    sound_seen(kiosk->sound);
    if (sound_state(kiosk->sound).broken && !kiosk->silence_said) {
        log_line(
            kiosk->outside.log, "no sound device can be opened; nothing is read aloud until one is there");
        kiosk->silence_said = true;
    }
    return true;
}

static void drain(struct kiosk *kiosk, struct port_news *news)
{
    const struct screen_port *port = &kiosk->outside.port;
    port->ops->drain(port->self, news);
    if (news->exposed)
        ui_repaint(kiosk->ui);
    if (news->ended)
        kiosk->stop = true;
}

static void look_when_quiet(struct kiosk *kiosk)
{
    if (!kiosk->look_again || someone_there(kiosk) || !worker_idle(kiosk->worker))
        return;
    if (now_ms(kiosk) >= kiosk->look_from_ms)
        kiosk_look(kiosk);
    else
        set_timer(kiosk);
}

bool kiosk_turn(struct kiosk *kiosk, int wait_ms)
{
    struct port_news news;
    bool port_ready = false;
    /* Showing a picture reads the connection too, so events may be here without its being readable. */
    drain(kiosk, &news);
    bool there = news.count || news.exposed;
    unsigned seen = wait_for(kiosk, there || kiosk->stop ? 0 : wait_ms, &port_ready);
    if (!there && port_ready)
        drain(kiosk, &news);
    bool changed = news.count || news.exposed;
    changed = take_changes(kiosk, seen) || changed;
    changed = take_results(kiosk) || changed;
    changed = take_sound(kiosk) || changed;
    if (changed || now_ms(kiosk) >= kiosk->due_ms)
        kiosk_step(kiosk, news.inputs, news.count);
    explicit_bzero(&news, sizeof news);
    if (kiosk->visit_ended)
        stack_wipe();
    kiosk->visit_ended = false;
    look_when_quiet(kiosk);
    return !kiosk->stop;
}

void kiosk_run(struct kiosk *kiosk)
{
    while (kiosk_turn(kiosk, -1))
        ;
}
