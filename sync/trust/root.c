#include "root.h"

#include <stdlib.h>
#include <string.h>

const char *top_role_name(enum top_role role)
{
    static const char *const names[TOP_ROLES] = {"root", "timestamp", "snapshot", "targets"};
    return names[role];
}

static enum trust_error read_rules(struct root *root)
{
    const json_t *roles = json_object_get(root->metadata->body, "roles");
    const json_t *consistent = json_object_get(root->metadata->body, "consistent_snapshot");
    if (consistent && !json_is_boolean(consistent))
        return TRUST_FORMAT;
    root->consistent = json_is_true(consistent);
    for (enum top_role role = 0; role < TOP_ROLES; role++) {
        enum trust_error error = rule_read(json_object_get(roles, top_role_name(role)), &root->rules[role]);
        if (error)
            return error;
    }
    return TRUST_OK;
}

enum trust_error root_read(const void *bytes, size_t len, struct root **ret_root)
{
    struct root *root = calloc(1, sizeof *root);
    if (!root)
        return TRUST_NO_MEMORY;
    enum trust_error error = metadata_read("root", bytes, len, &root->metadata);
    if (!error)
        error = keyring_read(json_object_get(root->metadata->body, "keys"), &root->keyring);
    if (!error)
        error = read_rules(root);
    if (error) {
        root_free(root);
        return error;
    }
    *ret_root = root;
    return TRUST_OK;
}

void root_free(struct root *root)
{
    if (!root)
        return;
    keyring_clear(&root->keyring);
    metadata_free(root->metadata);
    free(root);
}

enum trust_error root_verify(
    const struct root *signer, enum top_role role, const struct metadata *metadata, int *ret_count)
{
    return metadata_verify(metadata, &signer->keyring, &signer->rules[role], ret_count);
}

static bool may_sign(const struct root *root, enum top_role role, const struct key *key)
{
    const json_t *ids = root->rules[role].key_ids;
    for (size_t i = 0; i < json_array_size(ids); i++) {
        const struct key *other = keyring_find(&root->keyring, json_string_value(json_array_get(ids, i)));
        if (other && other->kind == key->kind && !memcmp(other->same, key->same, sizeof key->same))
            return true;
    }
    return false;
}

bool root_took_away(const struct root *old, const struct root *now, enum top_role role)
{
    const json_t *ids = old->rules[role].key_ids;
    for (size_t i = 0; i < json_array_size(ids); i++) {
        const struct key *key = keyring_find(&old->keyring, json_string_value(json_array_get(ids, i)));
        if (key && key->kind != KEY_UNKNOWN && !may_sign(now, role, key))
            return true;
    }
    return false;
}
