/* Strings come out of .mo files as they went in; a faulty file is refused whole. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/disk.h"
#include "base/limits.h"
#include "i18n/catalogue.h"
#include "i18n/mo_maker.h"

#define HEADER(forms) "Language: xx\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: " forms "\n"
#define TWO "nplurals=2; plural=n != 1;"

/* Not sorted, on purpose. */
static const struct mo_entry entries[] = {
    {"Leave now", "Jetzt gehen", 0, 0},
    {"", HEADER(TWO), 0, 0},
    {"menu\004Open",
        "\xc3\x96"
        "ffnen",
        0, 0},
    {"Open", "Offen", 0, 0},
    {"%lu hour\0%lu hours", "%lu Stunde\0%lu Stunden", 18, 22},
};
#define ENTRIES (sizeof entries / sizeof entries[0])

static struct catalogue *made(const struct mo_file *file, char message[static 256])
{
    message[0] = 0;
    return catalogue_new("xx", file->bytes, file->len, message);
}

static void strings_are_found_in_both_byte_orders_sorted_or_not(void **state)
{
    (void)state;
    for (int big = 0; big < 2; big++) {
        struct mo_file file;
        char message[256];
        bool found;
        mo_make(&file, big, entries, ENTRIES);
        struct catalogue *catalogue = made(&file, message);
        assert_string_equal(message, "");
        assert_non_null(catalogue);
        assert_string_equal(catalogue_language(catalogue), "xx");
        assert_string_equal(catalogue_text(catalogue, NULL, "Leave now", &found), "Jetzt gehen");
        assert_true(found);
        assert_string_equal(catalogue_text(catalogue, NULL, "Open", NULL), "Offen");
        assert_string_equal(catalogue_text(catalogue, "menu", "Open", NULL), "\xc3\x96"
                                                                             "ffnen");
        catalogue_free(catalogue);
    }
}

static void what_is_not_translated_comes_back_as_it_was(void **state)
{
    (void)state;
    struct mo_file file;
    char message[256];
    bool found = true;
    const char *own = "Nobody translated this";
    mo_make(&file, false, entries, ENTRIES);
    struct catalogue *catalogue = made(&file, message);
    assert_ptr_equal(catalogue_text(catalogue, NULL, own, &found), own);
    assert_false(found);
    assert_string_equal(catalogue_text(catalogue, "other", "Open", &found), "Open");
    assert_string_equal(catalogue_text(catalogue, NULL, "", &found), "");
    assert_false(found);
    assert_string_equal(catalogue_plural(catalogue, "%lu day", "%lu days", 1), "%lu day");
    assert_string_equal(catalogue_plural(catalogue, "%lu day", "%lu days", 0), "%lu days");
    assert_string_equal(catalogue_plural(catalogue, "Open", "Opens", 2), "Opens");
    catalogue_free(catalogue);
}

static void a_number_chooses_the_form(void **state)
{
    (void)state;
    struct mo_file file;
    char message[256];
    mo_make(&file, true, entries, ENTRIES);
    struct catalogue *catalogue = made(&file, message);
    assert_string_equal(catalogue_plural(catalogue, "%lu hour", "%lu hours", 1), "%lu Stunde");
    assert_string_equal(catalogue_plural(catalogue, "%lu hour", "%lu hours", 0), "%lu Stunden");
    assert_string_equal(catalogue_plural(catalogue, "%lu hour", "%lu hours", 21), "%lu Stunden");
    catalogue_free(catalogue);
}

static void every_cut_file_is_refused_with_a_sentence(void **state)
{
    (void)state;
    struct mo_file file;
    char message[256];
    mo_make(&file, false, entries, ENTRIES);
    for (size_t len = 0; len < file.len; len++) {
        uint8_t *cut = malloc(len ? len : 1); /* so that the sanitizer sees one byte too far */
        memcpy(cut, file.bytes, len);
        message[0] = 0;
        assert_null(catalogue_new("xx", cut, len, message));
        assert_non_null(strstr(message, "language xx"));
        free(cut);
    }
}

