#include <stdio.h>
#include <string.h>

#include "base/cursor.h"
#include "desk_inside.h"

int desk_fetch_beat_s(const struct desk *desk)
{
    return desk->network->mix_beat_s;
}

int desk_content_beat_s(struct desk *desk)
{
    pthread_mutex_lock(&desk->mutex);
    int beat_s = desk->network->zone_beat_s;
    pthread_mutex_unlock(&desk->mutex);
    return beat_s;
}

int desk_send_beat_s(const struct desk *desk)
{
    return desk->network->desk_beat_s;
}

void desk_say_beat(struct desk *desk, int64_t next_send_ms)
{
    pthread_mutex_lock(&desk->mutex);
    desk->next_send_ms = next_send_ms;
    pthread_mutex_unlock(&desk->mutex);
}

void desk_say_enrolment(struct desk *desk, int step, const char *code, const char *message)
{
    pthread_mutex_lock(&desk->mutex);
    bool same = desk->enrolment == step && strcmp(desk->code, code) == 0;
    desk->enrolment = step;
    snprintf(desk->code, sizeof desk->code, "%s", code);
    if (step != 0) {
        snprintf(desk->why, sizeof desk->why, "%s", message);
    }
    desk->version += !same;
    pthread_mutex_unlock(&desk->mutex);
}

/* UTC second at which the file with so many ahead of it leaves, when the line holds. */
static int64_t leaves_at(const struct desk *desk, size_t ahead)
{
    int64_t wait_ms = desk->next_send_ms - desk->clock.mono_ms(desk->clock.self);
    int64_t first = desk->clock.wall_s(desk->clock.self) + (wait_ms > 0 ? (wait_ms + 999) / 1000 : 0);
    return first + (int64_t)(ahead + desk->holds_dummy) * desk->network->desk_beat_s;
}

static void set_line(struct desk *desk, json_t *state)
{
    struct desk_store_waiting waiting = {0};
    if (desk_store_waiting(&desk->store, &waiting)) {
        waiting.count = 0;
    }
    json_object_set_new(state, "waiting", json_integer((json_int_t)waiting.count));
    json_object_set_new(state, "next_beat", json_integer(leaves_at(desk, waiting.idle)));
    json_object_set_new(state, "last_leaves",
        json_integer(leaves_at(desk, waiting.idle + (waiting.count ? waiting.count - 1 : 0))));
    json_object_set_new(state, "beat_s", json_integer(desk->network->desk_beat_s));
    json_object_set_new(state, "connected", json_boolean(desk->connected));
    json_object_set_new(state, "since", json_integer(desk->connected_at));
    json_object_set_new(state, "why", json_string(desk->why));
    json_object_set_new(state, "enrolment",
        json_string(desk->enrolment == 0   ? "done"
                    : desk->enrolment == 1 ? "waiting"
                                           : "failed"));
    json_object_set_new(state, "code", json_string(desk->code));
    json_object_set_new(state, "disk", json_string(desk->disk ? desk_error_text(desk->disk) : ""));
}

static void set_book(struct desk *desk, json_t *state)
{
    struct book_faults faults = {0};
    if (desk->book) {
        faults = book_faults(desk->book);
    }
    json_object_set_new(state, "damaged", json_integer((json_int_t)desk->damaged));
    json_object_set_new(state, "missing", json_integer((json_int_t)faults.missing));
    json_object_set_new(state, "forks", json_integer((json_int_t)faults.forks));
}

json_t *desk_state(struct desk *desk)
{
    char laptop[LAPTOP_HEX + 1];
    pthread_mutex_lock(&desk->mutex);
    int64_t now = desk->clock.wall_s(desk->clock.self);
    hex_write(desk->context.own.laptop, LAPTOP_BYTES, laptop);
    json_t *state = json_pack("{s:b, s:I, s:s, s:s, s:s, s:b, s:i, s:I, s:b, s:i, s:i}", "locked",
        desk->book == NULL, "version", (json_int_t)desk->version, "laptop", laptop, "team",
        network_text(&desk->context.team->name, desk->settings.language), "language", desk->settings.language,
        "demo", desk->network->demo, "lock_after_s", desk->settings.lock_after_s, "now", (json_int_t)now,
        "clock_behind", now < desk->settings.signed_s, "text_most", ANSWER_TEXT_BYTES, "note_most",
        ACTION_TEXT_BYTES);
    if (state) {
        set_line(desk, state);
        set_book(desk, state);
    }
    pthread_mutex_unlock(&desk->mutex);
    return state;
}

enum desk_error desk_list(struct desk *desk, const char *query, json_t **ret_rows)
{
    pthread_mutex_lock(&desk->mutex);
    enum desk_error error = desk->book
                                ? book_list(desk->book, query, desk->clock.wall_s(desk->clock.self), ret_rows)
                                : DESK_LOCKED;
    pthread_mutex_unlock(&desk->mutex);
    return error;
}

static void mark_leaving(struct desk *desk, json_t *view)
{
    struct desk_store_waiting waiting = {0};
    size_t i;
    json_t *item;
    if (desk_store_waiting(&desk->store, &waiting)) {
        return;
    }
    json_array_foreach(json_object_get(view, "items"), i, item)
    {
        uint8_t id[ID_BYTES];
        for (size_t at = 0; member_hex(item, "envelope", id, ID_BYTES) && at < waiting.count; at++) {
            if (memcmp(waiting.ids[at], id, ID_BYTES) == 0) {
                json_object_set_new(item, "leaves", json_integer(leaves_at(desk, waiting.idle + at)));
            }
        }
    }
}

enum desk_error desk_case(struct desk *desk, const uint8_t thread[static ID_BYTES], json_t **ret_case)
{
    struct case_file file = {0};
    pthread_mutex_lock(&desk->mutex);
    enum desk_error error = desk->book ? book_case(desk->book, thread, &file) : DESK_LOCKED;
    json_t *view = error ? NULL : view_case(&file, &desk->context);
    if (view) {
        int64_t now = desk->clock.wall_s(desk->clock.self);
        json_object_set_new(view, "late", json_boolean(file.due != CASE_NO_DUE && file.due <= now));
        mark_leaving(desk, view);
    }
    pthread_mutex_unlock(&desk->mutex);
    case_clear(&file);
    if (!error && !view) {
        return DESK_NO_MEMORY;
    }
    if (!error) {
        *ret_case = view;
    }
    return error;
}
