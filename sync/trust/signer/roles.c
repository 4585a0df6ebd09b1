#include <ctype.h>
#include <string.h>

#include "base/cursor.h"
#include "parts.h"

static bool name_good(const char *name)
{
    size_t len = strnlen(name, 64);
    if (len == 0 || len == 64 || name[0] == '.')
        return false;
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)name[i]) && !strchr("-_.", name[i]))
            return false;
    return true;
}

/* Two entries of one key would let one person count as two. */
static bool keys_good(const struct signer_role *role, char ret_message[static 256])
{
    if (role->key_count < 1 || role->key_count > SIGNER_KEYS)
        return signer_fail(ret_message, "role %s needs 1 to %d keys", role->name, SIGNER_KEYS);
    if (role->threshold < 1 || (size_t)role->threshold > role->key_count)
        return signer_fail(ret_message, "role %s asks for %d signatures and has %zu keys", role->name,
            role->threshold, role->key_count);
    for (size_t i = 0; i < role->key_count; i++) {
        if (!utf8_valid(role->keys[i].name, strnlen(role->keys[i].name, sizeof role->keys[i].name)))
            return signer_fail(ret_message, "a key of role %s has a name that is not UTF-8", role->name);
        for (size_t j = 0; j < i; j++)
            if (memcmp(role->keys[i].public_key, role->keys[j].public_key, 32) == 0)
                return signer_fail(ret_message, "role %s has the key of %s twice", role->name,
                    role->keys[i].name[0] ? role->keys[i].name : "somebody");
    }
    return true;
}

static json_t *key_ids(json_t *keys, const struct signer_role *role)
{
    json_t *ids = json_array();
    for (size_t i = 0; i < role->key_count; i++) {
        char id[65];
        signer_key_id(&role->keys[i], id);
        json_t *key = signer_key_json(&role->keys[i]);
        if (!key || json_object_set_new(keys, id, key) != 0 ||
            json_array_append_new(ids, json_string(id)) != 0) {
            json_decref(ids);
            return NULL;
        }
    }
    return ids;
}

/* What only a delegation has. */
static bool delegate(json_t *json, const struct signer_role *role)
{
    bool done = json_object_set_new(json, "name", json_string(role->name)) == 0 &&
                json_object_set_new(json, "terminating", json_boolean(role->terminating)) == 0;
    if (!done || role->path_count == 0)
        return done;
    json_t *paths = json_array();
    done = json_object_set_new(json, "paths", paths) == 0;
    for (size_t i = 0; done && i < role->path_count; i++)
        done = json_array_append_new(paths, json_string(role->paths[i])) == 0;
    return done;
}

static bool put_role(json_t *keys, json_t *list, const struct signer_role *role, char ret_message[static 256])
{
    bool named = json_is_object(list);
    if (!name_good(role->name))
        return signer_fail(ret_message, "a role's name is letters, digits, '-', '_' and '.', at most 63");
    if (role->path_count > SIGNER_PATHS)
        return signer_fail(ret_message, "role %s has more than %d paths", role->name, SIGNER_PATHS);
    if (!keys_good(role, ret_message))
        return false;
    json_t *ids = key_ids(keys, role);
    json_t *json = ids ? json_pack("{s:o, s:i}", "keyids", ids, "threshold", role->threshold) : NULL;
    bool done = json && (named || delegate(json, role));
    if (!done)
        json_decref(json);
    else if (named)
        done = json_object_set_new(list, role->name, json) == 0;
    else
        done = json_array_append_new(list, json) == 0;
    return done || signer_fail(ret_message, "no memory");
}

static bool reserved(const char *name)
{
    return strcmp(name, "root") == 0 || strcmp(name, "targets") == 0 || strcmp(name, "snapshot") == 0 ||
           strcmp(name, "timestamp") == 0;
}

bool signed_roles(json_t *keys, json_t *list_or_object, const struct signer_role *roles, size_t count,
    char ret_message[static 256])
{
    for (size_t i = 0; i < count; i++) {
        if (json_is_array(list_or_object) && reserved(roles[i].name))
            return signer_fail(ret_message, "the role %s cannot be delegated", roles[i].name);
        for (size_t j = 0; j < i; j++)
            if (strcmp(roles[i].name, roles[j].name) == 0)
                return signer_fail(ret_message, "role %s stands twice", roles[i].name);
        if (!put_role(keys, list_or_object, &roles[i], ret_message))
            return false;
    }
    return true;
}
