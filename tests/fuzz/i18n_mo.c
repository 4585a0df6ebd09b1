/* Any bytes as a .mo file; then its strings are asked for. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "i18n/catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[256];
    struct catalogue *catalogue = catalogue_new("xx", data, size, message);
    if (!catalogue)
        return 0;
    volatile size_t read = strlen(catalogue_text(catalogue, NULL, "a", NULL));
    read = strlen(catalogue_text(catalogue, "c", "a", NULL));
    for (unsigned long n = 0; n < 200; n += 7)
        read = strlen(catalogue_plural(catalogue, "a", "as", n));
    (void)read;
    catalogue_free(catalogue);
    return 0;
}
