#include "parts.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"

static bool target_path(const struct output *output, const char *path, char ret_path[static 256])
{
    int len = path[0] == '/' ? snprintf(ret_path, 256, "%s", path + 1)
                             : snprintf(ret_path, 256, "%s%s", output->prefix, path);
    return len > 0 && len < 256;
}

static const struct built_file *find(const struct output *output, const char *target)
{
    for (size_t i = 0; i < output->count; i++)
        if (strcmp(output->files[i].path, target) == 0)
            return &output->files[i];
    return NULL;
}

const struct built_file *output_find(const struct output *output, const char *path)
{
    char target[256];
    return target_path(output, path, target) ? find(output, target) : NULL;
}

static bool grow(struct output *output)
{
    if (output->count < output->cap)
        return true;
    size_t cap = output->cap ? 2 * output->cap : 16;
    struct built_file *files = realloc(output->files, cap * sizeof *files);
    if (!files)
        return false;
    output->files = files;
    output->cap = cap;
    return true;
}

bool output_add(struct output *output, const char *path, const void *bytes, size_t len)
{
    char target[256];
    if (!target_path(output, path, target))
        return false;
    const struct built_file *before = find(output, target);
    if (before)
        return before->len == len && memcmp(before->bytes, bytes, len) == 0;
    if (len > OUTPUT_FILE_BYTES || len > OUTPUT_BYTES - output->bytes || output->count == OUTPUT_FILES ||
        !grow(output))
        return false;
    struct built_file file = {.path = strdup(target), .bytes = malloc(len ? len : 1), .len = len};
    if (!file.path || !file.bytes) {
        free(file.path);
        free(file.bytes);
        return false;
    }
    memcpy(file.bytes, bytes, len);
    output->files[output->count++] = file;
    output->bytes += len;
    return true;
}

bool output_add_json(struct output *output, const char *path, json_t *document)
{
    char *text = document ? json_dumps(document, JSON_COMPACT) : NULL;
    bool done = text && output_add(output, path, text, strlen(text));
    free(text);
    json_decref(document);
    return done;
}

void output_clear(struct output *output)
{
    for (size_t i = 0; i < output->count; i++) {
        free(output->files[i].path);
        free(output->files[i].bytes);
    }
    free(output->files);
    *output = (struct output){.files = NULL};
}

void output_media_name(const void *bytes, size_t len, const char *extension, char ret_name[static 48])
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    char hex[33];
    crypto_hash_sha256(hash, bytes, len);
    hex_write(hash, 16, hex);
    snprintf(ret_name, 48, "media/%s.%s", hex, extension);
}
