#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mix_parts.h"

#define HOUR_MS 3600000
#define CONTENT_MS 5000 /* a first start without content: between two tries to fetch it */
#define LOOK_MS 200     /* between two looks whether it has come */

bool mix_refuse(char ret_message[static 256], const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(ret_message, 256, format, list);
    va_end(list);
    return false;
}

void mix_trouble(struct mix *mix, enum trouble_kind kind, const char *format, ...)
{
    char sentence[256];
    va_list list;
    va_start(list, format);
    vsnprintf(sentence, sizeof sentence, format, list);
    va_end(list);
    trouble_met(&mix->troubles[kind], mix->log, mix->clock.mono_ms(mix->clock.self), "%s", sentence);
}

void mix_calm(struct mix *mix, enum trouble_kind kind, const char *what)
{
    trouble_over(&mix->troubles[kind], mix->log, what);
}

bool mix_ledger_failed(struct mix *mix)
{
    ledger_rollback(&mix->ledger);
    mix_trouble(mix, TROUBLE_LEDGER, "%s: %s; make room, or put the file right", mix->settings->store,
        ledger_why(&mix->ledger));
    return false;
}

int64_t mix_now_s(struct mix *mix)
{
    return mix->clock.wall_s(mix->clock.self);
}

/* Marked first, noted after: a power cut between the two only marks again. */
static void note_epoch(struct mix *mix, const char *epoch)
{
    char before[40];
    if (!ledger_text(&mix->ledger, "epoch", before, sizeof before)) {
        mix_ledger_failed(mix);
        return;
    }
    if (!epoch[0] || !strcmp(epoch, before))
        return;
    if (before[0])
        log_line(mix->log,
            "%s was restored from a backup; what went out in the last 7 days goes out again, "
            "one more each beat",
            mix->settings->url);
    bool ok = ledger_begin(&mix->ledger) && (!before[0] || ledger_again_all(&mix->ledger)) &&
              ledger_text_set(&mix->ledger, "epoch", epoch) && ledger_commit(&mix->ledger);
    if (!ok)
        mix_ledger_failed(mix);
}

bool mix_request(struct mix *mix, const char *method, const char *path, const void *body, size_t len,
    struct wire_answer *answer)
{
    if (wire_request(mix->client, method, path, body, len, answer)) {
        mix_trouble(mix, TROUBLE_HUB, "%s", wire_client_why(mix->client));
        return false;
    }
    mix_calm(mix, TROUBLE_HUB, "the hub answers again");
    note_epoch(mix, answer->epoch);
    return true;
}

static bool make_secrets(struct mix *mix, char ret_message[static 256])
{
    size_t size = MIX_IDENTITIES * sizeof *mix->identities + MIX_SECRET + 64;
    if (arena_new(size, &mix->arena))
        return mix_refuse(ret_message, "no locked memory is to be had; raise the limit of locked memory");
    mix->identities = arena_take(mix->arena, MIX_IDENTITIES * sizeof *mix->identities);
    mix->secret = arena_take(mix->arena, MIX_SECRET);
    return mix->identities && mix->secret && mix_identities_read(mix, ret_message);
}

bool mix_new(const struct mix_settings *settings, struct clock_source clock, struct log *log,
    struct mix **ret_mix, char ret_message[static 256])
{
    struct mix *mix = calloc(1, sizeof *mix);
    if (!mix || sodium_init() < 0) {
        free(mix);
        return mix_refuse(ret_message, "out of memory");
    }
    mix->settings = settings;
    mix->clock = clock;
    mix->log = log;
    int64_t now_ms = clock.mono_ms(clock.self);
    if (!make_secrets(mix, ret_message) || !mix_content_start(mix, ret_message) ||
        !mix_enrol_start(mix, ret_message) ||
        !ledger_open(&mix->ledger, settings->store, mix->secret, ret_message)) {
        mix_free(mix);
        return false;
    }
    mix->enrol_next_ms = now_ms;
    beat_init(&mix->hour, HOUR_MS, 0, now_ms);
    if (mix->network)
        mix_aside_again(mix);
    *ret_mix = mix;
    return true;
}

void mix_free(struct mix *mix)
{
    if (!mix)
        return;
    wire_client_free(mix->client);
    ledger_close(&mix->ledger);
    release_free(mix->kept);
    follower_close(mix->follower);
    arena_free(mix->arena);
    free(mix);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t next_beat(const struct mix *mix)
{
    return earlier(mix->team.next_ms, mix->zone.next_ms);
}

/* Ends early enough before a beat that what leaves on it is chosen by then. */
static void fetch_pages(struct mix *mix)
{
    if (!mix->pages)
        return;
    mix->pages = mix_fetch(mix) ? mix->pages - 1 : 0;
    if (mix->quiet_ms + PAGE_MS > next_beat(mix))
        mix->pages = 0;
}

/* Without content: asks for it. Returns when to go on; 0: there is some. */
static int64_t first_content(struct mix *mix, int64_t now_ms)
{
    if (mix->network)
        return 0;
    if (now_ms >= mix->content_next_ms) {
        follower_begin(mix->follower);
        mix->content_next_ms = now_ms + CONTENT_MS;
    }
    return follower_busy(mix->follower) ? now_ms + LOOK_MS : mix->content_next_ms;
}

static void do_beats(struct mix *mix, int64_t now_ms)
{
    if (beat_due(&mix->team, now_ms))
        mix_deliver(mix, FOR_TEAM);
    if (beat_due(&mix->zone, now_ms)) {
        mix_deliver(mix, FOR_ZONE);
        follower_begin(mix->follower);
    }
    if (beat_due(&mix->fetch, now_ms)) {
        mix_delete(mix);
        mix->pages = MIX_PAGES;
    }
    fetch_pages(mix);
    mix_prepare(mix);
    if (beat_due(&mix->hour, now_ms)) {
        mix_renew(mix);
        if (!ledger_sweep(&mix->ledger, mix_now_s(mix)))
            mix_ledger_failed(mix);
    }
}

int64_t mix_step(struct mix *mix)
{
    struct clock_source *clock = &mix->clock;
    int64_t now_ms = clock->mono_ms(clock->self);
    mix_content_look(mix);
    int64_t content_ms = first_content(mix, now_ms);
    if (!mix->client && now_ms >= mix->enrol_next_ms) {
        mix_enrol(mix);
        mix->enrol_next_ms = now_ms +
                             (mix->network && mix->network->demo ? ENROL_RETRY_MS / 10 : ENROL_RETRY_MS);
    }
    if (content_ms)
        return mix->client ? content_ms : earlier(content_ms, mix->enrol_next_ms);
    if (!mix->client)
        return mix->enrol_next_ms;
    if (now_ms < mix->quiet_ms)
        return mix->quiet_ms;
    do_beats(mix, now_ms);
    return mix->pages ? mix->quiet_ms
                      : earlier(next_beat(mix), earlier(mix->fetch.next_ms, mix->hour.next_ms));
}

bool mix_is_checking(const struct mix *mix)
{
    return follower_busy(mix->follower);
}
