/* The header of an age v1 file: version line, stanzas, MAC. */
#ifndef WAYSIDE_SEAL_HEADER_H
#define WAYSIDE_SEAL_HEADER_H

#include <stddef.h>
#include <stdint.h>

#include "seal/error.h"
#include "seal/keys.h"
#include "stanza.h"

#define VERSION_LINE "age-encryption.org/v1\n"
#define VERSION_BYTES (sizeof VERSION_LINE - 1)
#define END_BYTES 48 /* "--- ", 43, LF */
#define NONCE_BYTES 16
#define TAG_BYTES 16
#define HEADER_BYTES(stanzas) (VERSION_BYTES + (stanzas)*STANZA_X25519_BYTES + END_BYTES) /* X25519 only */

struct header {
    const uint8_t *bytes; /* borrowed: version line to the LF after the MAC */
    size_t len;
    size_t stanzas, x25519, scrypt; /* how many, and how many of each type that we know */
    unsigned work;                  /* of the scrypt stanza */
    uint8_t mac[32];
};

/* Reads the header that stands at the front of bytes, by the whole grammar; stanzas of the types that we
 * know have their exact form, and a scrypt stanza is alone. SEAL_HEADER, SEAL_WORK. */
MUST_CHECK enum seal_error header_read(const uint8_t *bytes, size_t len, struct header *ret_header);
/* The file key, by any of the identities or by the passphrase, after the MAC is found right. */
MUST_CHECK enum seal_error header_open(const struct header *header, const struct seal_identity *identities,
    size_t count, uint8_t ret_file_key[static FILE_KEY_BYTES]);
MUST_CHECK enum seal_error header_open_passphrase(
    const struct header *header, const char *passphrase, uint8_t ret_file_key[static FILE_KEY_BYTES]);
/* Writes the END_BYTES of the end line behind len bytes of version line and stanzas. */
void header_end(const uint8_t file_key[static FILE_KEY_BYTES], uint8_t *header, size_t len);

void payload_key(const uint8_t file_key[static FILE_KEY_BYTES], const uint8_t nonce[static NONCE_BYTES],
    uint8_t ret_key[static 32]);

#endif
