/* Standard input and output as runs of bytes, in constant memory: armour is taken off or put on here.
 * Both hold what passes through; whoever owns their memory wipes it. */
#ifndef WAYSIDE_SEAL_PIPE_H
#define WAYSIDE_SEAL_PIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "seal/age.h"

#define PIPE_BYTES 65536

struct source {
    int fd;
    bool end, broken; /* nothing more to read; reading failed */
    bool armored;     /* and this is what it unwraps */
    enum age_armor_state armor;
    uint8_t raw[PIPE_BYTES];
    size_t raw_at, raw_len;
    uint8_t line[AGE_ARMOR_BYTES]; /* bytes of the present line of armour */
    size_t line_at, line_len;
    uint64_t taken; /* bytes given out so far */
};

/* Reads the first bytes to see whether they are armour. */
void source_init(struct source *source, int fd);
/* Up to len bytes, fewer only at the end; SEAL_ARMOR when the armour is malformed or cut. A read that
 * fails sets broken and ends. */
MUST_CHECK enum seal_error source_take(struct source *source, uint8_t *bytes, size_t len, size_t *ret_len);

struct sink {
    int fd;
    bool armored;
    uint8_t part[AGE_ARMOR_BYTES]; /* of a line that is not full */
    size_t part_len;
    uint8_t raw[PIPE_BYTES];
    size_t raw_len;
};

/* All return false when the bytes cannot be written; errno says why. */
MUST_CHECK bool sink_init(struct sink *sink, int fd, bool armored);
MUST_CHECK bool sink_put(struct sink *sink, const void *bytes, size_t len);
MUST_CHECK bool sink_flush(struct sink *sink);
/* Flushes too, after the last line of armour. */
MUST_CHECK bool sink_end(struct sink *sink);

#endif
