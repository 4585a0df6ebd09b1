#include "firmware/look.h"

#include <fcntl.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

bool look_open(struct look *look, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
    *look = (struct look){.pid = pid, .memory = open(path, O_RDONLY | O_CLOEXEC)};
    return look->memory >= 0;
}

void look_close(struct look *look)
{
    close(look->memory);
}

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

static size_t look_in(
    const struct look *look, uintptr_t from, uintptr_t to, const struct wanted *wanted, const char *line)
{
    size_t len = to - from, count = 0;
    uint8_t *copy = malloc(len);
    assert_non_null(copy);
    ssize_t got = pread(look->memory, copy, len, (off_t)from);
    for (size_t i = 0; got > 0 && i < wanted->count; i++) {
        size_t here = count_in(copy, (size_t)got, wanted->bytes[i], wanted->len[i]);
        if (here)
            print_message("%s: %zu in %s", wanted->name[i], here, line);
        count += here;
    }
    free(copy);
    return count;
}

/* Every mapping of the child, its stacks, heaps, locked arenas and picture among them. */
size_t look_for(const struct look *look, const struct wanted *wanted)
{
    char path[64], line[512];
    size_t count = 0;
    snprintf(path, sizeof path, "/proc/%d/maps", (int)look->pid);
    FILE *maps = fopen(path, "re");
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        assert_int_equal(sscanf(line, "%lx-%lx", &from, &to), 2);
        if (!strstr(line, "[vvar") && !strstr(line, "[vsyscall"))
            count += look_in(look, from, to, wanted, line);
    }
    fclose(maps);
    return count;
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

size_t look_for_text(const struct look *look, const char *ascii)
{
    struct wanted wanted = {0};
    want_text(&wanted, ascii);
    return look_for(look, &wanted);
}
