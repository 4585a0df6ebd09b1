/* Makes the documents of a network for tests and the demo, so that none of them writes that JSON by hand.
 *
 *     struct network_maker maker;
 *     struct network_keys keys;
 *     network_maker_init(&maker, &keys);            one team, zone and place, fresh keys, all of it valid
 *     maker.places[0].tick_s = 60;                  ... changed as the test needs
 *     bool ok = network_maker_network(&maker, &file);
 *
 * Link: SOURCES network_maker.c USES base seal NEEDS sodium. Every text is borrowed. */
#ifndef WAYSIDE_TESTS_NETWORK_MAKER_H
#define WAYSIDE_TESTS_NETWORK_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "seal/keys.h"

#define MAKER_MOST 16

/* Fresh keys of a network with one team of one member at one laptop. */
struct network_keys {
    struct seal_signer root;
    struct seal_identity mix, member;
    struct seal_signer laptop; /* the member's desk key */
    uint8_t team[ID_BYTES], zone[ID_BYTES];
};

struct maker_text { /* en is written first; NULL leaves a language out */
    const char *en, *ar;
};
struct maker_team {
    uint8_t id[ID_BYTES];
    struct maker_text name, reads_by, must_report;
    int keys_version;
    uint8_t recipients[MAKER_MOST][32];
    size_t recipient_count;
    bool has_recovery;
    uint8_t recovery[32];
    uint8_t signers[MAKER_MOST][32];
    size_t signer_count;
    const char *controller, *contact, *kind, *hours;
    const char *reads_languages[MAKER_MOST]; /* up to the first NULL */
    int act_by_hours[4];                     /* urgency 1 to 4 */
};
struct maker_zone {
    uint8_t id[ID_BYTES];
    struct maker_text name;
};
/* By default a place's team takes everything that is sent there. */
struct maker_place {
    const char *code;
    struct maker_text name;
    uint8_t zone[ID_BYTES], team[ID_BYTES];
    const char *time_zone;
    const char *languages[MAKER_MOST]; /* up to the first NULL */
    int tick_s;
    struct maker_text safe_point;
    const char *emergency_number;     /* of the network file only: it is a hotline now */
    const char *packs[MAKER_MOST];    /* "harbour/basics"; up to the first NULL */
    const char *holidays[MAKER_MOST]; /* "YYYY-MM-DD" */
    bool unrouted;                    /* no routing entry by itself */
};
struct maker_route {          /* stand before what the places give */
    const char *place, *kind; /* "*": any */
    uint8_t team[ID_BYTES];
};
struct maker_hotline {
    const char *id;
    bool emergency;
    const char *number, *text_number; /* from ranges reserved for fiction */
    struct maker_text name, answered_by;
    const char *languages[MAKER_MOST];
    const char *opening_hours, *time_zone;
    const char *places[MAKER_MOST]; /* none: everywhere */
    const char *checked_on, *free_from_foreign_sim, *records_calls, *on_phone_bill, *children;
};
struct network_maker {
    const char *name;
    int64_t signed_at; /* no document has it: when a test says that it was signed */
    bool demo, one_operator;
    uint8_t mix[32];
    int mix_beat_s, mix_files, zone_beat_s, desk_beat_s;
    struct maker_team teams[MAKER_MOST];
    size_t team_count;
    struct maker_zone zones[MAKER_MOST];
    size_t zone_count;
    struct maker_place places[MAKER_MOST];
    size_t place_count;
    struct maker_route routes[MAKER_MOST];
    size_t route_count;
    struct maker_hotline hotlines[MAKER_MOST];
    size_t hotline_count;
    const char *revoked[MAKER_MOST]; /* devices, 16 hex */
};

/* Fresh keys, one team, one zone, the place "demo-1", the emergency number and a hotline, every beat 2 s (a
 * demo network). False only when the random source fails. */
bool network_maker_init(struct network_maker *ret_maker, struct network_keys *ret_keys);
/* One more of each, valid, with a fresh id; NULL when there are MAKER_MOST. The team has no keys yet. */
struct maker_team *network_maker_team(struct network_maker *maker, const char *name);
struct maker_zone *network_maker_zone(struct network_maker *maker, const char *name);
/* In the first zone, for the first team. */
struct maker_place *network_maker_place(struct network_maker *maker, const char *code);
/* A number for everywhere, answered day and night. */
struct maker_hotline *network_maker_hotline(struct network_maker *maker, const char *id, const char *number);

/* The targets recipients/network.json, places/places.json and hotlines/<ngo>.json (docs/formats.md, Network):
 * plain JSON that tests/release_maker.h signs. Each replaces what was in ret_file. */
bool network_maker_network(const struct network_maker *maker, struct buffer *ret_file);
bool network_maker_places(const struct network_maker *maker, struct buffer *ret_file);
bool network_maker_hotlines(const struct network_maker *maker, struct buffer *ret_file);

#endif
