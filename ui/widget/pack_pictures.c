#include "pack_pictures.h"

#include <stdio.h>
#include <string.h>

#define PACK_PICTURE_BYTES (8 << 20) /* of one file: PACK_MEDIA_BYTES */

static void remove_at(struct pack_pictures *pictures, size_t at)
{
    if (pictures->held[at].loaded)
        picture_free(pictures->held[at].loaded);
    pictures->pixels -= pictures->held[at].pixels;
    pictures->held[at] = pictures->held[--pictures->count];
}

/* Room for one more of so many pixels. False when everything here is in use. */
static bool make_room(struct pack_pictures *pictures, size_t pixels)
{
    while (pictures->count == PICTURES_PACK_MAX || pictures->pixels + pixels > PICTURES_PACK_PIXELS) {
        size_t oldest = 0;
        if (pictures->count == 0)
            return false;
        for (size_t i = 1; i < pictures->count; i++)
            if (pictures->held[i].used < pictures->held[oldest].used)
                oldest = i;
        if (pictures->held[oldest].used + 1 >= pictures->pass)
            return false;
        remove_at(pictures, oldest);
    }
    return true;
}

static struct loaded_picture *load(const struct picture_source *source, int w, int h)
{
    struct buffer png;
    struct loaded_picture *loaded = NULL;
    buffer_init(&png, PACK_PICTURE_BYTES);
    if (source->get && source->get(source->self, source->name, &png) &&
        picture_load_scaled(png.bytes, png.len, w, h, &loaded) != BASE_OK)
        loaded = NULL;
    buffer_clear(&png);
    return loaded;
}

static bool is(const struct pack_picture_held *held, const struct picture_source *source, int w, int h)
{
    return strcmp(held->name, source->name) == 0 && (!held->loaded || (held->w == w && held->h == h));
}

bool pack_pictures_get(struct pack_pictures *pictures, const struct picture_source *source, int w, int h,
    struct picture *ret_picture)
{
    if (!source->name || w < 1 || h < 1 || strlen(source->name) >= PACK_PICTURE_NAME)
        return false;
    for (size_t i = 0; i < pictures->count; i++) {
        struct pack_picture_held *held = &pictures->held[i];
        if (!is(held, source, w, h))
            continue;
        held->used = pictures->pass;
        if (held->loaded)
            *ret_picture = picture_of(held->loaded);
        return held->loaded;
    }
    size_t pixels = (size_t)w * (size_t)h;
    if (!make_room(pictures, pixels))
        return false;
    struct pack_picture_held *held = &pictures->held[pictures->count++];
    *held = (struct pack_picture_held){.w = w, .h = h, .used = pictures->pass, .loaded = load(source, w, h)};
    snprintf(held->name, sizeof(held->name), "%s", source->name);
    held->pixels = held->loaded ? pixels : 0;
    pictures->pixels += held->pixels;
    if (held->loaded)
        *ret_picture = picture_of(held->loaded);
    return held->loaded;
}

bool pack_pictures_absent(const struct pack_pictures *pictures, const struct picture_source *source)
{
    if (!source->name || !source->get || strlen(source->name) >= PACK_PICTURE_NAME)
        return true;
    for (size_t i = 0; i < pictures->count; i++)
        if (!pictures->held[i].loaded && strcmp(pictures->held[i].name, source->name) == 0)
            return true;
    return false;
}

void pack_pictures_forget_absent(struct pack_pictures *pictures)
{
    for (size_t i = pictures->count; i > 0; i--)
        if (!pictures->held[i - 1].loaded)
            remove_at(pictures, i - 1);
}

void pack_pictures_clear(struct pack_pictures *pictures)
{
    while (pictures->count > 0)
        remove_at(pictures, pictures->count - 1);
}
