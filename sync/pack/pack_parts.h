/* The files of a pack, each read by one function. */
#ifndef WAYSIDE_PACK_PACK_PARTS_H
#define WAYSIDE_PACK_PACK_PARTS_H

#include "hold.h"
#include "json_read.h"
#include "pack/pack.h"

/* Names and where they stand, sorted, so that ten thousand are found without looking at each. */
struct pack_names {
    struct pack_named {
        const char *name;
        size_t at;
    } * in;
    size_t count;
};
/* count entries of size bytes, each with the address of its name at its start. Refuses what is there twice,
 * under key. Taken from hold. */
void pack_names_make(struct json_read *read, struct hold *hold, const void *entries, size_t count,
    size_t size, const char *key, struct pack_names *ret_names);
/* SIZE_MAX: none. */
size_t pack_names_find(const struct pack_names *names, const char *name);

struct pack_index {
    struct pack_names topics, pictures, campaigns;
};
/* pack.json without forms and tables: their names are returned in ret_forms and ret_tables, held. */
void pack_head(struct json_read *read, const json_t *root, struct pack *pack, struct pack_index *ret_index,
    char ***ret_forms, size_t *ret_form_count, char ***ret_tables, size_t *ret_table_count);
/* lang/<tag>.json into that language. False with the message. */
bool pack_lang_read(struct pack *pack, const struct pack_index *index, struct pack_language *language,
    const void *json, size_t len, char ret_message[static 256]);

#endif
