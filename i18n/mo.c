#include "mo.h"

#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "base/limits.h"

#define MAGIC 0x950412deu
#define HEADER_BYTES 28

struct source {
    const uint8_t *bytes;
    size_t len;
    bool big_endian;
};

static uint32_t word_at(const struct source *source, size_t at)
{
    const uint8_t *p = source->bytes + at;
    if (source->big_endian)
        return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

/* Entry of a table: length, offset; the string's NUL is inside the file but not counted. */
static const char *string_read(
    const struct source *source, size_t table, size_t index, const char **ret_text, size_t *ret_len)
{
    uint32_t len = word_at(source, table + 8 * index), at = word_at(source, table + 8 * index + 4);
    if (at >= source->len || len >= source->len - at)
        return "a string lies outside the file";
    if (source->bytes[at + len] != 0)
        return "a string does not end with a zero byte";
    if (!utf8_valid(source->bytes + at, len))
        return "a string is not UTF-8";
    *ret_text = (const char *)source->bytes + at;
    *ret_len = len;
    return NULL;
}

static int pair_compare(const void *a, const void *b)
{
    const struct mo_pair *one = a, *other = b;
    return strcmp(one->id, other->id);
}

static const char *pairs_read(const struct source *source, size_t ids, size_t texts, struct mo *mo)
{
    const char *wrong = NULL;
    for (size_t i = 0; !wrong && i < mo->count; i++) {
        struct mo_pair *pair = &mo->pairs[i];
        wrong = string_read(source, ids, i, &pair->id, &pair->id_len);
        if (!wrong)
            wrong = string_read(source, texts, i, &pair->text, &pair->text_len);
    }
    if (wrong)
        return wrong;
    qsort(mo->pairs, mo->count, sizeof *mo->pairs, pair_compare);
    for (size_t i = 1; i < mo->count; i++)
        if (strcmp(mo->pairs[i - 1].id, mo->pairs[i].id) == 0)
            return "a string stands there twice";
    return NULL;
}

static bool table_fits(const struct source *source, size_t at, size_t count)
{
    return at <= source->len && count <= (source->len - at) / 8;
}

const char *mo_read(const void *bytes, size_t len, struct mo *ret_mo)
{
    struct source source = {bytes, len, false};
    if (len < HEADER_BYTES)
        return "it is too short";
    if (len > CATALOGUE_BYTES)
        return "it is too large";
    source.big_endian = word_at(&source, 0) != MAGIC; /* the magic number says which */
    if (word_at(&source, 0) != MAGIC)
        return "it is no .mo file";
    if (word_at(&source, 4) >> 16 > 1)
        return "its revision is unknown";
    size_t count = word_at(&source, 8), ids = word_at(&source, 12), texts = word_at(&source, 16);
    if (count > MO_STRINGS)
        return "it has too many strings";
    if (!table_fits(&source, ids, count) || !table_fits(&source, texts, count))
        return "a table lies outside the file";
    struct mo mo = {calloc(count + 1, sizeof *mo.pairs), count};
    if (!mo.pairs)
        return "there is no memory";
    const char *wrong = pairs_read(&source, ids, texts, &mo);
    if (wrong)
        free(mo.pairs);
    else
        *ret_mo = mo;
    return wrong;
}

const struct mo_pair *mo_find(const struct mo *mo, const char *id)
{
    struct mo_pair wanted = {.id = id};
    return mo->count ? bsearch(&wanted, mo->pairs, mo->count, sizeof *mo->pairs, pair_compare) : NULL;
}
