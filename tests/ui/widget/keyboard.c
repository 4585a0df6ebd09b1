/* The on-screen keyboard: every letter can be reached in both orders, and each key does what it shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "ui/screen/stage.h"

static struct stage stage;

static void open_in(const char *language)
{
    snprintf(stage.visit->language, sizeof(stage.visit->language), "%s", language);
    stage.visit->screen = SCREEN_WRITE_BACK;
    stage_wait(&stage, 1000);
}

static int set_up(void **state)
{
    (void)state;
    stage_set_up(&stage, &panel_portrait);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    assert_string_equal(stage.findings, "");
    stage_tear_down(&stage);
    return 0;
}

static void all_there(const char *letters)
{
    while (*letters) {
        char id[48];
        size_t len = strcspn(letters, " ");
        snprintf(id, sizeof(id), "key.%.*s", (int)len, letters);
        assert_int_equal(stage_node(&stage, id)->role, ROLE_KEY);
        letters += len + (letters[len] == ' ');
    }
}

#define LATIN "a b c d e f g h i j k l m n o p q r s t u v w x y z"
#define ARABIC "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي ة ى ء ؤ ئ"

static void every_english_letter_is_there_in_both_orders(void **state)
{
    (void)state;
    open_in("en");
    all_there(LATIN);
    stage_press(&stage, "key.order");
    all_there(LATIN);
    assert_true(stage_node(&stage, "key.q")->box.x < stage_node(&stage, "key.w")->box.x);
    assert_int_equal(stage_node(&stage, "key.q")->box.y, stage_node(&stage, "key.p")->box.y);
    assert_true(stage_node(&stage, "key.a")->box.y > stage_node(&stage, "key.q")->box.y);
}

static void every_arabic_letter_is_there_in_both_orders(void **state)
{
    (void)state;
    open_in("ar");
    all_there(ARABIC " أ إ آ ، . ؟");
    /* the alphabet runs from the right; the layout of a telephone stands as it is known */
    assert_true(stage_node(&stage, "key.ا")->box.x > stage_node(&stage, "key.ب")->box.x);
    stage_press(&stage, "key.order");
    all_there(ARABIC);
    assert_true(stage_node(&stage, "key.ض")->box.x < stage_node(&stage, "key.ص")->box.x);
}

static void one_key_of_the_arabic_layout_types_two_letters(void **state)
{
    (void)state;
    open_in("ar");
    stage_press(&stage, "key.order");
    stage_press(&stage, "key.لا");
    assert_string_equal(stage.visit->write_back, "لا");
}

static void marks_of_the_second_level_stand_on_a_line_and_type_themselves(void **state)
{
    (void)state;
    open_in("ar");
    stage_press(&stage, "key.order");
    stage_press(&stage, "key.ب");
    stage_press(&stage, "key.shift");
    stage_press(&stage, "key.\xd9\x8e"); /* fatha */
    assert_string_equal(stage.visit->write_back, "ب\xd9\x8e");
}

static void shift_gives_one_capital(void **state)
{
    (void)state;
    open_in("en");
    stage_press(&stage, "key.shift");
    stage_press(&stage, "key.W");
    stage_press(&stage, "key.e");
    assert_string_equal(stage.visit->write_back, "We");
}

static void digits_are_those_of_the_language_and_latin_ones_one_key_away(void **state)
{
    (void)state;
    open_in("ar");
    stage_press(&stage, "key.layer");
    stage_press(&stage, "key.٣");
    stage_press(&stage, "key.script");
    stage_press(&stage, "key.3");
    assert_string_equal(stage.visit->write_back, "٣3");
    stage_press(&stage, "key.layer");
    stage_press(&stage, "key.b");
    assert_string_equal(stage.visit->write_back, "٣3b");
}

static void backspace_clear_and_bring_back(void **state)
{
    (void)state;
    open_in("en");
    stage_type(&stage, "abc");
    stage_press(&stage, "key.backspace");
    assert_string_equal(stage.visit->write_back, "ab");
    stage_press(&stage, "key.clear");
    assert_string_equal(stage.visit->write_back, "");
    stage_press(&stage, "key.clear"); /* now it brings back */
    assert_string_equal(stage.visit->write_back, "ab");
}

static void the_caret_moves_and_letters_go_where_it_stands(void **state)
{
    (void)state;
    open_in("en");
    stage_type(&stage, "ac");
    stage_press(&stage, "key.backward");
    stage_press(&stage, "key.b");
    assert_string_equal(stage.visit->write_back, "abc");
    stage_press(&stage, "key.forward");
    stage_press(&stage, "key.d");
    assert_string_equal(stage.visit->write_back, "abcd");
}

static void a_full_field_takes_nothing_more_and_says_so(void **state)
{
    (void)state;
    open_in("en");
    memset(stage.visit->write_back, 'a', TYPED_BYTES);
    stage.visit->write_back_caret = TYPED_BYTES;
    stage_wait(&stage, 100);
    stage_press(&stage, "key.b");
    assert_int_equal(strlen(stage.visit->write_back), TYPED_BYTES);
    assert_string_equal(stage_node(&stage, "field.left")->label, "Room for 0 letters");
}

static void fast_presses_of_the_same_key_all_count(void **state)
{
    (void)state;
    open_in("en");
    stage.facts.now_ms += 1000;
    for (int i = 0; i < 5; i++) {
        stage_down(&stage, "key.l", 0);
        stage.facts.now_ms += 30;
        stage_up(&stage, "key.l", 0);
        stage.facts.now_ms += 40;
    }
    assert_string_equal(stage.visit->write_back, "lllll");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(every_english_letter_is_there_in_both_orders),
        EACH(every_arabic_letter_is_there_in_both_orders),
        EACH(one_key_of_the_arabic_layout_types_two_letters),
        EACH(marks_of_the_second_level_stand_on_a_line_and_type_themselves),
        EACH(shift_gives_one_capital),
        EACH(digits_are_those_of_the_language_and_latin_ones_one_key_away),
        EACH(backspace_clear_and_bring_back),
        EACH(the_caret_moves_and_letters_go_where_it_stands),
        EACH(a_full_field_takes_nothing_more_and_says_so),
        EACH(fast_presses_of_the_same_key_all_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
