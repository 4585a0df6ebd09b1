/* A pointer of a content folder, which the agent writes: what release does it say it is? */
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "firmware/showing.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    uint8_t id[TRUST_HASH] = {0}, before[TRUST_HASH] = {0};
    char hex[2 * TRUST_HASH + 1];
    char *text = malloc(len + 1);
    if (!text)
        return 0;
    if (len)
        memcpy(text, bytes, len);
    text[len] = 0;
    bool found = showing_pointer_id(bytes, len, id);
    hex_write(id, TRUST_HASH, hex);
    /* What is found stands there; what is not found leaves the answer alone. */
    if (found ? !memchr(text, 0, len) && !strstr(text, hex) : memcmp(id, before, sizeof id) != 0)
        abort();
    free(text);
    return 0;
}
