/* Any bytes as text: refused when they are not UTF-8, else another reader gives them back. */
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "base/json_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t cap = 6 * size + 4;
    char *out = malloc(cap);
    struct json_write json;
    if (!out || size > 65536) {
        free(out);
        return 0;
    }
    json_write_init(&json, out, cap);
    json_open(&json, '[');
    json_text_n(&json, (const char *)data, size);
    json_close(&json, ']');
    if (json_done(&json) != utf8_valid(data, size))
        abort();
    if (json_done(&json)) {
        json_t *read = json_loadb(out, json.len, JSON_ALLOW_NUL, NULL);
        json_t *text = json_array_get(read, 0);
        if (!text || json_string_length(text) != size || memcmp(json_string_value(text), data, size) != 0)
            abort();
        json_decref(read);
    }
    free(out);
    return 0;
}
