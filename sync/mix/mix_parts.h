/* What the files of this room share. Not for others. */
#ifndef WAYSIDE_MIX_PARTS_H
#define WAYSIDE_MIX_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/trouble.h"
#include "follow/follower.h"
#include "mix/mix.h"
#include "mix_record.h"
#include "pack/network.h"
#include "rules/beat.h"
#include "seal/envelope.h"
#include "ledger.h"
#include "wire/client.h"

#define MIX_PAGES 256  /* of 64 files in one beat; what is over waits at the hub */
#define PAGE_MS 200    /* from a page to the next request; far more than it takes to store one */
#define REAL_A_DAY 100 /* real files of one sender a day; more are served last */
#define ENROL_RETRY_MS 10000

enum trouble_kind {
    TROUBLE_HUB,     /* no connection, or not the right hub */
    TROUBLE_ENROL,   /* enrolment and renewal */
    TROUBLE_CONTENT, /* checking for new content */
    TROUBLE_KEY,     /* the network's mix key is none of ours */
    TROUBLE_LEDGER,
    TROUBLE_FETCH,
    TROUBLE_FULL, /* queue or quarantine */
    TROUBLE_PUT,
    TROUBLES,
};

struct mix {
    const struct mix_settings *settings; /* borrowed */
    struct clock_source clock;
    struct log *log; /* borrowed */
    struct trouble troubles[TROUBLES];

    struct arena *arena; /* identities and secret */
    struct seal_identity *identities;
    size_t identity_count;
    uint8_t *secret; /* MIX_SECRET */
    struct ledger ledger;

    struct follower *follower;
    struct release *kept; /* NULL: network is of the follower's release; else that one is not for our keys */
    const struct network *network; /* in use; NULL: no content yet */
    int64_t content_next_ms;       /* without one: when it is asked for again */

    struct wire_client *client; /* NULL until enrolled */
    int64_t enrol_next_ms;
    struct beat fetch, team, zone, hour;
    unsigned pages;   /* that may still be fetched in this beat */
    int64_t quiet_ms; /* nothing is asked of the hub before */
};

/* ---- mix.c ---- */
bool mix_refuse(char ret_message[static 256], const char *format, ...) __attribute__((format(printf, 2, 3)));
void mix_trouble(struct mix *mix, enum trouble_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void mix_calm(struct mix *mix, enum trouble_kind kind, const char *what);
/* The store failed: says so and rolls back. Returns false. */
bool mix_ledger_failed(struct mix *mix);
bool mix_request(struct mix *mix, const char *method, const char *path, const void *body, size_t len,
    struct wire_answer *answer);
int64_t mix_now_s(struct mix *mix);

/* ---- identity.c ---- */
bool mix_identities_read(struct mix *mix, char ret_message[static 256]);

/* ---- content.c ---- */
bool mix_content_start(struct mix *mix, char ret_message[static 256]);
/* What a check has brought, if one has ended. */
void mix_content_look(struct mix *mix);

/* ---- enrolment.c ---- */
bool mix_enrol_start(struct mix *mix, char ret_message[static 256]);
void mix_enrol(struct mix *mix);
void mix_renew(struct mix *mix);

/* ---- intake.c ---- */
/* The same name for the same inner file as long as the mix lives, so that a file that is offered again is
 * known; and nobody who sees the outer file can tell it. */
void mix_name(
    const struct mix *mix, const uint8_t inner[static INNER_BYTES], uint8_t ret_name[static ID_BYTES]);
/* Removes at the hub what earlier beats stored. */
void mix_delete(struct mix *mix);
/* One page, and sets quiet_ms. Returns true when there may be more. */
bool mix_fetch(struct mix *mix);
/* Opens again what was set aside: a new key or a new team may have come. */
void mix_aside_again(struct mix *mix);

/* ---- deliver.c ---- */
/* Chooses what leaves on the next beat, when nothing more can come in before it. */
void mix_prepare(struct mix *mix);
/* One beat: every team or every zone gets its files. */
void mix_deliver(struct mix *mix, enum where where);

#endif