static void offsets_lengths_and_counts_outside_the_file_are_refused(void **state)
{
    (void)state;
    const uint32_t wrong[] = {0xffffffff, 0x7fffffff, 0xfffffff0, 4096, 0x20000001};
    for (size_t word = 8; word < 28 + 16 * ENTRIES; word += 4) {
        if (word == 20 || word == 24) /* the hash table is not used */
            continue;
        for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
            struct mo_file file;
            char message[256];
            mo_make(&file, false, entries, ENTRIES);
            mo_word(&file, word, wrong[i]);
            assert_null(made(&file, message));
            assert_true(strlen(message) > 20);
        }
    }
}

static void refused(const struct mo_entry *list, size_t count, const char *phrase)
{
    struct mo_file file;
    char message[256];
    mo_make(&file, false, list, count);
    assert_null(made(&file, message));
    if (!strstr(message, phrase))
        fail_msg("\"%s\" does not say \"%s\"", message, phrase);
}

static void faults_of_content_are_named(void **state)
{
    (void)state;
    const struct mo_entry none[] = {{"a", "b", 0, 0}};
    const struct mo_entry latin[] = {{"", "Content-Type: text/plain; charset=ISO-8859-1\n", 0, 0}};
    const struct mo_entry no_forms[] = {{"", "Content-Type: text/plain; charset=UTF-8\n", 0, 0}};
    const struct mo_entry bad_forms[] = {{"", HEADER("nplurals=2; plural=n !;"), 0, 0}};
    const struct mo_entry twice[] = {{"", HEADER(TWO), 0, 0}, {"a", "b", 0, 0}, {"a", "c", 0, 0}};
    const struct mo_entry bad_text[] = {{"", HEADER(TWO), 0, 0}, {"a", "\xff", 0, 0}};
    const struct mo_entry one_form[] = {{"", HEADER(TWO), 0, 0}, {"a\0as", "b", 4, 0}};
    const struct mo_entry too_many[] = {{"", HEADER(TWO), 0, 0}, {"a", "b\0c", 0, 3}};
    refused(none, 1, "no header");
    refused(latin, 1, "charset");
    refused(no_forms, 1, "Plural-Forms");
    refused(bad_forms, 1, "Plural-Forms");
    refused(twice, 3, "twice");
    refused(bad_text, 2, "UTF-8");
    refused(one_form, 2, "forms");
    refused(too_many, 2, "forms");
}

static void a_string_without_its_zero_byte_is_refused(void **state)
{
    (void)state;
    struct mo_file file;
    char message[256];
    mo_make(&file, false, entries, ENTRIES);
    file.bytes[file.len - 1] = 'x';
    assert_null(made(&file, message));
    assert_non_null(strstr(message, "zero byte"));
}

/* What msgfmt compiled is what the kiosk reads. */
static void every_language_of_the_image_has_strings_that_can_be_used(void **state)
{
    (void)state;
    struct buffer json, mo;
    struct languages languages;
    char message[256], path[512];
    buffer_init(&json, SETTINGS_BYTES);
    assert_int_equal(
        file_read(WAYSIDE_BUILD "/share/wayside/languages.json", SETTINGS_BYTES, &json), BASE_OK);
    assert_true(languages_read(json.bytes, json.len, &languages, message));
    for (size_t i = 0; i < languages.count; i++) {
        snprintf(path, sizeof path, WAYSIDE_BUILD "/share/wayside/i18n/%s.mo", languages.in[i].tag);
        buffer_init(&mo, CATALOGUE_BYTES);
        assert_int_equal(file_read(path, CATALOGUE_BYTES, &mo), BASE_OK);
        struct catalogue *catalogue = catalogue_new(languages.in[i].tag, mo.bytes, mo.len, message);
        if (!catalogue)
            fail_msg("%s", message);
        catalogue_free(catalogue);
        buffer_clear(&mo);
    }
    languages_clear(&languages);
    buffer_clear(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_found_in_both_byte_orders_sorted_or_not),
        cmocka_unit_test(what_is_not_translated_comes_back_as_it_was),
        cmocka_unit_test(a_number_chooses_the_form),
        cmocka_unit_test(every_cut_file_is_refused_with_a_sentence),
        cmocka_unit_test(offsets_lengths_and_counts_outside_the_file_are_refused),
        cmocka_unit_test(faults_of_content_are_named),
        cmocka_unit_test(a_string_without_its_zero_byte_is_refused),
        cmocka_unit_test(every_language_of_the_image_has_strings_that_can_be_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
