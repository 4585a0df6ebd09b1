#include <stdlib.h>
#include <string.h>

#include "parts.h"
#include "signer/targets.h"

bool signer_root_read(const void *metadata, size_t len, struct signer_head *ret_head,
    struct signer_role ret_roles[static 4], char ret_message[static 256])
{
    static const char *const names[] = {"root", "snapshot", "targets", "timestamp"};
    json_t *whole;
    const json_t *part = signed_part_of(metadata, len, "root", &whole, ret_message);
    const json_t *keys = json_object_get(part, "keys"), *roles = json_object_get(part, "roles");
    struct signer_role *read = calloc(4, sizeof *read);
    struct signer_head head;
    bool done = part && read && signed_head_read(part, &head, ret_message);
    for (size_t i = 0; done && i < 4; i++)
        done = signed_role_read(keys, json_object_get(roles, names[i]), names[i], &read[i], ret_message);
    if (done) {
        memcpy(ret_roles, read, 4 * sizeof *read);
        *ret_head = head;
    }
    free(read);
    json_decref(whole);
    return done;
}

bool signer_head_read(const void *metadata, size_t len, struct signer_head *ret_head,
    char ret_type[static 16], char ret_message[static 256])
{
    json_t *whole = signed_read(metadata, len, ret_message);
    const json_t *part = json_object_get(whole, "signed");
    char type[16];
    struct signer_head head;
    bool done = whole && signed_head_read(part, &head, ret_message) &&
                (signed_text_copy(type, sizeof type, json_object_get(part, "_type")) ||
                    signer_fail(ret_message, "the metadata does not say its type"));
    if (done) {
        memcpy(ret_type, type, sizeof type);
        *ret_head = head;
    }
    json_decref(whole);
    return done;
}

bool signer_root_names(const void *root, size_t len, const char *role, const uint8_t public_key[static 32],
    char ret_name[static 64])
{
    char message[256];
    json_t *whole;
    const json_t *part = signed_part_of(root, len, "root", &whole, message);
    const json_t *keys = json_object_get(part, "keys");
    const json_t *ids = json_object_get(json_object_get(json_object_get(part, "roles"), role), "keyids");
    bool found = false;
    for (size_t i = 0; !found && i < json_array_size(ids); i++) {
        struct signer_key key = {0};
        found = signed_key_read(keys, json_array_get(ids, i), &key, message) &&
                memcmp(key.public_key, public_key, 32) == 0;
        if (found)
            memcpy(ret_name, key.name, sizeof key.name);
    }
    json_decref(whole);
    return found;
}

bool signer_files_read(const void *metadata, size_t len, struct signer_file *ret_files, size_t most,
    size_t *ret_count, char ret_message[static 256])
{
    json_t *whole = signed_read(metadata, len, ret_message), *json;
    json_t *meta = json_object_get(json_object_get(whole, "signed"), "meta");
    const char *name;
    size_t count = 0;
    bool done = whole && ((json_is_object(meta) && json_object_size(meta) <= most) ||
                             signer_fail(ret_message, "this is no snapshot or timestamp that can be held"));
    json_object_foreach(done ? meta : NULL, name, json)
    {
        struct signer_file *file = &ret_files[count++];
        const json_t *length = json_object_get(json, "length");
        *file = (struct signer_file){.version = json_integer_value(json_object_get(json, "version")),
            .length = (uint64_t)json_integer_value(length)};
        if (done && (strlen(name) >= sizeof file->name || file->version < 1 || !json_is_integer(length) ||
                        !signed_digest_read(json_object_get(json, "hashes"), file->sha256)))
            done = signer_fail(ret_message, "%.80s is listed without version, length and SHA-256", name);
        memcpy(file->name, name, done ? strlen(name) + 1 : 0);
    }
    json_decref(whole);
    if (done)
        *ret_count = count;
    return done;
}
