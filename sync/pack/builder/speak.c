/* How we speak (docs/pack-sources.md), and numbers that belong into hotlines.csv. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "parts.h"

#define PHONE_DIGITS 6 /* 116000 is the shortest that is told from a quantity */

static const struct {
    const char *word, *advice;
} words[] = {
    {"slave", "say what is done to the person: \"made to work\", \"not free to leave\""},
    {"slaves", "say what is done to people: \"made to work\", \"not free to leave\""},
    {"slavery", "say what it is: \"forced to work\", \"not free to leave\""},
    {"rescue", "say \"help\" or \"get away\": people decide for themselves"},
    {"rescued", "say \"got help\" or \"got away\": people decide for themselves"},
    {"prostitute", "say \"a person who sells sex\", or what happened"},
    {"prostitutes", "say \"people who sell sex\", or what happened"},
    {"illegal immigrant", "say \"a person without papers\""},
    {"illegal immigrants", "say \"people without papers\""},
    {"illegal alien", "say \"a person without papers\""},
    {"illegals", "say \"people without papers\""},
    {"are you a victim", "ask what happens, not what someone is"},
    {"child prostitute", "say \"a child who is sexually exploited\""},
    {"child pornography", "say \"pictures of the abuse of children\""},
};

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || c == '_';
}

static bool has_word(const char *text, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = text; *at; at++)
        if (strncasecmp(at, word, len) == 0 && (at == text || !is_letter(at[-1])) && !is_letter(at[len]))
            return true;
    return false;
}

/* 2009-2010, 2026-11-24: years and days are no numbers to call. */
static bool is_date(const char *text, size_t len)
{
    size_t digits = 0;
    for (size_t i = 0; i < len; i++) {
        if (isdigit((unsigned char)text[i])) {
            digits++;
            continue;
        }
        if ((text[i] != '-' && text[i] != '/' && text[i] != '.') ||
            (digits != 4 && digits != 2 && digits != 1))
            return false;
        digits = 0;
    }
    return (digits == 4 || digits == 2 || digits == 1) && len <= 10 && text[0] != '+';
}

/* Length of a run of digits, with what people put between them; 0: it is no telephone number. */
static size_t phone(const char *text)
{
    size_t len = text[0] == '+', last = len, digits = 0;
    for (; text[len] && (isdigit((unsigned char)text[len]) || strchr(" -.()/", text[len])); len++) {
        if (!isdigit((unsigned char)text[len]))
            continue;
        digits++;
        last = len + 1;
    }
    return digits >= PHONE_DIGITS && !is_date(text, last) ? last : 0;
}

/* The next one from at on; NULL: none. */
static const char *next_phone(const char *text, const char *at, size_t *ret_len)
{
    while (*at) {
        bool begins = (isdigit((unsigned char)*at) || *at == '+') && (at == text || !is_letter(at[-1]));
        *ret_len = begins ? phone(at) : 0;
        if (*ret_len)
            return at;
        size_t run = begins ? strspn(at, "+0123456789") : 0; /* the rest of it begins no other */
        at += run ? run : 1;
    }
    return NULL;
}

static void phone_check(struct report *report, const char *file, const char *place, const char *text)
{
    size_t len;
    for (const char *at = next_phone(text, text, &len); at; at = next_phone(text, at + len, &len))
        report_warning(report, file, place,
            "\"%.*s\" looks like a telephone number. Put it into hotlines.csv, where two people sign it and "
            "the day of the last call stands beside it.",
            (int)(len < 40 ? len : 40), at);
}

/* U+0660 to 0669 and U+06F0 to 06F9 as 0 to 9. */
static void latin_digits(char *text)
{
    char *out = text;
    for (const char *in = text; *in; in++) {
        unsigned char first = (unsigned char)in[0], second = (unsigned char)in[1];
        bool arabic = first == 0xd9 && second >= 0xa0 && second <= 0xa9;
        bool persian = first == 0xdb && second >= 0xb0 && second <= 0xb9;
        *out++ = arabic ? (char)('0' + second - 0xa0) : persian ? (char)('0' + second - 0xb0) : *in;
        in += arabic || persian;
    }
    *out = 0;
}

bool has_phone(const char *text)
{
    char *copy = strdup(text);
    size_t len;
    if (!copy)
        return false;
    latin_digits(copy);
    bool found = next_phone(copy, copy, &len);
    free(copy);
    return found;
}

void speak_check(struct build *build, const char *file, const char *place, const char *text)
{
    phone_check(build->report, file, place, text);
    if (build->language_count && strncmp(build->languages[0], "en", 2) != 0)
        return;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(text, words[i].word))
            report_warning(build->report, file, place,
                "The word \"%s\" can hurt the person who reads it; %s.", words[i].word, words[i].advice);
}
