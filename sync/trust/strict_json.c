#include "strict_json.h"

#include <string.h>

#include "trust/bounds.h"

/* A look at the bytes alone: depth and number of values, strings left out. What is no JSON at all is for the
 * parser to say. */
static enum trust_error measure(const char *bytes, size_t len)
{
    size_t depth = 0, values = 0;
    bool string = false;
    for (size_t i = 0; i < len; i++) {
        char c = bytes[i];
        if (string) {
            i += c == '\\';
            string = c != '"';
        } else if (c == '"') {
            string = true;
        } else if (c == '[' || c == '{') {
            depth++;
            values++;
        } else if (c == ']' || c == '}') {
            depth -= depth > 0;
        } else if (c == ',' || c == ':') {
            values++;
        }
        if (depth > TRUST_DEPTH || values > TRUST_VALUES)
            return TRUST_BOUND;
    }
    return TRUST_OK;
}

enum trust_error strict_json_read(const void *bytes, size_t len, json_t **ret_document)
{
    if (!bytes || !len)
        return TRUST_FORMAT;
    enum trust_error error = measure(bytes, len);
    if (error)
        return error;
    json_error_t problem;
    json_t *document = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &problem);
    if (!document)
        return json_error_code(&problem) == json_error_out_of_memory ? TRUST_NO_MEMORY : TRUST_FORMAT;
    if (!json_is_object(document)) {
        json_decref(document);
        return TRUST_FORMAT;
    }
    *ret_document = document;
    return TRUST_OK;
}
