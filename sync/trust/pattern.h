/* Which target paths a delegation is about (specification, 4.5). Pure. */
#ifndef WAYSIDE_TRUST_PATTERN_H
#define WAYSIDE_TRUST_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "trust/trust.h"

/* '*' any run of bytes, '?' one UTF-8 character, neither ever a '/'; all else stands for itself. */
bool pattern_fits(const char *pattern, const char *path);
/* Hexadecimal digits that the SHA-256 of the path begins with. */
bool prefix_fits(const char *prefix, const uint8_t hash[static TRUST_HASH]);
/* The bin of a path among 2^bits: the first bits of its hash (TAP 15). */
uint32_t succinct_bin(unsigned bits, const uint8_t hash[static TRUST_HASH]);
/* "<prefix>-<bin in hexadecimal, as wide as the last bin's>". False when it does not fit. */
bool succinct_name(const char *prefix, unsigned bits, uint32_t bin, char ret_name[static TRUST_NAME]);

#endif
