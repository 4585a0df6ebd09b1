#include "widget/pictures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"
#include "pack_pictures.h"

#define PICTURE_BYTES (4 << 20)

struct held {
    char name[32];
    int w, h;
    struct loaded_picture *loaded; /* NULL: there is none, and it is not looked for again */
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

static struct loaded_picture *find(struct pictures *pictures, const char *name, int w, int h)
{
    for (size_t i = 0; i < pictures->count; i++) {
        struct held *held = &pictures->held[i];
        if (held->w == w && held->h == h && strcmp(held->name, name) == 0)
            return held->loaded;
    }
    if (pictures->count == PICTURES_MAX || strlen(name) >= sizeof(pictures->held[0].name))
        return NULL;
    struct held *held = &pictures->held[pictures->count++];
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
