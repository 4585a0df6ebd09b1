/* Any bytes as hotlines, and as what is withdrawn: refused with a sentence, or whole. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pack/hotlines.h"
#include "pack/withdrawn.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[256] = "";
    struct hotlines hotlines = {0};
    struct withdrawn withdrawn;
    if (!hotlines_read(&hotlines, "harbour", data, size, message) &&
        (hotlines.count || !memchr(message, '.', sizeof message)))
        abort();
    for (size_t i = 0; i < hotlines.count; i++)
        if (!hotlines.in[i].number[0] || strpbrk(hotlines.in[i].number, "\n ;<") ||
            !network_text(&hotlines.in[i].name, "en")[0] || !hotlines.in[i].opening_hours)
            abort();
    hotlines_keep_place(&hotlines, "demo-1");
    hotlines_clear(&hotlines);
    message[0] = 0;
    if (!withdrawn_read("harbour", data, size, &withdrawn, message) && !memchr(message, '.', sizeof message))
        abort();
    for (size_t i = 0; i < withdrawn.topic_count; i++)
        if (!strchr(withdrawn.topics[i], '/'))
            abort();
    withdrawn_clear(&withdrawn);
    return 0;
}
