/* Problem documents: whatever a server writes, one bounded printable line comes out. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "wire/problem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[PROBLEM_TEXT];
    problem_read(data, size, text);
    if (strnlen(text, sizeof text) == sizeof text)
        abort();
    for (const char *c = text; *c; c++)
        if (*c < 0x20 || *c > 0x7e)
            abort();
    return 0;
}
