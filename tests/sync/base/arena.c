/* base/arena.h: memory that is locked, kept out of dumps, guarded and wiped. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

static void pieces_are_zero_aligned_and_apart(void **state)
{
    (void)state;
    struct arena *arena;
    assert_int_equal(arena_new(1000, &arena), BASE_OK);
    unsigned char *before = NULL;
    for (size_t size = 1; size <= 40; size += 13) {
        unsigned char *taken = arena_take(arena, size);
        assert_non_null(taken);
        assert_int_equal((uintptr_t)taken % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(taken[i], 0);
        assert_true(!before || taken > before);
        memset(taken, 0xff, size);
        before = taken;
    }
    arena_free(arena);
}

static void a_full_arena_gives_nothing_and_loses_nothing(void **state)
{
    (void)state;
    struct arena *arena;
    assert_int_equal(arena_new(64, &arena), BASE_OK);
    assert_null(arena_take(arena, 65));
    assert_null(arena_take(arena, SIZE_MAX));
    assert_non_null(arena_take(arena, 64));
    assert_int_equal(arena_left(arena), 0);
    assert_null(arena_take(arena, 1));
    assert_null(arena_take(arena, 0));
    arena_free(arena);
}

static void wiping_leaves_no_byte_and_frees_the_whole(void **state)
{
    (void)state;
    struct arena *arena;
    assert_int_equal(arena_new(4096, &arena), BASE_OK);
    unsigned char *secret = arena_take(arena, 4096);
    memset(secret, 'S', 4096);
    arena_wipe(arena);
    for (size_t i = 0; i < 4096; i++)
        assert_int_equal(secret[i], 0);
    assert_int_equal(arena_left(arena), 4096);
    assert_ptr_equal(arena_take(arena, 16), secret);
    arena_free(arena);
    arena_free(NULL);
}

/* What the kernel says of the mapping that holds p: "VmFlags:" of /proc/self/smaps. */
static bool mapping_has(const void *p, const char *flag)
{
    FILE *smaps = fopen("/proc/self/smaps", "r");
    char line[512];
    bool inside = false, found = false;
    assert_non_null(smaps);
    while (fgets(line, sizeof line, smaps)) {
        unsigned long begin, end;
        if (sscanf(line, "%lx-%lx ", &begin, &end) == 2)
            inside = (uintptr_t)p >= begin && (uintptr_t)p < end;
        else if (inside && strncmp(line, "VmFlags:", 8) == 0)
            found = strstr(line, flag) != NULL;
    }
    fclose(smaps);
    return found;
}

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define MLOCK_IS_MUTED 1 /* the sanitizer makes mlock do nothing */
#else
#define MLOCK_IS_MUTED 0
#endif

static void the_kernel_neither_swaps_nor_dumps_it(void **state)
{
    (void)state;
    struct arena *arena;
    assert_int_equal(arena_new(100000, &arena), BASE_OK);
    char *first = arena_take(arena, 1), *last = (char *)arena_take(arena, arena_left(arena) - 32) + 99000;
    assert_true(mapping_has(first, " dd"));
    assert_true(mapping_has(last, " dd"));
    if (!MLOCK_IS_MUTED) {
        assert_true(mapping_has(first, " lo"));
        assert_true(mapping_has(last, " lo"));
    }
    arena_free(arena);
}

static void writing_past_the_end_ends_the_program(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        struct arena *arena;
        signal(SIGSEGV, SIG_DFL);
        if (arena_new(4096, &arena) != BASE_OK)
            _exit(2);
        volatile char *bytes = arena_take(arena, 4096);
        bytes[4096] = 1;
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSEGV);
}

static void memory_that_cannot_be_locked_is_not_given(void **state)
{
    (void)state;
    if (MLOCK_IS_MUTED)
        skip();
    pid_t child = fork();
    if (child == 0) {
        struct arena *arena = NULL;
        struct rlimit none = {0, 0};
        /* without the privilege that overrides the limit */
        if (setrlimit(RLIMIT_MEMLOCK, &none) != 0 || (getuid() == 0 && setresuid(65534, 65534, 65534) != 0))
            _exit(2);
        _exit(arena_new(4096, &arena) == BASE_NO_MEMORY && !arena ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_hardened_process_dumps_no_core(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        struct rlimit core;
        if (process_harden() != 0 || getrlimit(RLIMIT_CORE, &core) != 0)
            _exit(1);
        _exit(core.rlim_max == 0 && prctl(PR_GET_DUMPABLE) == 0 ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zero_aligned_and_apart),
        cmocka_unit_test(a_full_arena_gives_nothing_and_loses_nothing),
        cmocka_unit_test(wiping_leaves_no_byte_and_frees_the_whole),
        cmocka_unit_test(the_kernel_neither_swaps_nor_dumps_it),
        cmocka_unit_test(writing_past_the_end_ends_the_program),
        cmocka_unit_test(memory_that_cannot_be_locked_is_not_given),
        cmocka_unit_test(a_hardened_process_dumps_no_core),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
