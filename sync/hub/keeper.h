/* The one thread that keeps the content folder (content.h): it does what publishers ask, one after another,
 * renews the timestamp each hour, and sweeps. Also what the other threads need to serve and take files. */
#ifndef WAYSIDE_HUB_KEEPER_H
#define WAYSIDE_HUB_KEEPER_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/clock.h"
#include "content.h"

struct keeper_job {
    void (*run)(struct content *content, struct keeper_job *job, int64_t now_s);
    void (*done)(struct keeper_job *job); /* the job may be gone after it */
    struct keeper_job *next;              /* queue of the keeper */
};

struct keeper;
struct keeper_settings {
    const char *folder, *keys; /* [content] */
    const void *root;          /* root.json, borrowed for the call */
    size_t root_len;
    struct clock_source clock;
    /* From the keeper's thread, when its state changes: a sentence, or NULL when it is over. */
    void (*trouble)(void *ctx, const char *sentence);
    void *ctx;
};
/* Makes the folder's own folders when they are missing. NULL with one sentence. */
struct keeper *keeper_new(const struct keeper_settings *settings, char ret_message[static HUB_MESSAGE]);
/* Finishes what is queued, refuses what comes later. Takes NULL. */
void keeper_stop(struct keeper *keeper);
void keeper_free(struct keeper *keeper);
/* False when the keeper is stopping: done will not be called. */
bool keeper_push(struct keeper *keeper, struct keeper_job *job);
int keeper_folder(const struct keeper *keeper); /* a descriptor of the content folder; any thread */
/* When the timestamp ends, as of a moment ago, UTC seconds; 0: nothing is published. Any thread. */
int64_t keeper_ends(struct keeper *keeper);
/* Do the network's people call this device ("<zone>.<16 hex>") revoked? Any thread. */
bool keeper_revoked(struct keeper *keeper, const char *name);
/* Counts bytes that are to be uploaded; false when there would be too many. Any thread. */
bool keeper_incoming(struct keeper *keeper, int64_t bytes);

/* The keys in folder; made when make and they are missing. */
struct content_keys {
    struct signer_secret snapshot, timestamp;
};
MUST_CHECK bool content_keys_read(
    const char *folder, bool make, struct content_keys *ret_keys, char ret_message[static HUB_MESSAGE]);

#endif
