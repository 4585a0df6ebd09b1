#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"
#include "targets.h"
#include "trust/bounds.h"

static bool top_level(const char *name)
{
    return !strcmp(name, "root") || !strcmp(name, "timestamp") || !strcmp(name, "snapshot") ||
           !strcmp(name, "targets");
}

static enum trust_error texts(const json_t *list)
{
    if (!list)
        return TRUST_OK;
    if (!json_is_array(list))
        return TRUST_FORMAT;
    if (json_array_size(list) > TRUST_PATTERNS)
        return TRUST_BOUND;
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!json_is_string(json_array_get(list, i)))
            return TRUST_FORMAT;
    return TRUST_OK;
}

/* A file's name must hold it: "<20 digits>.<escaped>-<eight digits of a bin>.json". */
static bool name_fits(const char *name)
{
    char escaped[TRUST_NAME - sizeof "18446744073709551615..json-ffffffff"];
    return trust_escape(name, false, escaped, sizeof escaped);
}

static enum trust_error read_one(const json_t *role, struct delegation *ret_delegation)
{
    const char *name = json_string_value(json_object_get(role, "name"));
    const json_t *terminating = json_object_get(role, "terminating");
    if (!name || !*name || top_level(name) || (terminating && !json_is_boolean(terminating)))
        return TRUST_FORMAT;
    if (!name_fits(name))
        return TRUST_BOUND;
    ret_delegation->name = name;
    ret_delegation->terminating = json_is_true(terminating);
    ret_delegation->paths = json_object_get(role, "paths");
    ret_delegation->prefixes = json_object_get(role, "path_hash_prefixes");
    if (!ret_delegation->paths == !ret_delegation->prefixes)
        return TRUST_FORMAT;
    enum trust_error error = texts(ret_delegation->paths);
    if (!error)
        error = texts(ret_delegation->prefixes);
    return error ? error : rule_read(role, &ret_delegation->rule);
}

/* Terminating, as TAP 15 says: no bin is about another's paths. */
static enum trust_error read_bins(const json_t *bins, struct delegation *ret_delegation)
{
    const char *prefix = json_string_value(json_object_get(bins, "name_prefix"));
    json_int_t bits = json_integer_value(json_object_get(bins, "bit_length"));
    if (!prefix || !*prefix || bits < 1 || bits > TRUST_SUCCINCT_BITS)
        return TRUST_FORMAT;
    if (!name_fits(prefix))
        return TRUST_BOUND;
    ret_delegation->name = prefix;
    ret_delegation->bits = (unsigned)bits;
    ret_delegation->terminating = true;
    return rule_read(bins, &ret_delegation->rule);
}

static enum trust_error read_list(const json_t *roles, struct targets *targets)
{
    for (size_t i = 0; i < json_array_size(roles); i++) {
        struct delegation *delegation = &targets->delegations[i];
        enum trust_error error = read_one(json_array_get(roles, i), delegation);
        if (error)
            return error;
        for (size_t j = 0; j < i; j++)
            if (!strcmp(delegation->name, targets->delegations[j].name))
                return TRUST_FORMAT;
        delegation->keyring = &targets->keyring;
        targets->delegation_count++;
    }
    return TRUST_OK;
}

enum trust_error delegations_read(struct targets *targets)
{
    const json_t *delegations = json_object_get(targets->metadata->body, "delegations");
    if (!delegations)
        return TRUST_OK;
    const json_t *roles = json_object_get(delegations, "roles");
    const json_t *bins = json_object_get(delegations, "succinct_roles");
    if (!roles == !bins || (roles && !json_is_array(roles)))
        return TRUST_FORMAT;
    size_t count = roles ? json_array_size(roles) : 1;
    if (count > TRUST_DELEGATIONS)
        return TRUST_BOUND;
    targets->delegations = calloc(count ? count : 1, sizeof *targets->delegations);
    if (!targets->delegations)
        return TRUST_NO_MEMORY;
    enum trust_error error = keyring_read(json_object_get(delegations, "keys"), &targets->keyring);
    if (error)
        return error;
    if (roles)
        return read_list(roles, targets);
    error = read_bins(bins, targets->delegations);
    targets->delegations->keyring = &targets->keyring;
    targets->delegation_count = 1;
    return error;
}

static bool any_path(const json_t *paths, const char *path)
{
    for (size_t i = 0; i < json_array_size(paths); i++)
        if (pattern_fits(json_string_value(json_array_get(paths, i)), path))
            return true;
    return false;
}

static bool any_prefix(const json_t *prefixes, const uint8_t hash[static TRUST_HASH])
{
    for (size_t i = 0; i < json_array_size(prefixes); i++)
        if (prefix_fits(json_string_value(json_array_get(prefixes, i)), hash))
            return true;
    return false;
}

bool delegation_covers(const struct delegation *delegation, const char *path,
    const uint8_t hash[static TRUST_HASH], char ret_role[static TRUST_NAME])
{
    if (delegation->bits)
        return succinct_name(
            delegation->name, delegation->bits, succinct_bin(delegation->bits, hash), ret_role);
    if (delegation->paths ? !any_path(delegation->paths, path) : !any_prefix(delegation->prefixes, hash))
        return false;
    snprintf(ret_role, TRUST_NAME, "%s", delegation->name);
    return true;
}

uint64_t delegation_roles(const struct delegation *delegation)
{
    return delegation->bits ? UINT64_C(1) << delegation->bits : 1;
}

bool delegation_role(const struct delegation *delegation, uint64_t n, char ret_role[static TRUST_NAME])
{
    if (delegation->bits)
        return succinct_name(delegation->name, delegation->bits, (uint32_t)n, ret_role);
    return snprintf(ret_role, TRUST_NAME, "%s", delegation->name) < TRUST_NAME;
}

bool delegation_names(const struct delegation *delegation, const char *role)
{
    if (!delegation->bits)
        return !strcmp(delegation->name, role);
    size_t len = strlen(delegation->name);
    char name[TRUST_NAME], *end = NULL;
    if (strncmp(role, delegation->name, len) != 0 || role[len] != '-')
        return false;
    unsigned long long bin = strtoull(role + len + 1, &end, 16);
    return !*end && bin < delegation_roles(delegation) &&
           succinct_name(delegation->name, delegation->bits, (uint32_t)bin, name) && !strcmp(name, role);
}
