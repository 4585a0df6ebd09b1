#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"

bool signer_fail(char ret_message[static SIGNER_MESSAGE], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(ret_message, SIGNER_MESSAGE, format, args);
    va_end(args);
    return false;
}

json_t *signed_read(const void *bytes, size_t len, char ret_message[static SIGNER_MESSAGE])
{
    json_error_t error;
    if (len > SIGNER_METADATA_BYTES) {
        signer_fail(ret_message, "the metadata is larger than %d MiB", SIGNER_METADATA_BYTES >> 20);
        return NULL;
    }
    json_t *metadata = json_loadb(bytes ? bytes : "", len, JSON_REJECT_DUPLICATES, &error);
    if (!metadata) {
        signer_fail(ret_message, "the metadata is not JSON (line %d, column %d)", error.line, error.column);
        return NULL;
    }
    const json_t *signatures = json_object_get(metadata, "signatures");
    bool good = json_is_object(json_object_get(metadata, "signed")) && json_is_array(signatures);
    if (good && json_array_size(signatures) <= SIGNER_SIGNATURES)
        return metadata;
    if (good)
        signer_fail(ret_message, "the metadata has more than %d signatures", SIGNER_SIGNATURES);
    else
        signer_fail(ret_message, "this is not TUF metadata: it has no \"signed\" and \"signatures\"");
    json_decref(metadata);
    return NULL;
}

static const char *key_of(const json_t *signature)
{
    const char *key = json_string_value(json_object_get(signature, "keyid"));
    return key ? key : "";
}

static int by_key(const void *a, const void *b)
{
    return strcmp(key_of(*(json_t *const *)a), key_of(*(json_t *const *)b));
}

/* Equal signatures give equal bytes, whoever signed first. */
static bool sort_signatures(json_t *metadata)
{
    json_t *array = json_object_get(metadata, "signatures");
    size_t count = json_array_size(array);
    json_t **list = calloc(count + 1, sizeof *list), *sorted = json_array();
    bool done = list && sorted;
    for (size_t i = 0; done && i < count; i++)
        list[i] = json_array_get(array, i);
    if (done)
        qsort(list, count, sizeof *list, by_key);
    for (size_t i = 0; done && i < count; i++)
        done = json_array_append(sorted, list[i]) == 0;
    free(list);
    if (!done) {
        json_decref(sorted);
        return false;
    }
    return json_object_set_new(metadata, "signatures", sorted) == 0;
}

bool signed_write(json_t *metadata, struct buffer *ret_metadata, char ret_message[static SIGNER_MESSAGE])
{
    char *text = NULL;
    bool done = false;
    if (!sort_signatures(metadata)) {
        signer_fail(ret_message, "no memory");
        goto out;
    }
    text = json_dumps(metadata, JSON_COMPACT | JSON_SORT_KEYS);
    if (!text) {
        signer_fail(ret_message, "no memory");
        goto out;
    }
    size_t len = strlen(text);
    if (len > SIGNER_METADATA_BYTES || len > ret_metadata->max) {
        signer_fail(ret_message, "the metadata would be larger than it may be; it has too many entries");
        goto out;
    }
    buffer_clear(ret_metadata);
    done = buffer_add(ret_metadata, text, len) == BASE_OK;
    if (!done)
        signer_fail(ret_message, "no memory");
out:
    free(text);
    return done;
}
