/* signer: the signing side of content trust: makes TUF metadata and signs it (ed25519). Used by
 * wayside-publish (root, targets, delegated roles), wayside-hub (snapshot, timestamp) and the tests. Never
 * linked by a device. Metadata is bytes: JSON, with the exact canonical form signed. Equal input gives equal
 * bytes. */
#ifndef WAYSIDE_SIGNER_METADATA_H
#define WAYSIDE_SIGNER_METADATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "seal/keys.h" /* struct seal_signer */

#define SIGNER_KEYS 16        /* of one role */
#define SIGNER_PATHS 8        /* patterns of one delegation */
#define SIGNER_ROLES 512      /* delegations of one role */
#define SIGNER_SIGNATURES 256 /* under one file, as trust takes them */
#define SIGNER_METADATA_BYTES (16 << 20)

struct signer_key {
    uint8_t public_key[32];
    char name[64]; /* who holds it, as people know them; kept in the key as "name" */
};
void signer_key_id(const struct signer_key *key, char ret_hex[static 65]);

struct signer_role { /* a role as root or a delegation names it */
    char name[64];
    int threshold;
    struct signer_key keys[SIGNER_KEYS];
    size_t key_count;
    char paths[SIGNER_PATHS][128]; /* delegations only */
    size_t path_count;
    bool terminating;
};
struct signer_head {
    int64_t version;     /* snapshot and timestamp: UTC seconds */
    int64_t expires_s;   /* UTC */
    int64_t signed_at_s; /* 0: left out (snapshot and timestamp) */
};
/* roles: root, targets, snapshot, timestamp, in any order, all four. Consistent snapshots. */
MUST_CHECK bool signer_root(const struct signer_head *head, const struct signer_role roles[static 4],
    struct buffer *ret_metadata, char ret_message[static 256]);
struct signer_target {
    char path[256];
    uint64_t length;
    uint8_t sha256[32];
    char *custom; /* JSON object as text, or NULL; borrowed */
};
/* Targets of the top level or of a delegated role. */
MUST_CHECK bool signer_targets(const struct signer_head *head, const struct signer_target *targets,
    size_t target_count, const struct signer_role *delegations, size_t delegation_count,
    struct buffer *ret_metadata, char ret_message[static 256]);
struct signer_file { /* what snapshot and timestamp list: "targets.json", "packs-a.json", "snapshot.json" */
    char name[80];
    int64_t version;
    uint64_t length;
    uint8_t sha256[32];
};
MUST_CHECK bool signer_snapshot(const struct signer_head *head, const struct signer_file *files, size_t count,
    struct buffer *ret_metadata, char ret_message[static 256]);
MUST_CHECK bool signer_timestamp(const struct signer_head *head, const struct signer_file *snapshot,
    struct buffer *ret_metadata, char ret_message[static 256]);

/* Adds the signature of key to metadata (replaces one by the same key): metadata is whole before and after.
 * False with one sentence when it is not TUF metadata. Whether the key may sign it is for trust to say. */
MUST_CHECK bool signer_sign(
    struct buffer *metadata, const struct seal_signer *key, const char *name, char ret_message[static 256]);
/* Takes the signatures of other, which must have the same "signed" part, into metadata. */
MUST_CHECK bool signer_merge(
    struct buffer *metadata, const void *other, size_t len, char ret_message[static 256]);
/* True when metadata carries a right signature of this key over its signed part. For a first root, when there
 * is no trust yet to ask. */
MUST_CHECK bool signer_signed_by(const void *metadata, size_t len, const struct signer_key *key);

#endif
