/* What goes out: on each beat the same number for each team and zone, fixed durably before the first
 * request, so that a power cut sends the same again and not another one; and chosen before the beat, since
 * to make a cover takes longer than to take a real one. A cover has its name like a real one and is known
 * when it comes back: offered to the mix again, neither is delivered, so nobody can tell them apart so. */
#include <stdio.h>
#include <stdlib.h>
#include <sodium.h>
#include <string.h>

#include "mix_parts.h"

static const char cover[] = "{\"v\":1,\"kind\":\"cover\"}";

/* An inner file like all others: the desk opens it and drops it. */
static bool cover_for_team(struct mix *mix, const struct network_team *team, struct stored *ret_stored)
{
    bool fresh;
    ret_stored->len = INNER_BYTES;
    if (inner_seal(cover, sizeof cover - 1, team->recipients, team->recipient_count, ret_stored->file))
        return false;
    mix_name(mix, ret_stored->file, ret_stored->name);
    return ledger_seen(&mix->ledger, ret_stored->name, &fresh);
}

/* An answer to a key that nobody has, under a tag that nobody asks for. */
static bool cover_for_zone(struct mix *mix, struct stored *ret_stored)
{
    bool fresh;
    uint8_t name[ID_BYTES];
    struct seal_identity nobody;
    ret_stored->len = ANSWER_BYTES;
    memset(ret_stored->file, 0, sizeof ret_stored->file);
    randombytes_buf(ret_stored->name, ID_BYTES);
    bool ok = seal_identity_new(&nobody) == SEAL_OK &&
              answer_seal(cover, sizeof cover - 1, nobody.recipient, ret_stored->file) == SEAL_OK;
    sodium_memzero(&nobody, sizeof nobody);
    mix_name(mix, ret_stored->file, name);
    return ok && ledger_seen(&mix->ledger, name, &fresh);
}

static size_t places(const struct mix *mix, enum where where)
{
    return where == FOR_TEAM ? mix->network->team_count : mix->network->zone_count;
}

static const uint8_t *place_id(const struct mix *mix, enum where where, size_t i)
{
    return where == FOR_TEAM ? mix->network->teams[i].id : mix->network->zones[i].id;
}

static int64_t files_a_beat(const struct mix *mix, enum where where)
{
    return where == FOR_TEAM ? mix->network->mix_files : 1;
}

/* What did not arrive at an earlier beat counts: it takes the place of a new one, and a beat that was
 * missed is not made up. */
static bool choose_for(struct mix *mix, enum where where, size_t i, struct stored *stored)
{
    int64_t there;
    const uint8_t *to = place_id(mix, where, i);
    if (!ledger_leaving_count(&mix->ledger, where, to, &there))
        return false;
    for (; there < files_a_beat(mix, where); there++) {
        bool found;
        if (!ledger_queue_take(&mix->ledger, where, to, stored, &found))
            return false;
        if (!found && !(where == FOR_TEAM ? cover_for_team(mix, &mix->network->teams[i], stored)
                                          : cover_for_zone(mix, stored)))
            return false;
        if (!ledger_leaving_add(&mix->ledger, stored))
            return false;
    }
    return true;
}

static bool choose(struct mix *mix, enum where where, struct stored *stored)
{
    bool ok = ledger_begin(&mix->ledger);
    for (size_t i = 0; ok && i < places(mix, where); i++)
        ok = choose_for(mix, where, i, stored);
    return (ok && ledger_commit(&mix->ledger)) || mix_ledger_failed(mix);
}

void mix_prepare(struct mix *mix)
{
    struct stored *stored = mix->pages ? NULL : calloc(1, sizeof *stored);
    if (stored && mix->team.next_ms <= mix->fetch.next_ms)
        (void)choose(mix, FOR_TEAM, stored);
    if (stored && mix->zone.next_ms <= mix->fetch.next_ms)
        (void)choose(mix, FOR_ZONE, stored);
    free(stored);
}

/* Whether it is at the hub now; *ret_on is false when there is no use in going on. */
static bool put(struct mix *mix, const struct stored *stored, bool *ret_on)
{
    char to[ID_HEX + 1], name[ID_HEX + 1], path[120];
    struct wire_answer answer = {.status = 0};
    hex_write(stored->to, ID_BYTES, to);
    hex_write(stored->name, ID_BYTES, name);
    snprintf(path, sizeof path, "/v1/%s/%s/%s", stored->where == FOR_TEAM ? "teams" : "drops", to, name);
    buffer_init(&answer.body, 0);
    *ret_on = mix_request(mix, "PUT", path, stored->file, stored->len, &answer);
    bool there = answer.status == 201 || answer.status == 200;
    if (answer.status == 409) { /* an answer under a tag that is taken: the first one stays */
        log_line(mix->log, "%s has another file under the name of one of ours, which is dropped",
            mix->settings->url);
        there = true;
    } else if (*ret_on && !there) {
        mix_trouble(mix, TROUBLE_PUT, "%s did not take a file (%d %s); it is offered again at the next beat",
            mix->settings->url, answer.status, answer.problem);
    } else if (there) {
        mix_calm(mix, TROUBLE_PUT, "the hub takes files again");
    }
    buffer_clear(&answer.body);
    return there;
}

struct arrived { /* noted in one transaction after all requests, which so follow each other alike */
    int64_t *n;
    size_t count, most;
};

static bool send_all(struct mix *mix, enum where where, struct stored *stored, struct arrived *arrived)
{
    bool on = true;
    for (size_t i = 0; i < places(mix, where); i++)
        for (int64_t k = 0; k < files_a_beat(mix, where); k++) {
            bool found;
            if (!ledger_leaving_get(&mix->ledger, where, place_id(mix, where, i), k, stored, &found))
                return mix_ledger_failed(mix);
            if (found && put(mix, stored, &on) && arrived->count < arrived->most)
                arrived->n[arrived->count++] = stored->n;
            if (!on)
                return false;
        }
    return true;
}

static bool note_arrived(struct mix *mix, const struct arrived *arrived)
{
    int64_t now_s = mix_now_s(mix);
    bool ok = ledger_begin(&mix->ledger);
    for (size_t i = 0; ok && i < arrived->count; i++)
        ok = ledger_left(&mix->ledger, arrived->n[i], now_s);
    return (ok && ledger_commit(&mix->ledger)) || mix_ledger_failed(mix);
}

/* One more for each place, from the last 7 days, when the hub's store was restored. */
static void send_again(struct mix *mix, enum where where, struct stored *stored)
{
    bool on = true;
    for (size_t i = 0; on && i < places(mix, where); i++) {
        bool found;
        if (!ledger_again_get(&mix->ledger, where, place_id(mix, where, i), stored, &found)) {
            mix_ledger_failed(mix);
            return;
        }
        if (found && put(mix, stored, &on) && !ledger_again_done(&mix->ledger, stored->n))
            mix_ledger_failed(mix);
    }
}

void mix_deliver(struct mix *mix, enum where where)
{
    struct stored *stored = calloc(1, sizeof *stored);
    struct arrived arrived = {.most = places(mix, where) * (size_t)files_a_beat(mix, where)};
    arrived.n = calloc(arrived.most, sizeof *arrived.n);
    if (stored && arrived.n && choose(mix, where, stored)) {
        bool on = send_all(mix, where, stored, &arrived);
        if (note_arrived(mix, &arrived) && on)
            send_again(mix, where, stored);
    }
    free(arrived.n);
    free(stored);
}
