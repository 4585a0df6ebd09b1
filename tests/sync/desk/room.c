#include "sync/desk/room.h"

#include <dirent.h>
#include <ftw.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "desk/keys.h"
#include "desk/store.h"

static int64_t wall(void *self)
{
    return ((struct room *)self)->wall_s;
}

static int64_t mono(void *self)
{
    return ((struct room *)self)->mono_ms;
}

struct clock_source room_clock(struct room *room)
{
    return (struct clock_source){.wall_s = wall, .mono_ms = mono, .self = room};
}

/* Pages of 64, after = the number already taken. */
static void give_inbox(struct room *room, const char *path, struct wire_answer *answer)
{
    const char *after = strstr(path, "after=");
    size_t from = after ? (size_t)atoi(after + 6) : 0, i;
    for (i = from; i < room->inbox_count && i < from + 64; i++) {
        assert_int_equal(buffer_add(&answer->body, room->inbox_ids[i], ID_BYTES), BASE_OK);
        assert_int_equal(buffer_add(&answer->body, room->inbox[i], INNER_BYTES), BASE_OK);
    }
    snprintf(answer->after, sizeof answer->after, "%zu", i);
    answer->status = 200;
}

static void take_envelope(struct room *room, const char *path, const void *body, struct wire_answer *answer)
{
    answer->status = room->put_status ? room->put_status : 201;
    if (answer->status != 201) {
        return;
    }
    assert_true(room->sent_count < ROOM_FILES);
    const char *hex = strrchr(path, '/') + 1;
    assert_true(hex_read(hex, strlen(hex), room->sent_ids[room->sent_count], ID_BYTES));
    assert_int_equal(
        outer_open(&room->keys.mix, 1, body, ENVELOPE_BYTES, &room->sent[room->sent_count]), SEAL_OK);
    room->sent_count++;
}

static enum wire_error request(void *self, const char *method, const char *path, const void *body, size_t len,
    struct wire_answer *answer)
{
    struct room *room = self;
    if (room->down) {
        return WIRE_UNREACHABLE;
    }
    snprintf(answer->epoch, sizeof answer->epoch, "%s", room->epoch);
    if (strcmp(method, "PUT") == 0) {
        const char *hex = strrchr(path, '/') + 1;
        assert_true(hex_read(hex, strlen(hex), room->offered_id, ID_BYTES));
    }
    if (room->refuses) {
        answer->status = 503;
    } else if (strcmp(method, "GET") == 0 && strncmp(path, "/v1/teams/", 10) == 0) {
        give_inbox(room, path, answer);
    } else if (strcmp(method, "PUT") == 0 && strncmp(path, "/v1/envelopes/", 14) == 0) {
        assert_int_equal(len, ENVELOPE_BYTES);
        take_envelope(room, path, body, answer);
    } else if (strcmp(method, "POST") == 0 && strstr(path, "/done")) {
        snprintf(room->done, sizeof room->done, "%.*s", (int)len, (const char *)body);
        answer->status = 204;
    } else {
        answer->status = 404;
    }
    return WIRE_OK;
}

static const char *why(void *self)
{
    (void)self;
    return "https://hub.example: connection refused";
}

static void write_file(const char *path, const void *bytes, size_t len)
{
    assert_int_equal(file_put(path, bytes, len, 0600), BASE_OK);
}

static void write_words(const char *path)
{
    char *text = malloc(2048 * 8 + 1);
    assert_non_null(text);
    for (int i = 0; i < 2048; i++) {
        snprintf(text + 8 * i, 9, "word%03x\n", i);
    }
    write_file(path, text, 2048 * 8);
    free(text);
}

static void write_form(const char *path)
{
    struct buffer bytes;
    buffer_init(&bytes, FORM_BYTES);
    assert_int_equal(file_read(WAYSIDE_SOURCE "/tests/sync/desk/form.json", FORM_BYTES, &bytes), BASE_OK);
    write_file(path, bytes.bytes, bytes.len);
    buffer_clear(&bytes);
}

struct network *room_network(struct room *room)
{
    struct buffer recipients, places;
    struct network *before = room->network;
    char message[256] = "";
    buffer_init(&recipients, NETWORK_BYTES);
    buffer_init(&places, PLACES_BYTES);
    assert_true(network_maker_network(&room->maker, &recipients));
    assert_true(network_maker_places(&room->maker, &places));
    room->network = network_open(recipients.bytes, recipients.len, places.bytes, places.len, message);
    assert_string_equal(message, "");
    room->settings.network = room->network;
    buffer_clear(&recipients);
    buffer_clear(&places);
    return before;
}

static void write_keys(struct room *room)
{
    struct desk_keys *keys = calloc(1, sizeof *keys);
    struct disk disk;
    assert_non_null(keys);
    keys->identity_count = 1;
    keys->identities[0] = room->keys.member;
    keys->signer = room->keys.laptop;
    assert_int_equal(mkdir(room->path[0], 0700), 0);
    assert_int_equal(disk_open(room->path[0], &disk), BASE_OK);
    assert_int_equal(keys_write(&disk, keys, ROOM_PASSPHRASE, 10), DESK_OK);
    disk_close(&disk);
    free(keys);
}

