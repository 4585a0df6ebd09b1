/* Any bytes as a topic: a topic whose texts are whole, or a report with a mistake. */
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "sources.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *text)
{
    if (text && (!text[0] || !utf8_valid(text, strlen(text)) || strlen(text) > STRING_BYTES))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct topic topic;
    struct report report;
    if (size > SOURCE_TOPIC_BYTES)
        return 0;
    report_init(&report);
    bool good = topic_read("topics/a.md", data ? data : (const uint8_t *)"", size, &report, &topic);
    if (good != (report.mistakes == 0) || (good && !topic.title) || topic.block_count > PACK_BLOCKS)
        abort();
    for (size_t i = 0; good && i < topic.block_count; i++) {
        const struct topic_block *block = &topic.blocks[i];
        bool worded = block->type != BLOCK_HELP && block->type != BLOCK_SIGNS && block->type != BLOCK_PICTURE;
        if ((worded && !block->text.count) || (block->type == BLOCK_PICTURE) != (block->picture != NULL))
            abort();
        for (size_t k = 0; k < block->text.count; k++)
            check(block->text.in[k]);
    }
    topic_clear(&topic);
    report_clear(&report);
    return 0;
}
