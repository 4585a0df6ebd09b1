/* Any text as Plural-Forms; a form is always one that exists. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "plural.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct plural plural;
    if (plural_read((const char *)data, size, &plural))
        for (unsigned long n = 0; n < 130; n++)
            if (plural_form(&plural, n) >= plural.forms)
                abort();
    return 0;
}
