/* Icons and cards of the image by name, pictures of packs by their file, in the sizes that the panel needs.
 * What is read is kept; nothing here depends on a visit. */
#ifndef WAYSIDE_WIDGET_PICTURES_H
#define WAYSIDE_WIDGET_PICTURES_H

#include "base/buffer.h"
#include "draw/draw.h"

#define PICTURES_MAX 512                /* names times sizes; those longest unused give way */
#define PICTURES_PACK_MAX 96            /* of packs; those longest unused give way */
#define PICTURES_PACK_PIXELS (12 << 20) /* of all of them together: some 60 MiB */

struct pictures;
/* folder holds NAME.png; NULL: no memory. */
struct pictures *pictures_new(const char *folder);
void pictures_free(struct pictures *pictures); /* takes NULL */
/* False when there is no such file or it is no good; nothing is drawn then (a finding in tests). */
bool pictures_icon(struct pictures *pictures, const char *name, int w, int h, struct mask *ret_mask);
bool pictures_card(struct pictures *pictures, const char *name, int w, int h, struct picture *ret_picture);

/* A picture whose bytes somebody else has. Equal names are equal bytes. */
struct picture_source {
    const char *name;  /* "media/<32 hex>.png"; NULL: none */
    int width, height; /* as it is said to be; only its shape counts */
    bool (*get)(void *self, const char *name, struct buffer *ret_png);
    void *self;
};
/* Scaled to fit w x h. False when there is none or it is no good: then it is not asked for again until
 * pictures_renew, and pictures_absent says so. */
bool pictures_from(struct pictures *pictures, const struct picture_source *source, int w, int h,
    struct picture *ret_picture);
bool pictures_absent(const struct pictures *pictures, const struct picture_source *source);
/* Another pass begins: what the last two used is kept in any case. */
void pictures_pass(struct pictures *pictures);
/* Other content: what was absent may be there now. */
void pictures_renew(struct pictures *pictures);

#endif
