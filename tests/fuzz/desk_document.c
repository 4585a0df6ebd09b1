/* Documents: whatever someone sealed for the team, either every field is within its bounds or it is refused.
 */
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "desk/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct document document = {0};
    if (document_read((const char *)data, size, &document) == DESK_OK) {
        if (document.urgency < 0 || document.urgency > 4 || document.hour < -1 || document.hour > 23 ||
            strnlen(document.place, DOCUMENT_PLACE) == DOCUMENT_PLACE ||
            strnlen(document.lang, DOCUMENT_TAG) == DOCUMENT_TAG || !utf8_valid(data, size)) {
            abort();
        }
    }
    document_clear(&document);
    return 0;
}
