/* Linked with wipe_malloc.c as the program is: what is freed is wiped, whoever frees it. The blocks are
 * looked at through pointers kept as numbers after they were freed, which is what this test is about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MARK 0x5a
/* The allocator keeps its links in the first 16 bytes of a free block. */
#define LINKS 16

static size_t marks_left(uintptr_t block, size_t size)
{
    const volatile unsigned char *bytes = (const volatile unsigned char *)block;
    size_t left = 0;
    for (size_t i = LINKS; i < size; i++)
        left += bytes[i] == MARK;
    return left;
}

static void *hide(void *block)
{
    __asm__ volatile("" : "+r"(block) : : "memory");
    return block;
}

static void a_freed_block_is_wiped_to_its_last_byte(void **state)
{
    (void)state;
    for (size_t size = 24; size < 100000; size = size * 2 + 8) {
        unsigned char *block = hide(malloc(size));
        size_t usable = malloc_usable_size(block);
        memset(block, MARK, usable);
        uintptr_t seen = (uintptr_t)block;
        free(hide(block));
        assert_int_equal(marks_left(seen, usable), 0);
    }
}

static void a_block_that_grows_leaves_nothing_behind(void **state)
{
    (void)state;
    unsigned char *block = hide(malloc(600));
    memset(block, MARK, 600);
    uintptr_t before = (uintptr_t)block;
    unsigned char *grown = hide(realloc(block, 6000));
    assert_non_null(grown);
    assert_true((uintptr_t)grown != before);
    for (size_t i = 0; i < 600; i++)
        assert_int_equal(grown[i], MARK);
    assert_int_equal(marks_left(before, 600), 0);
    free(grown);
}

static void a_block_that_shrinks_keeps_what_it_holds(void **state)
{
    (void)state;
    unsigned char *block = hide(malloc(4000));
    memset(block, MARK, 4000);
    block = hide(realloc(block, 100));
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(block[i], MARK);
    uintptr_t seen = (uintptr_t)block;
    size_t usable = malloc_usable_size(block);
    free(hide(block));
    assert_int_equal(marks_left(seen, usable), 0);
    assert_null(realloc(malloc(10), 0));
}

static void aligned_blocks_are_wiped_too(void **state)
{
    (void)state;
    void *block = NULL;
    assert_int_equal(posix_memalign(&block, 256, 1000), 0);
    assert_int_equal((uintptr_t)block % 256, 0);
    memset(block, MARK, 1000);
    uintptr_t seen = (uintptr_t)block;
    free(hide(block));
    assert_int_equal(marks_left(seen, 1000), 0);
    block = hide(aligned_alloc(64, 640));
    assert_int_equal((uintptr_t)block % 64, 0);
    free(block);
    assert_int_not_equal(posix_memalign(&block, 3, 10), 0);
}

/* open_memstream is the C library's own: it grows its block and frees the old ones by itself. */
static void what_the_c_library_frees_is_wiped(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    for (int i = 0; i < 500; i++)
        fputc(MARK, stream);
    fflush(stream);
    uintptr_t before = (uintptr_t)text;
    for (int i = 0; i < 20000; i++)
        fputc('.', stream);
    fclose(stream);
    assert_true((uintptr_t)text != before);
    assert_int_equal(marks_left(before, 500), 0);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_freed_block_is_wiped_to_its_last_byte),
        cmocka_unit_test(a_block_that_grows_leaves_nothing_behind),
        cmocka_unit_test(a_block_that_shrinks_keeps_what_it_holds),
        cmocka_unit_test(aligned_blocks_are_wiped_too),
        cmocka_unit_test(what_the_c_library_frees_is_wiped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
