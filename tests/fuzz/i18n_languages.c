/* Any bytes as the list of languages. */
#include <stddef.h>
#include <stdint.h>

#include "i18n/catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct languages languages;
    char message[256];
    if (languages_read(data, size, &languages, message))
        languages_clear(&languages);
    return 0;
}
