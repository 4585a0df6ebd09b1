/* Typing, moving and erasing in scripts that count letters differently. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "text/field.h"

#define E_ACUTE "e\xcc\x81"                                           /* two code points, one cluster */
#define FAMILY "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"         /* woman, joiner, girl */
#define HINDI_KSHI "\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7\xe0\xa4\xbf" /* ka, virama, ssa, i */
#define THAI_NAM "\xe0\xb8\x99\xe0\xb9\x89\xe0\xb8\xb3"               /* no nu, mai tho, sara am */
#define ARABIC_BA_FATHA "\xd8\xa8\xd9\x8e"
#define ARABIC_BAYT "\xd8\xa8\xd9\x8a\xd8\xaa"

struct typed {
    char bytes[64];
    struct text_field field;
};

static struct typed typed_of(const char *text)
{
    struct typed typed = {.bytes = ""};
    snprintf(typed.bytes, sizeof typed.bytes, "%s", text);
    return typed;
}

static void start(struct typed *typed)
{
    field_init(&typed->field, typed->bytes, sizeof typed->bytes);
}

static void text_is_inserted_at_the_caret(void **state)
{
    (void)state;
    struct typed typed = typed_of("");
    start(&typed);
    assert_true(field_insert(&typed.field, "hlp"));
    field_move(&typed.field, -2);
    assert_true(field_insert(&typed.field, "e"));
    assert_string_equal(typed.bytes, "help");
    assert_int_equal(typed.field.caret, 2);
    assert_int_equal(typed.field.len, 4);
    field_move(&typed.field, 99);
    assert_int_equal(typed.field.caret, 4);
    field_move(&typed.field, -99);
    assert_int_equal(typed.field.caret, 0);
}

static void what_does_not_fit_or_is_no_utf8_changes_nothing(void **state)
{
    (void)state;
    char bytes[8] = "";
    struct text_field field;
    field_init(&field, bytes, sizeof bytes);
    assert_true(field_insert(&field, "1234567"));
    assert_false(field_insert(&field, "8"));
    field_backspace(&field);
    assert_false(field_insert(&field, "\xc3"));
    assert_false(field_insert(&field, "\xc3\xa9"));
    assert_string_equal(bytes, "123456");
    assert_int_equal(field.caret, 6);
    assert_true(field_insert(&field, "7"));
}

static void a_word_takes_the_place_of_the_letters_before_the_caret(void **state)
{
    (void)state;
    char bytes[12] = "";
    struct text_field field;
    field_init(&field, bytes, sizeof bytes);
    assert_true(field_insert(&field, "xnihaoy"));
    field_move(&field, -1);
    assert_true(field_replace(&field, 5, 2, "\xe4\xbd\xa0"));
    assert_string_equal(bytes, "x\xe4\xbd\xa0haoy");
    assert_int_equal(field.caret, 7);
    assert_false(field_replace(&field, 8, 1, "a"));
    assert_false(field_replace(&field, 1, 2, "a"));
    assert_false(field_replace(&field, 1, 1, "\xe4\xbd"));
    assert_false(field_replace(&field, 1, 1, "0123456789"));
    assert_false(field_replace(&field, 5, 0, "a")); /* inside the word */
    assert_false(field_replace(&field, 6, 1, "a"));
    assert_string_equal(bytes, "x\xe4\xbd\xa0haoy");
    assert_int_equal(field.caret, 7);
}

static void backspace_takes(const char *before, const char *after)
{
    struct typed typed = typed_of(before);
    start(&typed);
    field_backspace(&typed.field);
    assert_string_equal(typed.bytes, after);
    assert_int_equal(typed.field.len, strlen(after));
    assert_int_equal(typed.field.caret, strlen(after));
}

static void backspace_takes_a_whole_cluster_of_latin_and_of_pictures(void **state)
{
    (void)state;
    backspace_takes("caf" E_ACUTE, "caf");
    backspace_takes("a" FAMILY, "a");
    backspace_takes("a\r\n", "a");
    backspace_takes("", "");
}

static void backspace_takes_one_sign_where_syllables_are_built_sign_by_sign(void **state)
{
    (void)state;
    backspace_takes(HINDI_KSHI, "\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7");
    backspace_takes("\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7", "\xe0\xa4\x95\xe0\xa5\x8d");
    backspace_takes(THAI_NAM, "\xe0\xb8\x99\xe0\xb9\x89");
    backspace_takes("\xe0\xb8\x99\xe0\xb9\x89", "\xe0\xb8\x99");
    backspace_takes(ARABIC_BA_FATHA, "\xd8\xa8");
    backspace_takes(ARABIC_BAYT, "\xd8\xa8\xd9\x8a");
    backspace_takes("\xd7\xa9\xd7\x81", "\xd7\xa9");
}

static void a_joiner_goes_with_the_sign_before_it(void **state)
{
    (void)state;
    backspace_takes("\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d", "\xe0\xa4\x95");
}

