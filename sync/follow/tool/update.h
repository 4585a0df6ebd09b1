/* One update of a metadata folder. */
#ifndef WAYSIDE_TUF_UPDATE_H
#define WAYSIDE_TUF_UPDATE_H

#include "base/buffer.h"
#include "base/disk.h"
#include "trust/trust.h"
#include "tuf/tuf.h"
#include "wire/client.h"

struct update {
    struct disk metadata; /* the folder */
    struct wire_client *server;
    struct trust *trust;
    char *message; /* TUF_MESSAGE bytes of the caller's */
};
bool update_say(struct update *update, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Opens the folder, recalls what is in it. update_end also after false. */
MUST_CHECK bool update_begin(
    struct update *update, const struct tuf_options *options, int64_t now_s, char *message);
void update_end(struct update *update);
/* Gives trust what it asks for and keeps what it takes. */
MUST_CHECK bool update_walk(struct update *update);
MUST_CHECK bool update_connect(struct update *update, const char *url, struct wire_client **ret_client);

#endif
