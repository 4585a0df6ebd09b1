/* One file of metadata: the envelope that all roles share, who signed it, what it promises of other files. */
#ifndef WAYSIDE_TRUST_METADATA_H
#define WAYSIDE_TRUST_METADATA_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "key.h"
#include "trust/trust.h"

struct metadata {
    uint8_t *bytes; /* as they came */
    size_t len;
    json_t *document;
    const json_t *body;                      /* "signed" */
    const json_t *signatures;                /* each has "keyid" and "sig", no key id twice */
    int64_t version, expires_s, signed_at_s; /* signed_at_s 0: it does not say */
};
/* type: "root", "timestamp", "snapshot", "targets". TRUST_FORMAT when the envelope is not as specification
 * 4.2 to 4.6 ask, TRUST_BOUND, TRUST_NO_MEMORY. Nothing of it is believed yet. */
MUST_CHECK enum trust_error metadata_read(
    const char *type, const void *bytes, size_t len, struct metadata **ret_metadata);
void metadata_free(struct metadata *metadata); /* takes NULL */

/* Who may sign a role: "keyids" and "threshold". */
struct rule {
    int threshold;
    const json_t *key_ids; /* texts, none twice; borrowed */
};
MUST_CHECK enum trust_error rule_read(const json_t *role, struct rule *ret_rule);
/* TRUST_OK: at least threshold different keys of the rule have signed. TRUST_THRESHOLD, TRUST_NO_MEMORY,
 * TRUST_FORMAT (a number that is no integer). *ret_count (may be NULL): how many. */
MUST_CHECK enum trust_error metadata_verify(
    const struct metadata *metadata, const struct keyring *keyring, const struct rule *rule, int *ret_count);
/* Calls each for the rule's keys, one key once. */
MUST_CHECK enum trust_error metadata_signers(const struct metadata *metadata, const struct keyring *keyring,
    const struct rule *rule, bool (*each)(void *ctx, const struct key *key, bool signed_it), void *ctx);

/* What timestamp and snapshot say of a file, and targets of a target. */
struct promise {
    int64_t version;
    bool has_length, has_sha256, has_sha512;
    uint64_t length;
    uint8_t sha256[TRUST_HASH], sha512[TRUST_HASH_LONG];
};
/* An entry of "meta": "version", and if it is there "length", "hashes". */
MUST_CHECK enum trust_error promise_read(const json_t *entry, struct promise *ret_promise);
/* "hashes": an object with at least one of sha256 and sha512. */
MUST_CHECK enum trust_error promise_hashes(const json_t *hashes, struct promise *ret_promise);
/* TRUST_LENGTH, TRUST_DIGEST. */
MUST_CHECK enum trust_error promise_check(const struct promise *promise, const void *bytes, size_t len);
/* "meta" of a timestamp or a snapshot: an object whose entries are promises. */
MUST_CHECK enum trust_error listing_check(const struct metadata *metadata, size_t most);
/* TRUST_ABSENT: it does not name that file. */
MUST_CHECK enum trust_error listing_find(
    const struct metadata *metadata, const char *file, struct promise *ret_promise);

/* "YYYY-MM-DDTHH:MM:SSZ" and nothing else. */
MUST_CHECK bool utc_read(const char *text, int64_t *ret_s);

#endif
