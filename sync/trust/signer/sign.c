#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/cursor.h"
#include "parts.h"

static bool set_signature(json_t *metadata, const char *key_id, json_t *signature)
{
    json_t *list = json_object_get(metadata, "signatures");
    for (size_t i = json_array_size(list); i-- > 0;) {
        const char *its = json_string_value(json_object_get(json_array_get(list, i), "keyid"));
        if (its && strcmp(its, key_id) == 0)
            json_array_remove(list, i);
    }
    return json_array_append_new(list, signature) == 0;
}

static bool canonical_of(const json_t *metadata, struct buffer *ret_text, char ret_message[static 256])
{
    buffer_init(ret_text, SIGNER_METADATA_BYTES);
    if (signed_canonical(json_object_get(metadata, "signed"), ret_text))
        return true;
    return signer_fail(
        ret_message, "the metadata has a number with a fraction, or is nested too deep or too large");
}

static bool add_signature(
    json_t *metadata, const struct seal_signer *signer, const char *name, char ret_message[static 256])
{
    struct signer_key key = {0};
    uint8_t signature[crypto_sign_BYTES];
    char key_id[65], hex[2 * crypto_sign_BYTES + 1];
    struct buffer text;
    if (strlen(name) >= sizeof key.name)
        return signer_fail(ret_message, "a name of a key has at most %zu bytes", sizeof key.name - 1);
    memcpy(key.public_key, signer->public_key, 32);
    snprintf(key.name, sizeof key.name, "%s", name);
    signer_key_id(&key, key_id);
    bool done = canonical_of(metadata, &text, ret_message);
    if (done) {
        crypto_sign_detached(signature, NULL, text.bytes, text.len, signer->secret);
        hex_write(signature, sizeof signature, hex);
        done = set_signature(metadata, key_id, json_pack("{s:s, s:s}", "keyid", key_id, "sig", hex)) ||
               signer_fail(ret_message, "no memory");
    }
    buffer_clear(&text);
    return done;
}

bool signer_sign(
    struct buffer *metadata, const struct seal_signer *key, const char *name, char ret_message[static 256])
{
    json_t *json = signed_read(metadata->bytes, metadata->len, ret_message);
    bool done = json && add_signature(json, key, name, ret_message) &&
                signed_write(json, metadata, ret_message);
    json_decref(json);
    return done;
}

static bool same_signed(const json_t *one, const json_t *other, char ret_message[static 256])
{
    struct buffer first, second;
    bool done = canonical_of(one, &first, ret_message);
    buffer_init(&second, 0);
    done = done && canonical_of(other, &second, ret_message);
    if (done && (first.len != second.len || memcmp(first.bytes, second.bytes, first.len) != 0))
        done = signer_fail(ret_message, "the two signed different things");
    buffer_clear(&first);
    buffer_clear(&second);
    return done;
}

bool signer_merge(struct buffer *metadata, const void *other, size_t len, char ret_message[static 256])
{
    json_t *mine = signed_read(metadata->bytes, metadata->len, ret_message), *theirs = NULL;
    bool done = mine && (theirs = signed_read(other, len, ret_message)) &&
                same_signed(mine, theirs, ret_message);
    json_t *list = theirs ? json_object_get(theirs, "signatures") : NULL;
    for (size_t i = 0; done && i < json_array_size(list); i++) {
        json_t *signature = json_array_get(list, i);
        const char *key_id = json_string_value(json_object_get(signature, "keyid"));
        if (key_id && !set_signature(mine, key_id, json_incref(signature)))
            done = signer_fail(ret_message, "no memory");
    }
    done = done && signed_write(mine, metadata, ret_message);
    json_decref(mine);
    json_decref(theirs);
    return done;
}

static bool right(const json_t *metadata, const char *key_id, const struct signer_key *key)
{
    const json_t *list = json_object_get(metadata, "signatures"), *found = NULL;
    char message[256];
    uint8_t signature[crypto_sign_BYTES];
    struct buffer text;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *its = json_object_get(json_array_get(list, i), "keyid");
        if (json_is_string(its) && strcmp(json_string_value(its), key_id) == 0)
            found = json_object_get(json_array_get(list, i), "sig");
    }
    if (!json_is_string(found) ||
        !hex_read(json_string_value(found), json_string_length(found), signature, sizeof signature))
        return false;
    bool good = canonical_of(metadata, &text, message) &&
                crypto_sign_verify_detached(signature, text.bytes, text.len, key->public_key) == 0;
    buffer_clear(&text);
    return good;
}

bool signer_signed_by(const void *metadata, size_t len, const struct signer_key *key)
{
    char key_id[65], message[256];
    json_t *json = signed_read(metadata, len, message);
    signer_key_id(key, key_id);
    bool good = json && right(json, key_id, key);
    json_decref(json);
    return good;
}
