#include "desk/keys.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/cursor.h"
#include "base/json_write.h"
#include "seal/age.h"

#define IDENTITY_FILE "identity.age"
#define LAPTOP_FILE "laptop.json"
#define IDENTITY_PLAIN 2048
#define IDENTITY_MOST 8192

enum desk_error keys_new(struct desk_keys *ret_keys)
{
    struct seal_identity identity;
    if (seal_identity_new(&identity)) {
        return DESK_RANDOM;
    }
    *ret_keys = (struct desk_keys){.identity_count = 1, .identities[0] = identity};
    seal_signer_new(&ret_keys->signer);
    sodium_memzero(&identity, sizeof identity);
    return DESK_OK;
}

void laptop_of(const uint8_t signer[static 32], uint8_t ret_laptop[static LAPTOP_BYTES])
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, signer, 32);
    memcpy(ret_laptop, hash, LAPTOP_BYTES);
}

void keys_public(const struct desk_keys *keys, struct desk_public *ret_public)
{
    memcpy(ret_public->recipient, keys->identities[0].recipient, 32);
    memcpy(ret_public->signer, keys->signer.public_key, 32);
    laptop_of(ret_public->signer, ret_public->laptop);
}

void public_text(const struct desk_public *keys, char ret_text[static 256])
{
    char recipient[SEAL_RECIPIENT_TEXT];
    seal_recipient_text(keys->recipient, recipient);
    struct json_write json;
    json_write_init(&json, ret_text, 255);
    json_open(&json, '{');
    json_member_int(&json, "v", 1);
    json_member_hex(&json, "laptop", keys->laptop, LAPTOP_BYTES);
    json_member_text(&json, "recipient", recipient);
    json_member_hex(&json, "signer", keys->signer, 32);
    json_close(&json, '}');
    ret_text[json.len] = '\0';
}

static size_t secret_text(const struct desk_keys *keys, char *out, size_t cap)
{
    char text[SEAL_IDENTITY_TEXT];
    struct json_write json;
    json_write_init(&json, out, cap);
    json_open(&json, '{');
    json_member_int(&json, "v", 1);
    json_member_text(&json, "kind", "desk identity");
    json_key(&json, "identities");
    json_open(&json, '[');
    for (size_t i = 0; i < keys->identity_count; i++) {
        seal_identity_text(&keys->identities[i], text);
        json_text(&json, text);
    }
    json_close(&json, ']');
    json_member_hex(&json, "signer", keys->signer.secret, 32); /* libsodium keeps the seed first */
    json_close(&json, '}');
    sodium_memzero(text, sizeof text);
    return json.failed ? 0 : json.len;
}

enum desk_error keys_write(
    struct disk *disk, const struct desk_keys *keys, const char *passphrase, unsigned work)
{
    char plain[IDENTITY_PLAIN], public_json[256];
    struct buffer file;
    buffer_init(&file, IDENTITY_MOST);
    size_t len = secret_text(keys, plain, sizeof plain);
    enum desk_error error = DESK_RANDOM;
    if (len > 0 && !age_seal_passphrase(passphrase, work, plain, len, &file)) {
        error = desk_error_of_disk(disk_put_mode(disk, IDENTITY_FILE, file.bytes, file.len, 0600));
    }
    if (!error) {
        struct desk_public public_keys;
        keys_public(keys, &public_keys);
        public_text(&public_keys, public_json);
        error = desk_error_of_disk(disk_put_mode(disk, LAPTOP_FILE, public_json, strlen(public_json), 0600));
    }
    sodium_memzero(plain, sizeof plain);
    buffer_clear(&file);
    return error;
}

static bool read_identities(const json_t *root, struct desk_keys *keys)
{
    const json_t *list = json_object_get(root, "identities");
    size_t count = json_array_size(list);
    if (count < 1 || count > KEYS_IDENTITIES) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (!text || seal_identity_read(text, strlen(text), &keys->identities[i])) {
            return false;
        }
    }
    keys->identity_count = count;
    const char *signer = json_string_value(json_object_get(root, "signer"));
    uint8_t seed[32];
    if (!signer || !hex_read(signer, strlen(signer), seed, sizeof seed)) {
        return false;
    }
    seal_signer_from(seed, &keys->signer);
    sodium_memzero(seed, sizeof seed);
    return true;
}

enum desk_error keys_open(struct disk *disk, const char *passphrase, struct desk_keys *ret_keys)
{
    struct buffer file, plain;
    buffer_init(&file, IDENTITY_MOST);
    buffer_init(&plain, IDENTITY_MOST);
    enum desk_error error = DESK_OK;
    enum base_error disk_error = disk_get(disk, IDENTITY_FILE, &file);
    if (disk_error) {
        error = disk_error == BASE_NOT_FOUND ? DESK_NO_KEYS : desk_error_of_disk(disk_error);
    } else {
        enum seal_error sealed = age_open_passphrase(passphrase, file.bytes, file.len, &plain);
        error = sealed == SEAL_OK ? DESK_OK : sealed == SEAL_NO_MATCH ? DESK_PASSPHRASE : DESK_DAMAGED;
    }
    if (!error) {
        struct desk_keys keys = {0};
        json_t *root = json_loadb((const char *)plain.bytes, plain.len, JSON_REJECT_DUPLICATES, NULL);
        error = read_identities(root, &keys) ? DESK_OK : DESK_DAMAGED;
        json_decref(root);
        if (!error) {
            *ret_keys = keys;
        }
        sodium_memzero(&keys, sizeof keys);
    }
    buffer_clear(&plain);
    buffer_clear(&file);
    return error;
}

enum desk_error keys_open_public(struct disk *disk, struct desk_public *ret_public)
{
    struct buffer file;
    buffer_init(&file, 512);
    enum base_error disk_error = disk_get(disk, LAPTOP_FILE, &file);
    if (disk_error) {
        buffer_clear(&file);
        return disk_error == BASE_NOT_FOUND ? DESK_NO_KEYS : desk_error_of_disk(disk_error);
    }
    json_t *root = json_loadb((const char *)file.bytes, file.len, JSON_REJECT_DUPLICATES, NULL);
    buffer_clear(&file);
    const char *recipient = json_string_value(json_object_get(root, "recipient"));
    const char *signer = json_string_value(json_object_get(root, "signer"));
    struct desk_public keys;
    bool ok = recipient && signer && !seal_recipient_read(recipient, strlen(recipient), keys.recipient) &&
              hex_read(signer, strlen(signer), keys.signer, 32);
    json_decref(root);
    if (!ok) {
        return DESK_DAMAGED;
    }
    laptop_of(keys.signer, keys.laptop);
    *ret_public = keys;
    return DESK_OK;
}
