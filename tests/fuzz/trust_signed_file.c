/* No input can be signed by this key, so whatever is opened is a hole. */
#include <stdlib.h>
#include <string.h>

#include "trust/signed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* the base point of Ed25519 (RFC 8032, 5.1) */
    uint8_t root[32];
    struct verified_json json = {0};
    memset(root, 0x66, sizeof root);
    root[0] = 0x58;
    if (signed_file_open(data, size, root, &json) == SIGNED_FILE_OK)
        abort();
    return 0;
}
