/* Unknown members of the metadata that is replaced stay: someone else's tool may have put them there. */
#include <string.h>

#include "parts.h"

static const char *const of_signed[] = {"_type", "spec_version", "version", "expires", "signed_at", "targets",
    "delegations", "consistent_snapshot", "keys", "roles", "meta", NULL};
static const char *const of_target[] = {"length", "hashes", "custom", NULL};
static const char *const of_delegations[] = {"keys", "roles", NULL};
static const char *const of_role[] = {"name", "keyids", "threshold", "paths", "terminating", NULL};
static const char *const of_key[] = {"keytype", "scheme", "keyval", "name", NULL};

static bool known(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

static bool keep(json_t *to, json_t *from, const char *const *names)
{
    const char *name;
    json_t *value;
    if (!to || !from)
        return true;
    json_object_foreach(from, name, value)
    {
        if (!known(names, name) && json_object_set(to, name, value) != 0)
            return false;
    }
    return true;
}

static bool keep_each(json_t *to, json_t *from, const char *const *names)
{
    const char *name;
    json_t *value;
    json_object_foreach(to, name, value)
    {
        if (!keep(value, json_object_get(from, name), names))
            return false;
    }
    return true;
}

static json_t *role_called(json_t *roles, const char *name)
{
    for (size_t i = 0; i < json_array_size(roles); i++) {
        json_t *role = json_array_get(roles, i);
        const char *its = json_string_value(json_object_get(role, "name"));
        if (its && name && strcmp(its, name) == 0)
            return role;
    }
    return NULL;
}

static bool keep_roles(json_t *to, json_t *from)
{
    for (size_t i = 0; i < json_array_size(to); i++) {
        json_t *role = json_array_get(to, i);
        const char *name = json_string_value(json_object_get(role, "name"));
        if (!keep(role, role_called(from, name), of_role))
            return false;
    }
    return true;
}

bool signed_keep(json_t *to, json_t *from)
{
    json_t *new_parts = json_object_get(to, "delegations"), *old_parts = json_object_get(from, "delegations");
    return keep(to, from, of_signed) &&
           keep_each(json_object_get(to, "targets"), json_object_get(from, "targets"), of_target) &&
           keep_each(json_object_get(to, "keys"), json_object_get(from, "keys"), of_key) &&
           keep_each(json_object_get(to, "roles"), json_object_get(from, "roles"), of_role) &&
           keep(new_parts, old_parts, of_delegations) &&
           keep_each(json_object_get(new_parts, "keys"), json_object_get(old_parts, "keys"), of_key) &&
           keep_roles(json_object_get(new_parts, "roles"), json_object_get(old_parts, "roles"));
}

bool signed_finish(json_t *signed_part, const json_t *old, struct buffer *ret_metadata,
    char ret_message[static SIGNER_MESSAGE])
{
    if (old && !signed_keep(signed_part, json_object_get(old, "signed"))) {
        json_decref(signed_part);
        return signer_fail(ret_message, "no memory");
    }
    json_t *metadata = json_pack("{s:[], s:o}", "signatures", "signed", signed_part);
    if (!metadata)
        return signer_fail(ret_message, "no memory");
    bool done = signed_write(metadata, ret_metadata, ret_message);
    json_decref(metadata);
    return done;
}
