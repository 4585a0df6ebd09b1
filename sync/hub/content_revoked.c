/* Devices that the network's people call revoked: recipients/network.json of what is current. */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/cursor.h"
#include "base/limits.h"
#include "content_inside.h"

static bool network_get(struct content *content, const struct signer_target *target, struct buffer *ret_bytes)
{
    char name[256];
    uint8_t digest[32];
    struct said said;
    buffer_init(ret_bytes, NETWORK_BYTES);
    if (!content_target_name(target, name, &said) || disk_get(&content->disk, name, ret_bytes) != BASE_OK)
        return false;
    crypto_hash_sha256(digest, ret_bytes->bytes, ret_bytes->len);
    return memcmp(digest, target->sha256, sizeof digest) == 0;
}

static bool devices_read(const struct buffer *network, uint8_t (**ret_devices)[8], size_t *ret_count)
{
    json_t *value,
        *json = json_loadb((const char *)network->bytes, network->len, JSON_REJECT_DUPLICATES, NULL);
    json_t *list = json_object_get(json, "revoked");
    size_t i, count = 0;
    uint8_t(*devices)[8] = calloc(json_array_size(list) + 1, sizeof *devices);
    json_array_foreach(list, i, value)
    {
        if (devices && json_is_string(value) &&
            hex_read(json_string_value(value), json_string_length(value), devices[count], 8))
            count++;
    }
    json_decref(json);
    if (!devices || !json) {
        free(devices);
        return false;
    }
    *ret_devices = devices;
    *ret_count = count;
    return true;
}

bool content_revoked(struct content *content, uint8_t (**ret_devices)[8], size_t *ret_count)
{
    struct buffer metadata, network;
    struct signer_targets targets;
    char message[256];
    bool read = false;
    if (!content_role_read(content, "recipients", &metadata))
        return false;
    if (signer_target_list_read(metadata.bytes, metadata.len, &targets, message)) {
        for (size_t i = 0; !read && i < targets.target_count; i++) {
            if (strcmp(targets.targets[i].path, "recipients/network.json") != 0)
                continue;
            read = network_get(content, &targets.targets[i], &network) &&
                   devices_read(&network, ret_devices, ret_count);
            buffer_clear(&network);
            break;
        }
        signer_targets_clear(&targets);
    }
    buffer_clear(&metadata);
    return read;
}

int64_t content_recipients(const struct content *content)
{
    return content_version(content, "recipients");
}
