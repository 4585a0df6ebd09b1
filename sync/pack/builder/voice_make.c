/* voice_make: the clips of what the screens themselves say, made when the image is built.
 *   voice_make LANGUAGES TAG FOLDER OWN.mo OTHER.mo
 * OTHER: a catalogue that has every string; the strings of English are its msgids. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"
#include "clip.h"
#include "i18n/catalogue.h"
#include "voice_set.h"

#define MO_BYTES (4 << 20)
#define PART "screens"

struct making {
    struct voice_set set;
    bool english;
    const char *folder;
};

static int fail(const char *what, const char *why)
{
    fprintf(stderr, "voice_make: %s: %s\n", what, why);
    return 1;
}

static bool wish_text(void *ctx, const char *msgid, const char *text)
{
    struct making *making = ctx;
    (void)msgid;
    return !*text || voice_set_wish(&making->set, text, PART);
}

static bool wish_msgid(void *ctx, const char *msgid, const char *text)
{
    return wish_text(ctx, text, msgid);
}

static bool wish_catalogue(struct making *making, const char *path, const char *tag, bool msgids)
{
    char why[256] = "out of memory";
    struct buffer mo;
    buffer_init(&mo, MO_BYTES);
    struct catalogue *catalogue = file_read(path, MO_BYTES, &mo) == BASE_OK
                                      ? catalogue_new(tag, mo.bytes, mo.len, why)
                                      : NULL;
    bool wished = catalogue && catalogue_each(catalogue, msgids ? wish_msgid : wish_text, making);
    if (!wished)
        fail(path, catalogue ? "over the bound of clips, or out of memory" : why);
    catalogue_free(catalogue);
    buffer_clear(&mo);
    return wished;
}

/* Its own name, said when it is chosen. */
static bool wish_autonym(struct making *making, const char *path)
{
    char why[256] = "cannot be read";
    struct buffer json;
    struct languages languages = {.in = NULL};
    bool wished = false;
    buffer_init(&json, 1 << 16);
    if (file_read(path, 1 << 16, &json) == BASE_OK && languages_read(json.bytes, json.len, &languages, why))
        for (size_t i = 0; i < languages.count; i++)
            if (strcmp(languages.in[i].tag, making->set.language) == 0)
                wished = voice_set_wish(&making->set, languages.in[i].autonym, PART);
    if (!wished)
        fail(path, why);
    languages_clear(&languages);
    buffer_clear(&json);
    return wished;
}

static bool put(void *ctx, const char *name, const void *bytes, size_t len)
{
    struct making *making = ctx;
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", making->folder, name);
    FILE *file = fopen(path, "wb");
    bool put = file && fwrite(bytes, 1, len, file) == len;
    if (file && fclose(file))
        put = false;
    if (!put)
        fail(path, "cannot be written");
    return put;
}

int main(int argc, char **argv)
{
    struct making making = {.english = argc > 2 && strcmp(argv[2], "en") == 0};
    if (argc != 6)
        return fail("usage", "voice_make LANGUAGES TAG FOLDER OWN.mo OTHER.mo");
    making.folder = argv[3];
    voice_set_begin(&making.set, argv[2]);
    bool made = wish_autonym(&making, argv[1]) && wish_catalogue(&making, argv[4], argv[2], false) &&
                (!making.english || wish_catalogue(&making, argv[5], argv[2], true)) &&
                voice_set_numbers(&making.set);
    if (made && !voice_set_speak(&making.set, NULL))
        made = !fail(argv[2], "has no usable voice, or espeak-ng-data is not installed");
    for (size_t i = 0; made && i < making.set.count; i++)
        if (making.set.in[i].ogg.len == 0)
            printf("%s: no sound for \"%s\"\n", argv[2], making.set.in[i].text);
    made = made && voice_set_write(&making.set, put, &making);
    voice_set_clear(&making.set);
    return !made;
}
