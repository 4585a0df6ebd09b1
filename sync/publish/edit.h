/* The next version of a role: what counts now, and what this editor changes of it. Nothing of anybody else's
 * is touched. */
#ifndef WAYSIDE_PUBLISH_EDIT_H
#define WAYSIDE_PUBLISH_EDIT_H

#include "remote.h"
#include "signer/key_file.h"

struct edit_file {
    const char *path; /* as a target */
    const uint8_t *bytes;
    size_t len;
    const char *custom; /* JSON object as text, or NULL */
};
struct edit { /* of one role */
    const char *role;
    const struct edit_file *files; /* put, or in the place of what has that path */
    size_t file_count;
    const char *prefix; /* what lies below it and is not among files goes; NULL: nothing goes */
    bool again;         /* --renew: new dates though nothing changes */
};

/* Shows in words what changes, against what counts now. *ret_changes: how much. False after one sentence. */
MUST_CHECK bool edit_show(
    const struct run *run, struct remote *remote, const struct edit *edit, size_t *ret_changes);
/* The unsigned next version. False after one sentence. */
MUST_CHECK bool edit_metadata(struct remote *remote, const struct edit *edit, struct buffer *ret_metadata);
/* Signs it, when this key may; and asks what every device will ask. False after one sentence. */
MUST_CHECK bool edit_sign(
    const struct remote *remote, const char *role, const struct signer_secret *key, struct buffer *metadata);
/* Says that the key may not sign the role, and who may. Always false. */
bool edit_may_not(const struct remote *remote, const char *role, const struct signer_key *key);

#endif
