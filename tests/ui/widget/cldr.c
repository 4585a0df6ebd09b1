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

/* Day and month as the language writes them; a dot, a comma or a space more is the translator's choice. */
static void months_are_those_of_cldr(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        UErrorCode error = U_ZERO_ERROR;
        UChar units[64];
        struct speaker *speaker = speaker_of(tags[i]);
        UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, tags[i], u"UTC", -1, u"MMMM", -1, &error);
        assert_true(U_SUCCESS(error));
        for (int month = 1; month <= 12; month++) {
            char iso[32], name[128];
            UDate date = (UDate)((month - 1) * 30.5 + 10) * 86400000.0; /* in 1970 */
            snprintf(iso, sizeof iso, "2026-%02d-05", month);
            error = U_ZERO_ERROR;
            udat_format(format, date, units, 64, NULL, &error);
            u_strToUTF8(name, sizeof name, NULL, units, -1, &error);
            const char *said = say_day(&speaker->pass, iso);
            if (!strstr(said, name))
                fail_msg("%s: %s is not in \"%s\"", tags[i], name, said);
            if (!strstr(said, say_digits(&speaker->pass, "5")))
                fail_msg("%s: the day is not in \"%s\"", tags[i], said);
        }
        udat_close(format);
        speaker_free(speaker);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_the_first_choice_of_cldr),
        cmocka_unit_test(months_are_those_of_cldr),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
