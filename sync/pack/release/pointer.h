/* A pointer of a content folder (docs/formats.md, Content folder): which metadata files make a release. */
#ifndef WAYSIDE_RELEASE_POINTER_H
#define WAYSIDE_RELEASE_POINTER_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "release/release.h"

#define POINTER_HEAD "wayside release 1\n"
#define POINTER_LINES 4096 /* roots and roles of one release, trust's own bounds on both and room */
#define FILE_NAME (2 * TRUST_HASH + 1)

struct pointer_line {
    uint8_t hash[TRUST_HASH];
    char *name; /* "7.snapshot.json" */
};
struct pointer {
    struct pointer_line *lines; /* by name */
    size_t count;
};
/* BASE_FORMAT when it is anything but the head and lines of a hash, a space and a name, each name once. */
MUST_CHECK enum base_error pointer_read(const void *bytes, size_t len, struct pointer *ret_pointer);
void pointer_clear(struct pointer *pointer);
/* NULL: it names no such file. */
const struct pointer_line *pointer_find(const struct pointer *pointer, const char *name);
/* "7.snapshot.json" is kept as "snapshot.json"; into name. */
const char *pointer_keep(const char *name);

#endif
