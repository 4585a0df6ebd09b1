/* Runs a program from outside, or one of ours: bytes in, bytes out, and answers to what it asks at a
 * terminal of its own. */
#ifndef WAYSIDE_TESTS_PEER_AGE_RUN_H
#define WAYSIDE_TESTS_PEER_AGE_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define RUN_ANSWERS 4
#define RUN_SECONDS 50 /* a run that takes longer is killed and fails the test */

struct run {
    const char *const *argv; /* ends with NULL; argv[0] is looked for in PATH */
    const void *in;          /* for its standard input */
    size_t in_len;
    const char *answers[RUN_ANSWERS]; /* typed in turn, one whenever it has asked something ending in ": " */
    struct buffer out, err;           /* what it wrote; the caller clears both with run_clear */
    struct buffer terminal;           /* what its terminal showed */
    int code;                         /* its exit code, or -1 when a signal ended it */
};

/* Fails the present cmocka test when the program cannot be run. */
void run_program(struct run *run);
/* The same in one line; one and two are the answers, or NULL. */
struct run run_of(const char *const *argv, const void *in, size_t len, const char *one, const char *two);
void run_clear(struct run *run);

#endif
