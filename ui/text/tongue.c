#include <stdio.h>
#include <string.h>
#include <unicode/uloc.h>

#include "parts.h"

static void locale_of(const char *language, char ret_locale[static ULOC_FULLNAME_CAPACITY])
{
    UErrorCode error = U_ZERO_ERROR;
    uloc_forLanguageTag(language, ret_locale, ULOC_FULLNAME_CAPACITY, NULL, &error);
    if (U_FAILURE(error) || !ret_locale[0])
        snprintf(ret_locale, ULOC_FULLNAME_CAPACITY, "en");
}

bool language_right_to_left(const char *language)
{
    char locale[ULOC_FULLNAME_CAPACITY];
    locale_of(language, locale);
    return uloc_isRightToLeft(locale);
}

static void tongue_open(struct tongue *tongue, const char *language)
{
    char locale[ULOC_FULLNAME_CAPACITY], full[ULOC_FULLNAME_CAPACITY], script[ULOC_SCRIPT_CAPACITY];
    UErrorCode error = U_ZERO_ERROR;
    memset(tongue, 0, sizeof *tongue);
    snprintf(tongue->tag, sizeof tongue->tag, "%s", language);
    locale_of(language, locale);
    tongue->right_to_left = uloc_isRightToLeft(locale);
    uloc_addLikelySubtags(locale, full, sizeof full, &error);
    uloc_getScript(full, script, sizeof script, &error);
    snprintf(tongue->script, sizeof tongue->script, "%.4s", U_SUCCESS(error) && script[0] ? script : "Latn");
    error = U_ZERO_ERROR;
    tongue->lines = ubrk_open(UBRK_LINE, locale, NULL, 0, &error);
    if (U_FAILURE(error))
        tongue->lines = NULL;
}

struct tongue *tongue_get(struct text *text, const char *language)
{
    char tag[sizeof text->tongues[0].tag];
    snprintf(tag, sizeof tag, "%s", language ? language : "en");
    for (size_t i = 0; i < text->tongues_count; i++)
        if (strcmp(text->tongues[i].tag, tag) == 0)
            return &text->tongues[i];
    struct tongue *tongue = &text->tongues[text->tongues_next];
    text->tongues_next = (text->tongues_next + 1) % LANGUAGES_OPEN;
    if (text->tongues_count < LANGUAGES_OPEN)
        text->tongues_count++;
    else if (tongue->lines)
        ubrk_close(tongue->lines);
    tongue_open(tongue, tag);
    return tongue;
}

void tongues_clear(struct text *text)
{
    for (size_t i = 0; i < text->tongues_count; i++)
        if (text->tongues[i].lines)
            ubrk_close(text->tongues[i].lines);
    text->tongues_count = text->tongues_next = 0;
}
