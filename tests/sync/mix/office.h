/* A mix of the world with its machines around it: what devices and desks send, and what the mix then
 * has put into inboxes and zones. Link: SOURCES sync/mix/office.c. */
#ifndef TESTS_SYNC_MIX_OFFICE_H
#define TESTS_SYNC_MIX_OFFICE_H

#include "mix/mix.h"
#include "seal/envelope.h"
#include "sync/world.h"

enum { OFFICE_TEAMS = 2 };
struct office {
    struct world *world;
    struct mix_settings settings;
    char folder[128];                           /* the mix's certificate */
    struct seal_identity members[OFFICE_TEAMS]; /* one of each team */
    uint8_t teams[OFFICE_TEAMS][ID_BYTES];
    struct wire_client *device, *desks[OFFICE_TEAMS], *mix;
};

/* Two teams, one zone, mix_files a beat; everyone enrolled. own_process: see world_init. */
void office_init(struct office *office, struct world *world, int mix_files, bool own_process);
void office_clear(struct office *office);

/* A device sends a report for that team; its document says text. ret_file, when not NULL, gets the outer
 * file (ENVELOPE_BYTES). */
void office_report(
    struct office *office, const uint8_t team[static ID_BYTES], const char *text, uint8_t *ret_file);
/* An answer for the first zone, under that tag. */
void office_answer(struct office *office, const uint8_t tag[static ID_BYTES]);
void office_dummy(struct office *office);
/* Any outer file, under a fresh id. */
void office_send(struct office *office, struct wire_client *from, const uint8_t file[static ENVELOPE_BYTES]);

struct office_inbox {
    size_t all, covers, real;
    char texts[512][40]; /* of the real ones, in order of arrival */
};
/* Everything in a team's inbox, opened. */
void office_inbox(struct office *office, int team, struct office_inbox *ret_inbox);
/* How often that tag is in the zone; ret_all, how many answers are there. Read as a device. */
size_t office_zone(struct office *office, const uint8_t tag[static ID_BYTES], size_t *ret_all);
/* Outer files that are still at the hub. */
size_t office_waiting(struct office *office);

#endif