static void the_caret_never_stands_inside_a_cluster(void **state)
{
    (void)state;
    struct typed typed = typed_of("x" E_ACUTE "y");
    start(&typed);
    field_move(&typed.field, -2);
    assert_int_equal(typed.field.caret, 1);
    field_move(&typed.field, 1);
    assert_int_equal(typed.field.caret, 4);
    struct typed mark = typed_of("\xcc\x81z");
    start(&mark);
    field_move(&mark.field, -9);
    assert_true(field_insert(&mark.field, "e")); /* becomes one with the mark behind it */
    assert_int_equal(mark.field.caret, 3);
}

static void clear_can_be_undone_until_something_is_typed(void **state)
{
    (void)state;
    struct typed typed = typed_of("what happened");
    start(&typed);
    field_clear(&typed.field);
    assert_string_equal(typed.bytes, "");
    assert_int_equal(typed.field.len, 0);
    assert_true(field_undo(&typed.field));
    assert_string_equal(typed.bytes, "what happened");
    assert_int_equal(typed.field.caret, 13);
    assert_false(field_undo(&typed.field));
    field_clear(&typed.field);
    assert_true(field_insert(&typed.field, "x"));
    assert_false(field_undo(&typed.field));
    for (size_t i = 2; i < sizeof typed.bytes; i++)
        assert_int_equal(typed.bytes[i], 0);
}

static void erased_text_leaves_no_bytes_behind(void **state)
{
    (void)state;
    struct typed typed = typed_of("secret");
    start(&typed);
    for (int i = 0; i < 6; i++)
        field_backspace(&typed.field);
    for (size_t i = 0; i < sizeof typed.bytes; i++)
        assert_int_equal(typed.bytes[i], 0);
}

static void what_is_written_as_two_bytes_takes_two(void **state)
{
    (void)state;
    char bytes[8] = "";
    struct text_field field;
    field_init(&field, bytes, sizeof bytes);
    assert_int_equal(field_room(&field), 7);
    assert_true(field_insert(&field, "\"\n"));
    assert_int_equal(field_room(&field), 3);
    assert_true(field_insert(&field, "\\"));
    assert_false(field_insert(&field, "\""));
    assert_true(field_insert(&field, "a"));
    assert_false(field_insert(&field, "b"));
    assert_string_equal(bytes, "\"\n\\a");
}

static void a_full_field_can_be_cleared_and_brought_back(void **state)
{
    (void)state;
    char bytes[8] = "1234567";
    struct text_field field;
    field_init(&field, bytes, sizeof bytes);
    field_clear(&field);
    assert_true(field_undo(&field));
    assert_string_equal(bytes, "1234567");
}

static void random_editing_keeps_the_text_valid_and_the_caret_on_a_boundary(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", E_ACUTE, "\xcc\x81", HINDI_KSHI, THAI_NAM, ARABIC_BA_FATHA,
        FAMILY, " ", "\n", "\xe2\x80\x8d", "\xf0\x9f\x87\xac\xf0\x9f\x87\xa7"};
    struct typed typed = typed_of("");
    unsigned random = 7;
    start(&typed);
    for (int i = 0; i < 20000; i++) {
        random = random * 1664525 + 1013904223;
        unsigned choice = random >> 16 & 15;
        if (choice < sizeof pieces / sizeof pieces[0])
            (void)field_insert(&typed.field, pieces[choice]);
        else if (choice < 14)
            field_backspace(&typed.field);
        else
            field_move(&typed.field, choice == 14 ? -3 : 2);
        assert_true(typed.field.len < sizeof typed.bytes && typed.field.caret <= typed.field.len);
        assert_int_equal(strlen(typed.bytes), typed.field.len);
        assert_true(utf8_valid(typed.bytes, typed.field.len));
        struct text_field there = typed.field; /* a step forth and back returns to a boundary */
        field_move(&there, 1);
        field_move(&there, -1);
        if (typed.field.caret < typed.field.len)
            assert_int_equal(there.caret, typed.field.caret);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_inserted_at_the_caret),
        cmocka_unit_test(what_does_not_fit_or_is_no_utf8_changes_nothing),
        cmocka_unit_test(a_word_takes_the_place_of_the_letters_before_the_caret),
        cmocka_unit_test(backspace_takes_a_whole_cluster_of_latin_and_of_pictures),
        cmocka_unit_test(backspace_takes_one_sign_where_syllables_are_built_sign_by_sign),
        cmocka_unit_test(a_joiner_goes_with_the_sign_before_it),
        cmocka_unit_test(the_caret_never_stands_inside_a_cluster),
        cmocka_unit_test(clear_can_be_undone_until_something_is_typed),
        cmocka_unit_test(erased_text_leaves_no_bytes_behind),
        cmocka_unit_test(what_is_written_as_two_bytes_takes_two),
        cmocka_unit_test(a_full_field_can_be_cleared_and_brought_back),
        cmocka_unit_test(random_editing_keeps_the_text_valid_and_the_caret_on_a_boundary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
