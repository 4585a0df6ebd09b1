/* signer inside: JSON documents in memory, their canonical form, and keys as TUF writes them. */
#ifndef WAYSIDE_SIGNER_PARTS_H
#define WAYSIDE_SIGNER_PARTS_H

#include <jansson.h>
#include <stdbool.h>

#include "signer/metadata.h"

#define SIGNER_DEPTH 32 /* of the JSON */
#define SIGNER_MESSAGE 256

/* OLPC canonical JSON: names sorted by their bytes, no white space, only '"' and '\' escaped, whole numbers.
 * False for a real number, more than SIGNER_DEPTH levels, or when it does not fit. */
MUST_CHECK bool signed_canonical(const json_t *value, struct buffer *ret_text);

/* Always false, so that a function can end with it. */
bool signer_fail(char ret_message[static SIGNER_MESSAGE], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The whole metadata: "signatures" and "signed" are there, no name stands twice. NULL with one sentence. */
json_t *signed_read(const void *bytes, size_t len, char ret_message[static SIGNER_MESSAGE]);
/* Signatures sorted by key, everything else by name; replaces what was in ret_metadata. */
MUST_CHECK bool signed_write(
    json_t *metadata, struct buffer *ret_metadata, char ret_message[static SIGNER_MESSAGE]);

/* Copies what signer does not know from the old signed part: of the whole, of targets, roles and keys that
 * both have. */
MUST_CHECK bool signed_keep(json_t *to, json_t *from);
/* Takes signed_part (also when it fails). Unknown members of old, when there is one, are kept. */
MUST_CHECK bool signed_finish(json_t *signed_part, const json_t *old, struct buffer *ret_metadata,
    char ret_message[static SIGNER_MESSAGE]);

/* _type, spec_version, version, expires, signed_at. NULL when there is no memory or a time is out of range.
 */
json_t *signed_begin(const char *type, const struct signer_head *head);
/* roles as root ("roles" is an object) or a delegation (a list) has them, with their keys. */
MUST_CHECK bool signed_roles(json_t *keys, json_t *list_or_object, const struct signer_role *roles,
    size_t count, char ret_message[static SIGNER_MESSAGE]);

json_t *signer_key_json(const struct signer_key *key);
json_t *signer_file_json(int64_t version, uint64_t length, const uint8_t sha256[static 32]);

/* targets.c: what reading shares. Outputs may be half filled on failure. */
MUST_CHECK bool signed_text_copy(char *out, size_t cap, const json_t *text);
MUST_CHECK bool signed_digest_read(const json_t *hashes, uint8_t ret_digest[static 32]);
MUST_CHECK bool signed_head_read(
    const json_t *part, struct signer_head *ret_head, char ret_message[static SIGNER_MESSAGE]);
MUST_CHECK bool signed_key_read(const json_t *keys, const json_t *id, struct signer_key *ret_key,
    char ret_message[static SIGNER_MESSAGE]);
MUST_CHECK bool signed_role_read(const json_t *keys, const json_t *role, const char *name,
    struct signer_role *ret_role, char ret_message[static SIGNER_MESSAGE]);
/* The signed part of metadata of that type; *ret_whole is to be released by the caller. */
const json_t *signed_part_of(const void *metadata, size_t len, const char *type, json_t **ret_whole,
    char ret_message[static SIGNER_MESSAGE]);

#endif
