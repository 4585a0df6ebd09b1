/* One recipient stanza of an age header: its grammar, and the two types that we know. */
#ifndef WAYSIDE_SEAL_STANZA_H
#define WAYSIDE_SEAL_STANZA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cursor.h"
#include "seal/error.h"
#include "seal/keys.h"

#define FILE_KEY_BYTES 16
#define WRAPPED_BYTES 32       /* a file key and its tag */
#define STANZA_X25519_BYTES 98 /* "-> X25519 ", 43, LF, 43, LF */
#define STANZA_ARGUMENTS 3     /* the most that a type we know has, its name with them */
#define SCRYPT_SALT_BYTES 16

struct span {
    const uint8_t *p; /* borrowed from the header */
    size_t len;
};
struct stanza {
    struct span arguments[STANZA_ARGUMENTS]; /* the first of them; [0] is the type */
    size_t count;                            /* of all of them */
    struct span body;                        /* its lines, without the last LF */
};

/* stanza = arg-line *full-line final-line. SEAL_HEADER when the grammar refuses it. */
MUST_CHECK enum seal_error stanza_read(struct cursor *cursor, struct stanza *ret_stanza);
bool stanza_is(const struct stanza *stanza, const char *type);

/* share: the ephemeral share; wrapped: the body. SEAL_HEADER unless the stanza has exactly this form. */
MUST_CHECK enum seal_error x25519_read(
    const struct stanza *stanza, uint8_t ret_share[static 32], uint8_t ret_wrapped[static WRAPPED_BYTES]);
/* SEAL_HEADER when the share is of low order, SEAL_NO_MATCH when the identity does not open it. */
MUST_CHECK enum seal_error x25519_unwrap(const struct seal_identity *identity, const uint8_t share[static 32],
    const uint8_t wrapped[static WRAPPED_BYTES], uint8_t ret_file_key[static FILE_KEY_BYTES]);
/* ephemeral: fresh for each stanza. SEAL_KEY when the recipient is of low order. */
MUST_CHECK enum seal_error x25519_write(const uint8_t ephemeral[static 32],
    const uint8_t recipient[static 32], const uint8_t file_key[static FILE_KEY_BYTES],
    uint8_t ret_stanza[static STANZA_X25519_BYTES]);
/* A stanza that nobody opens and that looks like the others: what a wrapped key to an unknown recipient
 * would be cannot be told from random bytes. */
MUST_CHECK enum seal_error x25519_decoy(const uint8_t ephemeral[static 32],
    const uint8_t wrapped[static WRAPPED_BYTES], uint8_t ret_stanza[static STANZA_X25519_BYTES]);

/* work: log2(N). SEAL_WORK above AGE_WORK_MOST. */
MUST_CHECK enum seal_error scrypt_read(const struct stanza *stanza,
    uint8_t ret_salt[static SCRYPT_SALT_BYTES], unsigned *ret_work,
    uint8_t ret_wrapped[static WRAPPED_BYTES]);
MUST_CHECK enum seal_error scrypt_unwrap(const char *passphrase, const uint8_t salt[static SCRYPT_SALT_BYTES],
    unsigned work, const uint8_t wrapped[static WRAPPED_BYTES], uint8_t ret_file_key[static FILE_KEY_BYTES]);
#define STANZA_SCRYPT_MOST 81 /* "-> scrypt ", 22, " 22", LF, 43, LF: 80, and a NUL */
MUST_CHECK enum seal_error scrypt_write(const char *passphrase, unsigned work,
    const uint8_t file_key[static FILE_KEY_BYTES], char ret_stanza[static STANZA_SCRYPT_MOST],
    size_t *ret_len);

#endif
