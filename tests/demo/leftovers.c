#include "demo/leftovers.h"

#include <fts.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MOST 256
#define FILE_MOST (64 << 20)

enum coding { UTF8, UTF16LE, UTF16BE, UTF32LE, UTF32BE, CODINGS };

/* One code point; texts are ours and well-formed. */
static uint32_t next_point(const char **text)
{
    const unsigned char *p = (const unsigned char *)*text;
    int more = *p < 0x80 ? 0 : *p < 0xe0 ? 1 : *p < 0xf0 ? 2 : 3;
    uint32_t point = more == 0 ? *p : *p & (0x3fu >> more);
    for (int i = 1; i <= more; i++)
        point = point << 6 | (p[i] & 0x3f);
    *text += 1 + more;
    return point;
}

static size_t encode(enum coding coding, const char *text, uint8_t *ret_bytes)
{
    if (coding == UTF8) {
        memcpy(ret_bytes, text, strlen(text));
        return strlen(text);
    }
    size_t len = 0, width = coding == UTF16LE || coding == UTF16BE ? 2 : 4;
    bool big = coding == UTF16BE || coding == UTF32BE;
    while (*text && len + 4 <= TEXT_MOST * 4) {
        uint32_t point = next_point(&text);
        for (size_t i = 0; i < width; i++)
            ret_bytes[len + i] = (uint8_t)(point >> 8 * (big ? width - 1 - i : i));
        len += width;
    }
    return len;
}

static bool holds(const uint8_t *bytes, size_t len, const char *text)
{
    uint8_t needle[TEXT_MOST * 4];
    for (enum coding coding = UTF8; coding < CODINGS; coding++) {
        size_t needle_len = encode(coding, text, needle);
        if (memmem(bytes, len, needle, needle_len))
            return true;
    }
    return false;
}

static int file_holds(const char *path, const char *const texts[], size_t count)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = file ? malloc(FILE_MOST) : NULL;
    size_t len = bytes ? fread(bytes, 1, FILE_MOST, file) : 0;
    int found = 0;
    if (!bytes || ferror(file)) {
        fprintf(stderr, "wayside-demo: %s cannot be looked through\n", path);
        found = 1;
    }
    for (size_t i = 0; i < count && !found; i++)
        if (holds(bytes, len, texts[i])) {
            fprintf(stderr, "wayside-demo: %s holds text number %zu of those that were typed\n", path, i + 1);
            found = 1;
        }
    free(bytes);
    if (file)
        fclose(file);
    return found;
}

int leftovers_find(const char *folder, const char *const texts[], size_t count)
{
    char *const places[] = {(char *)(uintptr_t)folder, NULL};
    FTS *tree = fts_open(places, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    int files = 0, found = 0;
    for (FTSENT *entry; tree && (entry = fts_read(tree));)
        if (entry->fts_info == FTS_F) {
            files++;
            found += file_holds(entry->fts_accpath, texts, count);
        }
    if (tree)
        fts_close(tree);
    return files ? found : -1;
}
