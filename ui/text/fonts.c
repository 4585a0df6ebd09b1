#include "fonts.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unistd.h>

#define MEASURED_PX 1000 /* the size at which the reference letter is measured */
#define POINTS 9         /* with this, dots per inch are eighths of a pixel of the em: 9 / 72 */

static char *list_read(const char *path, size_t *ret_len)
{
    FILE *file = fopen(path, "rbe");
    char *list = malloc(FONTS_LIST_BYTES);
    size_t len = file && list ? fread(list, 1, FONTS_LIST_BYTES, file) : 0;
    bool whole = len > 0 && len < FONTS_LIST_BYTES && !ferror(file);
    if (file)
        fclose(file);
    if (!whole) {
        free(list);
        return NULL;
    }
    *ret_len = len;
    return list;
}

bool fonts_init(
    struct fonts *fonts, const char *path, const struct panel *panel, char ret_message[static 256])
{
    size_t len;
    memset(fonts, 0, sizeof *fonts);
    char *list = list_read(path, &len);
    if (!list) {
        snprintf(
            ret_message, 256, "The list of fonts %.180s cannot be read; install it or name another.", path);
        return false;
    }
    bool parsed = fonts_parse(list, len, &fonts->faces, &fonts->faces_count, ret_message);
    free(list);
    fonts->panel = panel;
    return parsed;
}

void fonts_clear(struct fonts *fonts)
{
    for (size_t i = 0; i < fonts->open_count; i++)
        TTF_CloseFont(fonts->open[i].ttf);
    for (size_t i = 0; i < fonts->faces_count; i++)
        if (fonts->faces[i].bytes)
            munmap(fonts->faces[i].bytes, fonts->faces[i].len);
    free(fonts->faces);
    memset(fonts, 0, sizeof *fonts);
}

static bool face_map(struct face *face)
{
    struct stat stat;
    if (face->bytes || face->broken)
        return face->bytes != NULL;
    int fd = open(face->path, O_RDONLY | O_CLOEXEC);
    face->broken = true;
    if (fd < 0)
        return false;
    if (!fstat(fd, &stat) && stat.st_size > 0 && stat.st_size < INT32_MAX) {
        void *bytes = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes != MAP_FAILED) {
            face->bytes = bytes;
            face->len = (size_t)stat.st_size;
            face->broken = false;
        }
    }
    close(fd);
    return face->bytes != NULL;
}

static TTF_Font *face_open(struct face *face, int points, unsigned dpi_x, unsigned dpi_y)
{
    SDL_RWops *bytes = face_map(face) ? SDL_RWFromConstMem(face->bytes, (int)face->len) : NULL;
    TTF_Font *ttf = bytes ? TTF_OpenFontIndexDPIRW(bytes, 1, points, face->index, dpi_x, dpi_y) : NULL;
    if (!ttf)
        face->broken = true;
    return ttf;
}

static bool face_measure(struct face *face)
{
    int top = 0;
    if (face->letter_em > 0)
        return true;
    TTF_Font *ttf = face_open(face, MEASURED_PX, 72, 72);
    if (!ttf)
        return false;
    TTF_SetFontHinting(ttf, TTF_HINTING_NONE);
    bool has = TTF_GlyphIsProvided32(ttf, (Uint32)face->letter) &&
               !TTF_GlyphMetrics32(ttf, (Uint32)face->letter, NULL, NULL, NULL, &top, NULL) && top > 0;
    TTF_CloseFont(ttf);
    face->broken = !has;
    face->letter_em = (double)top / MEASURED_PX;
    return has;
}

static int width_of(TTF_Font *ttf, const char *utf8)
{
    int width = 0;
    return TTF_SizeUTF8(ttf, utf8, &width, NULL) ? 0 : width;
}

