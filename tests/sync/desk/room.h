/* A coordinator's room for tests: a desk in a folder of its own, a hub that is a struct, a clock that the
 * test moves, and people who write and read. Link: SOURCES sync/desk/room.c sync/desk/person.c
 * network_maker.c. */
#ifndef WAYSIDE_TESTS_DESK_ROOM_H
#define WAYSIDE_TESTS_DESK_ROOM_H

#include "desk/desk.h"
#include "network_maker.h"
#include "seal/envelope.h"

#define ROOM_PASSPHRASE "calm-river-stone-lamp-field-cloud"
#define ROOM_FILES 128

struct room {
    char folder[64], path[7][128]; /* store, words, form, root, ca; the rest free */
    struct network_maker maker;
    struct network_keys keys;
    struct network *network; /* of maker, as the desk has it */
    struct desk_settings settings;
    struct desk *desk;
    int64_t wall_s, mono_ms;

    /* the hub: what it holds for the team, what it was sent */
    struct desk_line line;
    size_t inbox_count;
    uint8_t inbox_ids[ROOM_FILES][ID_BYTES];
    uint8_t inbox[ROOM_FILES][INNER_BYTES];
    bool down, refuses;           /* no connection; answers 503 */
    uint8_t offered_id[ID_BYTES]; /* of the last PUT, however it was answered */
    char epoch[40];               /* as Wayside-Epoch says it; "" for none */
    int put_status;               /* what a PUT is answered with, 201 when 0 */
    size_t sent_count;
    uint8_t sent_ids[ROOM_FILES][ID_BYTES];
    struct outer sent[ROOM_FILES]; /* opened as the mix opens them */
    char done[80];                 /* the last after that was acknowledged */
};
struct person {
    uint8_t thread[ID_BYTES], drop[32];
    struct seal_identity identity;
    struct seal_signer signer;
};

/* Everything made, the desk open and locked. Asserts. */
void room_begin(struct room *room);
/* Closes the desk and opens it again on the same folder, as after a crash. Locked. */
void room_again(struct room *room);
void room_end(struct room *room);
/* A test that begins in a new room, which is the test file's own variable. */
#define ROOM_TEST(test, room)                                                                                \
    cmocka_unit_test_prestate_setup_teardown(test, room_set_up, room_tear_down, room)
int room_set_up(void **state);
int room_tear_down(void **state);
/* room->network anew from room->maker, for the desk that is opened next. Returns the one before, to be freed.
 */
struct network *room_network(struct room *room);
struct clock_source room_clock(struct room *room);

/* desk_unlock with the passphrase, desk_list, desk_case, desk_do in English. All but the last assert. */
void room_unlock(struct room *room);
json_t *room_rows(struct room *room, const char *query);
json_t *room_case(struct room *room, const struct person *person);
enum desk_error room_order(
    struct room *room, const struct person *person, const char *what, const char *text, const char *state);
/* How many cases a query finds; one number of a case. */
size_t room_found(struct room *room, const char *query);
int64_t room_number(struct room *room, const struct person *person, const char *key);
/* The text of a case's first item of that type: "(none)" when it has none, NULL without such an item. */
const char *room_item(const json_t *view, const char *type);

void person_new(struct person *person);
/* Fields of the document in JSON without braces, e.g. "\"answers\":{\"danger\":\"yes\"},\"urgency\":1". */
void person_help(struct room *room, const struct person *person, const char *fields);
/* A later document, signed by signer (the person's, or another's). kind: "message", "withdraw". */
void person_later(struct room *room, const struct person *person, const struct seal_signer *signer,
    const char *kind, const char *fields);
/* The mix's cover. */
void room_cover(struct room *room);
/* Anything sealed for the team, as it is. */
void room_inner(struct room *room, const char *json);

/* Opens what the hub was sent under the person's tag n; asserts that it is there, signed by the laptop.
 * The JSON, NUL-terminated. */
void person_reads(
    const struct room *room, const struct person *person, uint32_t n, char ret_json[static 4096]);
/* How many of the files the hub was sent are for that tag. */
size_t person_finds(const struct room *room, const struct person *person, uint32_t n);
/* Does any file below the store hold these bytes? */
bool room_disk_holds(const struct room *room, const char *text);
size_t room_count(const struct room *room, const char *folder);

#endif
