/* What stands in existing metadata, as values, so that a tool can change some of it and sign the next
 * version. What the structs do not show is kept by the _again functions: they write the next version and
 * copy every member that this room does not know from the old one. Reading verifies nothing: that is trust's.
 */
#ifndef WAYSIDE_SIGNER_TARGETS_H
#define WAYSIDE_SIGNER_TARGETS_H

#include "signer/metadata.h"

struct signer_targets {
    struct signer_head head;
    struct signer_target *targets; /* by path; custom is owned by this struct */
    size_t target_count;
    struct signer_role *delegations; /* in the order of the file, which is their priority */
    size_t delegation_count;
};
/* False with one sentence when it is not targets metadata, or has what the structs cannot hold: keys that are
 * not ed25519 or whose id is not ours, targets without a SHA-256, more than the bounds. */
MUST_CHECK bool signer_targets_read(
    const void *metadata, size_t len, struct signer_targets *ret_targets, char ret_message[static 256]);
void signer_targets_clear(struct signer_targets *targets); /* takes a zeroed one */
/* The same without the delegations, whatever keys they have. */
MUST_CHECK bool signer_target_list_read(
    const void *metadata, size_t len, struct signer_targets *ret_targets, char ret_message[static 256]);
/* signer_targets, keeping the unknown members of old (NULL: there is none). A delegation that is by
 * path_hash_prefixes has no paths in the struct and keeps its prefixes. */
MUST_CHECK bool signer_targets_again(const void *old, size_t old_len, const struct signer_head *head,
    const struct signer_target *targets, size_t target_count, const struct signer_role *delegations,
    size_t delegation_count, struct buffer *ret_metadata, char ret_message[static 256]);

/* root, snapshot, targets, timestamp, in this order. */
MUST_CHECK bool signer_root_read(const void *metadata, size_t len, struct signer_head *ret_head,
    struct signer_role ret_roles[static 4], char ret_message[static 256]);
MUST_CHECK bool signer_root_again(const void *old, size_t old_len, const struct signer_head *head,
    const struct signer_role roles[static 4], struct buffer *ret_metadata, char ret_message[static 256]);
/* Does this root let the ed25519 key public_key sign role? Its name there
 * comes back, which signer_sign wants. */
MUST_CHECK bool signer_root_names(const void *root, size_t len, const char *role,
    const uint8_t public_key[static 32], char ret_name[static 64]);
/* What a snapshot or timestamp lists, in no order; most: room in ret_files. */
MUST_CHECK bool signer_files_read(const void *metadata, size_t len, struct signer_file *ret_files,
    size_t most, size_t *ret_count, char ret_message[static 256]);
/* The head of any metadata; ret_type becomes "root", "targets", "snapshot" or "timestamp". */
MUST_CHECK bool signer_head_read(const void *metadata, size_t len, struct signer_head *ret_head,
    char ret_type[static 16], char ret_message[static 256]);

#endif
