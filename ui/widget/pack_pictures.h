/* Inside ui/widget only: pictures of packs. Content changes and is large, so those longest unused give way; a
 * picture that was used in this pass or the one before is never one of them, since draw lists point to it. */
#ifndef WAYSIDE_WIDGET_PACK_PICTURES_H
#define WAYSIDE_WIDGET_PACK_PICTURES_H

#include "widget/pictures.h"

#define PACK_PICTURE_NAME 48 /* "media/<32 hex>.png" */

struct pack_picture_held {
    char name[PACK_PICTURE_NAME];
    int w, h; /* asked for */
    uint64_t used;
    size_t pixels;
    struct loaded_picture *loaded; /* NULL: there is none, whatever the size */
};
struct pack_pictures { /* all zero: empty */
    struct pack_picture_held held[PICTURES_PACK_MAX];
    size_t count, pixels;
    uint64_t pass;
};
bool pack_pictures_get(struct pack_pictures *pictures, const struct picture_source *source, int w, int h,
    struct picture *ret_picture);
bool pack_pictures_absent(const struct pack_pictures *pictures, const struct picture_source *source);
void pack_pictures_forget_absent(struct pack_pictures *pictures);
void pack_pictures_clear(struct pack_pictures *pictures);

#endif
