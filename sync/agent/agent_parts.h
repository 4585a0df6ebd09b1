/* What the files of this room share. Not for others. */
#ifndef WAYSIDE_AGENT_PARTS_H
#define WAYSIDE_AGENT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/agent.h"
#include "base/disk.h"
#include "base/limits.h"
#include "base/trouble.h"
#include "follow/follower.h"
#include "pack/network.h"
#include "rules/beat.h"
#include "rules/clock_floor.h"
#include "wire/client.h"

#define SENT_DAYS 7              /* sent files are kept so long, for a hub that was restored */
#define SENT_FILES 20160         /* 7 days of the shortest real tick, 30 s; 330 MB */
#define CHECK_STEP_S 20          /* last-check is not written more often: flash wears */
#define ROOM_BYTES (48ULL << 20) /* left free for the kiosk: a full outbox is 16 MiB */
#define DROPS_PAGE 64            /* records in one answer of the hub */
#define DROP_RECORD (ID_BYTES + 8 + ANSWER_BYTES)
#define DROPS_PAGES (DROPS_FILES / DROPS_PAGE) /* in one beat; more would be a hub that never ends */

/* Each kind of trouble is said when it begins and when it is over, not each time. */
enum trouble_kind {
    TROUBLE_HUB,     /* no connection, or not the right hub */
    TROUBLE_ENROL,   /* enrolment and renewal */
    TROUBLE_CONTENT, /* checking for new content */
    TROUBLE_OUTBOX,  /* empty or unreadable */
    TROUBLE_BUSY,    /* the hub cannot take envelopes now */
    TROUBLE_REFUSED, /* the hub refused an envelope; said once an hour, however many others it takes */
    TROUBLE_DROPS,
    TROUBLE_HEARTBEAT,
    TROUBLE_DISK,
    TROUBLES,
};

struct agent {
    const struct agent_settings *settings; /* borrowed */
    struct clock_source clock;
    struct log *log; /* borrowed */
    struct trouble troubles[TROUBLES];

    struct disk outbox, drops, device, shown;
    struct follower *follower;
    const struct network *network;     /* of its release; NULL: no content yet */
    const struct network_place *place; /* in network */
    int64_t floor_s;                   /* trusted time, as written to device/clock-floor */
    int64_t checked_s;                 /* as written to device/last-check */
    int64_t content_next_ms;           /* without content: when it is asked for again */
    uint64_t offset;                   /* fixed for the device */

    struct wire_client *client; /* NULL until enrolled */
    int64_t enrol_next_ms;
    struct beat tick, zone, hour;
    char epoch[40];
    char after[80]; /* where to go on in the zone of after_zone; "" from the beginning */
    uint8_t after_zone[ID_BYTES];

    bool fetching; /* a page of drops was full, the next one is due now */
    unsigned pages;
    size_t drops_count, sent_count;

    bool resending; /* the hub's store was restored: what was sent is sent again */
    int64_t resend_until_s;
    char resend_cursor[64];

    int64_t connection_s; /* as written to device/last-connection */
};

/* ---- agent.c ---- */
/* Writes the sentence, cut where it is too long. Returns false. */
bool agent_refuse(char ret_message[static 256], const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void agent_trouble(struct agent *agent, enum trouble_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* It is over. */
void agent_calm(struct agent *agent, enum trouble_kind kind, const char *what);
struct trusted_time agent_time(struct agent *agent);
/* One request. False when no answer came (said here). Notes the time of the connection and the epoch. */
bool agent_request(struct agent *agent, const char *method, const char *path, const void *body, size_t len,
    struct wire_answer *answer);

/* ---- content.c ---- */
/* Opens what lies in content/, or begins to fetch it. False with a sentence. */
bool agent_content_start(struct agent *agent, char ret_message[static 256]);
/* What a check has brought, if one has ended. */
void agent_content_look(struct agent *agent);
/* Writes a moment into a file of device/, for the kiosk. Atomic but not durable: after a power cut an older
 * time is as good. False when it could not. */
bool agent_note_time(struct agent *agent, const char *name, int64_t utc_s);

/* ---- rollout.c: pure ---- */
/* Has the device's turn come for what is new in next (docs/formats.md, Content trust)? id: of the device. */
bool rollout_reached(
    const struct trust *next, const struct release *now, const char *place, const uint8_t id[static 8]);

/* ---- enrolment.c ---- */
/* False when there is neither certificate nor token. */
bool agent_enrol_start(struct agent *agent, char ret_message[static 256]);
void agent_enrol(struct agent *agent);
void agent_renew(struct agent *agent);

/* ---- send.c ---- */
void agent_tick(struct agent *agent);

/* ---- sent.c: what was sent in the last 7 days, and sending it again ---- */
bool agent_sent_start(struct agent *agent, char ret_message[static 256]);
void agent_sent_keep(struct agent *agent, const uint8_t id[static ID_BYTES], const uint8_t *bytes);
/* Removes what is older; and the oldest when the disk is nearly full. True when there is room. */
bool agent_sent_sweep(struct agent *agent);
void agent_resend_begin(struct agent *agent);
void agent_resend(struct agent *agent);

/* ---- drops.c ---- */
bool agent_drops_start(struct agent *agent, char ret_message[static 256]);
void agent_drops_fetch(struct agent *agent);
void agent_drops_sweep(struct agent *agent);

/* ---- heartbeat.c ---- */
void agent_heartbeat(struct agent *agent);

#endif
