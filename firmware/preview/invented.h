/* invented: a network with one place that shows one pack, for pictures of what is not published yet. Its
 * names say that it is an example; nothing is sealed with its keys. */
#ifndef WAYSIDE_PREVIEW_INVENTED_H
#define WAYSIDE_PREVIEW_INVENTED_H

#include <stdbool.h>

#include "base/disk.h"
#include "i18n/catalogue.h"
#include "pack/hotlines.h"
#include "pack/network.h"
#include "pack/pack.h"

struct invented {
    struct disk disk; /* of the pack */
    struct pack *pack;
    const struct pack *packs[1]; /* the same, as the screens take it */
    struct hotlines hotlines;
    struct network *network;
    const struct network_place *place;
};
/* folder: a built pack, or one with a single packs/<ngo>/<pack>/ in it; hotlines/<ngo>.json beside packs/ is
 * used when it is there. The place has those of the pack's languages that the image has. False with one
 * sentence. */
bool invented_open(const char *folder, const struct languages *languages, struct invented *ret_invented,
    char ret_message[static 256]);
void invented_clear(struct invented *invented); /* takes a zeroed one */
/* A picture of the pack, as it lies in the folder. */
bool invented_media(struct invented *invented, const char *file, struct buffer *ret_bytes);

#endif
