#include "text/locale.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utrans.h>

#include "parts.h"

#define NAME_UNITS 48
#define HAN_UNITS 96    /* of some characters and of the letters for them */
#define NAME_CAP_MM 4.8 /* any size would do: a face has the same letters in all of them */

static bool locale_of(const char *tag, char ret_locale[static ULOC_FULLNAME_CAPACITY])
{
    UErrorCode error = U_ZERO_ERROR;
    uloc_forLanguageTag(tag, ret_locale, ULOC_FULLNAME_CAPACITY, NULL, &error);
    return U_SUCCESS(error) && ret_locale[0];
}

void language_name(const char *tag, const char *in, char ret_name[static LANGUAGE_NAME])
{
    char of[ULOC_FULLNAME_CAPACITY], page[ULOC_FULLNAME_CAPACITY];
    UDisplayContext contexts[] = {UDISPCTX_DIALECT_NAMES, UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU};
    UErrorCode error = U_ZERO_ERROR;
    UChar name[NAME_UNITS];
    int32_t len = 0, bytes = 0;
    snprintf(ret_name, LANGUAGE_NAME, "%s", tag);
    if (!locale_of(tag, of) || !locale_of(in, page))
        return;
    ULocaleDisplayNames *names = uldn_openForContext(page, contexts, 2, &error);
    if (U_SUCCESS(error))
        len = uldn_localeDisplayName(names, of, name, NAME_UNITS, &error);
    uldn_close(names);
    char utf8[LANGUAGE_NAME];
    u_strToUTF8(utf8, LANGUAGE_NAME - 1, &bytes, name, len, &error);
    if (U_FAILURE(error) || bytes == 0)
        return;
    memcpy(ret_name, utf8, (size_t)bytes);
    ret_name[bytes] = 0;
}

bool text_can_draw(struct text *text, const char *language, const char *utf8)
{
    UChar units[NAME_UNITS];
    UErrorCode error = U_ZERO_ERROR;
    int32_t len = 0;
    const struct tongue *tongue = tongue_get(text, language);
    u_strFromUTF8(units, NAME_UNITS, &len, utf8, -1, &error);
    if (U_FAILURE(error))
        return false;
    for (int32_t i = 0; i < len;) {
        int32_t start = i;
        bool missing;
        U16_FWD_1(units, i, len);
        (void)fonts_choose(&text->fonts, tongue->script, tongue->tag, TEXT_REGULAR, NAME_CAP_MM,
            units + start, i - start, &missing);
        if (missing)
            return false;
    }
    return true;
}

/* Minutes that a zone is ahead of Greenwich at a moment of its own clock; false when it is unknown. */
static bool offset_at(const char *zone, const int *date, int minute, double *utc_ms, int *ret_offset)
{
    UChar id[64];
    UErrorCode error = U_ZERO_ERROR;
    int32_t len = 0;
    UBool known = false;
    UChar canonical[64];
    u_strFromUTF8(id, 64, &len, zone, -1, &error);
    ucal_getCanonicalTimeZoneID(id, len, canonical, 64, &known, &error);
    if (U_FAILURE(error))
        return false;
    UCalendar *calendar = ucal_open(id, len, "en", UCAL_GREGORIAN, &error);
    if (U_FAILURE(error))
        return false;
    if (date)
        ucal_setDateTime(calendar, date[0], date[1] - 1, date[2], minute / 60, minute % 60, 0, &error);
    else
        ucal_setMillis(calendar, *utc_ms, &error);
    int32_t ms = ucal_get(calendar, UCAL_ZONE_OFFSET, &error) + ucal_get(calendar, UCAL_DST_OFFSET, &error);
    *utc_ms = ucal_getMillis(calendar, &error);
    ucal_close(calendar);
    *ret_offset = ms / 60000;
    return U_SUCCESS(error);
}

bool zone_ahead(const char *zone, const char *home, const char *day, int minute, int *ret_minutes)
{
    int date[3], here, there;
    double utc_ms = 0;
    if (sscanf(day, "%4d-%2d-%2d", &date[0], &date[1], &date[2]) != 3)
        return false;
    if (!offset_at(home, date, minute, &utc_ms, &here) || !offset_at(zone, NULL, 0, &utc_ms, &there))
        return false;
    *ret_minutes = there - here;
    return true;
}

bool han_letters(const char *han, size_t len, char *ret_letters, size_t cap)
{
    static const UChar rules[] = u"Han-Latin; NFD; [[:Mn:] - [\u0308]] Remove; NFC; Lower";
    UChar units[HAN_UNITS];
    int32_t count = 0, limit, bytes = 0;
    UErrorCode error = U_ZERO_ERROR;
    UTransliterator *read = utrans_openU(rules, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
    u_strFromUTF8(units, HAN_UNITS, &count, han, (int32_t)len, &error);
    limit = count;
    if (U_SUCCESS(error))
        utrans_transUChars(read, units, &count, HAN_UNITS, 0, &limit, &error);
    for (int32_t i = 0; U_SUCCESS(error) && i < count; i++)
        units[i] = units[i] == ' ' ? '\'' : units[i] == 0xfc ? 'v' : units[i];
    u_strToUTF8(ret_letters, (int32_t)cap, &bytes, units, count, &error);
    if (read)
        utrans_close(read);
    return U_SUCCESS(error) && error != U_STRING_NOT_TERMINATED_WARNING && bytes > 0;
}
