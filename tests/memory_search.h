/* The memory of a process, searched for what must not be there. Link: SOURCES memory_search.c. Of no use on a
 * process with sanitizers, which keep freed memory and whose shadow is larger than any disk. */
#ifndef WAYSIDE_TESTS_MEMORY_SEARCH_H
#define WAYSIDE_TESTS_MEMORY_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct process_memory {
    pid_t pid;
    int file;
    bool written_only; /* leave out what the process can't write to: programs and the files it has mapped */
};
/* False when this user may not read that process. */
bool process_memory_open(struct process_memory *memory, pid_t pid);
void process_memory_close(struct process_memory *memory);

/* How often what is wanted stands in these bytes, a piece of a mapping, which is a line of /proc/PID/maps. */
typedef size_t memory_count(const void *wanted, const uint8_t *bytes, size_t len, const char *mapping);
/* The sum over every mapping: stacks, heaps, locked arenas and pictures among them. What lies across two
 * pieces is found when it is no longer than longest; shorter ones there may count twice. In a process that
 * searches itself, the piece that is being looked at is left out, and wiped at the end. Asserts. */
size_t memory_search(
    const struct process_memory *memory, memory_count *count, const void *wanted, size_t longest);

#define MASKED_MOST 64
/* A row of numbers of `size` bytes, `stride` apart, kept masked: or a process that looks for it in its own
 * memory would find what it looks for. */
struct masked_row {
    const char *name;
    unsigned stride, size, count;
    uint32_t masked[MASKED_MOST];
};
void masked_add(struct masked_row *row, uint32_t number);
/* How often it stands in what this process can write to. Asserts. */
size_t masked_search(const struct masked_row *row);

#endif
