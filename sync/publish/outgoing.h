/* What is signed and waits to be pushed: <folder>/outgoing/, <64 hex> for bytes, <role>.json for metadata.
 * The metadata is written last: after a cut there is all of a change, or nothing that counts. */
#ifndef WAYSIDE_PUBLISH_OUTGOING_H
#define WAYSIDE_PUBLISH_OUTGOING_H

#include "edit.h"

struct outgoing {
    char folder[PUBLISH_TEXT];
    struct disk disk;
};
MUST_CHECK bool outgoing_open(const struct publish_settings *settings, struct outgoing *ret_outgoing);
void outgoing_close(struct outgoing *outgoing);
/* files may be NULL with count 0. False after one sentence. */
MUST_CHECK bool outgoing_put(struct outgoing *outgoing, const char *role, const struct buffer *metadata,
    const struct edit_file *files, size_t count);
/* Does something of this role wait that is not what was just signed? */
bool outgoing_waits(struct outgoing *outgoing, const char *role, const struct buffer *metadata);
/* Sends everything that waits, role by role; prints what the hub answers to each. What was taken is removed.
 * *ret_sent: roles that were taken. False after one sentence for each that was not. */
MUST_CHECK bool outgoing_push(
    const struct run *run, struct outgoing *outgoing, struct remote *remote, size_t *ret_sent);
/* The same for one role; what else waits stays. */
MUST_CHECK bool outgoing_push_one(
    const struct run *run, struct outgoing *outgoing, struct remote *remote, const char *role);
/* One metadata file to the hub. False after one sentence. */
MUST_CHECK bool push_metadata(
    const struct run *run, struct remote *remote, const char *role, const struct buffer *metadata);

#endif
