/* Any bytes as a document to sign and as a signed one. */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "seal/keys.h"

#define MOST 20000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t seed[32] = {1};
    struct seal_signer signer;
    if (size > MOST || sodium_init() < 0)
        return 0;
    seal_signer_from(seed, &signer);
    size_t body = seal_signed_body((const char *)data, size), len = size;
    enum seal_error error = seal_verify(SEAL_ANSWER, signer.public_key, (const char *)data, size);
    require(body ? body + SEAL_SIGNATURE_TEXT <= size : error == SEAL_SIGNATURE);

    char *json = malloc(size + SEAL_SIGNATURE_TEXT);
    require(json != NULL);
    memcpy(json, data, size);
    error = seal_sign(SEAL_ANSWER, &signer, json, &len, size + SEAL_SIGNATURE_TEXT);
    if (error) {
        require(len == size && !memcmp(json, data, size));
    } else {
        require(seal_verify(SEAL_ANSWER, signer.public_key, json, len) == SEAL_OK);
        require(seal_verify(SEAL_ACTION, signer.public_key, json, len) == SEAL_SIGNATURE);
        require(seal_signed_body(json, len) == size - 1);
    }
    free(json);
    return 0;
}
