/* After a wipe nothing that was looked up is in the process: not the letters, not the sentence that they
 * make, in no form in which the library holds it. With the kiosk's allocator. Meaningless under a sanitizer,
 * which keeps freed memory; then it is skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "pinyin/pinyin.h"

#define MASK 0x5a /* what is looked for is kept masked, or it would find itself */
#define CHUNK (1 << 20)

struct needle {
    const char *name;
    size_t len;
    uint8_t masked[64];
};

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

static void make(struct needle *needle, const char *name, const void *bytes, size_t len)
{
    needle->name = name;
    needle->len = len;
    for (size_t i = 0; i < len; i++)
        needle->masked[i] = (uint8_t)(((const uint8_t *)bytes)[i] ^ MASK);
}

static unsigned count_in(const struct needle *needle, const uint8_t *bytes, size_t len)
{
    unsigned found = 0;
    for (size_t at = 0; at + needle->len <= len; at++) {
        size_t i = 0;
        while (i < needle->len && (bytes[at + i] ^ MASK) == needle->masked[i])
            i++;
        found += i == needle->len;
    }
    return found;
}

static unsigned count_in_process(const struct needle *needle, uint8_t *buffer)
{
    char line[512];
    unsigned found = 0;
    FILE *maps = fopen("/proc/self/maps", "re");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    assert_true(maps && memory >= 0);
    while (fgets(line, sizeof line, maps)) {
        unsigned long start, end;
        char rights[8];
        if (sscanf(line, "%lx-%lx %7s", &start, &end, rights) != 3 || rights[1] != 'w' || strstr(line, "[v"))
            continue;
        for (unsigned long at = start; at < end; at += CHUNK / 2) { /* overlapping */
            if ((unsigned long)buffer < at + CHUNK && at < (unsigned long)buffer + CHUNK)
                continue;
            ssize_t len = pread(memory, buffer, end - at < CHUNK ? end - at : CHUNK, (off_t)at);
            if (len > 0)
                found += count_in(needle, buffer, (size_t)len);
        }
    }
    explicit_bzero(buffer, CHUNK);
    fclose(maps);
    close(memory);
    return found;
}

/* The stack below, where calls have been. */
static __attribute__((noinline)) void wipe_stack(void)
{
    unsigned char below[192 * 1024];
    explicit_bzero(below, sizeof below);
}

static __attribute__((noinline)) void look_up(struct pinyin *pinyin, struct needle needles[static 3])
{
    char letters[64];
    uint32_t codes[16];
    size_t count = 0;
    letters_of(letters);
    assert_true(pinyin_look(pinyin, letters, strlen(letters)) > 0);
    const char *word = pinyin_word(pinyin, 0);
    make(&needles[0], "letters", letters, strlen(letters));
    make(&needles[1], "UTF-8", word, strlen(word));
    for (const unsigned char *b = (const unsigned char *)word; *b && count < 16; b += 3)
        codes[count++] = (b[0] & 0xfu) << 12 | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu);
    assert_true(count >= 4 && count * 3 == strlen(word));
    make(&needles[2], "UCS-4", codes, count * 4);
    explicit_bzero(letters, sizeof letters);
    explicit_bzero(codes, sizeof codes);
}

static void nothing_that_was_looked_up_is_left(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip();
#endif
    struct needle needles[3];
    uint8_t *buffer = mmap(NULL, CHUNK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct pinyin *pinyin = pinyin_new();
    look_up(pinyin, needles);
    assert_true(count_in_process(&needles[0], buffer) > 0);
    assert_true(count_in_process(&needles[1], buffer) > 0);
    (void)pinyin_taken(pinyin, 0);
    look_up(pinyin, needles);
    pinyin_wipe(pinyin);
    wipe_stack();
    unsigned left = 0;
    for (int i = 0; i < 3; i++) {
        unsigned found = count_in_process(&needles[i], buffer);
        if (found)
            print_error("%u times as %s\n", found, needles[i].name);
        left += found;
    }
    assert_int_equal(left, 0);
    pinyin_free(pinyin);
    munmap(buffer, CHUNK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_that_was_looked_up_is_left)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
