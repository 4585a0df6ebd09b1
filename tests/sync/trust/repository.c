#include "sync/trust/repository.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sync/trust/repository_key.h"

struct repository_role *repository_role(struct repository *repository, const char *name)
{
    for (int i = 0; i < repository->role_count; i++)
        if (!strcmp(repository->roles[i].name, name))
            return &repository->roles[i];
    return NULL;
}

json_t *repository_body(struct repository *repository, const char *role)
{
    return repository_role(repository, role)->body;
}

void repository_expire(struct repository *repository, const char *role, int64_t at_s)
{
    char text[32];
    time_t at = (time_t)at_s;
    struct tm tm;
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&at, &tm));
    json_object_set_new(repository_body(repository, role), "expires", json_string(text));
}

void repository_set_version(struct repository *repository, const char *role, int64_t version)
{
    json_object_set_new(repository_body(repository, role), "version", json_integer(version));
}

static struct repository_role *add_role(struct repository *repository, const char *name, const char *type)
{
    assert(repository->role_count < REPOSITORY_ROLES);
    struct repository_role *role = &repository->roles[repository->role_count++];
    *role = (struct repository_role){0};
    snprintf(role->name, sizeof role->name, "%s", name);
    role->body = json_pack("{s:s,s:s,s:i}", "_type", type, "spec_version", "1.0.31", "version", 1);
    repository_expire(repository, name, repository->now_s + 30 * 86400);
    if (!strcmp(type, "targets"))
        json_object_set_new(role->body, "targets", json_object());
    return role;
}

void repository_init(struct repository *repository, int64_t now_s)
{
    static const char *const names[] = {"root", "timestamp", "snapshot", "targets"};
    *repository = (struct repository){.now_s = now_s};
    for (int i = 0; i < 4; i++)
        add_role(repository, names[i], names[i]);
    json_t *root = repository_body(repository, "root");
    json_object_set_new(root, "consistent_snapshot", json_true());
    json_object_set_new(root, "keys", json_object());
    json_object_set_new(root, "roles", json_object());
    json_object_set_new(repository_body(repository, "timestamp"), "meta", json_object());
    json_object_set_new(repository_body(repository, "snapshot"), "meta", json_object());
    for (int i = 0; i < 4; i++) {
        json_object_set_new(
            json_object_get(root, "roles"), names[i], json_pack("{s:[],s:i}", "keyids", "threshold", 1));
        repository_add_key(repository, "root", names[i]);
    }
    repository_publish(repository, "targets snapshot timestamp root");
}

void repository_clear(struct repository *repository)
{
    for (int i = 0; i < repository->key_count; i++)
        repository_key_clear(&repository->keys[i]);
    for (int i = 0; i < repository->role_count; i++) {
        struct repository_role *role = &repository->roles[i];
        json_decref(role->body);
        for (int j = 0; j < role->file_count; j++)
            free(role->files[j].bytes);
    }
    for (int i = 0; i < repository->target_count; i++)
        free(repository->targets[i].file.bytes);
    *repository = (struct repository){0};
}

int repository_key(struct repository *repository, enum repository_kind kind)
{
    assert(repository->key_count < REPOSITORY_KEYS);
    repository_key_make(&repository->keys[repository->key_count], kind);
    return repository->key_count++;
}

/* Where keys and key ids of role stand: in root, or in the delegations of by. */
static json_t *decides(struct repository *repository, const char *by, const char *role, json_t **ret_keys)
{
    json_t *body = repository_body(repository, by);
    if (!strcmp(by, "root")) {
        *ret_keys = json_object_get(body, "keys");
        return json_object_get(json_object_get(body, "roles"), role);
    }
    json_t *delegations = json_object_get(body, "delegations"), *entry;
    size_t i;
    *ret_keys = json_object_get(delegations, "keys");
    json_array_foreach(json_object_get(delegations, "roles"), i, entry)
    {
        if (!strcmp(json_string_value(json_object_get(entry, "name")), role))
            return entry;
    }
    return NULL;
}

void repository_grant(struct repository *repository, const char *by, const char *role, int key)
{
    json_t *keys, *entry = decides(repository, by, role, &keys);
    const struct repository_key *made = &repository->keys[key];
    json_object_set(keys, made->id, made->json);
    json_array_append_new(json_object_get(entry, "keyids"), json_string(made->id));
}

void repository_sign_with(struct repository *repository, const char *role, int key)
{
    struct repository_role *signs = repository_role(repository, role);
    assert(signs->signer_count < REPOSITORY_SIGNERS);
    signs->signers[signs->signer_count++] = key;
}

void repository_add_key(struct repository *repository, const char *by, const char *role)
{
    int key = repository_key(repository, KIND_ED25519);
    repository_grant(repository, by, role, key);
    repository_sign_with(repository, role, key);
}

void repository_revoke_all(struct repository *repository, const char *by, const char *role)
{
    json_t *keys, *entry = decides(repository, by, role, &keys);
    json_array_clear(json_object_get(entry, "keyids"));
    repository_role(repository, role)->signer_count = 0;
}

void repository_rotate(struct repository *repository, const char *role)
{
    repository_revoke_all(repository, "root", role);
    repository_add_key(repository, "root", role);
}

void repository_threshold(struct repository *repository, const char *role, int threshold)
{
    json_t *keys, *entry = decides(repository, "root", role, &keys);
    json_object_set_new(entry, "threshold", json_integer(threshold));
}

void repository_delegate(
    struct repository *repository, const char *by, const char *role, const char *paths, bool terminating)
{
    json_t *body = repository_body(repository, by), *list = json_array();
    if (!json_object_get(body, "delegations"))
        json_object_set_new(body, "delegations", json_pack("{s:{},s:[]}", "keys", "roles"));
    char copy[256], *rest = NULL;
    snprintf(copy, sizeof copy, "%s", paths);
    for (char *path = strtok_r(copy, ",", &rest); path; path = strtok_r(NULL, ",", &rest))
        json_array_append_new(list, json_string(path));
    json_array_append_new(json_object_get(json_object_get(body, "delegations"), "roles"),
        json_pack("{s:s,s:[],s:i,s:b,s:o}", "name", role, "keyids", "threshold", 1, "terminating",
            terminating, "paths", list));
    if (!repository_role(repository, role))
        add_role(repository, role, "targets");
    repository_add_key(repository, by, role);
}

void repository_target(struct repository *repository, const char *role, const char *path, const char *text)
{
    uint8_t hash[32];
    char hex[65];
    struct repository_target *target = NULL;
    for (int i = 0; i < repository->target_count; i++)
        if (!strcmp(repository->targets[i].path, path))
            target = &repository->targets[i];
    if (!target) {
        assert(repository->target_count < REPOSITORY_ROLES);
        target = &repository->targets[repository->target_count++];
        snprintf(target->path, sizeof target->path, "%s", path);
    }
    free(target->file.bytes);
    target->file = (struct repository_file){strdup(text), strlen(text)};
    crypto_hash_sha256(hash, (const uint8_t *)text, strlen(text));
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    json_object_set_new(json_object_get(repository_body(repository, role), "targets"), path,
        json_pack("{s:I,s:{s:s}}", "length", (json_int_t)strlen(text), "hashes", "sha256", hex));
}