static void open_desk(struct room *room)
{
    char message[256] = "";
    if (!desk_new(&room->settings, room_clock(room), &room->desk, message)) {
        fail_msg("%s", message);
    }
}

void room_begin(struct room *room)
{
    static const char *const names[] = {"store", "words.txt", "form.json", "root.json", "ca.pem", "x", "y"};
    assert_true(sodium_init() >= 0);
    memset(room, 0, sizeof *room);
    snprintf(room->folder, sizeof room->folder, "/tmp/wayside-desk-XXXXXX");
    assert_non_null(mkdtemp(room->folder));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(room->path[i], sizeof room->path[i], "%s/%s", room->folder, names[i]);
    }
    assert_true(network_maker_init(&room->maker, &room->keys));
    room->wall_s = room->maker.signed_at + 86400;
    room->mono_ms = 1000000;
    write_words(room->path[1]);
    write_form(room->path[2]);
    write_keys(room);
    room->settings = (struct desk_settings){.hub_url = "https://hub.example",
        .hub_ca = room->path[4],
        .store = room->path[0],
        .words = room->path[1],
        .form = room->path[2],
        .signed_s = room->maker.signed_at,
        .language = "en",
        .lock_after_s = 300};
    room_network(room);
    room->line = (struct desk_line){.request = request, .why = why, .self = room};
    open_desk(room);
}

void room_again(struct room *room)
{
    desk_free(room->desk);
    room->desk = NULL;
    open_desk(room);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info, (void)kind, (void)where;
    return remove(path);
}

void room_end(struct room *room)
{
    desk_free(room->desk);
    network_free(room->network);
    nftw(room->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

int room_set_up(void **state)
{
    room_begin(*state);
    return 0;
}

int room_tear_down(void **state)
{
    room_end(*state);
    return 0;
}

void room_unlock(struct room *room)
{
    assert_int_equal(desk_unlock(room->desk, ROOM_PASSPHRASE), DESK_OK);
}

json_t *room_case(struct room *room, const struct person *person)
{
    json_t *view = NULL;
    assert_int_equal(desk_case(room->desk, person->thread, &view), DESK_OK);
    return view;
}

json_t *room_rows(struct room *room, const char *query)
{
    json_t *rows = NULL;
    assert_int_equal(desk_list(room->desk, query, &rows), DESK_OK);
    return rows;
}

size_t room_found(struct room *room, const char *query)
{
    json_t *rows = room_rows(room, query);
    size_t count = json_array_size(rows);
    json_decref(rows);
    return count;
}

int64_t room_number(struct room *room, const struct person *person, const char *key)
{
    json_t *view = room_case(room, person);
    int64_t value = json_integer_value(json_object_get(view, key));
    json_decref(view);
    return value;
}

const char *room_item(const json_t *view, const char *type)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(view, "items"), i, item)
    {
        if (strcmp(json_string_value(json_object_get(item, "type")), type) == 0) {
            const char *text = json_string_value(json_object_get(item, "text"));
            return text ? text : "(none)";
        }
    }
    return NULL;
}

enum desk_error room_order(
    struct room *room, const struct person *person, const char *what, const char *text, const char *state)
{
    size_t over = 0;
    struct desk_order one = {.what = what, .text = text, .state = state, .lang = "en"};
    return desk_do(room->desk, person->thread, &one, &over);
}

void room_inner(struct room *room, const char *json)
{
    assert_true(room->inbox_count < ROOM_FILES);
    randombytes_buf(room->inbox_ids[room->inbox_count], ID_BYTES);
    assert_int_equal(inner_seal(json, strlen(json), (const uint8_t(*)[32])room->keys.member.recipient, 1,
                         room->inbox[room->inbox_count]),
        SEAL_OK);
    room->inbox_count++;
}

void room_cover(struct room *room)
{
    room_inner(room, "{\"v\":1,\"kind\":\"cover\"}");
}

static const char *sought;
static bool found_it;

static int look(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info, (void)where;
    struct buffer bytes;
    if (kind != FTW_F) {
        return 0;
    }
    buffer_init(&bytes, 1 << 20);
    assert_int_equal(file_read(path, 1 << 20, &bytes), BASE_OK);
    found_it |= bytes.len > 0 && memmem(bytes.bytes, bytes.len, sought, strlen(sought)) != NULL;
    buffer_clear(&bytes);
    return 0;
}

bool room_disk_holds(const struct room *room, const char *text)
{
    sought = text;
    found_it = false;
    assert_int_equal(nftw(room->path[0], look, 16, FTW_PHYS), 0);
    return found_it;
}

size_t room_count(const struct room *room, const char *folder)
{
    char path[256];
    size_t count = 0;
    snprintf(path, sizeof path, "%s/%s", room->path[0], folder);
    DIR *open = opendir(path);
    assert_non_null(open);
    for (struct dirent *entry; (entry = readdir(open));) {
        count += entry->d_name[0] != '.';
    }
    closedir(open);
    return count;
}
