/* age v1 (C2SP age.md): X25519 and scrypt recipients, armour, the streaming payload (STREAM of 64 KiB
 * ChaCha20-Poly1305 chunks). age_seal and age_open take whole files in memory; envelopes are small and an
 * identity file too. age_stream_* and age_armor_* take one chunk or line at a time, for the command line. */
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

/* To count X25519 recipients, in this order. The output replaces what was in ret_file; its maximum stays.
 * SEAL_SIZE past that maximum, or when count is 0 or over what AGE_HEADER_MAX holds. */
MUST_CHECK enum seal_error age_seal(
    const uint8_t (*recipients)[32], size_t count, const void *plain, size_t len, struct buffer *ret_file);
/* With any of count identities. Accepts armour or binary. */
MUST_CHECK enum seal_error age_open(const struct seal_identity *identities, size_t count, const void *file,
    size_t len, struct buffer *ret_plain);
/* Under a passphrase (scrypt stanza; the only one of its file). work: log2(N), 1 to AGE_WORK_MOST; takes
 * 2^work KiB of memory. */
MUST_CHECK enum seal_error age_seal_passphrase(
    const char *passphrase, unsigned work, const void *plain, size_t len, struct buffer *ret_file);
MUST_CHECK enum seal_error age_open_passphrase(
    const char *passphrase, const void *file, size_t len, struct buffer *ret_plain);
/* Strict PEM armour ("AGE ENCRYPTED FILE", 64 columns). */
MUST_CHECK enum seal_error age_armor(const void *file, size_t len, struct buffer *ret_text);
MUST_CHECK enum seal_error age_unarmor(const void *text, size_t len, struct buffer *ret_file);
/* True when bytes, or their front, can only be armour: "-----BEGIN" after nothing but white space. */
bool age_armored(const void *bytes, size_t len);

/* What the header of a binary file says to anyone. */
struct age_facts {
    size_t header_bytes;
    size_t stanzas, x25519, scrypt; /* all, and of the two types that we open */
    unsigned work;                  /* log2(N) of the scrypt stanza; 0 without one */
};
/* bytes: the file or its front. SEAL_HEADER, SEAL_WORK. */
MUST_CHECK enum seal_error age_inspect(const void *bytes, size_t len, struct age_facts *ret_facts);

#define AGE_CHUNK 65536
#define AGE_CHUNK_SEALED 65552 /* and its tag */
struct age_stream {
    uint8_t key[32]; /* of the payload */
    uint64_t chunk;  /* number of the next one */
    bool ended;      /* the final one was pushed or pulled */
};
/* Begins a file: ret_head becomes header and nonce, which stand before the first chunk. */
MUST_CHECK enum seal_error age_stream_seal(
    const uint8_t (*recipients)[32], size_t count, struct buffer *ret_head, struct age_stream *ret_stream);
MUST_CHECK enum seal_error age_stream_seal_passphrase(
    const char *passphrase, unsigned work, struct buffer *ret_head, struct age_stream *ret_stream);
/* plain: AGE_CHUNK bytes, fewer only in the final chunk, none only when the file has none. ret_sealed
 * gets 16 bytes more than len; it may be where plain is. SEAL_SIZE when that is not kept. */
MUST_CHECK enum seal_error age_stream_push(
    struct age_stream *stream, const void *plain, size_t len, bool final, uint8_t *ret_sealed);
/* Begins to read: bytes is the front of a binary file, with all of its header and nonce (the front of
 * AGE_HEADER_MAX bytes, or the whole file). *ret_used: where the first chunk begins. */
MUST_CHECK enum seal_error age_stream_open(const struct seal_identity *identities, size_t count,
    const void *bytes, size_t len, size_t *ret_used, struct age_stream *ret_stream);
MUST_CHECK enum seal_error age_stream_open_passphrase(
    const char *passphrase, const void *bytes, size_t len, size_t *ret_used, struct age_stream *ret_stream);
/* sealed: AGE_CHUNK_SEALED bytes, or what is left when that is less. ret_plain gets *ret_len, 16 fewer,
 * only when they are what was sealed; it may be where sealed is. SEAL_PAYLOAD otherwise. */
MUST_CHECK enum seal_error age_stream_pull(
    struct age_stream *stream, const void *sealed, size_t len, uint8_t *ret_plain, size_t *ret_len);
/* After the last byte: SEAL_PAYLOAD when the final chunk has not been seen, so that the file was cut. */
MUST_CHECK enum seal_error age_stream_end(const struct age_stream *stream);
void age_stream_clear(struct age_stream *stream);

#define AGE_ARMOR_BYTES 48 /* of a full line */
#define AGE_ARMOR_COLUMNS 64
#define AGE_ARMOR_LINE_MAX 1024 /* white space may stand before and after; a line of it has at most this */
#define AGE_ARMOR_BEGIN "-----BEGIN AGE ENCRYPTED FILE-----"
#define AGE_ARMOR_END "-----END AGE ENCRYPTED FILE-----"
enum age_armor_state {
    AGE_ARMOR_BEFORE, /* only white space so far */
    AGE_ARMOR_BODY,   /* full lines so far */
    AGE_ARMOR_SHORT,  /* the short line is read, the end line must follow */
    AGE_ARMOR_AFTER,  /* only white space may follow */
};
/* One line without its LF; a CR before that is allowed. *state begins as AGE_ARMOR_BEFORE; the armour is
 * whole when it is AGE_ARMOR_AFTER at the end of the text. */
MUST_CHECK enum seal_error age_armor_line(enum age_armor_state *state, const char *line, size_t len,
    uint8_t ret_bytes[static AGE_ARMOR_BYTES], size_t *ret_len);
/* One body line of 1 to AGE_ARMOR_BYTES bytes, with its LF and a NUL; returns its length without the NUL. */
size_t age_armor_text(const uint8_t *bytes, size_t len, char ret_line[static AGE_ARMOR_COLUMNS + 2]);

#endif
