/* A receipt: 18 digits that only the person holds, and the three keys that they give. The digits are
 * never stored; whoever has them can read the answers. */
#ifndef WAYSIDE_SEAL_RECEIPT_H
#define WAYSIDE_SEAL_RECEIPT_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "seal/error.h"
#include "seal/keys.h"

struct receipt_keys {
    struct seal_identity identity; /* answers are sealed to it */
    uint8_t drop[32];              /* gives the tags under which answers are found */
    struct seal_signer signer;     /* signs every later document */
};

/* 17 random digits and their Damm check digit, ASCII, and a NUL. */
void receipt_new(char ret_digits[static RECEIPT_DIGITS + 1]);

/* Argon2id over the first 17 digits (128 MiB, 3 passes, p 1), salt = SHA-256("wayside receipt v1" |
 * network | zone)[:16], then HKDF-SHA-256. Takes a quarter of a second to three seconds and 128 MiB:
 * never on the screen's thread. network: the network's name, UTF-8. zone: its 16 bytes. SEAL_KEY when
 * digits are not 18 ASCII digits with a right check digit. The caller keeps *ret_keys in an arena. */
MUST_CHECK enum seal_error receipt_keys(const char digits[static RECEIPT_DIGITS], const char *network,
    const uint8_t zone[static ID_BYTES], struct receipt_keys *ret_keys);

/* The tag of the n-th answer: HMAC-SHA-256(drop key, n as one big-endian 32-bit number)[:16]. */
void receipt_tag(const uint8_t drop[static 32], uint32_t n, uint8_t ret_tag[static ID_BYTES]);

#endif
