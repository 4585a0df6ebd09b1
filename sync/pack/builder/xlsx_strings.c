#include <stdlib.h>
#include <string.h>

#include "xlsx.h"

/* <sst><si><t>...</t></si> or <si><r><t>...</t></r>...<rPh><t>how it is read aloud</t></rPh></si> */
struct reading {
    struct xlsx_strings *strings;
    bool in_text;
    unsigned aside; /* inside rPh */
    bool full;
};

static bool add_offset(struct xlsx_strings *strings)
{
    if (strings->count == strings->cap) {
        size_t cap = strings->cap ? 2 * strings->cap : 256;
        size_t *offsets = realloc(strings->offsets, cap * sizeof *offsets);
        if (!offsets)
            return false;
        strings->offsets = offsets;
        strings->cap = cap;
    }
    strings->offsets[strings->count++] = strings->text.len;
    return true;
}

static const char *begin(void *ctx, const char *name, const char *const *attributes)
{
    struct reading *reading = ctx;
    (void)attributes;
    if (strcmp(name, "si") == 0) {
        if (reading->strings->count == XLSX_STRINGS)
            return "it has too many texts";
        if (!add_offset(reading->strings))
            return "there is not enough memory for it";
    }
    reading->aside += strcmp(name, "rPh") == 0;
    reading->in_text = strcmp(name, "t") == 0 && !reading->aside && reading->strings->count > 0;
    return NULL;
}

static const char *end(void *ctx, const char *name)
{
    struct reading *reading = ctx;
    reading->in_text = false;
    reading->aside -= strcmp(name, "rPh") == 0 && reading->aside > 0;
    if (strcmp(name, "si") == 0 && buffer_add(&reading->strings->text, "", 1) != BASE_OK)
        reading->full = true;
    return reading->full ? "its texts are too long" : NULL;
}

static void text(void *ctx, const char *bytes, size_t len)
{
    struct reading *reading = ctx;
    if (reading->in_text && buffer_add(&reading->strings->text, bytes, len) != BASE_OK)
        reading->full = true;
}

bool xlsx_strings_read(struct xlsx *xlsx, struct xlsx_strings *ret_strings)
{
    struct reading reading = {.strings = ret_strings};
    struct xlsx_reader reader = {begin, end, text, &reading};
    *ret_strings = (struct xlsx_strings){.offsets = NULL};
    buffer_init(&ret_strings->text, XLSX_PART_BYTES);
    return xlsx_part(xlsx, "xl/sharedStrings.xml", &reader) != XLSX_REFUSED;
}

void xlsx_strings_clear(struct xlsx_strings *strings)
{
    buffer_clear(&strings->text);
    free(strings->offsets);
    *strings = (struct xlsx_strings){.offsets = NULL};
}

const char *xlsx_string(const struct xlsx_strings *strings, size_t number)
{
    if (number >= strings->count || strings->offsets[number] >= strings->text.len)
        return NULL;
    return (const char *)strings->text.bytes + strings->offsets[number];
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* -1 when it is no escape: _x000D_ */
static long escape(const char *text)
{
    long value = 0;
    if (strncmp(text, "_x", 2) != 0)
        return -1;
    for (size_t i = 2; i < 6; i++) {
        int one = digit(text[i]); /* the NUL is none */
        if (one < 0)
            return -1;
        value = value * 16 + one;
    }
    return text[6] == '_' ? value : -1;
}

static size_t put_utf8(char *to, long c)
{
    if ((c < ' ' && c != '\n' && c != '\t') || (c >= 0xd800 && c < 0xe000) || c >= 0xfffe)
        return 0;
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    to[0] = (char)(0xe0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3f));
    to[2] = (char)(0x80 | (c & 0x3f));
    return 3;
}

void xlsx_unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from;) {
        long value = escape(from);
        if (value < 0) {
            *to++ = *from++;
            continue;
        }
        from += 7; /* never shorter than what takes its place */
        to += put_utf8(to, value);
    }
    *to = 0;
}
