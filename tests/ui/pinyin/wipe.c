/* After a wipe nothing that was looked up is in the process: not the letters, not the sentence that they
 * make, in no form in which the library holds it. With the kiosk's allocator. Meaningless under a sanitizer,
 * which keeps freed memory; then it is skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory_search.h"
#include "pinyin/pinyin.h"

/* "tamenzouxiangxue" and "他们走像雪": words that no list has next to each other. Masked by hand: each byte
 * of the first is one more. */
#define LETTERS "ubnfo{pvyjbohyvf"

static void letters_of(char *ret_letters)
{
    size_t i = 0;
    for (; LETTERS[i]; i++)
        ret_letters[i] = (char)(LETTERS[i] - 1);
    ret_letters[i] = 0;
}

static struct masked_row row_of(const char *name, const char *bytes)
{
    struct masked_row row = {.name = name, .stride = 1, .size = 1};
    for (; *bytes; bytes++)
        masked_add(&row, (unsigned char)*bytes);
    return row;
}

/* The stack below, where calls have been. */
static __attribute__((noinline)) void wipe_stack(void)
{
    unsigned char below[192 * 1024];
    explicit_bzero(below, sizeof below);
}

static __attribute__((noinline)) void look_up(struct pinyin *pinyin, struct masked_row rows[static 3])
{
    char letters[64];
    letters_of(letters);
    assert_true(pinyin_look(pinyin, letters, strlen(letters)) > 0);
    const char *word = pinyin_word(pinyin, 0);
    rows[0] = row_of("letters", letters);
    rows[1] = row_of("UTF-8", word);
    rows[2] = (struct masked_row){.name = "UCS-4", .stride = 4, .size = 4};
    for (const unsigned char *b = (const unsigned char *)word; *b; b += 3) {
        assert_int_equal(b[0] & 0xf0u, 0xe0u);
        masked_add(&rows[2], (b[0] & 0xfu) << 12 | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu));
    }
    assert_true(rows[2].count >= 4);
    explicit_bzero(letters, sizeof letters);
}

static void nothing_that_was_looked_up_is_left(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip();
#endif
    struct masked_row rows[3];
    struct pinyin *pinyin = pinyin_new();
    look_up(pinyin, rows);
    assert_true(masked_search(&rows[0]) > 0);
    assert_true(masked_search(&rows[1]) > 0);
    (void)pinyin_taken(pinyin, 0);
    look_up(pinyin, rows);
    pinyin_wipe(pinyin);
    wipe_stack();
    size_t left = 0;
    for (int i = 0; i < 3; i++) {
        size_t found = masked_search(&rows[i]);
        if (found)
            print_error("%zu times as %s\n", found, rows[i].name);
        left += found;
    }
    assert_int_equal(left, 0);
    pinyin_free(pinyin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_that_was_looked_up_is_left)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
