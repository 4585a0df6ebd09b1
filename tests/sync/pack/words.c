/* Lists of words, and the two words that a kiosk shows and a coordinator asks for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "pack/words.h"

/* count lines: before, then a number padded to digits. */
static void list_make(struct buffer *text, size_t count, int digits, const char *before)
{
    buffer_init(text, 1 << 20);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(buffer_printf(text, "%s%0*zu\n", before, digits, i), BASE_OK);
}

/* Whether such a list is read; a refused one leaves nothing behind. */
static bool taken(size_t count, int digits, const char *before)
{
    struct buffer text;
    struct words words = {0};
    list_make(&text, count, digits, before);
    enum base_error error = words_read(text.bytes, text.len, &words);
    buffer_clear(&text);
    assert_true(error == BASE_OK ? words.text != NULL : error == BASE_FORMAT && words.text == NULL);
    words_clear(&words);
    return error == BASE_OK;
}

static void a_list_has_exactly_2048_words_of_at_most_30_bytes(void **state)
{
    (void)state;
    assert_true(taken(2048, 1, "w"));
    assert_false(taken(2047, 1, "w"));
    assert_false(taken(2049, 1, "w"));
    assert_true(taken(2048, 30, ""));
    assert_false(taken(2048, 31, ""));
    assert_false(taken(1024, 1, "\n"));
    assert_false(taken(2048, 1, "\xff"));
    assert_false(taken(0, 1, ""));
}

static void a_word_holds_no_zero_byte_and_the_last_one_ends_too(void **state)
{
    (void)state;
    struct buffer text;
    struct words words = {0};
    list_make(&text, 2048, 4, "w");
    assert_int_equal(words_read(text.bytes, text.len - 1, &words), BASE_FORMAT);
    text.bytes[2] = 0;
    assert_int_equal(words_read(text.bytes, text.len, &words), BASE_FORMAT);
    text.bytes[2] = 'x';
    assert_int_equal(words_read(text.bytes, text.len, &words), BASE_OK);
    buffer_clear(&text); /* the words are a copy */
    assert_string_equal(words.word[0], "w0x00");
    assert_string_equal(words.word[2047], "w2047");
    words_clear(&words);
}

static void a_case_has_the_words_of_the_first_22_bits_of_its_thread(void **state)
{
    (void)state;
    struct buffer text;
    struct words words = {0};
    char said[CASE_WORD_TEXT];
    uint8_t thread[ID_BYTES] = {0x80, 0x20, 0x07};
    list_make(&text, 2048, 30, "");
    assert_int_equal(words_read(text.bytes, text.len, &words), BASE_OK);
    buffer_clear(&text);
    words_of_case(&words, thread, said);
    assert_string_equal(said, "000000000000000000000000001025 000000000000000000000000000001");
    memset(thread, 0xff, sizeof thread);
    words_of_case(&words, thread, said);
    assert_string_equal(said, "000000000000000000000000002047 000000000000000000000000002047");
    words_clear(&words);
}

static void the_lists_of_the_image_can_be_read(void **state)
{
    (void)state;
    struct words words = {0};
    assert_int_equal(words_file_read(WAYSIDE_SOURCE "/assets/words/en.txt", &words), BASE_OK);
    words_clear(&words);
    assert_int_equal(words_file_read(WAYSIDE_SOURCE "/assets/words/ar.txt", &words), BASE_OK);
    words_clear(&words);
    assert_int_equal(words_file_read("/nonexistent", &words), BASE_NOT_FOUND);
    assert_null(words.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_has_exactly_2048_words_of_at_most_30_bytes),
        cmocka_unit_test(a_word_holds_no_zero_byte_and_the_last_one_ends_too),
        cmocka_unit_test(a_case_has_the_words_of_the_first_22_bits_of_its_thread),
        cmocka_unit_test(the_lists_of_the_image_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
