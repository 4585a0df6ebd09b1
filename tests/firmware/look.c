#include "firmware/look.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

void look_make_text(char ret_text[static LOOK_TEXT + 1])
{
    for (size_t i = 0; i < LOOK_TEXT; i++)
        ret_text[i] = (char)('a' + randombytes_uniform(26));
    ret_text[LOOK_TEXT] = 0;
}

static size_t count_in(const uint8_t *bytes, size_t len, const void *what, size_t what_len)
{
    size_t count = 0;
    const uint8_t *at = bytes, *end = bytes + len;
    while ((at = memmem(at, (size_t)(end - at), what, what_len))) {
        count++;
        at++;
    }
    return count;
}

void want(struct wanted *wanted, const char *name, const void *bytes, size_t len)
{
    assert_true(wanted->count < LOOK_PATTERNS && len <= sizeof wanted->bytes[0]);
    wanted->name[wanted->count] = name;
    memcpy(wanted->bytes[wanted->count], bytes, len);
    wanted->len[wanted->count++] = len;
}

static size_t look_in(const void *what, const uint8_t *bytes, size_t len, const char *mapping)
{
    const struct wanted *wanted = what;
    size_t count = 0;
    for (size_t i = 0; i < wanted->count; i++) {
        size_t here = count_in(bytes, len, wanted->bytes[i], wanted->len[i]);
        if (here)
            print_message("%s: %zu in %s", wanted->name[i], here, mapping);
        count += here;
    }
    return count;
}

size_t look_for(const struct process_memory *memory, const struct wanted *wanted)
{
    return memory_search(memory, look_in, wanted, sizeof wanted->bytes[0]);
}

void want_text(struct wanted *wanted, const char *ascii)
{
    for (size_t from = 0; from + LOOK_PIECE <= LOOK_TEXT; from += 2) {
        uint16_t wide[LOOK_PIECE];
        uint32_t wider[LOOK_PIECE];
        for (size_t i = 0; i < LOOK_PIECE; i++)
            wide[i] = wider[i] = (unsigned char)ascii[from + i];
        want(wanted, "UTF-8", ascii + from, LOOK_PIECE);
        want(wanted, "UTF-16", wide, sizeof wide);
        want(wanted, "UTF-32", wider, sizeof wider);
    }
}

size_t look_for_text(const struct process_memory *memory, const char *ascii)
{
    struct wanted wanted = {0};
    want_text(&wanted, ascii);
    return look_for(memory, &wanted);
}
