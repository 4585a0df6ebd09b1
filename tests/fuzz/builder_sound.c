/* Any bytes as a sound: refused in words, or stripped, which changes nothing a second time. The checksums of
 * its pages are put right first, so that a fuzzer gets behind them. */
#include <stdlib.h>
#include <string.h>

#include "ogg_pages.h"
#include "sound.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer plain, again;
    uint8_t *bytes = malloc(size + 1);
    if (!bytes)
        return 0;
    memcpy(bytes, data, size);
    ogg_put_right(bytes, size);
    buffer_init(&plain, 1 << 20);
    buffer_init(&again, 1 << 20);
    if (!ogg_strip(bytes, size, &plain)) {
        if (ogg_strip(plain.bytes, plain.len, &again) || plain.len != again.len ||
            memcmp(plain.bytes, again.bytes, plain.len) != 0)
            abort();
        (void)sound_check(plain.bytes, plain.len);
    }
    buffer_clear(&plain);
    buffer_clear(&again);
    free(bytes);
    return 0;
}
