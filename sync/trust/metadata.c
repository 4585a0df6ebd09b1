#include "metadata.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "strict_json.h"
#include "trust/bounds.h"

static bool two_digits(const char *text, int most, int *ret_value)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *ret_value = (text[0] - '0') * 10 + (text[1] - '0');
    return *ret_value <= most;
}

bool utc_read(const char *text, int64_t *ret_s)
{
    char day[11];
    int64_t midnight;
    int hour, minute, second;
    if (strlen(text) != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        return false;
    memcpy(day, text, 10);
    day[10] = 0;
    if (!day_read(day, &midnight) || !two_digits(text + 11, 23, &hour) ||
        !two_digits(text + 14, 59, &minute) || !two_digits(text + 17, 59, &second))
        return false;
    *ret_s = midnight + hour * 3600 + minute * 60 + second;
    return true;
}

/* "1.0.31", "1.0": of the first major version. */
static bool ours(const char *spec_version)
{
    if (!spec_version || spec_version[0] != '1' || spec_version[1] != '.')
        return false;
    size_t dots = 0, digits = 0;
    for (const char *p = spec_version; *p; p++) {
        if (*p == '.' ? !digits || ++dots > 2 : *p < '0' || *p > '9')
            return false;
        digits = *p == '.' ? 0 : digits + 1;
    }
    return digits && digits < 9;
}

static enum trust_error read_body(struct metadata *metadata, const char *type)
{
    const json_t *body = metadata->body = json_object_get(metadata->document, "signed");
    const char *is = json_string_value(json_object_get(body, "_type"));
    const char *expires = json_string_value(json_object_get(body, "expires"));
    const json_t *version = json_object_get(body, "version");
    const json_t *signed_at = json_object_get(body, "signed_at");
    if (!is || strcmp(is, type) != 0 || !expires || !utc_read(expires, &metadata->expires_s) ||
        !ours(json_string_value(json_object_get(body, "spec_version"))))
        return TRUST_FORMAT;
    metadata->version = json_integer_value(version);
    metadata->signed_at_s = json_integer_value(signed_at);
    return metadata->version > 0 && metadata->signed_at_s >= 0 ? TRUST_OK : TRUST_FORMAT;
}

static const char *signature_of(const struct metadata *metadata, const char *key_id)
{
    for (size_t i = 0; i < json_array_size(metadata->signatures); i++) {
        const json_t *entry = json_array_get(metadata->signatures, i);
        if (!strcmp(json_string_value(json_object_get(entry, "keyid")), key_id))
            return json_string_value(json_object_get(entry, "sig"));
    }
    return NULL;
}

static enum trust_error read_signatures(struct metadata *metadata)
{
    const json_t *list = json_object_get(metadata->document, "signatures");
    size_t count = json_array_size(list);
    if (!json_is_array(list))
        return TRUST_FORMAT;
    if (count > TRUST_SIGNATURES)
        return TRUST_BOUND;
    for (size_t i = 0; i < count; i++) {
        const json_t *entry = json_array_get(list, i);
        const char *id = json_string_value(json_object_get(entry, "keyid"));
        if (!id || !json_is_string(json_object_get(entry, "sig")))
            return TRUST_FORMAT;
        for (size_t j = 0; j < i; j++)
            if (!strcmp(id, json_string_value(json_object_get(json_array_get(list, j), "keyid"))))
                return TRUST_FORMAT;
    }
    metadata->signatures = list;
    return TRUST_OK;
}

enum trust_error metadata_read(
    const char *type, const void *bytes, size_t len, struct metadata **ret_metadata)
{
    struct metadata *metadata = calloc(1, sizeof *metadata);
    if (!metadata)
        return TRUST_NO_MEMORY;
    enum trust_error error = strict_json_read(bytes, len, &metadata->document);
    if (!error)
        error = read_body(metadata, type);
    if (!error)
        error = read_signatures(metadata);
    if (!error && !(metadata->bytes = malloc(len)))
        error = TRUST_NO_MEMORY;
    if (error) {
        metadata_free(metadata);
        return error;
    }
    memcpy(metadata->bytes, bytes, len);
    metadata->len = len;
    *ret_metadata = metadata;
    return TRUST_OK;
}

void metadata_free(struct metadata *metadata)
{
    if (!metadata)
        return;
    json_decref(metadata->document);
    free(metadata->bytes);
    free(metadata);
}

enum trust_error rule_read(const json_t *role, struct rule *ret_rule)
{
    const json_t *ids = json_object_get(role, "keyids");
    json_int_t threshold = json_integer_value(json_object_get(role, "threshold"));
    size_t count = json_array_size(ids);
    if (!json_is_array(ids) || threshold < 1)
        return TRUST_FORMAT;
    if (count > TRUST_ROLE_KEYS || threshold > TRUST_ROLE_KEYS)
        return TRUST_BOUND;
    for (size_t i = 0; i < count; i++) {
        const char *id = json_string_value(json_array_get(ids, i));
        if (!id)
            return TRUST_FORMAT;
        for (size_t j = 0; j < i; j++)
            if (!strcmp(id, json_string_value(json_array_get(ids, j))))
                return TRUST_FORMAT;
    }
    *ret_rule = (struct rule){(int)threshold, ids};
    return TRUST_OK;
}

enum trust_error metadata_signers(const struct metadata *metadata, const struct keyring *keyring,
    const struct rule *rule, bool (*each)(void *ctx, const struct key *key, bool signed_it), void *ctx)
{
    struct buffer signed_bytes;
    buffer_init(&signed_bytes, metadata ? 2 * metadata->len + 64 : 0);
    enum trust_error error = metadata ? canonical_write(metadata->body, &signed_bytes) : TRUST_OK;
    const struct key *counted[TRUST_ROLE_KEYS];
    size_t count = 0;
    for (size_t i = 0; !error && i < json_array_size(rule->key_ids); i++) {
        const char *id = json_string_value(json_array_get(rule->key_ids, i));
        const struct key *key = keyring_find(keyring, id);
        const char *signature = metadata ? signature_of(metadata, id) : NULL;
        bool signed_it = key && signature && key_signed(key, signature, signed_bytes.bytes, signed_bytes.len);
        for (size_t j = 0; signed_it && j < count; j++) /* one key under two ids is one */
            signed_it = memcmp(counted[j]->same, key->same, sizeof key->same) != 0;
        if (signed_it)
            counted[count++] = key;
        if (key && !each(ctx, key, signed_it))
            break;
    }
    buffer_clear(&signed_bytes);
    return error;
}

static bool count_signed(void *ctx, const struct key *key, bool signed_it)
{
    (void)key;
    *(int *)ctx += signed_it;
    return true;
}

enum trust_error metadata_verify(
    const struct metadata *metadata, const struct keyring *keyring, const struct rule *rule, int *ret_count)
{
    int count = 0;
    enum trust_error error = metadata_signers(metadata, keyring, rule, count_signed, &count);
    if (error)
        return error;
    if (ret_count)
        *ret_count = count;
    return count >= rule->threshold ? TRUST_OK : TRUST_THRESHOLD;
}