static struct font *font_place(struct fonts *fonts)
{
    if (fonts->open_count < FONTS_OPEN)
        return &fonts->open[fonts->open_count++];
    struct font *oldest = &fonts->open[0];
    for (size_t i = 1; i < fonts->open_count; i++)
        if (fonts->open[i].used < oldest->used)
            oldest = &fonts->open[i];
    TTF_CloseFont(oldest->ttf);
    return oldest;
}

static struct font *font_open(struct fonts *fonts, struct face *face, int eighths_x, int eighths_y)
{
    TTF_Font *ttf = face_open(face, POINTS, (unsigned)eighths_x, (unsigned)eighths_y);
    if (!ttf)
        return NULL;
    TTF_SetFontHinting(ttf, TTF_HINTING_LIGHT_SUBPIXEL);
    TTF_SetFontKerning(ttf, 1);
    struct font *font = font_place(fonts);
    *font = (struct font){.face = face,
        .eighths_x = eighths_x,
        .eighths_y = eighths_y,
        .ttf = ttf,
        .ascent = TTF_FontAscent(ttf),
        .descent = -TTF_FontDescent(ttf),
        .height = TTF_FontHeight(ttf),
        .spaces16 = width_of(ttf, "                "),
        .used = ++fonts->now};
    return font;
}

static int eighths(double mm, double px_per_mm)
{
    double size = mm * px_per_mm * 8;
    return size < 32 ? 32 : size > 8 * 1024 ? 8 * 1024 : (int)lround(size); /* 4 to 1,024 px */
}

struct font *fonts_font(struct fonts *fonts, struct face *face, double cap_mm)
{
    if (face->broken || !face_measure(face))
        return NULL;
    double em_mm = cap_mm * face->height / face->letter_em;
    int x = eighths(em_mm, fonts->panel->px_per_mm_x), y = eighths(em_mm, fonts->panel->px_per_mm_y);
    for (size_t i = 0; i < fonts->open_count; i++) {
        struct font *font = &fonts->open[i];
        if (font->face == face && font->eighths_x == x && font->eighths_y == y) {
            font->used = ++fonts->now;
            return font;
        }
    }
    return font_open(fonts, face, x, y);
}

/* Characters that are never drawn need no glyph. */
static bool shows(UChar32 c)
{
    return !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !u_iscntrl(c);
}

static bool font_has(const struct font *font, const UChar *cluster, int32_t len)
{
    for (int32_t i = 0; i < len;) {
        UChar32 c;
        U16_NEXT(cluster, i, len, c);
        if (shows(c) && !TTF_GlyphIsProvided32(font->ttf, (Uint32)c))
            return false;
    }
    return true;
}

static bool language_matches(const char *prefix, const char *language)
{
    size_t len = strlen(prefix);
    return strncmp(prefix, language, len) == 0 && (language[len] == 0 || language[len] == '-');
}

enum nearness { NEAR_LANGUAGE, NEAR_SCRIPT, NEAR_ANY, NEAR_END };

static enum nearness face_nearness(const struct face *face, const char *script, const char *language)
{
    if (strcmp(face->script, script) != 0)
        return NEAR_ANY;
    if (!face->language[0])
        return NEAR_SCRIPT;
    return language_matches(face->language, language) ? NEAR_LANGUAGE : NEAR_ANY;
}

struct face *fonts_choose(struct fonts *fonts, const char *script, const char *language,
    enum text_weight weight, double cap_mm, const UChar *cluster, int32_t len, bool *ret_missing)
{
    struct face *nearest = NULL;
    *ret_missing = false;
    for (int near = NEAR_LANGUAGE; near < NEAR_END; near++)
        for (int other = 0; other < 2; other++)
            for (size_t i = 0; i < fonts->faces_count; i++) {
                struct face *face = &fonts->faces[i];
                if ((face->weight != weight) != other || (int)face_nearness(face, script, language) != near)
                    continue;
                const struct font *font = fonts_font(fonts, face, cap_mm);
                if (!font)
                    continue;
                if (font_has(font, cluster, len))
                    return face;
                if (!nearest)
                    nearest = face;
            }
    *ret_missing = true;
    return nearest;
}
