/* What waits for more signatures, told to publishers. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content_inside.h"

static json_t *waiting_entry(
    struct trust *trust, const char *role, const struct buffer *metadata, const struct signer_head *head)
{
    struct signers count = {.have_list = json_array(), .from_list = json_array()};
    bool known = signers_count(trust, role, metadata, &count);
    int need = count.threshold > count.signed_by ? count.threshold - count.signed_by : 0;
    if (!known) {
        json_decref(count.have_list);
        json_decref(count.from_list);
        return NULL;
    }
    return json_pack("{s:s, s:I, s:o, s:i, s:o}", "role", role, "version", (json_int_t)head->version, "have",
        count.have_list, "need", need, "from", count.from_list);
}

static void waiting_add(
    struct content *content, struct trust *trust, const char *file, int64_t now_s, json_t *list)
{
    struct signer_head head;
    struct buffer metadata;
    char path[96], role[64], type[16], message[256];
    size_t len = strlen(file);
    if (len <= 5 || len - 5 >= sizeof role || strcmp(file + len - 5, ".json") != 0)
        return;
    snprintf(role, sizeof role, "%.*s", (int)(len - 5), file);
    waiting_path(role, path);
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    if (disk_get(&content->disk, path, &metadata) == BASE_OK &&
        signer_head_read(metadata.bytes, metadata.len, &head, type, message) &&
        head.version == content_version(content, role) + 1 && head.expires_s > now_s) {
        json_t *entry = waiting_entry(trust, role, &metadata, &head);
        if (entry)
            (void)!json_array_append_new(list, entry);
    }
    buffer_clear(&metadata);
}

bool content_waiting(struct content *content, int64_t now_s, struct buffer *ret_json, struct said *ret_said)
{
    struct disk_names names = {0};
    char why[TRUST_WHY], *text = NULL;
    enum base_error error = disk_names(&content->disk, "waiting", CONTENT_WAITING, &names);
    struct trust *trust = content_trust(content, now_s, why);
    json_t *list = json_array();
    bool done = false;
    if (error && error != BASE_NOT_FOUND) {
        said_disk(ret_said, error);
        goto out;
    }
    for (size_t i = 0; trust && i < names.count; i++)
        waiting_add(content, trust, names.names[i], now_s, list);
    text = json_dumps(list, JSON_COMPACT);
    done = text && buffer_text(ret_json, text) == BASE_OK;
    if (!done)
        said_so(ret_said, 503, "Busy", "The hub has too little memory at this moment; try again.");
out:
    free(text);
    json_decref(list);
    disk_names_free(&names);
    trust_free(trust);
    return done;
}

bool content_waiting_role(
    struct content *content, const char *role, struct buffer *ret_metadata, struct said *ret_said)
{
    char path[96], type[16], message[256];
    struct signer_head head;
    waiting_path(role, path);
    enum base_error error = disk_get(&content->disk, path, ret_metadata);
    if (error && error != BASE_NOT_FOUND)
        return said_disk(ret_said, error);
    if (!error && signer_head_read(ret_metadata->bytes, ret_metadata->len, &head, type, message) &&
        head.version == content_version(content, role) + 1)
        return true;
    buffer_clear(ret_metadata);
    return said_so(ret_said, 404, "Nothing waits", "No version of %.64s waits for signatures.", role);
}
