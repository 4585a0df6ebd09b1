#include "widget/pass.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *scratch_text(struct pass *pass, const char *text, size_t len)
{
    struct scratch *scratch = &pass->made->scratch;
    if (len >= sizeof(scratch->bytes) - scratch->used) {
        pass_finding(pass, "no room for the strings of a pass", "");
        return scratch->bytes + sizeof(scratch->bytes) - 1; /* always NUL */
    }
    char *copy = scratch->bytes + scratch->used;
    memcpy(copy, text, len);
    copy[len] = 0;
    scratch->used += len + 1;
    return copy;
}

void *scratch_take(struct pass *pass, size_t size)
{
    struct scratch *scratch = &pass->made->scratch;
    size_t align = _Alignof(max_align_t), at = (scratch->used + align - 1) / align * align;
    if (at >= sizeof(scratch->bytes) - size - 1) { /* the last byte stays a NUL */
        pass_finding(pass, "no room for the strings of a pass", "");
        at = 0;
    }
    if (at + size > scratch->used)
        scratch->used = at + size;
    return memset(scratch->bytes + at, 0, size);
}

/* A value in the caller's own memory would be gone when it is spoken. */
static const char *kept_value(struct pass *pass, const char *value)
{
    const struct scratch *scratch = &pass->made->scratch;
    bool here = value >= scratch->bytes && value < scratch->bytes + sizeof(scratch->bytes);
    return here ? value : scratch_text(pass, value, strlen(value));
}

/* pairs: name and value in turn, names NULL without a format. */
static void note_mixed(
    struct pass *pass, const char *text, const char *format, const char *const *pairs, size_t count)
{
    struct pass_made *made = pass->made;
    if (made->mixed_count == MIXED_MOST || count / 2 > MIXED_VALUES)
        return;
    struct mixed *mixed = &made->mixed[made->mixed_count++];
    *mixed = (struct mixed){.text = text, .format = format};
    for (size_t i = 0; i + 1 < count; i += 2) {
        mixed->names[mixed->count] = pairs[i];
        mixed->values[mixed->count++] = kept_value(pass, pairs[i + 1]);
    }
}

const char *scratch_join(struct pass *pass, const char *a, const char *between, const char *b)
{
    size_t la = strlen(a), lm = strlen(between), lb = strlen(b);
    char *copy = scratch_text(pass, a, la);
    struct scratch *scratch = &pass->made->scratch;
    if (lm + lb >= sizeof(scratch->bytes) - scratch->used)
        return copy;
    memcpy(copy + la, between, lm);
    memcpy(copy + la + lm, b, lb + 1);
    scratch->used += lm + lb;
    const char *parts[4] = {NULL, a, NULL, b};
    note_mixed(pass, copy, NULL, parts, 4);
    return copy;
}

const char *say(struct pass *pass, const char *msgid)
{
    bool found = true;
    if (!pass->catalogue)
        return msgid;
    const char *text = catalogue_text(pass->catalogue, NULL, msgid, &found);
    if (!found && strncmp(pass->language, "en", 2) != 0)
        pass_finding(pass, "not translated", msgid);
    return text;
}

const char *say_critical(struct pass *pass, const char *msgid)
{
    pass->critical = true;
    return say(pass, msgid);
}

/* The value for the placeholder name, or NULL. */
static const char *value_of(const char *name, size_t len, const char *const *pairs, size_t count)
{
    for (size_t i = 0; i + 1 < count; i += 2)
        if (strlen(pairs[i]) == len && memcmp(pairs[i], name, len) == 0)
            return pairs[i + 1];
    return NULL;
}

static const char *fill_in(struct pass *pass, const char *format, const char *const *pairs, size_t count)
{
    char made[4096];
    size_t len = 0;
    for (const char *p = format; *p && len < sizeof(made) - 1;) {
        const char *end = *p == '{' ? strchr(p, '}') : NULL;
        const char *value = end ? value_of(p + 1, (size_t)(end - p - 1), pairs, count) : NULL;
        size_t n = value ? strlen(value) : 1;
        if (n >= sizeof(made) - len)
            break;
        memcpy(made + len, value ? value : p, n);
        len += n;
        p = value ? end + 1 : p + 1;
    }
    const char *kept = scratch_text(pass, made, len);
    explicit_bzero(made, len);
    note_mixed(pass, kept, format, pairs, count);
    return kept;
}

const char *say_with(struct pass *pass, const char *msgid, ...)
{
    const char *pairs[16];
    size_t count = 0;
    va_list list;
    va_start(list, msgid);
    for (const char *next; count < 16 && (next = va_arg(list, const char *));)
        pairs[count++] = next;
    va_end(list);
    return fill_in(pass, say(pass, msgid), pairs, count);
}

const char *say_count(struct pass *pass, const char *one, const char *many, unsigned long n)
{
    char ascii[24];
    snprintf(ascii, sizeof(ascii), "%lu", n);
    const char *pairs[2] = {"n", say_digits(pass, ascii)};
    const char *format = n == 1 ? one : many;
    if (pass->catalogue) {
        (void)say(pass, one); /* a plural without translation is a finding too */
        format = catalogue_plural(pass->catalogue, one, many, n);
    }
    return fill_in(pass, format, pairs, 2);
}

const char *say_digits(struct pass *pass, const char *ascii)
{
    unsigned zero = '0';
    if (strncmp(pass->language, "ar", 2) == 0)
        zero = 0x660;
    else if (strncmp(pass->language, "fa", 2) == 0 || strncmp(pass->language, "ur", 2) == 0)
        zero = 0x6f0;
    if (zero == '0')
        return scratch_text(pass, ascii, strlen(ascii));
    char made[256];
    size_t len = 0;
    for (const char *p = ascii; *p && len < sizeof(made) - 2; p++) {
        if (*p < '0' || *p > '9') {
            made[len++] = *p;
            continue;
        }
        unsigned code = zero + (unsigned)(*p - '0');
        made[len++] = (char)(0xc0 | (code >> 6));
        made[len++] = (char)(0x80 | (code & 0x3f));
    }
    const char *kept = scratch_text(pass, made, len);
    explicit_bzero(made, len); /* they may be a receipt's */
    return kept;
}

const char *say_day(struct pass *pass, const char *iso)
{
    static const char *const months[12] = {"{day} January", "{day} February", "{day} March", "{day} April",
        "{day} May", "{day} June", "{day} July", "{day} August", "{day} September", "{day} October",
        "{day} November", "{day} December"};
    int year, month, day;
    char ascii[16];
    if (sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 || month > 12)
        return "";
    snprintf(ascii, sizeof(ascii), "%d", day);
    return say_with(pass, months[month - 1], "day", say_digits(pass, ascii), NULL);
}
