/* The case words: a list for each language, of which two give 22 bits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/disk.h"

#define WORDS 2048

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void check_list(const char *path)
{
    struct buffer bytes;
    char *words[WORDS];
    size_t count = 0;
    buffer_init(&bytes, 1 << 18);
    assert_int_equal(file_read(path, 1 << 18, &bytes), BASE_OK);
    for (char *word = strtok((char *)bytes.bytes, "\n"); word; word = strtok(NULL, "\n")) {
        assert_true(count < WORDS);
        assert_null(strpbrk(word, " \t\r"));
        assert_true(strlen(word) >= 3 && strlen(word) <= 20);
        words[count++] = word;
    }
    assert_int_equal(count, WORDS);
    qsort(words, WORDS, sizeof(words[0]), by_name);
    for (size_t i = 1; i < WORDS; i++)
        assert_string_not_equal(words[i - 1], words[i]);
    buffer_clear(&bytes);
}

static void each_list_has_2048_different_single_words(void **state)
{
    (void)state;
    check_list(WAYSIDE_SOURCE "/assets/words/en.txt");
    check_list(WAYSIDE_SOURCE "/assets/words/ar.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_list_has_2048_different_single_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
