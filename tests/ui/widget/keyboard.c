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

static void a_dead_key_shows_what_it_makes_and_waits_for_one_letter(void **state)
{
    (void)state;
    open_in("es");
    stage_press(&stage, "key.order");
    stage_press(&stage, "key.dead.´");
    assert_true(stage_node(&stage, "key.dead.´")->chosen);
    stage_press(&stage, "key.á");
    stage_press(&stage, "key.a");
    assert_string_equal(stage.visit->write_back, "áa");
    stage_press(&stage, "key.shift");
    stage_press(&stage, "key.dead.¨"); /* the shift was for the dead key */
    stage_press(&stage, "key.ü");
    assert_string_equal(stage.visit->write_back, "áaü");
    stage_press(&stage, "key.dead.´");
    stage_press(&stage, "key.dead.´"); /* not after all */
    stage_press(&stage, "key.e");
    assert_string_equal(stage.visit->write_back, "áaüe");
}

static void a_consonant_opens_its_row_and_one_form_closes_it(void **state)
{
    (void)state;
    open_in("am");
    stage_press(&stage, "key.open.ቀ");
    assert_false(stage_has(&stage, "key.open.ለ"));
    all_there("ቀ ቁ ቂ ቃ ቄ ቅ ቆ ቈ ቊ ቋ ቌ ቍ");
    stage_press(&stage, "key.ቋ");
    assert_string_equal(stage.visit->write_back, "ቋ");
    stage_press(&stage, "key.open.ለ");
    stage_press(&stage, "key.close");
    assert_true(stage_has(&stage, "key.open.ሀ"));
    assert_string_equal(stage.visit->write_back, "ቋ");
}

static void pinyin_is_erased_letter_by_letter_and_a_word_takes_its_place(void **state)
{
    (void)state;
    open_in("zh");
    for (const char *letter = "nihaom"; *letter; letter++) {
        char id[8];
        snprintf(id, sizeof(id), "key.%c", *letter);
        stage_press(&stage, id);
    }
    stage_press(&stage, "key.backspace");
    assert_string_equal(stage.visit->write_back, "nihao");
    stage_press(&stage, "key.你");
    assert_string_equal(stage.visit->write_back, "你hao");
    stage_press(&stage, "key.好");
    stage_press(&stage, "key.backspace");
    assert_string_equal(stage.visit->write_back, "你");
    stage_press(&stage, "key.clear");
    for (const char *letter = "nihao"; *letter; letter++) {
        char id[8];
        snprintf(id, sizeof(id), "key.%c", *letter);
        stage_press(&stage, id);
    }
    stage_press(&stage, "key.space"); /* takes the likeliest */
    assert_string_equal(stage.visit->write_back, "你好");
    assert_true(stage_node(&stage, "write_back.field")->secret);
}

static void words_come_in_pages_and_are_private(void **state)
{
    (void)state;
    open_in("zh");
    stage_press(&stage, "key.s");
    stage_press(&stage, "key.h");
    stage_press(&stage, "key.i");
    assert_true(stage_node(&stage, "key.是")->secret);
    assert_false(stage_has(&stage, "key.words.before"));
    stage_press(&stage, "key.words.next");
    assert_false(stage_has(&stage, "key.是"));
    stage_press(&stage, "key.words.next");
    stage_press(&stage, "key.words.before");
    stage_press(&stage, "key.words.before");
    assert_true(stage_has(&stage, "key.是"));
    assert_false(stage_has(&stage, "key.words.before"));
}

static void half_a_word_stays_as_letters_when_the_caret_goes_elsewhere(void **state)
{
    (void)state;
    open_in("zh");
    stage_press(&stage, "key.n");
    stage_press(&stage, "key.i");
    stage_press(&stage, "key.backward");
    assert_false(stage_has(&stage, "key.你"));
    assert_string_equal(stage.visit->write_back, "ni");
}

static void half_a_word_is_gone_with_the_visit(void **state)
{
    (void)state;
    open_in("zh");
    stage_press(&stage, "key.n");
    stage_press(&stage, "key.i");
    stage_press(&stage, "leave");
    assert_string_equal(stage.visit->write_back, "");
    open_in("zh");
    assert_false(stage_has(&stage, "key.你"));
}

static void backspace_takes_one_sign_of_a_syllable_in_hindi_and_thai(void **state)
{
    (void)state;
    open_in("hi");
    stage_type(&stage, "कि");
    stage_press(&stage, "key.backspace");
    assert_string_equal(stage.visit->write_back, "क");
    stage_press(&stage, "key.clear");
    open_in("th");
    stage_type(&stage, "ก่");
    stage_press(&stage, "key.backspace");
    assert_string_equal(stage.visit->write_back, "ก");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE_TEST(every_english_letter_is_there_in_both_orders, &stage),
        STAGE_TEST(every_arabic_letter_is_there_in_both_orders, &stage),
        STAGE_TEST(one_key_of_the_arabic_layout_types_two_letters, &stage),
        STAGE_TEST(marks_of_the_second_level_stand_on_a_line_and_type_themselves, &stage),
        STAGE_TEST(shift_gives_one_capital, &stage),
        STAGE_TEST(digits_are_those_of_the_language_and_latin_ones_one_key_away, &stage),
        STAGE_TEST(backspace_clear_and_bring_back, &stage),
        STAGE_TEST(the_caret_moves_and_letters_go_where_it_stands, &stage),
        STAGE_TEST(a_full_field_takes_nothing_more_and_says_so, &stage),
        STAGE_TEST(fast_presses_of_the_same_key_all_count, &stage),
        STAGE_TEST(a_dead_key_shows_what_it_makes_and_waits_for_one_letter, &stage),
        STAGE_TEST(a_consonant_opens_its_row_and_one_form_closes_it, &stage),
        STAGE_TEST(pinyin_is_erased_letter_by_letter_and_a_word_takes_its_place, &stage),
        STAGE_TEST(words_come_in_pages_and_are_private, &stage),
        STAGE_TEST(half_a_word_stays_as_letters_when_the_caret_goes_elsewhere, &stage),
        STAGE_TEST(half_a_word_is_gone_with_the_visit, &stage),
        STAGE_TEST(backspace_takes_one_sign_of_a_syllable_in_hindi_and_thai, &stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
