/* What comes in: fetched and deleted in fixed steps on the beat, whatever is in it. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mix_parts.h"

struct intake { /* of one page */
    struct mix *mix;
    int64_t now_s, aside; /* aside: how many are there */
    unsigned fresh_aside; /* of this page */
    bool left;            /* some stay at the hub, since there is no place for them */
    struct outer outer;
    struct stored stored;
};

void mix_name(
    const struct mix *mix, const uint8_t inner[static INNER_BYTES], uint8_t ret_name[static ID_BYTES])
{
    uint8_t mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, mix->secret, MIX_SECRET);
    crypto_auth_hmacsha256_update(&state, inner, INNER_BYTES);
    crypto_auth_hmacsha256_final(&state, mac);
    memcpy(ret_name, mac, ID_BYTES);
    sodium_memzero(&state, sizeof state);
}

static bool names_somebody(const struct mix *mix, const struct outer *outer)
{
    return outer->type == OUTER_REPORT ? network_team(mix->network, outer->to) != NULL
                                       : network_zone(mix->network, outer->to) != NULL;
}

/* Over the day's number a sender is served last and named to the operator, once. */
static bool is_late(struct intake *intake, const uint8_t *pseudonym, bool *ret_ok)
{
    int64_t count = 0;
    char hex[ID_HEX + 1];
    *ret_ok = !pseudonym || ledger_sender(&intake->mix->ledger, pseudonym, intake->now_s, &count);
    if (count == REAL_A_DAY + 1) {
        hex_write(pseudonym, ID_BYTES, hex);
        log_line(intake->mix->log,
            "the sender %s has sent more than %d real files today and is served last; "
            "ask the hub's operator which machine that is",
            hex, REAL_A_DAY);
    }
    return count > REAL_A_DAY;
}

static bool store_real(struct intake *intake, const uint8_t *pseudonym)
{
    struct ledger *ledger = &intake->mix->ledger;
    const struct outer *outer = &intake->outer;
    struct stored *stored = &intake->stored;
    uint8_t name[ID_BYTES];
    bool fresh, ok;
    mix_name(intake->mix, outer->inner, name);
    if (!ledger_seen(ledger, name, &fresh))
        return false;
    if (!fresh)
        return true;
    bool late = is_late(intake, pseudonym, &ok);
    bool report = outer->type == OUTER_REPORT;
    stored->where = report ? FOR_TEAM : FOR_ZONE;
    stored->len = report ? INNER_BYTES : ANSWER_BYTES;
    memcpy(stored->to, outer->to, ID_BYTES);
    memcpy(stored->name, report ? name : outer->tag, ID_BYTES);
    memcpy(stored->file, outer->inner, stored->len);
    return ok && ledger_queue_add(ledger, stored, late);
}

static bool set_aside(struct intake *intake, const struct mix_record *record, bool *ret_kept)
{
    *ret_kept = intake->aside < MIX_ASIDE_FILES;
    if (!*ret_kept) {
        intake->left = true;
        return true;
    }
    intake->aside++;
    intake->fresh_aside++;
    return ledger_aside_add(&intake->mix->ledger, record->id, record->file);
}

static bool take_record(struct intake *intake, const struct mix_record *record)
{
    struct mix *mix = intake->mix;
    bool has, kept = true;
    if (!ledger_done_has(&mix->ledger, record->id, &has) || has)
        return has;
    enum seal_error error = outer_open(
        mix->identities, mix->identity_count, record->file, ENVELOPE_BYTES, &intake->outer);
    bool ok = true;
    if (error == SEAL_NO_MEMORY)
        return false;
    if (error || (intake->outer.type != OUTER_DUMMY && !names_somebody(mix, &intake->outer)))
        ok = set_aside(intake, record, &kept);
    else if (intake->outer.type != OUTER_DUMMY)
        ok = store_real(intake, record->pseudonym);
    return ok && (!kept || ledger_done_add(&mix->ledger, record->id));
}

