#include "preview/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct script script;
    char message[256];
    if (script_read(bytes, len, &script, message))
        script_clear(&script);
    return 0;
}
