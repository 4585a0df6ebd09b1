/* How we speak (docs/pack-sources.md), and numbers that belong into hotlines.csv. */
#include <ctype.h>
#include <stdio.h>
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

static void phone_check(struct report *report, const char *file, const char *place, const char *text)
{
    for (const char *at = text; *at; at++) {
        bool begins = (isdigit((unsigned char)*at) || *at == '+') && (at == text || !is_letter(at[-1]));
        size_t len = begins ? phone(at) : 0;
        if (len) {
            report_warning(report, file, place,
                "\"%.*s\" looks like a telephone number. Put it into hotlines.csv, where two people sign it "
                "and "
                "the day of the last call stands beside it.",
                (int)(len < 40 ? len : 40), at);
            at += len - 1;
        } else if (begins) { /* what is left of this run is no beginning of another */
            at += strspn(at, "+0123456789");
            at -= 1;
        }
    }
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
