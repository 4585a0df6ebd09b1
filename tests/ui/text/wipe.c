/* After a visit its text is nowhere in the process: not as typed, not in the forms in which ICU, HarfBuzz
 * and SDL_ttf hold it. Meaningless under a sanitizer, which keeps freed memory; then it is skipped. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "text/field.h"
#include "text/text.h"

#define MASK 0x5a5a5a5au /* what is looked for is kept masked, or it would find itself */
#define CHUNK (1 << 20)

/* Glyph numbers of Noto Sans run with the alphabet: a = 68. */
#define GLYPH_SHIFT (68 - 'a')
/* "wkajmqtzvhpy": no word, so that nothing else in the process says it; each letter shifted by one. */
#define WORD "xlbknruawiqz"
#define LOOKED_FOR 8 /* of its letters; the shaper sees it grow letter by letter */

/* A row of numbers of `size` bytes, `stride` apart. */
struct needle {
    const char *name;
    unsigned stride, size, count;
    uint32_t masked[LOOKED_FOR];
};

/* One letter shifted: what is in the program is not what is typed. */
static void type(char *ret_typed, const char *shifted)
{
    size_t i = 0;
    for (; shifted[i]; i++)
        ret_typed[i] = (char)(shifted[i] == ' ' ? ' ' : shifted[i] - 1);
    ret_typed[i] = 0;
}

static bool matches(const struct needle *needle, const uint8_t *at)
{
    for (unsigned i = 0; i < needle->count; i++) {
        uint32_t value = 0;
        memcpy(&value, at + (size_t)i * needle->stride, needle->size);
        if ((value ^ MASK) != needle->masked[i])
            return false;
    }
    return true;
}

static unsigned count_in(const struct needle *needle, const uint8_t *bytes, size_t len)
{
    size_t whole = (size_t)needle->stride * (needle->count - 1) + needle->size;
    unsigned found = 0;
    for (size_t at = 0; at + whole <= len; at++)
        found += matches(needle, bytes + at);
    return found;
}

/* Every writable part of the process but the buffer used for looking. */
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
    close(memory);
    fclose(maps);
    return found;
}

static struct needle needle_of(
    const char *name, unsigned stride, unsigned size, const char *shifted, int shift)
{
    struct needle needle = {.name = name, .stride = stride, .size = size};
    for (; needle.count < LOOKED_FOR; needle.count++) {
        uint32_t value = (uint32_t)(unsigned char)shifted[needle.count] - 1;
        needle.masked[needle.count] = (value + (uint32_t)shift) ^ MASK;
    }
    return needle;
}

/* Types letter by letter, as a person does, with the page drawn after each. */
static void visit(struct text *text, const char *shifted, struct surface *surface)
{
    char bytes[256] = "", typed[256];
    struct text_style style = {.language = "en", .cap_mm = 4.8, .keep = TEXT_VISIT};
    struct draw_list *list = draw_list_new();
    struct text_field field;
    struct damage damage;
    type(typed, shifted);
    field_init(&field, bytes, sizeof bytes);
    for (size_t i = 0; typed[i]; i++) {
        char letter[2] = {typed[i], 0};
        assert_true(field_insert(&field, letter));
        const struct paragraph *paragraph = text_layout(text, &style, bytes, field.len, 300);
        draw_list_reset(list);
        paragraph_draw(paragraph, list, 0, 0, 0xff000000);
        struct box caret = paragraph_caret(paragraph, field.caret);
        (void)paragraph_offset_at(paragraph, caret.x, caret.y);
        draw_paint(NULL, list, 0xffffffff, surface, &damage);
    }
    draw_list_free(list);
    explicit_bzero(bytes, sizeof bytes);
    explicit_bzero(typed, sizeof typed);
}

static void nothing_typed_is_left_in_memory_after_the_visit(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip();
#endif
    const struct panel panel = {1080, 1920, 4.03, 4.03};
    const struct needle needles[] = {
        needle_of("UTF-8", 1, 1, WORD, 0),
        needle_of("UTF-16", 2, 2, WORD, 0),
        needle_of("UTF-32", 4, 4, WORD, 0),
        needle_of("characters in HarfBuzz", 20, 4, WORD, 0),
        needle_of("glyphs in HarfBuzz", 20, 4, WORD, GLYPH_SHIFT),
        needle_of("glyphs in SDL_ttf", 12, 4, WORD, GLYPH_SHIFT),
    };
    char message[256];
    uint8_t *buffer = mmap(NULL, CHUNK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct surface surface = {calloc(300 * 200, 4), 300, 200, 300};
    struct text *text = text_new(WAYSIDE_SOURCE "/assets/fonts.list", &panel, message);
    assert_true(buffer != MAP_FAILED && text && surface.pixels);
    visit(text, WORD, &surface);
    unsigned before = 0;
    for (size_t i = 0; i < sizeof needles / sizeof needles[0]; i++)
        before += count_in_process(&needles[i], buffer);
    assert_true(before > 2); /* or the search would prove nothing */
    text_wipe_visit(text);
    for (size_t i = 0; i < sizeof needles / sizeof needles[0]; i++) {
        unsigned count = count_in_process(&needles[i], buffer);
        if (count)
            fail_msg("%u times left as %s", count, needles[i].name);
    }
    text_free(text);
    free(surface.pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_typed_is_left_in_memory_after_the_visit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
