/* A file that a publisher sends. It goes to incoming/ as it comes, never into memory as a whole. */
#ifndef WAYSIDE_HUB_UPLOAD_H
#define WAYSIDE_HUB_UPLOAD_H

#include <sodium.h>

#include "keeper.h"

struct upload {
    struct keeper *keeper; /* NULL: none is under way */
    int fd;
    char part[128], name[80]; /* in the content folder */
    size_t len, length;       /* what came, what was promised */
    uint8_t sha256[32];
    crypto_hash_sha256_state state;
    bool kept;
};
/* length: what its Content-Length says. False with 507 or 500. */
MUST_CHECK bool upload_begin(struct keeper *keeper, const uint8_t sha256[static 32], size_t length,
    struct upload *ret_upload, struct said *ret_said);
MUST_CHECK bool upload_add(struct upload *upload, const void *bytes, size_t len, struct said *ret_said);
/* On the keeper's thread: durable under its hash, or a sentence. */
void upload_keep(struct upload *upload, struct said *ret_said);
/* Ends it; what was not kept is gone. Any number of times. */
void upload_end(struct upload *upload);

#endif
