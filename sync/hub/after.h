/* The opaque `after`: the store's epoch and the number of the last record that the reader has. */
#ifndef WAYSIDE_HUB_AFTER_H
#define WAYSIDE_HUB_AFTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EPOCH_BYTES 8
#define AFTER_HEX 32

struct after {
    uint8_t epoch[EPOCH_BYTES];
    int64_t n; /* 0 or more */
};

/* Exactly AFTER_HEX lower-case hexadecimal digits. */
bool after_read(const char *text, size_t len, struct after *ret_after);
void after_text(const uint8_t epoch[static EPOCH_BYTES], int64_t n, char ret_text[static AFTER_HEX + 1]);

#endif
