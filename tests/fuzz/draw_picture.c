/* Any bytes as a PNG file, whole and scaled. */
#include <stddef.h>
#include <stdint.h>

#include "draw/draw.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct loaded_picture *picture;
    /* Bytes 16 to 23 are width and height: big ones are refused by a test, here they only take memory. */
    if (size > 1 << 16 ||
        (size > 24 && (data[16] || data[17] || data[18] || data[20] || data[21] || data[22])))
        return 0;
    if (picture_load(data, size, &picture) == BASE_OK)
        picture_free(picture);
    if (picture_load_scaled(data, size, 33, 17, &picture) == BASE_OK)
        picture_free(picture);
    return 0;
}
