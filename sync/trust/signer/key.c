#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/cursor.h"
#include "parts.h"

json_t *signer_key_json(const struct signer_key *key)
{
    char public_key[65];
    hex_write(key->public_key, 32, public_key);
    json_t *json = json_pack(
        "{s:s, s:s, s:{s:s}}", "keytype", "ed25519", "scheme", "ed25519", "keyval", "public", public_key);
    if (json && key->name[0] && json_object_set_new(json, "name", json_string(key->name)) != 0) {
        json_decref(json);
        return NULL;
    }
    return json;
}

/* The canonical form, written without memory: signer_key_json's must be the same (a test compares them). */
void signer_key_id(const struct signer_key *key, char ret_hex[static 65])
{
    char name[2 * sizeof key->name + 1], public_key[65];
    char text[sizeof name + 256];
    uint8_t digest[crypto_hash_sha256_BYTES];
    size_t len = 0;
    for (const char *p = key->name; *p; p++) {
        if (*p == '"' || *p == '\\')
            name[len++] = '\\';
        name[len++] = *p;
    }
    name[len] = 0;
    hex_write(key->public_key, 32, public_key);
    int written = snprintf(text, sizeof text,
        "{\"keytype\":\"ed25519\",\"keyval\":{\"public\":\"%s\"},%s%s%s\"scheme\":\"ed25519\"}", public_key,
        len ? "\"name\":\"" : "", name, len ? "\"," : "");
    crypto_hash_sha256(digest, (const unsigned char *)text, (size_t)written);
    hex_write(digest, sizeof digest, ret_hex);
}
