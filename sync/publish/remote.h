/* What counts now, as the hub gives it and trust believes it; and what the hub answers to an editor. Metadata
 * is kept in the own folder, so that a hub cannot show an older state than one that was seen. */
#ifndef WAYSIDE_PUBLISH_REMOTE_H
#define WAYSIDE_PUBLISH_REMOTE_H

#include "base/disk.h"
#include "parts.h"
#include "settings.h"
#include "signer/targets.h"
#include "trust/trust.h"
#include "wire/client.h"

#define REMOTE_TARGET (32 << 20) /* of one file; the largest is a table */
#define REMOTE_ANSWER (1 << 20)

struct remote {
    const struct publish_settings *settings; /* borrowed */
    struct wire_client *client;
    struct disk metadata; /* <folder>/metadata */
    struct trust *trust;  /* NULL until remote_refresh */
};

/* With this laptop's certificate. False after one sentence; remote_close takes what there is. */
MUST_CHECK bool remote_open(const struct publish_settings *settings, struct remote *ret_remote);
void remote_close(struct remote *remote); /* takes a zeroed one */
/* Fetches and believes all metadata. False after one sentence. */
MUST_CHECK bool remote_refresh(struct remote *remote);
/* One request; false after one sentence when there was no answer. The caller inits and clears answer->body.
 */
MUST_CHECK bool remote_request(struct remote *remote, const char *method, const char *path, const void *body,
    size_t len, struct wire_answer *answer);
/* Metadata of a role as the hub has it, borrowed from trust; NULL: there is none yet. After remote_refresh.
 * *ret_believed false: it is signed by keys that count no more, so that nothing of it may be taken over
 * unseen. */
const uint8_t *remote_role(
    const struct remote *remote, const char *role, size_t *ret_len, bool *ret_believed);
/* Bytes of a target that counts now, verified. *ret_there false: nobody has signed it. False after one
 * sentence. */
MUST_CHECK bool remote_target(
    struct remote *remote, const char *path, struct buffer *ret_bytes, bool *ret_there);
/* Bytes of a hash, also of what still waits. False after one sentence. */
MUST_CHECK bool remote_bytes(
    struct remote *remote, const uint8_t sha256[static 32], uint64_t length, struct buffer *ret_bytes);

/* Who may sign a role: names joined by commas; whether this key is one of them, and under which name. False
 * when nobody has given that role to anyone. */
struct role_facts {
    char names[PUBLISH_TEXT];
    int threshold;
    bool mine;
};
MUST_CHECK bool remote_facts(const struct remote *remote, const char *role, const struct signer_key *key,
    struct role_facts *ret_facts);

#endif
