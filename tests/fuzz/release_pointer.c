/* Any bytes as a pointer of a content folder: refused, or every line of it is found by its name. */
#include <stdlib.h>
#include <string.h>

#include "pointer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pointer pointer;
    if (pointer_read(data, size, &pointer) != BASE_OK)
        return 0;
    for (size_t i = 0; i < pointer.count; i++) {
        const char *name = pointer.lines[i].name;
        if (pointer_find(&pointer, name) != &pointer.lines[i] || !name[0] || strchr(name, '/') ||
            strlen(name) >= TRUST_NAME || strlen(pointer_keep(name)) > strlen(name))
            abort();
    }
    pointer_clear(&pointer);
    return 0;
}
