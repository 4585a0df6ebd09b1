#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "desk_inside.h"
#include "seal/envelope.h"

#define RECORD_BYTES (ID_BYTES + INNER_BYTES)
#define RECORDS_MOST 64
#define PAGES_MOST 1024 /* of one fetch: an inbox of a month and a half */

static void say_line(struct desk *desk, bool connected, const char *why)
{
    pthread_mutex_lock(&desk->mutex);
    bool same = desk->connected == connected && strcmp(desk->why, why) == 0;
    desk->connected = connected;
    if (connected) {
        desk->connected_at = desk->clock.wall_s(desk->clock.self);
    }
    snprintf(desk->why, sizeof desk->why, "%s", why);
    desk->version += !same;
    pthread_mutex_unlock(&desk->mutex);
}

static bool note_epoch(struct desk *desk, const char *epoch)
{
    pthread_mutex_lock(&desk->mutex);
    enum desk_error error = desk_store_epoch(&desk->store, epoch);
    if (error) {
        desk->disk = error;
        desk->version++;
    }
    pthread_mutex_unlock(&desk->mutex);
    return !error;
}

/* True for a 2xx answer; says how it went. */
static bool ask(struct desk *desk, const struct desk_line *line, const char *method, const char *path,
    const void *body, size_t len, struct wire_answer *answer)
{
    enum wire_error error = line->request(line->self, method, path, body, len, answer);
    if (error) {
        say_line(desk, false, line->why(line->self));
        return false;
    }
    if (answer->status >= 200 && answer->status < 300) {
        say_line(desk, true, "");
        return note_epoch(desk, answer->epoch);
    }
    char why[256];
    snprintf(why, sizeof why, "the hub answered %d %.200s", answer->status, answer->problem);
    say_line(desk, false, why);
    return false;
}

static enum desk_error receive(struct desk *desk, const uint8_t *record)
{
    char name[STORE_NAME], hex[ID_HEX + 1];
    pthread_mutex_lock(&desk->mutex);
    enum desk_error error = desk_store_inbox_put(&desk->store, record, record + ID_BYTES);
    if (!error && desk->book) {
        hex_write(record, ID_BYTES, hex);
        snprintf(name, sizeof name, "%s.age", hex);
        desk_open_inbox(desk, name, desk->clock.wall_s(desk->clock.self), record + ID_BYTES, INNER_BYTES);
    }
    desk->version += error || desk->disk != error || desk->book;
    desk->disk = error;
    pthread_mutex_unlock(&desk->mutex);
    return error;
}

/* A wish to delete that has just come is carried out at once. */
static void erase_wishes(struct desk *desk)
{
    bool changed = false;
    pthread_mutex_lock(&desk->mutex);
    enum desk_error error = desk->book ? desk_delete(desk, &changed) : DESK_OK;
    if (error || changed) {
        desk->disk = error;
        desk->version++;
    }
    if (changed && (!desk->book || desk_open_all(desk))) {
        desk_lock_held(desk); /* what is in memory may no longer be what is on the disk */
    }
    pthread_mutex_unlock(&desk->mutex);
}

/* Stores all of a page before it says that it has it. */
static bool take_page(
    struct desk *desk, const struct desk_line *line, const struct wire_answer *page, bool *ret_more)
{
    size_t count = page->body.len / RECORD_BYTES;
    if (page->body.len % RECORD_BYTES != 0 || count > RECORDS_MOST) {
        say_line(desk, false, "the hub sent files of a wrong size; ask your operator");
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (receive(desk, page->body.bytes + i * RECORD_BYTES)) {
            return false;
        }
    }
    erase_wishes(desk);
    *ret_more = count == RECORDS_MOST;
    if (count == 0 || !page->after[0]) {
        return true;
    }
    pthread_mutex_lock(&desk->mutex);
    enum desk_error error = desk_store_after_put(&desk->store, page->after);
    desk->disk = error == DESK_FORMAT ? DESK_OK : error;
    pthread_mutex_unlock(&desk->mutex);
    if (error) {
        return false;
    }
    char path[128], team[ID_HEX + 1];
    hex_write(desk->context.team->id, ID_BYTES, team);
    snprintf(path, sizeof path, "/v1/teams/%s/done", team);
    struct wire_answer answer = {0};
    buffer_init(&answer.body, 4096);
    bool told = ask(desk, line, "POST", path, page->after, strlen(page->after), &answer);
    buffer_clear(&answer.body);
    return told;
}

/* Never more than unlocking can read: covers come every minute, also to a desk that nobody unlocks for
 * months, and go only when it is unlocked. What is not fetched waits at the hub. */
static enum desk_error room_for_a_page(struct desk *desk)
{
    size_t there = 0, most = desk->book ? STORE_INBOX_MOST : STORE_LOCKED_MOST;
    enum desk_error error = desk_store_inbox_count(&desk->store, &there);
    if (error || there + RECORDS_MOST <= most) {
        return error;
    }
    if (desk->book && desk->disk != DESK_CROWDED) {
        desk->disk = DESK_CROWDED;
        desk->version++;
    }
    return DESK_CROWDED;
}

