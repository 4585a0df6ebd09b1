/* What one cell of a table holds. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "rules/opening_hours.h"
#include "sources.h"
#include "table_kinds.h"

#define SHORT_MOST 6 /* digits of a short number: 116000 */
#define ZONES "/usr/share/zoneinfo"

static bool is_list(enum cell_kind kind)
{
    return kind == CELL_TAGS || kind == CELL_PLACES || kind == CELL_CHOICES;
}

static void squeeze(char *text, const char *unwanted)
{
    char *out = text;
    for (const char *in = text; *in; in++)
        if (!strchr(unwanted, *in))
            *out++ = *in;
    *out = 0;
}

/* Spaces that do not break come with what is copied from web pages and letters, and look like others. */
static void plain_spaces(char *text)
{
    static const char *const spaces[] = {"\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x87"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        for (char *at = text; (at = strstr(at, spaces[i]));) {
            size_t len = strlen(spaces[i]);
            *at = ' ';
            memmove(at + 1, at + len, strlen(at + len) + 1);
        }
}

static void join(char *text)
{
    char *out = text;
    for (const char *in = text + strspn(text, LIST_WORDS); *in; in += strspn(in, LIST_WORDS)) {
        size_t len = strcspn(in, LIST_WORDS);
        if (out > text)
            *out++ = ' ';
        memmove(out, in, len);
        out += len;
        in += len;
    }
    *out = 0;
}

char *cell_clean(enum cell_kind kind, const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        return NULL;
    if (kind != CELL_TEXT)
        plain_spaces(copy);
    size_t before = strspn(copy, " \t\r\n");
    memmove(copy, copy + before, strlen(copy + before) + 1);
    for (size_t len = strlen(copy); len > 0 && strchr(" \t\r\n", copy[len - 1]); len--)
        copy[len - 1] = 0;
    squeeze(copy, "\r");
    if (kind == CELL_NUMBER)
        squeeze(copy, " -()/.\n\t");
    else if (is_list(kind))
        join(copy);
    return copy;
}

static const char *number_wrong(const char *text)
{
    size_t digits = strspn(text + (text[0] == '+'), "0123456789");
    if (strstr(text, "E+") || strstr(text, "e+") || strchr(text, ','))
        return "The spreadsheet has changed the number. Format the column as text and type the number again.";
    if (text[digits + (text[0] == '+')])
        return "A telephone number has digits only, and a + in front of the country's code: +442079460018.";
    if (text[0] == '+' && (digits < 7 || digits > 15 || text[1] == '0'))
        return "After the + stand country code and number, 7 to 15 digits, the first not 0: +442079460018.";
    if (text[0] != '+' && (digits < 2 || digits > SHORT_MOST || text[0] == '0'))
        return "Write the number with + and the country's code, as +442079460018; only short numbers (2 to 6 "
               "digits, as 116000) are written as they are dialled here.";
    return NULL;
}

/* Of each name in a list. */
static bool every(const char *text, bool (*good)(const char *name, const char *choices), const char *choices,
    char ret_bad[static 64])
{
    struct list list = {.in = NULL};
    bool all = list_split(text, LIST_WORDS, PLACES_MAX, &list);
    snprintf(ret_bad, 64, "%s", "");
    for (size_t i = 0; i < list.count && all; i++) {
        all = good(list.in[i], choices);
        for (size_t k = 0; k < i && all; k++)
            all = strcmp(list.in[i], list.in[k]) != 0;
        if (!all)
            snprintf(ret_bad, 64, "%s", list.in[i]);
    }
    list_clear(&list);
    return all;
}

/* "ur", "zh-Hant": two or three small letters, then parts of letters and digits. */
static bool is_tag(const char *name, const char *unused)
{
    (void)unused;
    size_t first = strspn(name, "abcdefghijklmnopqrstuvwxyz"), part = 0;
    if (first < 2 || first > 3 || (name[first] && name[first] != '-') || strlen(name) > 15)
        return false;
    for (const char *p = name + first; *p; p++) {
        part = *p == '-' ? 0 : part + 1;
        if ((*p != '-' && !isalnum((unsigned char)*p)) || (*p == '-' && (p[1] == '-' || !p[1])) || part > 8)
            return false;
    }
    return true;
}

static bool is_code(const char *name, const char *unused)
{
    (void)unused;
    for (const char *p = name; *p; p++)
        if (!isalnum((unsigned char)*p) && (p == name || !strchr("_-.", *p)))
            return false;
    return strlen(name) <= 32;
}

static bool is_choice(const char *name, const char *choices)
{
    size_t len = strlen(name);
    for (const char *at = choices; at && *at; at += strspn(at, " ")) {
        size_t word = strcspn(at, " ");
        if (word == len && memcmp(at, name, len) == 0)
            return true;
        at += word;
    }
    return false;
}

/* By the machine's list of time zones; by its shape where the machine has none. */
static bool is_zone(const char *text)
{
    char path[128];
    struct stat about;
    if (!isalpha((unsigned char)text[0]) || strlen(text) > 64 || strstr(text, ".."))
        return false;
    for (const char *p = text; *p; p++)
        if (!isalnum((unsigned char)*p) && !strchr("/_-+", *p))
            return false;
    snprintf(path, sizeof path, "%s/%s", ZONES, text);
    return stat(ZONES, &about) != 0 || (stat(path, &about) == 0 && S_ISREG(about.st_mode));
}

static bool hours_good(const char *text, char ret_sentence[static 256])
{
    size_t offset = 0;
    const char *why = "";
    struct hours *hours = hours_new(text, &offset, &why);
    if (!hours)
        snprintf(ret_sentence, 256,
            "At letter %zu: %.90s. Opening hours are written as 24/7, Mo-Fr 08:00-20:00 or Mo-Sa 09:00-12:00,"
            "14:00-18:00; PH off.",
            offset + 1, why);
    hours_free(hours);
    return hours;
}

static bool list_good(const struct column *column, const char *text, char ret_sentence[static 256])
{
    char bad[64];
    if (column->kind == CELL_TAGS && !every(text, is_tag, NULL, bad))
        snprintf(ret_sentence, 256,
            "\"%s\" is no language tag, or is there twice. Write tags: en ar zh-Hant.", bad);
    else if (column->kind == CELL_PLACES && !every(text, is_code, NULL, bad))
        snprintf(ret_sentence, 256,
            "\"%s\" is no code of a place, or is there twice. Write the codes that the operator gave: quay "
            "hall-2.",
            bad);
    else if (column->kind == CELL_CHOICES && !every(text, is_choice, column->choices, bad))
        snprintf(ret_sentence, 256, "\"%s\" is not known, or is there twice. There are: %.140s.", bad,
            column->choices);
    else
        return true;
    return false;
}

static const char *plain_wrong(const struct column *column, const char *text)
{
    for (const char *p = text; *p; p++)
        if (((unsigned char)*p < ' ' && *p != '\n') || *p == 0x7f)
            return "There is a character that cannot be shown. Type the cell anew.";
    if (text_overrides(text))
        return "A hidden character turns the order of letters round here. Delete the words and type them "
               "anew.";
    if (strlen(text) > STRING_BYTES)
        return "The text is longer than 2,000 bytes. Make it shorter.";
    switch (column->kind) {
    case CELL_NAME:
        return is_slug(text) ? NULL
                             : "Use small letters a to z, digits and hyphens, at most 64: papers-kept.";
    case CELL_NUMBER:
        return number_wrong(text);
    case CELL_DAY:
    case CELL_CHECKED:
        return is_day(text) ? NULL : "This is no day. Write it as 2026-11-24, and format the column as text.";
    case CELL_YEAR:
        return strlen(text) == 4 && strspn(text, "0123456789") == 4 ? NULL : "Write a year: 2026.";
    case CELL_YES_NO:
        return is_choice(text, "yes no") ? NULL : "Write yes or no.";
    case CELL_FACT:
        return is_choice(text, "yes no unknown") ? NULL : "Write yes, no or unknown.";
    case CELL_ZONE:
        return is_zone(text) ? NULL : "This is no time zone. Write it as Europe/Lisbon.";
    default:
        return NULL;
    }
}

bool cell_check(const struct column *column, const char *text, char ret_sentence[static 256])
{
    const char *wrong = plain_wrong(column, text);
    if (wrong) {
        snprintf(ret_sentence, 256, "%s", wrong);
        return false;
    }
    if (column->kind == CELL_HOURS)
        return hours_good(text, ret_sentence);
    if (column->kind == CELL_CHOICE && !is_choice(text, column->choices)) {
        snprintf(ret_sentence, 256, "\"%.40s\" is not known. There are: %.180s.", text, column->choices);
        return false;
    }
    return !is_list(column->kind) || list_good(column, text, ret_sentence);
}

int days_between(const char *from, const char *to)
{
    int64_t a = 0, b = 0;
    return day_read(from, &a) && day_read(to, &b) ? (int)((b - a) / 86400) : 0;
}
