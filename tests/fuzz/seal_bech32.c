/* Any bytes as a recipient, an identity, an identity file. Whatever is taken is written as it was read. */
#include <stdlib.h>
#include <string.h>

#include "seal/keys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct seal_identity identity, several[4];
    uint8_t recipient[32];
    char again[SEAL_IDENTITY_TEXT];
    size_t count = 0, line = 0;
    if (seal_recipient_read(text, size, recipient) == SEAL_OK) {
        seal_recipient_text(recipient, again);
        if (strlen(again) != size || memcmp(again, text, size) != 0)
            abort();
    }
    if (seal_identity_read(text, size, &identity) == SEAL_OK) {
        seal_identity_text(&identity, again);
        if (strlen(again) != size || memcmp(again, text, size) != 0)
            abort();
    }
    if (seal_identities_read(text, size, several, 4, &count, &line) == SEAL_OK && (count < 1 || count > 4))
        abort();
    return 0;
}
