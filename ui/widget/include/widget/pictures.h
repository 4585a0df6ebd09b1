/* Icons and cards, by name, in the sizes that the panel needs. Files are read when a name and size is
 * first asked for and kept; nothing here depends on a visit. */
#ifndef WAYSIDE_WIDGET_PICTURES_H
#define WAYSIDE_WIDGET_PICTURES_H

#include "draw/draw.h"

#define PICTURES_MAX 512 /* names times sizes: 60 icons in 4 text sizes, and some more */

struct pictures;
/* folder holds NAME.png; NULL: no memory. */
struct pictures *pictures_new(const char *folder);
void pictures_free(struct pictures *pictures); /* takes NULL */
/* False when there is no such file or it is no good; nothing is drawn then (a finding in tests). */
bool pictures_icon(struct pictures *pictures, const char *name, int w, int h, struct mask *ret_mask);
bool pictures_card(struct pictures *pictures, const char *name, int w, int h, struct picture *ret_picture);

#endif
