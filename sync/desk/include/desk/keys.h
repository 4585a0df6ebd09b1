/* A laptop's keys: an X25519 identity that reports are sealed to and an Ed25519 signer for answers and
 * actions. Secrets are in identity.age, under a passphrase; the public halves in laptop.json. */
#ifndef WAYSIDE_DESK_KEYS_H
#define WAYSIDE_DESK_KEYS_H

#include "base/disk.h"
#include "desk/error.h"
#include "seal/keys.h"

#define LAPTOP_BYTES 8 /* the first of SHA-256(signer's public key) */
#define LAPTOP_HEX (2 * LAPTOP_BYTES)
#define KEYS_IDENTITIES 8 /* the present one first, then those kept 180 days after a change */

struct desk_keys { /* kept in an arena */
    size_t identity_count;
    struct seal_identity identities[KEYS_IDENTITIES];
    struct seal_signer signer;
};
struct desk_public {
    uint8_t laptop[LAPTOP_BYTES];
    uint8_t recipient[32], signer[32];
};

MUST_CHECK enum desk_error keys_new(struct desk_keys *ret_keys);
void keys_public(const struct desk_keys *keys, struct desk_public *ret_public);
void laptop_of(const uint8_t signer[static 32], uint8_t ret_laptop[static LAPTOP_BYTES]);
/* identity.age (mode 0600), then laptop.json: {"v":1,"laptop","recipient","signer"}. work: log2(N). */
MUST_CHECK enum desk_error keys_write(
    struct disk *disk, const struct desk_keys *keys, const char *passphrase, unsigned work);
/* DESK_NO_KEYS, DESK_PASSPHRASE, DESK_DAMAGED. Takes about a second and 256 MiB. */
MUST_CHECK enum desk_error keys_open(struct disk *disk, const char *passphrase, struct desk_keys *ret_keys);
MUST_CHECK enum desk_error keys_open_public(struct disk *disk, struct desk_public *ret_public);
/* The text of laptop.json; ret_text holds 256 bytes. */
void public_text(const struct desk_public *keys, char ret_text[static 256]);

#endif
