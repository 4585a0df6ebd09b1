/* Any bytes as the list of fonts. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "fonts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct face *faces;
    size_t count;
    char message[256];
    if (fonts_parse((const char *)data, size, &faces, &count, message))
        free(faces);
    return 0;
}
