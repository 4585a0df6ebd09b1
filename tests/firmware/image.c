/* The read-only image and the settings: each fault is one sentence that names the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "firmware/hand.h"
#include "firmware/image.h"

static void refused(const struct hand *hand, const char *part)
{
    struct image image;
    char message[256] = "";
    assert_false(image_load(&hand->settings, &image, message));
    if (!strstr(message, part))
        fail_msg("%s", message);
}

static void a_whole_image_is_loaded(void **state)
{
    struct hand *hand = *state;
    struct image image;
    char message[256] = "";
    if (!image_load(&hand->settings, &image, message))
        fail_msg("%s", message);
    assert_true(image.languages.count >= 2);
    assert_string_equal(catalogue_language(image.catalogues[1]), image.languages.in[1].tag);
    assert_string_equal(image.form->id, "help");
    image_clear(&image);
}

static void each_missing_or_malformed_file_is_named(void **state)
{
    struct hand *hand = *state;
    char words[128];
    snprintf(words, sizeof words, "%s/words", hand->station.folder);
    station_write(hand->station.folder, "form.json", "{}", 2);
    refused(hand, "form.json");
    const char *form = hand->settings.form;
    hand->settings.form = "/nonexistent/form.json";
    refused(hand, "/nonexistent/form.json");
    hand->settings.form = form;
    const char *catalogues = hand->settings.catalogues;
    hand->settings.catalogues = "/nonexistent";
    refused(hand, "/nonexistent/");
    hand->settings.catalogues = catalogues;
    hand->settings.languages = "/nonexistent.json";
    refused(hand, "/nonexistent.json");
}

static void a_root_that_nobody_signed_is_no_root(void **state)
{
    struct hand *hand = *state;
    station_write(hand->station.folder, "root.json", "{\"signed\":{},\"signatures\":[]}", 29);
    refused(hand, "root.json");
    assert_int_equal(unlink(hand->station.root), 0);
    refused(hand, "root.json");
}

static void a_missing_font_or_picture_is_named_before_a_screen_needs_it(void **state)
{
    struct hand *hand = *state;
    char list[128];
    const char *fonts = hand->settings.fonts, *line = "# list\nLatn bold 0 U+0048 1.00 /nowhere.ttf\n";
    station_write(hand->station.folder, "fonts.list", line, strlen(line));
    snprintf(list, sizeof list, "%s/fonts.list", hand->station.folder);
    hand->settings.fonts = list;
    refused(hand, "/nowhere.ttf");
    hand->settings.fonts = fonts;
    hand->settings.pictures = "/nonexistent/pictures";
    refused(hand, "/nonexistent/pictures");
}

static void an_image_without_any_words_is_refused(void **state)
{
    struct hand *hand = *state;
    char path[160];
    snprintf(path, sizeof path, "%s/words/en.txt", hand->station.folder);
    assert_int_equal(unlink(path), 0);
    refused(hand, "words");
}

static void a_language_without_words_takes_those_of_another(void **state)
{
    struct hand *hand = *state;
    struct image image;
    char message[256] = "", words[CASE_WORD_TEXT];
    static const uint8_t thread[ID_BYTES] = {0xff, 0xff, 0xff, 0xff};
    assert_true(image_load(&hand->settings, &image, message));
    assert_true(image_case_word(&image, "ar", thread, words));
    assert_string_equal(words, "word2047 word2047");
    image_clear(&image);
}

static void settings_of(const struct hand *hand, const char *change, const char *to, const char *part)
{
    char text[4096], path[128], message[256] = "";
    struct kiosk_settings settings;
    station_read(hand->station.folder, "kiosk.ini", text, sizeof text);
    char *at = strstr(text, change);
    assert_non_null(at);
    struct buffer changed;
    buffer_init(&changed, 8192);
    assert_int_equal(buffer_add(&changed, text, (size_t)(at - text)), BASE_OK);
    assert_int_equal(buffer_text(&changed, to), BASE_OK);
    assert_int_equal(buffer_text(&changed, at + strlen(change)), BASE_OK);
    station_write(hand->station.folder, "changed.ini", changed.bytes, changed.len);
    buffer_clear(&changed);
    snprintf(path, sizeof path, "%s/changed.ini", hand->station.folder);
    assert_false(kiosk_settings_read(path, &settings, message));
    if (!strstr(message, part) || !strstr(message, "changed.ini"))
        fail_msg("%s", message);
}

static void wrong_settings_are_named_by_file_section_and_key(void **state)
{
    struct hand *hand = *state;
    settings_of(hand, "place = demo-1\n", "", "place");
    settings_of(hand, "width = 1080", "width = wide", "width");
    settings_of(hand, "width = 1080", "width = 10", "width");
    settings_of(hand, "root = ", "root_key = ", "root");
    settings_of(hand, "[image]\n", "[image]\nfont = x\n", "font");
    settings_of(hand, "px_per_mm_x = 4.03", "px_per_mm_x = 0", "px_per_mm_x");
}

#define T(test) cmocka_unit_test_setup_teardown(test, hand_prepare, hand_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_whole_image_is_loaded),
        T(each_missing_or_malformed_file_is_named),
        T(a_root_that_nobody_signed_is_no_root),
        T(a_missing_font_or_picture_is_named_before_a_screen_needs_it),
        T(an_image_without_any_words_is_refused),
        T(a_language_without_words_takes_those_of_another),
        T(wrong_settings_are_named_by_file_section_and_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
