/* Words from the letters of pinyin; what was looked up is gone after a wipe, and nothing is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pinyin/pinyin.h"

static int set_up(void **state)
{
    *state = pinyin_new();
    assert_non_null(*state);
    return 0;
}

static int tear_down(void **state)
{
    pinyin_free(*state);
    return 0;
}

static size_t look(struct pinyin *pinyin, const char *letters)
{
    return pinyin_look(pinyin, letters, strlen(letters));
}

static size_t place_of(struct pinyin *pinyin, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(pinyin_word(pinyin, i), word) == 0)
            return i;
    return count;
}

static void the_likeliest_word_comes_first(void **state)
{
    size_t count = look(*state, "nihao");
    assert_true(count > 2);
    assert_string_equal(pinyin_word(*state, 0), "你好");
    count = look(*state, "woyaobangzhu");
    assert_string_equal(pinyin_word(*state, 0), "我要帮助");
}

static void a_word_says_how_many_letters_it_stands_for(void **state)
{
    size_t count = look(*state, "nihao"), ni = place_of(*state, count, "你");
    assert_true(ni < count);
    assert_int_equal(pinyin_taken(*state, ni), 2);
    (void)look(*state, "nihao");
    assert_int_equal(pinyin_taken(*state, 0), 5);
}

static void an_umlaut_is_two_bytes_and_is_taken_whole(void **state)
{
    size_t count = look(*state, "lüshi"), lawyer = place_of(*state, count, "律师");
    assert_true(lawyer < count);
    assert_int_equal(pinyin_taken(*state, lawyer), strlen("lüshi"));
    count = look(*state, "lüshi");
    size_t one = place_of(*state, count, "绿");
    assert_true(one < count);
    assert_int_equal(pinyin_taken(*state, one), strlen("lü"));
}

static void an_apostrophe_parts_two_syllables(void **state)
{
    size_t count = look(*state, "xi'an");
    assert_string_equal(pinyin_word(*state, 0), "西安");
    size_t west = place_of(*state, count, "西");
    assert_int_equal(pinyin_taken(*state, west), 3); /* with the apostrophe: it means nothing any more */
}

static void what_is_no_pinyin_is_nothing(void **state)
{
    char long_one[PINYIN_LETTERS + 1];
    memset(long_one, 'a', sizeof(long_one));
    assert_int_equal(pinyin_look(*state, long_one, PINYIN_LETTERS), 0);
    assert_int_equal(look(*state, ""), 0);
    assert_int_equal(look(*state, "NI"), 0);
    assert_int_equal(look(*state, "\xc3\xa9"), 0);
    assert_int_equal(look(*state, "ni hao"), 0);
    assert_string_equal(pinyin_word(*state, 0), "");
    assert_int_equal(pinyin_taken(*state, 0), 0);
}

static void after_a_wipe_there_are_no_words_and_it_works_again(void **state)
{
    assert_true(look(*state, "nihao") > 0);
    pinyin_wipe(*state);
    assert_string_equal(pinyin_word(*state, 0), "");
    assert_true(look(*state, "nihao") > 0);
    assert_string_equal(pinyin_word(*state, 0), "你好");
}

static void it_learns_nothing_from_what_is_chosen(void **state)
{
    size_t count = look(*state, "shi");
    char first[32], fifth[32];
    snprintf(first, sizeof(first), "%s", pinyin_word(*state, 0));
    snprintf(fifth, sizeof(fifth), "%s", pinyin_word(*state, 5));
    for (int i = 0; i < 20; i++) {
        assert_int_equal(look(*state, "shi"), count);
        (void)pinyin_taken(*state, 5);
    }
    (void)look(*state, "shi");
    assert_string_equal(pinyin_word(*state, 0), first);
    assert_string_equal(pinyin_word(*state, 5), fifth);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(the_likeliest_word_comes_first),
        EACH(a_word_says_how_many_letters_it_stands_for),
        EACH(an_umlaut_is_two_bytes_and_is_taken_whole),
        EACH(an_apostrophe_parts_two_syllables),
        EACH(what_is_no_pinyin_is_nothing),
        EACH(after_a_wipe_there_are_no_words_and_it_works_again),
        EACH(it_learns_nothing_from_what_is_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
