/* Digits and days as CLDR has them for each language, through ICU. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/unumsys.h>
#include <unicode/ustring.h>

#include "base/disk.h"
#include "widget/pass.h"

static const char *const tags[] = {"en", "es", "fr", "ar", "ru", "zh", "hi", "th", "am"};

struct speaker {
    struct pass_made made;
    struct findings findings;
    struct pass pass;
    struct buffer mo;
    struct catalogue *catalogue;
};

static struct speaker *speaker_of(const char *tag)
{
    char path[512], message[256] = "";
    struct speaker *speaker = calloc(1, sizeof *speaker);
    assert_non_null(speaker);
    snprintf(path, sizeof path, WAYSIDE_BUILD "/share/wayside/i18n/%s.mo", tag);
    buffer_init(&speaker->mo, 1 << 20);
    assert_int_equal(file_read(path, 1 << 20, &speaker->mo), BASE_OK);
    speaker->catalogue = catalogue_new(tag, speaker->mo.bytes, speaker->mo.len, message);
    assert_non_null(speaker->catalogue);
    speaker->pass = (struct pass){.made = &speaker->made,
        .findings = &speaker->findings,
        .language = tag,
        .catalogue = speaker->catalogue};
    return speaker;
}

static void speaker_free(struct speaker *speaker)
{
    catalogue_free(speaker->catalogue);
    buffer_clear(&speaker->mo);
    free(speaker);
}

static void digits_are_the_first_choice_of_cldr(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        UErrorCode error = U_ZERO_ERROR;
        UChar units[32];
        char wanted[64];
        struct speaker *speaker = speaker_of(tags[i]);
        UNumberingSystem *system = unumsys_open(tags[i], &error);
        unumsys_getDescription(system, units, 32, &error);
        u_strToUTF8(wanted, sizeof wanted, NULL, units, -1, &error);
        assert_true(U_SUCCESS(error));
        assert_string_equal(say_digits(&speaker->pass, "0123456789"), wanted);
        unumsys_close(system);
        speaker_free(speaker);
    }
}

static UDateFormat *day_and_month(const char *tag)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar pattern[64];
    UDateTimePatternGenerator *generator = udatpg_open(tag, &error);
    int32_t len = udatpg_getBestPattern(generator, u"MMMMd", -1, pattern, 64, &error);
    UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, tag, u"UTC", -1, pattern, len, &error);
    udatpg_close(generator);
    assert_true(U_SUCCESS(error));
    return format;
}

/* The fifth of each month, as CLDR writes day and month in the language. English says the day first, as most
 * who learnt it do. */
static void days_are_said_as_cldr_says_them(void **state)
{
    static const int before[12] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct speaker *speaker = speaker_of(tags[i]);
        UDateFormat *format = day_and_month(strcmp(tags[i], "en") ? tags[i] : "en-GB");
        for (int month = 1; month <= 12; month++) {
            UErrorCode error = U_ZERO_ERROR;
            UChar units[64];
            char iso[32], wanted[128];
            UDate fifth = (before[month - 1] + 4) * 86400000.0; /* of 1970 */
            snprintf(iso, sizeof iso, "2026-%02d-05", month);
            udat_format(format, fifth, units, 64, NULL, &error);
            u_strToUTF8(wanted, sizeof wanted, NULL, units, -1, &error);
            assert_true(U_SUCCESS(error));
            assert_string_equal(say_day(&speaker->pass, iso), wanted);
        }
        udat_close(format);
        speaker_free(speaker);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_the_first_choice_of_cldr),
        cmocka_unit_test(days_are_said_as_cldr_says_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
