/* What the files of this room share. */
#ifndef WAYSIDE_RELEASE_PARTS_H
#define WAYSIDE_RELEASE_PARTS_H

#include "pointer.h"
#include "release/release.h"

/* The file of that hash, at most max bytes, which are those of the hash. BASE_FORMAT when they are others. */
MUST_CHECK enum base_error parts_file(
    struct disk *content, const uint8_t hash[static TRUST_HASH], size_t max, struct buffer *ret_bytes);
/* Reads and parses a pointer of the folder. */
MUST_CHECK enum base_error parts_pointer(struct disk *content, const char *name, struct pointer *ret_pointer);
/* NULL: nobody has signed it, or nothing that is found by its SHA-256. */
const struct trust_target *parts_signed(const struct release *release, const char *path);
/* Its bytes, verified; errors as release_target, but it is signed. */
MUST_CHECK enum base_error parts_target(
    const struct trust_target *target, struct disk *content, struct buffer *ret_bytes);
/* "hotlines/harbour.json" with "hotlines/" and ".json" is of "harbour". */
bool parts_owner(
    const char *path, const char *before, const char *behind, char ret_owner[static PACK_NAME + 1]);
/* As release_needed, for a place that names these packs. */
bool parts_needed(const char *path, char *const *packs, size_t pack_count);
/* Everything behind trust: network, hotlines, packs, what was withdrawn. False with the message. */
bool parts_content(struct release *release, struct disk *content, const struct release_ground *ground,
    char message[static 256]);

#endif
