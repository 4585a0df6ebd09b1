/* content.c, proposal.c, content_write.c, content_sweep.c share this. */
#ifndef WAYSIDE_HUB_CONTENT_INSIDE_H
#define WAYSIDE_HUB_CONTENT_INSIDE_H

#include <jansson.h>

#include "content.h"
#include "signer/targets.h"
#include "trust/trust.h"

struct content {
    struct disk disk;
    const char *folder;
    const struct signer_secret *snapshot_key, *timestamp_key;
    struct buffer root; /* the newest */
    int64_t root_version;
    struct signer_file files[CONTENT_ROLES]; /* what the snapshot lists: "targets.json", "packs-a.json" */
    size_t file_count;
    struct signer_head snapshot, timestamp; /* versions 0: nothing is published */
    struct buffer snapshot_bytes;           /* as it was signed */
};

/* content.c */
/* 0 when there is none. */
int64_t content_version(const struct content *content, const char *role);
MUST_CHECK bool content_role_read(
    struct content *content, const char *role, struct buffer *ret_metadata); /* as it is current */
/* A trust that holds everything current. NULL with one sentence. */
struct trust *content_trust(struct content *content, int64_t now_s, char ret_why[static TRUST_WHY]);
/* Reads snapshot and timestamp again, after a failure in the middle of writing. */
MUST_CHECK bool content_reload(struct content *content, char ret_message[static HUB_MESSAGE]);

/* content_write.c */
/* "targets/<folder>/<sha256>.<name>"; false when it is too long or not a path. */
MUST_CHECK bool content_target_name(
    const struct signer_target *target, char ret_name[static 256], struct said *ret_said);
/* "incoming/<sha256>" */
void content_incoming_name(const struct signer_target *target, char ret_path[static 80]);
MUST_CHECK bool content_target_here(
    struct content *content, const struct signer_target *target, bool *ret_uploaded);
/* Makes metadata of role current: targets into place, the role, a new snapshot and timestamp. */
MUST_CHECK bool content_take(struct content *content, const char *role, const struct buffer *metadata,
    int64_t version, const struct signer_targets *targets, int64_t now_s, struct said *ret_said);
/* Snapshot (when asked, or near its end) and timestamp for files as they stand in content. */
MUST_CHECK bool content_sign(
    struct content *content, bool new_snapshot, int64_t now_s, struct said *ret_said);

/* proposal.c */
#define NAMES_TEXT 200
/* Who has signed metadata of a role, and who may. */
struct signers {
    char have[NAMES_TEXT], from[NAMES_TEXT]; /* names, joined by commas */
    int signed_by, threshold;
    json_t *have_list, *from_list; /* may be NULL */
};
/* Adds to *signers. False when there is no such role. */
MUST_CHECK bool signers_count(
    struct trust *trust, const char *role, const struct buffer *metadata, struct signers *signers);
void waiting_path(const char *role, char ret_path[static 96]);

#endif
