#include "widget/pictures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"
#include "pack_pictures.h"

#define PICTURE_BYTES (4 << 20)
#define PASSES_KEPT 6 /* a step may take five, and what it paints is compared with the one before */

struct held {
    char name[32];
    int w, h;
    struct loaded_picture *loaded; /* NULL: there is none, and it is not looked for while this is kept */
    uint64_t used;                 /* the pass that last drew it */
};
struct pictures {
    char folder[512];
    struct held held[PICTURES_MAX];
    size_t count;
    struct pack_pictures packs;
};

struct pictures *pictures_new(const char *folder)
{
    struct pictures *pictures = calloc(1, sizeof(*pictures));
    if (pictures)
        snprintf(pictures->folder, sizeof(pictures->folder), "%s", folder ? folder : "");
    return pictures;
}

void pictures_free(struct pictures *pictures)
{
    if (!pictures)
        return;
    for (size_t i = 0; i < pictures->count; i++)
        if (pictures->held[i].loaded)
            picture_free(pictures->held[i].loaded);
    pack_pictures_clear(&pictures->packs);
    free(pictures);
}

static struct loaded_picture *read_scaled(const char *folder, const char *name, int w, int h)
{
    char path[600];
    struct buffer bytes;
    struct loaded_picture *loaded = NULL;
    snprintf(path, sizeof(path), "%s/%s.png", folder, name);
    buffer_init(&bytes, PICTURE_BYTES);
    if (file_read(path, PICTURE_BYTES, &bytes) == BASE_OK &&
        picture_load_scaled(bytes.bytes, bytes.len, w, h, &loaded) != BASE_OK)
        loaded = NULL;
    buffer_clear(&bytes);
    return loaded;
}

/* Room for one more: a new place, or that of the one longest unused. NULL: the last two passes need all. */
static struct held *make_room(struct pictures *pictures)
{
    if (pictures->count < PICTURES_MAX)
        return &pictures->held[pictures->count++];
    struct held *oldest = &pictures->held[0];
    for (size_t i = 1; i < pictures->count; i++)
        if (pictures->held[i].used < oldest->used)
            oldest = &pictures->held[i];
    if (oldest->used + PASSES_KEPT > pictures->packs.pass)
        return NULL;
    if (oldest->loaded)
        picture_free(oldest->loaded);
    return oldest;
}

static struct loaded_picture *find(struct pictures *pictures, const char *name, int w, int h)
{
    for (size_t i = 0; i < pictures->count; i++) {
        struct held *held = &pictures->held[i];
        if (held->w != w || held->h != h || strcmp(held->name, name) != 0)
            continue;
        held->used = pictures->packs.pass;
        return held->loaded;
    }
    struct held *held = strlen(name) < sizeof(held->name) ? make_room(pictures) : NULL;
    if (!held)
        return NULL;
    held->used = pictures->packs.pass;
    snprintf(held->name, sizeof(held->name), "%s", name);
    held->w = w;
    held->h = h;
    held->loaded = read_scaled(pictures->folder, name, w, h);
    return held->loaded;
}

bool pictures_icon(struct pictures *pictures, const char *name, int w, int h, struct mask *ret_mask)
{
    struct loaded_picture *loaded = find(pictures, name, w, h);
    if (loaded)
        *ret_mask = picture_mask(loaded);
    return loaded;
}

bool pictures_card(struct pictures *pictures, const char *name, int w, int h, struct picture *ret_picture)
{
    struct loaded_picture *loaded = find(pictures, name, w, h);
    if (loaded)
        *ret_picture = picture_of(loaded);
    return loaded;
}

bool pictures_from(
    struct pictures *pictures, const struct picture_source *source, int w, int h, struct picture *ret_picture)
{
    return pack_pictures_get(&pictures->packs, source, w, h, ret_picture);
}

bool pictures_absent(const struct pictures *pictures, const struct picture_source *source)
{
    return pack_pictures_absent(&pictures->packs, source);
}

void pictures_pass(struct pictures *pictures)
{
    pictures->packs.pass++;
}

void pictures_renew(struct pictures *pictures)
{
    pack_pictures_forget_absent(&pictures->packs);
}
