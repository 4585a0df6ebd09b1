/* What an NGO takes back at once (withdrawn/<ngo>/list.json, one signature): its own hotlines and topics. It
 * takes away and never adds. */
#ifndef WAYSIDE_PACK_WITHDRAWN_H
#define WAYSIDE_PACK_WITHDRAWN_H

#include <stdbool.h>
#include <stddef.h>

#define WITHDRAWN_BYTES (1 << 20)
#define WITHDRAWN_MAX 4096 /* hotlines, topics */

struct withdrawn {
    char **hotlines; /* ids */
    size_t hotline_count;
    char **topics; /* "<pack>/<slug>" */
    size_t topic_count;
};
/* False with one sentence that names the field; ret_withdrawn is then empty. owner: the NGO of its path. */
bool withdrawn_read(const char *owner, const void *json, size_t len, struct withdrawn *ret_withdrawn,
    char ret_message[static 256]);
void withdrawn_clear(struct withdrawn *withdrawn);

#endif
