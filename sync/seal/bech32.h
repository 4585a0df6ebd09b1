/* Bech32 (BIP 173) of exactly 32 bytes under a fixed prefix, all in one case. */
#ifndef WAYSIDE_SEAL_BECH32_H
#define WAYSIDE_SEAL_BECH32_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define BECH32_DATA 58 /* 52 characters for 32 bytes, 6 of checksum */

enum bech32_case {
    BECH32_LOWER,
    BECH32_UPPER,
};
/* prefix in lower case, without the "1". ret_text: prefix, "1", BECH32_DATA characters and a NUL. */
void bech32_write(
    const char *prefix, enum bech32_case letters, const uint8_t bytes[static 32], char *ret_text);
/* False for any other prefix, case, length, checksum, or padding that is not zero. Reads secrets in
 * the same time whatever they are. */
MUST_CHECK bool bech32_read(
    const char *prefix, enum bech32_case letters, const char *text, size_t len, uint8_t ret_bytes[static 32]);

#endif
