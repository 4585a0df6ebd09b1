/* The bytes of a GNU .mo file: a header, two tables of lengths and offsets, strings that end with NUL. */
#ifndef WAYSIDE_I18N_MO_H
#define WAYSIDE_I18N_MO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MO_STRINGS 16384 /* ten times what the screens and forms of an image have */

struct mo_pair {
    const char *id, *text; /* borrowed from the file; each ends with NUL, and may hold others */
    size_t id_len, text_len;
};
struct mo {
    struct mo_pair *pairs; /* sorted by id up to its first NUL */
    size_t count;
};
/* NULL, or what is wrong as a phrase. On success free(ret_mo->pairs). */
const char *mo_read(const void *bytes, size_t len, struct mo *ret_mo);
const struct mo_pair *mo_find(const struct mo *mo, const char *id);

#endif
