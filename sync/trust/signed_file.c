#include "trust/signed_file.h"

#include "base/limits.h"
#include "seal/keys.h"

const char *signed_file_error_text(enum signed_file_error error)
{
    switch (error) {
    case SIGNED_FILE_OK:
        return "no error";
    case SIGNED_FILE_SIGNATURE:
        return "it is not signed by the root key of this network";
    case SIGNED_FILE_SIZE:
        return "it is larger than a network file may be";
    }
    return "unknown error";
}

enum signed_file_error signed_file_open(
    const void *bytes, size_t len, const uint8_t root[static 32], struct verified_json *ret_json)
{
    if (len > NETWORK_BYTES)
        return SIGNED_FILE_SIZE;
    if (!bytes || seal_verify(SEAL_NETWORK, root, bytes, len) != SEAL_OK)
        return SIGNED_FILE_SIGNATURE;
    *ret_json = (struct verified_json){.json = bytes, .len = len};
    return SIGNED_FILE_OK;
}
