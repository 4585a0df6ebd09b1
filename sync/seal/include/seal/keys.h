/* Keys and their texts. Secrets belong in a locked arena; each function says what it wipes. */
#ifndef WAYSIDE_SEAL_KEYS_H
#define WAYSIDE_SEAL_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "seal/error.h"

#define SEAL_RECIPIENT_TEXT 63 /* "age1..." (Bech32, BIP 173) and a NUL */
#define SEAL_IDENTITY_TEXT 75  /* "AGE-SECRET-KEY-1..." and a NUL */

struct seal_identity { /* X25519 (RFC 7748) */
    uint8_t secret[32];
    uint8_t recipient[32]; /* the public half */
};
struct seal_signer {    /* Ed25519 (RFC 8032) */
    uint8_t secret[64]; /* libsodium: seed, then public */
    uint8_t public_key[32];
};

MUST_CHECK enum seal_error seal_identity_new(struct seal_identity *ret_identity);
/* From 32 secret bytes. */
MUST_CHECK enum seal_error seal_identity_from(
    const uint8_t secret[static 32], struct seal_identity *ret_identity);
MUST_CHECK enum seal_error seal_identity_read(
    const char *text, size_t len, struct seal_identity *ret_identity);
void seal_identity_text(const struct seal_identity *identity, char ret_text[static SEAL_IDENTITY_TEXT]);
/* An identity file as age-keygen writes it: one identity a line, empty lines and lines that begin with
 * '#'. Fills ret_identities (room for most). SEAL_KEY when a line is anything else or there is no
 * identity, SEAL_SIZE when there are more than most; *ret_line then says which line, from 1, and what was
 * read is wiped. */
MUST_CHECK enum seal_error seal_identities_read(const char *text, size_t len,
    struct seal_identity *ret_identities, size_t most, size_t *ret_count, size_t *ret_line);
MUST_CHECK enum seal_error seal_recipient_read(
    const char *text, size_t len, uint8_t ret_recipient[static 32]);
void seal_recipient_text(const uint8_t recipient[static 32], char ret_text[static SEAL_RECIPIENT_TEXT]);

void seal_signer_from(const uint8_t seed[static 32], struct seal_signer *ret_signer);
void seal_signer_new(struct seal_signer *ret_signer);

/* What a signature is about; part of what is signed, so that none can stand for another. */
enum seal_purpose {
    SEAL_DOCUMENT, /* a later document of a thread, by the person's key */
    SEAL_ANSWER,   /* an answer or state, by a desk key of the team */
    SEAL_ACTION,   /* an action at the desk, by a laptop's key */
};
/* JSON documents are signed in place: "...}" becomes "...,"sig":"<128 hex>"}". The signature covers
 * purpose and every byte before ,"sig". See docs/formats.md, Signed documents. cap counts the bytes
 * that json may grow to; SEAL_SIZE when it does not fit. SEAL_FORM when json is not one object with a
 * member, ended by its bracket, or has a "sig" already. json is in place throughout: nothing is copied. */
#define SEAL_SIGNATURE_TEXT (8 + 128 + 2)
MUST_CHECK enum seal_error seal_sign(
    enum seal_purpose purpose, const struct seal_signer *signer, char *json, size_t *len, size_t cap);
/* json may have trailing spaces (padding). SEAL_SIGNATURE when the form or the signature is wrong. The
 * form: one object, brackets and strings closed, the signature its last member, and no other member of
 * it called "sig", nor one whose name has escapes, which could hide that. What else the JSON must be,
 * above all that no name stands twice, is for the reader that comes next. */
MUST_CHECK enum seal_error seal_verify(
    enum seal_purpose purpose, const uint8_t public_key[static 32], const char *json, size_t len);
/* How many bytes of json are under the signature, by form alone: it verifies nothing. 0 when json has
 * not the form of a signed document. */
size_t seal_signed_body(const char *json, size_t len);

#endif