/* One transaction for the page and where to go on after it. */
static bool store_page(struct intake *intake, const struct wire_answer *answer)
{
    struct mix *mix = intake->mix;
    struct cursor cursor;
    struct mix_record record;
    cursor_init(&cursor, answer->body.bytes, answer->body.len);
    bool ok = ledger_begin(&mix->ledger) && ledger_aside_count(&mix->ledger, &intake->aside);
    while (ok && mix_record_read(&cursor, &record))
        ok = take_record(intake, &record);
    if (ok && answer->after[0])
        ok = ledger_text_set(&mix->ledger, "after", answer->after);
    if (ok && intake->left)
        ok = ledger_text_set(&mix->ledger, "left", "yes");
    return (ok && ledger_commit(&mix->ledger)) || mix_ledger_failed(mix);
}

static void report_aside(struct intake *intake)
{
    if (intake->fresh_aside)
        log_line(intake->mix->log,
            "%u envelopes cannot be opened or are for nobody in the network and are kept aside (%lld in "
            "all); "
            "see wayside-mix(1)",
            intake->fresh_aside, (long long)intake->aside);
    if (intake->left)
        mix_trouble(intake->mix, TROUBLE_FULL,
            "%d envelopes are kept aside, the most there may be; "
            "others of their kind stay at the hub",
            MIX_ASIDE_FILES);
}

/* *ret_gone: the hub has it no more. False when there is no use in asking on. */
static bool delete_one(struct mix *mix, const uint8_t *id, bool *ret_gone)
{
    char path[80] = "/v1/mix/envelopes/";
    struct wire_answer answer = {.status = 0};
    buffer_init(&answer.body, 0);
    hex_write(id, ID_BYTES, path + strlen(path));
    bool on = mix_request(mix, "DELETE", path, NULL, 0, &answer);
    *ret_gone = answer.status == 204;
    if (on && !*ret_gone)
        mix_trouble(mix, TROUBLE_FETCH, "%s did not delete an envelope (%d %s); asked again at the next beat",
            mix->settings->url, answer.status, answer.problem);
    buffer_clear(&answer.body);
    return on;
}

static bool note_deleted(struct mix *mix, uint8_t (*ids)[ID_BYTES], size_t count)
{
    bool ok = ledger_begin(&mix->ledger);
    for (size_t i = 0; ok && i < count; i++)
        ok = ledger_done_remove(&mix->ledger, ids[i]);
    return (ok && ledger_commit(&mix->ledger)) || mix_ledger_failed(mix);
}

/* Everything whose content is stored goes from the hub, dummies like all others. Returns true when
 * there may be more. */
static bool delete_done(struct mix *mix)
{
    uint8_t(*ids)[ID_BYTES] = calloc(MIX_PAGE, sizeof *ids);
    size_t count = 0, deleted = 0;
    bool on = ids && (ledger_done_list(&mix->ledger, ids, MIX_PAGE, &count) || mix_ledger_failed(mix));
    for (size_t i = 0; on && i < count; i++) {
        bool gone;
        on = delete_one(mix, ids[i], &gone);
        if (gone)
            memmove(ids[deleted++], ids[i], ID_BYTES);
    }
    bool noted = !deleted || note_deleted(mix, ids, deleted);
    free(ids);
    return on && noted && deleted == MIX_PAGE;
}

/* Opening and storing takes longer for some files than for others. So nothing is asked of the hub before
 * a time that only the coming of its answer sets; which files are real would show in the pause else. */
static void be_quiet(struct mix *mix, int64_t came_ms)
{
    int64_t now_ms = mix->clock.mono_ms(mix->clock.self);
    mix->quiet_ms = came_ms + (1 + (now_ms - came_ms) / PAGE_MS) * PAGE_MS;
}

