#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/trust/repository.h"
#include "sync/trust/repository_key.h"

static struct repository_file sign_role(struct repository *repository, const struct repository_role *role)
{
    size_t len;
    char *canonical = repository_canonical(role->body, &len);
    json_t *signatures = json_array();
    for (int i = 0; i < role->signer_count; i++)
        json_array_append_new(
            signatures, repository_key_sign(&repository->keys[role->signers[i]], canonical, len));
    json_t *document = json_pack("{s:o,s:O}", "signatures", signatures, "signed", role->body);
    struct repository_file file = {.bytes = json_dumps(document, JSON_COMPACT)};
    file.len = strlen(file.bytes);
    json_decref(document);
    free(canonical);
    return file;
}

static json_t *promise(const struct repository *repository, const struct repository_role *role)
{
    json_t *entry = json_pack("{s:O}", "version", json_object_get(role->body, "version"));
    const struct repository_file *file = &role->files[role->file_count - 1];
    if (repository->hashes) {
        uint8_t hash[32];
        char hex[65];
        crypto_hash_sha256(hash, (const uint8_t *)file->bytes, file->len);
        sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
        json_object_set_new(entry, "length", json_integer((json_int_t)file->len));
        json_object_set_new(entry, "hashes", json_pack("{s:s}", "sha256", hex));
    }
    return entry;
}

static void tell(struct repository *repository, const struct repository_role *role)
{
    char file[80];
    bool snapshot = !strcmp(role->name, "snapshot");
    if (!strcmp(role->name, "root") || !strcmp(role->name, "timestamp"))
        return;
    snprintf(file, sizeof file, "%s.json", role->name);
    json_t *in = repository_body(repository, snapshot ? "timestamp" : "snapshot");
    json_object_set_new(json_object_get(in, "meta"), file, promise(repository, role));
}

static void publish_one(struct repository *repository, const char *name, int64_t version)
{
    struct repository_role *role = repository_role(repository, name);
    assert(role && role->file_count < REPOSITORY_FILES);
    json_object_set_new(role->body, "version", json_integer(version));
    role->files[role->file_count++] = sign_role(repository, role);
    tell(repository, role);
}

void repository_publish(struct repository *repository, const char *roles)
{
    char copy[512], *rest = NULL;
    snprintf(copy, sizeof copy, "%s", roles);
    for (char *name = strtok_r(copy, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
        struct repository_role *role = repository_role(repository, name);
        json_int_t version = json_integer_value(json_object_get(role->body, "version"));
        publish_one(repository, name, role->file_count ? version + 1 : version);
    }
}

void repository_publish_as(struct repository *repository, const char *role, int64_t version)
{
    publish_one(repository, role, version);
}

void repository_unpublish(struct repository *repository, const char *role)
{
    struct repository_role *gone = repository_role(repository, role);
    free(gone->files[--gone->file_count].bytes);
}

void repository_restart(struct repository *repository, const char *role)
{
    while (repository_role(repository, role)->file_count)
        repository_unpublish(repository, role);
    repository_set_version(repository, role, 1);
}

void repository_replace(struct repository *repository, const char *role, const void *bytes, size_t len)
{
    char *copy = malloc(len + 1);
    memcpy(copy, bytes, len);
    copy[len] = 0;
    repository_unpublish(repository, role);
    struct repository_role *has = repository_role(repository, role);
    has->files[has->file_count++] = (struct repository_file){copy, len};
}

const struct repository_file *repository_last(struct repository *repository, const char *role)
{
    const struct repository_role *has = repository_role(repository, role);
    return has && has->file_count ? &has->files[has->file_count - 1] : NULL;
}

static void decode(const char *from, char *ret_text, size_t cap)
{
    size_t len = 0;
    for (; *from && len + 1 < cap; from++) {
        unsigned byte;
        if (*from == '%' && sscanf(from + 1, "%2x", &byte) == 1) {
            ret_text[len++] = (char)byte;
            from += 2;
        } else {
            ret_text[len++] = *from;
        }
    }
    ret_text[len] = 0;
}

const struct repository_file *repository_fetch(struct repository *repository, const char *name)
{
    char text[256], *role = text, *end;
    decode(name, text, sizeof text);
    size_t len = strlen(text);
    if (len < 5 || strcmp(text + len - 5, ".json") != 0)
        return NULL;
    text[len - 5] = 0;
    long version = 0;
    bool numbered = json_is_true(json_object_get(repository_body(repository, "root"), "consistent_snapshot"));
    if ((numbered || strstr(text, ".root")) && strcmp(text, "timestamp") != 0) {
        version = strtol(text, &end, 10);
        if (end == text || *end != '.')
            return NULL;
        role = end + 1;
    }
    const struct repository_role *has = repository_role(repository, role);
    if (!has || (version ? version > has->file_count : !has->file_count))
        return NULL;
    return &has->files[(version ? version : has->file_count) - 1];
}

const struct repository_file *repository_fetch_target(struct repository *repository, const char *name)
{
    char text[512];
    decode(name, text, sizeof text);
    for (int i = 0; i < repository->target_count; i++) {
        const struct repository_target *target = &repository->targets[i];
        const char *slash = strrchr(target->path, '/');
        size_t folder = slash ? (size_t)(slash - target->path) + 1 : 0;
        const char *rest = text + folder;
        if (strncmp(text, target->path, folder) != 0)
            continue;
        if (strlen(rest) > 65 && rest[64] == '.')
            rest += 65;
        if (!strcmp(rest, target->path + folder))
            return &target->file;
    }
    return NULL;
}
