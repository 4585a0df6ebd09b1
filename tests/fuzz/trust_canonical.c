/* Any bytes as JSON: what is read has one canonical form, which read again gives itself. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "strict_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *document = NULL, *again = NULL;
    struct buffer first, second;
    if (strict_json_read(data, size, &document))
        return 0;
    buffer_init(&first, 2 * size + 64);
    buffer_init(&second, 2 * size + 64);
    if (canonical_write(document, &first) == TRUST_OK && !memchr(first.bytes, '\n', first.len) &&
        strict_json_read(first.bytes, first.len, &again) == TRUST_OK) {
        if (canonical_write(again, &second) || first.len != second.len ||
            memcmp(first.bytes, second.bytes, first.len) != 0)
            abort();
    }
    json_decref(document);
    json_decref(again);
    buffer_clear(&first);
    buffer_clear(&second);
    return 0;
}
