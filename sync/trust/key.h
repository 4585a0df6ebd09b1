/* Public keys of metadata, and whether one has signed. */
#ifndef WAYSIDE_TRUST_KEY_H
#define WAYSIDE_TRUST_KEY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "trust/trust.h"

enum key_kind {
    KEY_UNKNOWN, /* a type, a scheme or a value that we cannot use: it signs nothing here, and harms nothing
                  */
    KEY_ED25519,
    KEY_ECDSA,
    KEY_RSA_PSS,
    KEY_RSA_PKCS1, /* v1.5: not in the specification, but signers use it */
};
struct key {
    const char *id, *name; /* borrowed from the JSON; name "": none */
    enum key_kind kind;
    uint8_t same[TRUST_HASH]; /* of the key itself: equal for one key under two ids */
    uint8_t ed25519[32];
    uint8_t *der; /* SubjectPublicKeyInfo of the other two */
    size_t der_len;
};
struct keyring {
    struct key *keys;
    size_t count;
};
/* keys: the object that is called so in root and in delegations; must outlive the keyring. */
MUST_CHECK enum trust_error keyring_read(const json_t *keys, struct keyring *ret_keyring);
void keyring_clear(struct keyring *keyring);
const struct key *keyring_find(const struct keyring *keyring, const char *id); /* NULL: no such id */

/* signature: lower-case hexadecimal; any other text is no signature. */
bool key_signed(const struct key *key, const char *signature, const void *bytes, size_t len);

#endif
