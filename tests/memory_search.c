#include "memory_search.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#define MASK 0x5a5a5a5au
#define PIECE (1 << 20)

struct search {
    const struct process_memory *memory;
    memory_count *count;
    const void *wanted;
    size_t longest;
    uint8_t *piece;
};

bool process_memory_open(struct process_memory *memory, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
    *memory = (struct process_memory){.pid = pid, .file = open(path, O_RDONLY | O_CLOEXEC)};
    return memory->file >= 0;
}

void process_memory_close(struct process_memory *memory)
{
    close(memory->file);
}

static size_t count_between(const struct search *search, uintptr_t from, uintptr_t to, const char *mapping)
{
    size_t found = 0;
    for (uintptr_t at = from; at < to; at += PIECE - (search->longest - 1)) {
        size_t most = to - at < PIECE ? to - at : PIECE;
        ssize_t len = pread(search->memory->file, search->piece, most, (off_t)at);
        if (len > 0)
            found += search->count(search->wanted, search->piece, (size_t)len, mapping);
        if (most < PIECE)
            break;
    }
    return found;
}

/* The kernel joins mappings that touch: what lies around the piece is searched, it alone is not. */
static size_t count_around(const struct search *search, uintptr_t from, uintptr_t to, const char *mapping)
{
    uintptr_t own = (uintptr_t)search->piece;
    if (search->memory->pid != getpid() || own + PIECE <= from || to <= own)
        return count_between(search, from, to, mapping);
    return count_between(search, from, own, mapping) + count_between(search, own + PIECE, to, mapping);
}

size_t memory_search(
    const struct process_memory *memory, memory_count *count, const void *wanted, size_t longest)
{
    struct search search = {memory, count, wanted, longest, NULL};
    char path[64], line[512];
    size_t found = 0;
    assert_true(longest > 0 && longest < PIECE);
    search.piece = mmap(NULL, PIECE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(search.piece != MAP_FAILED);
    snprintf(path, sizeof path, "/proc/%d/maps", (int)memory->pid);
    FILE *maps = fopen(path, "re");
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        char rights[8];
        assert_int_equal(sscanf(line, "%lx-%lx %7s", &from, &to, rights), 3);
        if (memory->written_only && rights[1] != 'w')
            continue;
        if (!strstr(line, "[vvar") && !strstr(line, "[vsyscall"))
            found += count_around(&search, from, to, line);
    }
    fclose(maps);
    explicit_bzero(search.piece, PIECE);
    munmap(search.piece, PIECE);
    return found;
}

void masked_add(struct masked_row *row, uint32_t number)
{
    assert_true(row->count < MASKED_MOST);
    row->masked[row->count++] = number ^ MASK;
}

static bool row_at(const struct masked_row *row, const uint8_t *at)
{
    for (unsigned i = 0; i < row->count; i++) {
        uint32_t number = 0;
        memcpy(&number, at + (size_t)i * row->stride, row->size);
        if ((number ^ MASK) != row->masked[i])
            return false;
    }
    return true;
}

static size_t row_bytes(const struct masked_row *row)
{
    return (size_t)row->stride * (row->count - 1) + row->size;
}

static size_t count_row(const void *wanted, const uint8_t *bytes, size_t len, const char *mapping)
{
    const struct masked_row *row = wanted;
    size_t whole = row_bytes(row), found = 0;
    (void)mapping;
    for (size_t at = 0; at + whole <= len; at++)
        found += row_at(row, bytes + at);
    return found;
}

size_t masked_search(const struct masked_row *row)
{
    struct process_memory memory;
    assert_true(row->count > 0);
    assert_true(process_memory_open(&memory, getpid()));
    memory.written_only = true;
    size_t found = memory_search(&memory, count_row, row, row_bytes(row));
    process_memory_close(&memory);
    return found;
}
