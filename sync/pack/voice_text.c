/* Sentences and numbers in pieces, as they are said. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "pack/voice.h"

/* Stops, brackets, quotes, marks of direction: nothing of it is said. */
static const char *const silent[] = {"\u060c", "\u061b", "\u061f", "\u3002", "\uff0c", "\uff1a", "\uff1b",
    "\uff01", "\uff1f", "\uff08", "\uff09", "\u3001", "\u0964", "\u1361", "\u1362", "\u1363", "\u1364",
    "\u1365", "\u1366", "\u00ab", "\u00bb", "\u2018", "\u2019", "\u201c", "\u201d", "\u2013", "\u2014",
    "\u2022", "\u2026", "\u00a0", "\u00b7", "\u200e", "\u200f", "\u2066", "\u2067", "\u2068", "\u2069",
    "\u300c", "\u300d"};

/* Bytes of one that begins here; 0: something that is said begins here. */
static size_t silent_here(const char *text, size_t len)
{
    if (len > 0 && (unsigned char)*text < 0x80)
        return !isalnum((unsigned char)*text) && *text != '+' && *text != '%';
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        size_t size = strlen(silent[i]);
        if (size <= len && memcmp(text, silent[i], size) == 0)
            return size;
    }
    return 0;
}

static size_t silent_before(const char *text, size_t len)
{
    for (size_t size = 1; size <= 3 && size <= len; size++)
        if (silent_here(text + len - size, size) == size)
            return size;
    return 0;
}

static struct voice_piece trimmed(const char *text, size_t len)
{
    for (size_t size; len > 0 && (size = silent_here(text, len)) > 0; len -= size)
        text += size;
    for (size_t size; len > 0 && (size = silent_before(text, len)) > 0;)
        len -= size;
    return (struct voice_piece){.text = text, .len = len};
}

/* Where a place begins; its end in *ret_end, after the bracket. NULL: there is none. */
static const char *next_place(const char *from, const char **ret_end)
{
    for (const char *open = from; (open = strchr(open, '{')); open++) {
        size_t len = strspn(open + 1, "abcdefghijklmnopqrstuvwxyz_");
        if (len == 0 || open[1 + len] != '}')
            continue;
        *ret_end = open + len + 2;
        return open;
    }
    return NULL;
}

bool voice_has_places(const char *format)
{
    const char *end;
    return next_place(format, &end);
}

bool voice_next_piece(const char **at, struct voice_piece *ret_piece)
{
    while (**at) {
        const char *end = NULL, *place = next_place(*at, &end);
        if (place == *at) {
            *ret_piece = (struct voice_piece){place + 1, (size_t)(end - place) - 2, true};
            *at = end;
            return true;
        }
        size_t len = place ? (size_t)(place - *at) : strlen(*at);
        *ret_piece = trimmed(*at, len);
        *at += len;
        if (ret_piece->len > 0)
            return true;
    }
    return false;
}

/* The digit that begins here, -1 none; *ret_len: its bytes. */
static int digit_here(const char *text, size_t *ret_len)
{
    static const char *const zeros[] = {"0", "\u0660", "\u06f0", "\u0966", "\u0e50"};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
        size_t last = strlen(zeros[i]) - 1;
        int value = (unsigned char)text[0] == 0 ? -1 : 0;
        if (value < 0 ||
            memcmp(text, zeros[i], last) != 0) /* the first byte tells them apart: no read past */
            continue;
        value = (unsigned char)text[last] - (unsigned char)zeros[i][last];
        *ret_len = last + 1;
        if (value >= 0 && value <= 9)
            return value;
    }
    return -1;
}

struct written { /* "+" and digits, without what groups them */
    char digits[64];
    size_t len, groups, clock; /* clock: digits before a colon */
};

static bool read_written(const char *text, struct written *ret_written)
{
    struct written written = {.groups = 1};
    for (const char *p = text; *p;) {
        size_t len = 1;
        int digit = digit_here(p, &len);
        bool room = written.len + 1 < sizeof written.digits;
        if (digit >= 0 && room)
            written.digits[written.len++] = (char)('0' + digit);
        else if (*p == '+' && written.len == 0 && room)
            written.digits[written.len++] = '+';
        else if (*p == ':' && !written.clock && written.len > 0)
            written.clock = written.len;
        else if (*p == ' ' || *p == '-')
            written.groups++;
        else if ((len = silent_here(p, strlen(p))) < 2) /* marks of direction around it */
            return false;
        p += len;
    }
    *ret_written = written;
    return written.len > 0 && !(written.len == 1 && written.digits[0] == '+');
}

static size_t say_part(const char *digits, size_t len, char (*ret_texts)[4])
{
    while (len > 1 && *digits == '0') { /* "05" */
        digits++;
        len--;
    }
    snprintf(ret_texts[0], sizeof *ret_texts, "%.*s", (int)len, digits);
    return 1;
}

size_t voice_number(const char *text, size_t most, char (*ret_texts)[4])
{
    struct written written;
    if (!read_written(text, &written) || written.len > most || most < 2)
        return 0;
    size_t len = written.len, minutes = len - written.clock;
    if (written.clock) {
        if (written.clock > 2 || minutes != 2 || written.digits[0] == '+' || written.groups > 1)
            return 0;
        (void)say_part(written.digits, written.clock, ret_texts);
        return 1 + say_part(written.digits + written.clock, minutes, ret_texts + 1);
    }
    bool whole = written.groups == 1 && written.digits[0] != '+' && written.digits[0] != '0';
    if (whole && (len <= 2 || (len == 3 && memcmp(written.digits, "100", 3) == 0)))
        return say_part(written.digits, len, ret_texts);
    for (size_t i = 0; i < len; i++)
        snprintf(ret_texts[i], sizeof *ret_texts, "%c", written.digits[i]);
    return len;
}