static bool fetch_page(struct desk *desk, const struct desk_line *line, bool *ret_more)
{
    char path[256], team[ID_HEX + 1], after[STORE_AFTER_TEXT];
    pthread_mutex_lock(&desk->mutex);
    enum desk_error error = room_for_a_page(desk);
    if (!error) {
        error = desk_store_after(&desk->store, after);
    }
    hex_write(desk->context.team->id, ID_BYTES, team);
    pthread_mutex_unlock(&desk->mutex);
    if (error) {
        return false;
    }
    snprintf(path, sizeof path, "/v1/teams/%s?%s%s%swait=0", team, after[0] ? "after=" : "", after,
        after[0] ? "&" : "");
    struct wire_answer page = {0};
    buffer_init(&page.body, RECORDS_MOST * RECORD_BYTES);
    bool ok = ask(desk, line, "GET", path, NULL, 0, &page) && take_page(desk, line, &page, ret_more);
    buffer_clear(&page.body);
    return ok;
}

bool desk_fetch(struct desk *desk, const struct desk_line *line)
{
    bool more = true;
    for (int i = 0; more && i < PAGES_MOST; i++) {
        if (!fetch_page(desk, line, &more)) {
            return false;
        }
    }
    return true;
}

static bool make_dummy(struct desk *desk)
{
    if (!desk->holds_dummy) {
        randombytes_buf(desk->dummy.id, ID_BYTES);
        desk->holds_dummy = outer_dummy(desk->network->mix, desk->dummy.bytes) == SEAL_OK;
    }
    return desk->holds_dummy;
}

static bool choose(struct desk *desk, struct desk_store_outer *outer, bool *ret_stored)
{
    bool stored = false, ready = true;
    pthread_mutex_lock(&desk->mutex);
    if (desk->book) {
        desk->disk = desk_settle(desk);
    }
    if (!desk->holds_dummy && desk_store_first(&desk->store, outer, &stored)) {
        stored = false;
    }
    if (!stored) {
        ready = make_dummy(desk);
        *outer = desk->dummy;
    }
    pthread_mutex_unlock(&desk->mutex);
    *ret_stored = stored;
    return ready;
}

/* status: 0 when no answer came. A dummy that cannot be written down is offered again from memory. */
static void settle_sent(struct desk *desk, struct desk_store_outer *outer, bool stored, int status)
{
    bool taken = status == 200 || status == 201;
    enum desk_error error = DESK_OK;
    pthread_mutex_lock(&desk->mutex);
    if (!stored) {
        error = desk_store_dummy(&desk->store, outer);
        desk->holds_dummy = error && !taken;
    }
    if (!error && taken) {
        error = desk_store_sent(&desk->store, outer);
    } else if (!error && status >= 400 && status < 500) {
        error = desk_store_refused(&desk->store, outer);
    }
    desk->disk = error;
    desk->version++;
    pthread_mutex_unlock(&desk->mutex);
}

static bool put(
    struct desk *desk, const struct desk_line *line, const struct desk_store_outer *outer, int *ret_status)
{
    char path[64], hex[ID_HEX + 1];
    hex_write(outer->id, ID_BYTES, hex);
    snprintf(path, sizeof path, "/v1/envelopes/%s", hex);
    struct wire_answer answer = {0};
    buffer_init(&answer.body, 4096);
    bool ok = ask(desk, line, "PUT", path, outer->bytes, ENVELOPE_BYTES, &answer);
    *ret_status = answer.status;
    buffer_clear(&answer.body);
    return ok;
}

/* One more each beat as long as there are some, whatever is in them. */
static void send_again(struct desk *desk, const struct desk_line *line, struct desk_store_outer *outer)
{
    bool found = false;
    int status = 0;
    pthread_mutex_lock(&desk->mutex);
    enum desk_error error = desk_store_again(&desk->store, outer, &found);
    pthread_mutex_unlock(&desk->mutex);
    if (error || !found) {
        return;
    }
    bool ok = put(desk, line, outer, &status);
    if (ok || status == 400 || status == 409 || status == 413) {
        pthread_mutex_lock(&desk->mutex);
        desk->disk = desk_store_sent(&desk->store, outer);
        pthread_mutex_unlock(&desk->mutex);
    }
}

bool desk_send(struct desk *desk, const struct desk_line *line)
{
    bool stored, ok = false;
    int status = 0;
    struct desk_store_outer *outer = calloc(1, sizeof *outer);
    if (outer && choose(desk, outer, &stored)) {
        ok = put(desk, line, outer, &status);
        settle_sent(desk, outer, stored, status);
        if (ok) {
            send_again(desk, line, outer);
        }
    }
    free(outer);
    return ok;
}