/* Returns true when there may be more. */
static bool fetch_page(struct mix *mix, struct intake *intake)
{
    char path[160], after[80];
    size_t count = 0;
    struct wire_answer answer = {.status = 0};
    if (!ledger_text(&mix->ledger, "after", after, sizeof after))
        return mix_ledger_failed(mix);
    snprintf(path, sizeof path, "/v1/mix/envelopes?most=%d", MIX_PAGE);
    if (after[0])
        snprintf(path, sizeof path, "/v1/mix/envelopes?after=%s&most=%d", after, MIX_PAGE);
    buffer_init(&answer.body, (size_t)MIX_PAGE * MIX_RECORD);
    bool ok = mix_request(mix, "GET", path, NULL, 0, &answer);
    int64_t came_ms = mix->clock.mono_ms(mix->clock.self);
    if (ok && (answer.status != 200 || !mix_records_valid(answer.body.bytes, answer.body.len, &count))) {
        mix_trouble(mix, TROUBLE_FETCH,
            "%s gave no proper list of envelopes (%d %s); asked again at the next beat", mix->settings->url,
            answer.status, answer.problem);
        ok = false;
    } else if (ok) {
        mix_calm(mix, TROUBLE_FETCH, "envelopes come again");
        *intake = (struct intake){.mix = mix, .now_s = mix_now_s(mix)};
        ok = (!count && !answer.after[0]) || store_page(intake, &answer);
        if (ok)
            report_aside(intake);
    }
    bool on = ok && count == MIX_PAGE && strcmp(after, answer.after) != 0;
    buffer_clear(&answer.body);
    be_quiet(mix, came_ms);
    return on;
}

static bool has_place(struct mix *mix)
{
    int64_t waiting;
    if (!ledger_queue_count(&mix->ledger, &waiting))
        return mix_ledger_failed(mix);
    if (waiting < MIX_QUEUE_FILES) {
        mix_calm(mix, TROUBLE_FULL, "envelopes are taken again");
        return true;
    }
    mix_trouble(mix, TROUBLE_FULL,
        "%d files wait for their beat, the most there may be; the others stay at the hub", MIX_QUEUE_FILES);
    return false;
}

void mix_delete(struct mix *mix)
{
    for (unsigned i = 0; i < MIX_PAGES && delete_done(mix); i++)
        ;
}

bool mix_fetch(struct mix *mix)
{
    struct intake *intake = malloc(sizeof *intake);
    bool on = intake && has_place(mix) && fetch_page(mix, intake);
    if (intake)
        sodium_memzero(intake, sizeof *intake);
    free(intake);
    return on;
}

/* Returns false at the end or on a fault. */
static bool again_one(struct intake *intake, int64_t *n, uint8_t *file)
{
    struct mix *mix = intake->mix;
    bool found, ok = ledger_aside_next(&mix->ledger, *n, n, file, &found);
    if (!ok || !found)
        return ok ? false : mix_ledger_failed(mix);
    if (outer_open(mix->identities, mix->identity_count, file, ENVELOPE_BYTES, &intake->outer) != SEAL_OK ||
        (intake->outer.type != OUTER_DUMMY && !names_somebody(mix, &intake->outer)))
        return true;
    ok = ledger_begin(&mix->ledger) && (intake->outer.type == OUTER_DUMMY || store_real(intake, NULL)) &&
         ledger_aside_remove(&mix->ledger, *n) && ledger_commit(&mix->ledger);
    return ok || mix_ledger_failed(mix);
}

void mix_aside_again(struct mix *mix)
{
    char left[8];
    int64_t n = 0, count = 0;
    struct intake *intake = calloc(1, sizeof *intake);
    uint8_t *file = malloc(ENVELOPE_BYTES);
    if (intake && file) {
        intake->mix = mix;
        intake->now_s = mix_now_s(mix);
        while (again_one(intake, &n, file))
            ;
    }
    /* With place again, those that stayed at the hub are asked for from the start. */
    if (ledger_text(&mix->ledger, "left", left, sizeof left) && left[0] &&
        ledger_aside_count(&mix->ledger, &count) && count < MIX_ASIDE_FILES &&
        !(ledger_text_set(&mix->ledger, "after", "") && ledger_text_set(&mix->ledger, "left", "")))
        mix_ledger_failed(mix);
    free(intake);
    free(file);
}
