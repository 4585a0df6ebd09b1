/* Whatever is written in a language can be typed: every letter that CLDR says it uses, by pressing keys that
 * are nodes on the screen, on a large panel and on the smallest, in alphabet order and as the layout has
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ulocdata.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

#include "ui/screen/stage.h"
#include "widget/typist.h"

#define TEXT_BYTES 4096
#define AT_ONCE 300 /* letters in the field, before it is cleared */

static struct stage stage;

static void open_keyboard(const struct panel *panel, const char *language, bool familiar)
{
    stage_set_up(&stage, panel);
    snprintf(stage.visit->language, sizeof(stage.visit->language), "%s", language);
    stage.visit->screen = SCREEN_WRITE_BACK;
    stage_wait(&stage, 1000);
    if (stage_has(&stage, "field.open"))
        stage_press(&stage, "field.open");
    for (int page = 0; page < 12 && familiar && !stage_has(&stage, "key.order"); page++)
        stage_press(&stage, "key.page");
    if (familiar)
        stage_press(&stage, "key.order");
}

static void close_keyboard(void)
{
    assert_string_equal(stage.findings, "");
    stage_tear_down(&stage);
}

/* False: the keyboard has no key for it. */
static bool type(const char *text)
{
    for (const char *at = text; *at;) {
        struct typist typist = typist_for(at);
        while (!typist.done) {
            size_t count;
            const struct ui_node *nodes = ui_nodes(stage.ui, &count);
            const struct ui_node *node = typist_next(&typist, nodes, count);
            if (!node)
                return false;
            stage_press(&stage, node->id);
        }
        at += typist.bytes;
    }
    return true;
}

static void add(char *all, const char *text)
{
    assert_true(strlen(all) + strlen(text) + 1 < TEXT_BYTES);
    strcat(all, text);
}

static void clear(void)
{
    stage.visit->write_back[0] = 0;
    stage.visit->write_back_caret = 0;
    stage_wait(&stage, 100);
}

static void type_letter(const char *letter, char *expected, char *missing)
{
    if (!type(letter)) {
        add(missing, letter);
        return;
    }
    add(expected, letter);
    if (strlen(expected) < AT_ONCE)
        return;
    assert_string_equal(stage.visit->write_back, expected);
    expected[0] = 0;
    clear();
}

static void type_set(const char *language, uint32_t options, char *missing)
{
    UErrorCode error = U_ZERO_ERROR;
    char expected[TEXT_BYTES] = "";
    ULocaleData *data = ulocdata_open(language, &error);
    USet *letters = uset_openEmpty();
    ulocdata_getExemplarSet(data, letters, options, ULOCDATA_ES_STANDARD, &error);
    assert_true(U_SUCCESS(error));
    for (int32_t i = 0; i < uset_getItemCount(letters); i++) {
        UChar32 first, last;
        UChar string[32];
        char utf8[64];
        int32_t len = uset_getItem(letters, i, &first, &last, string, 32, &error);
        assert_true(U_SUCCESS(error));
        if (len > 0) {
            u_strToUTF8(utf8, sizeof(utf8), NULL, string, len, &error);
            type_letter(utf8, expected, missing);
        }
        for (UChar32 c = first; len == 0 && c <= last; c++) {
            int32_t bytes = 0;
            U8_APPEND_UNSAFE(utf8, bytes, c);
            utf8[bytes] = 0;
            type_letter(utf8, expected, missing);
        }
    }
    assert_string_equal(stage.visit->write_back, expected);
    uset_close(letters);
    ulocdata_close(data);
}

struct spoken {
    const char *tag;
    bool capitals;
    const char *lacks; /* letters that the familiar layout does not have */
};
static const struct spoken languages[] = {{"en", true, ""}, {"es", true, ""}, {"fr", true, ""},
    {"ar", false, ""}, {"ru", true, ""}, {"hi", false, ""}, {"th", false, "\xe0\xb9\x8e"}, {"am", false, ""}};

static void type_all(const struct panel *panel, bool familiar)
{
    for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
        const struct spoken *language = &languages[i];
        char missing[TEXT_BYTES] = "";
        open_keyboard(panel, language->tag, familiar);
        type_set(language->tag, 0, missing);
        clear();
        if (language->capitals)
            type_set(language->tag, USET_ADD_CASE_MAPPINGS, missing);
        if (strcmp(missing, familiar ? language->lacks : "") != 0)
            print_error("%s lacks: %s\n", language->tag, missing);
        assert_string_equal(missing, familiar ? language->lacks : "");
        close_keyboard();
    }
}

static void every_letter_in_alphabet_order_on_a_large_panel(void **state)
{
    (void)state;
    type_all(&panel_portrait, false);
}

static void every_letter_in_alphabet_order_on_the_smallest_panel(void **state)
{
    (void)state;
    type_all(&panel_seven_inch, false);
}

static void every_letter_of_the_layout_that_people_know_on_a_large_panel(void **state)
{
    (void)state;
    type_all(&panel_portrait, true);
}

static void every_letter_of_the_layout_that_people_know_on_the_smallest_panel(void **state)
{
    (void)state;
    type_all(&panel_seven_inch, true);
}

static void chinese_words_on_every_panel_in_both_orders(void **state)
{
    (void)state;
    static const struct panel *const panels[] = {&panel_portrait, &panel_landscape, &panel_seven_inch};
    static const char words[] = "我要帮助。他们拿走了我的护照，律师在哪里？西安 ABC 123";
    for (int i = 0; i < 6; i++) {
        open_keyboard(panels[i / 2], "zh", i % 2);
        assert_true(type(words));
        assert_string_equal(stage.visit->write_back, words);
        close_keyboard();
    }
}

static void latin_letters_and_digits_on_every_keyboard(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
        open_keyboard(&panel_seven_inch, languages[i].tag, false);
        assert_true(type("Mr. X, 42"));
        assert_string_equal(stage.visit->write_back, "Mr. X, 42");
        close_keyboard();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_letter_in_alphabet_order_on_a_large_panel),
        cmocka_unit_test(every_letter_in_alphabet_order_on_the_smallest_panel),
        cmocka_unit_test(every_letter_of_the_layout_that_people_know_on_a_large_panel),
        cmocka_unit_test(every_letter_of_the_layout_that_people_know_on_the_smallest_panel),
        cmocka_unit_test(chinese_words_on_every_panel_in_both_orders),
        cmocka_unit_test(latin_letters_and_digits_on_every_keyboard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
