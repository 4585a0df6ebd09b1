/* age v1 (C2SP age.md): X25519 and scrypt recipients, armour, the streaming payload (STREAM of 64 KiB
 * ChaCha20-Poly1305 chunks). Whole files in memory; envelopes are small and an identity file too.
 * age_stream_* takes one chunk at a time, for the command line. */
#ifndef WAYSIDE_SEAL_AGE_H
#define WAYSIDE_SEAL_AGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "seal/error.h"
#include "seal/keys.h"

#define AGE_WORK_STANDARD 18     /* scrypt log2(N) for what we write: about a second on a laptop */
#define AGE_WORK_MOST 22         /* and the most that we accept to read */
#define AGE_HEADER_MAX (1 << 18) /* bytes of a header; some 2,600 X25519 stanzas */

/* To count X25519 recipients, in this order. The output replaces what was in ret_file. */
MUST_CHECK enum seal_error age_seal(
    const uint8_t (*recipients)[32], size_t count, const void *plain, size_t len, struct buffer *ret_file);
/* With any of count identities. Accepts armour or binary. */
MUST_CHECK enum seal_error age_open(const struct seal_identity *identities, size_t count, const void *file,
    size_t len, struct buffer *ret_plain);
/* Under a passphrase (scrypt stanza; the only one of its file). work: log2(N). */
MUST_CHECK enum seal_error age_seal_passphrase(
    const char *passphrase, unsigned work, const void *plain, size_t len, struct buffer *ret_file);
MUST_CHECK enum seal_error age_open_passphrase(
    const char *passphrase, const void *file, size_t len, struct buffer *ret_plain);
/* Strict PEM armour ("AGE ENCRYPTED FILE", 64 columns). */
MUST_CHECK enum seal_error age_armor(const void *file, size_t len, struct buffer *ret_text);
MUST_CHECK enum seal_error age_unarmor(const void *text, size_t len, struct buffer *ret_file);

#endif
