#include "firmware/image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/disk.h"
#include "trust/trust.h"

#define ROOT_BYTES (1 << 20)

static bool complain(char message[static 256], const char *path, const char *what)
{
    snprintf(message, 256, "%.150s: %.90s", path, what);
    return false;
}

static bool read_file(const char *path, size_t max, struct buffer *bytes, char message[static 256])
{
    buffer_init(bytes, max);
    enum base_error error = file_read(path, max, bytes);
    return error == BASE_OK || complain(message, path, base_error_text(error));
}

static bool languages_load(
    const struct kiosk_settings *settings, struct image *image, char message[static 256])
{
    struct buffer json;
    char why[256] = "";
    bool ok = read_file(settings->languages, SETTINGS_BYTES, &json, message);
    if (ok && !languages_read(json.bytes, json.len, &image->languages, why))
        ok = complain(message, settings->languages, why);
    if (ok && image->languages.count == 0)
        ok = complain(message, settings->languages, "names no language");
    buffer_clear(&json);
    return ok;
}

static bool catalogues_load(
    const struct kiosk_settings *settings, struct image *image, char message[static 256])
{
    image->catalogues = calloc(image->languages.count, sizeof *image->catalogues);
    image->mo = calloc(image->languages.count, sizeof *image->mo);
    if (!image->catalogues || !image->mo)
        return complain(message, settings->catalogues, "not enough memory");
    for (size_t i = 0; i < image->languages.count; i++) {
        char path[512], why[256] = "";
        snprintf(path, sizeof path, "%.400s/%s.mo", settings->catalogues, image->languages.in[i].tag);
        if (!read_file(path, CATALOGUE_BYTES, &image->mo[i], message))
            return false;
        image->catalogues[i] = catalogue_new(
            image->languages.in[i].tag, image->mo[i].bytes, image->mo[i].len, why);
        if (!image->catalogues[i])
            return complain(message, path, why);
    }
    return true;
}

static bool form_load(const struct kiosk_settings *settings, struct image *image, char message[static 256])
{
    struct buffer json;
    char why[256] = "";
    bool ok = read_file(settings->form, FORM_BYTES, &json, message);
    if (ok && !(image->form = form_read(json.bytes, json.len, why)))
        ok = complain(message, settings->form, why);
    buffer_clear(&json);
    return ok;
}

static bool root_load(const struct kiosk_settings *settings, struct image *image, char message[static 256])
{
    char why[TRUST_WHY] = "";
    if (!settings->root)
        return true;
    if (!read_file(settings->root, ROOT_BYTES, &image->root, message))
        return false;
    struct trust_start start = {.root = image->root.bytes, .root_len = image->root.len, .held = true};
    struct trust *trust = trust_new(&start, why);
    trust_free(trust);
    return trust || complain(message, settings->root, why);
}

/* A language without a list of its own takes its words from another; the image has at least one list. */
static bool words_load(const struct kiosk_settings *settings, struct image *image, char message[static 256])
{
    image->words = calloc(image->languages.count, sizeof *image->words);
    if (!image->words)
        return complain(message, settings->words, "not enough memory");
    bool some = false;
    for (size_t i = 0; i < image->languages.count; i++) {
        char path[512];
        snprintf(path, sizeof path, "%.400s/%s.txt", settings->words, image->languages.in[i].tag);
        enum base_error error = words_file_read(path, &image->words[i]);
        if (error == BASE_NOT_FOUND)
            continue;
        if (error == BASE_FORMAT)
            return complain(message, path, "must have exactly 2,048 words, one a line, of 1 to 30 bytes");
        if (error != BASE_OK)
            return complain(message, path, base_error_text(error));
        some = true;
    }
    return some || complain(message, settings->words, "has no list of words for any language");
}

/* The last word of a line of the list is its file. Faces are opened when a screen needs them, which is too
 * late to say that one is missing. */
static bool font_there(char *line, char message[static 256])
{
    char *path = strrchr(line, ' ');
    bool named = line[0] != '#' && path;
    return !named || access(path + 1, R_OK) == 0 ||
           complain(message, path + 1, "the font cannot be read; install it, or take it out of the list");
}

static bool fonts_there(const struct kiosk_settings *settings, char message[static 256])
{
    struct buffer list;
    bool ok = read_file(settings->fonts, SETTINGS_BYTES, &list, message);
    char *rest = ok ? (char *)list.bytes : NULL, *line;
    while (ok && (line = strsep(&rest, "\n")))
        ok = font_there(line, message);
    buffer_clear(&list);
    return ok;
}

static bool pictures_there(const struct kiosk_settings *settings, char message[static 256])
{
    return access(settings->pictures, R_OK | X_OK) == 0 ||
           complain(message, settings->pictures, "the folder of pictures cannot be read");
}

bool image_load(const struct kiosk_settings *settings, struct image *ret_image, char ret_message[static 256])
{
    struct image image = {0};
    if (languages_load(settings, &image, ret_message) && catalogues_load(settings, &image, ret_message) &&
        form_load(settings, &image, ret_message) && words_load(settings, &image, ret_message) &&
        root_load(settings, &image, ret_message) && fonts_there(settings, ret_message) &&
        pictures_there(settings, ret_message)) {
        *ret_image = image;
        return true;
    }
    image_clear(&image);
    return false;
}

void image_clear(struct image *image)
{
    for (size_t i = 0; i < image->languages.count; i++) {
        if (image->catalogues)
            catalogue_free(image->catalogues[i]);
        if (image->mo)
            buffer_clear(&image->mo[i]);
        if (image->words)
            words_clear(&image->words[i]);
    }
    free(image->catalogues);
    free(image->mo);
    free(image->words);
    form_free(image->form);
    buffer_clear(&image->root);
    languages_clear(&image->languages);
    *image = (struct image){0};
}

static const struct words *words_of(const struct image *image, const char *language)
{
    const struct words *first = NULL;
    for (size_t i = 0; i < image->languages.count; i++) {
        if (!image->words[i].word[0])
            continue;
        if (!strcmp(image->languages.in[i].tag, language))
            return &image->words[i];
        if (!first)
            first = &image->words[i];
    }
    return first;
}

bool image_case_word(const struct image *image, const char *language, const uint8_t thread[static ID_BYTES],
    char ret_words[static CASE_WORD_TEXT])
{
    const struct words *words = words_of(image, language);
    if (!words)
        return false;
    words_of_case(words, thread, ret_words);
    return true;
}
