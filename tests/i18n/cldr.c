/* The catalogues against CLDR, through ICU: their plurals part numbers as the language does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "base/disk.h"
#include "plural.h"

#define NUMBERS 2000

static const char *const tags[] = {"en", "es", "fr", "ar", "ru", "zh", "hi", "th", "am"};

static struct plural plural_of(const char *tag)
{
    char path[512], forms[512] = "";
    struct buffer bytes;
    struct plural plural;
    snprintf(path, sizeof path, WAYSIDE_SOURCE "/i18n/po/%s.po", tag);
    buffer_init(&bytes, 1 << 20);
    assert_int_equal(file_read(path, 1 << 20, &bytes), BASE_OK);
    assert_int_equal(buffer_add(&bytes, "", 1), BASE_OK);
    const char *at = strstr((const char *)bytes.bytes, "\"Plural-Forms: ");
    if (!at)
        fail_msg("%s.po has no Plural-Forms", tag);
    for (at += strlen("\"Plural-Forms: "); *at && strncmp(at, "\\n", 2); at++)
        if (*at != '"' && *at != '\n') /* the line goes on in the next string */
            strncat(forms, at, 1);
    assert_true(plural_read(forms, strlen(forms), &plural));
    buffer_clear(&bytes);
    return plural;
}

/* Equal numbers of forms, and two numbers have the same form exactly when CLDR gives them the same keyword.
 */
static void plurals_part_numbers_as_cldr_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        UErrorCode error = U_ZERO_ERROR;
        struct plural plural = plural_of(tags[i]);
        UPluralRules *rules = uplrules_open(tags[i], &error);
        char keyword_of[PLURAL_FORMS][16] = {{0}};
        assert_true(U_SUCCESS(error));
        for (unsigned long n = 0; n < NUMBERS; n++) {
            UChar units[16];
            char keyword[16];
            uplrules_select(rules, (double)n, units, 16, &error);
            u_austrncpy(keyword, units, sizeof keyword);
            unsigned form = plural_form(&plural, n);
            for (unsigned k = 0; k < PLURAL_FORMS; k++) {
                bool same = strcmp(keyword_of[k], keyword) == 0;
                if (same != (k == form) && keyword_of[k][0] && (same || k == form))
                    fail_msg("%s: %lu has form %u, but CLDR says %s", tags[i], n, form, keyword);
            }
            strcpy(keyword_of[form], keyword);
        }
        uplrules_close(rules);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plurals_part_numbers_as_cldr_does)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
