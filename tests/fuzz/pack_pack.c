/* Any bytes as pack.json, in whose languages nothing is there: refused with a sentence, or consistent. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pack/pack.h"

struct input {
    const uint8_t *data;
    size_t size;
};

static enum base_error get(void *self, const char *name, struct buffer *ret_bytes)
{
    const struct input *input = self;
    static const char form[] =
        "{\"id\":\"help\",\"version\":1,\"title\":\"t\",\"questions\":[{\"name\":\"a\","
        "\"type\":\"note\",\"label\":\"l\"}]}";
    if (strcmp(name, "pack.json") == 0)
        return buffer_add(ret_bytes, input->data, input->size);
    if (strcmp(name, "form/help.json") == 0)
        return buffer_text(ret_bytes, form);
    if (strstr(name, "..") || strchr(name, '\n'))
        abort();
    return BASE_NOT_FOUND;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[256] = "";
    struct input input = {data, size};
    struct pack_files files = {.get = get, .self = &input};
    struct pack *pack = pack_read(&files, message);
    if (!pack && !memchr(message, '.', sizeof message))
        abort();
    if (!pack)
        return 0;
    for (size_t i = 0; i < pack->topic_count; i++) {
        const struct pack_topic *topic = &pack->topics[i];
        if ((topic->picture != SIZE_MAX && topic->picture >= pack->picture_count) ||
            (topic->campaign != SIZE_MAX && topic->campaign >= pack->campaign_count) || !topic->slug[0])
            abort();
        pack_topic_shown(pack, i, "2026-10-10", "demo-1");
    }
    for (size_t i = 0; i < pack->picture_count; i++)
        if (pack->pictures[i].size_count < 1 || pack->pictures[i].size_count > 3)
            abort();
    while (pack->topic_count)
        if (!pack_withdraw(pack, pack->topics[pack->topic_count / 2].slug))
            abort();
    pack_free(pack);
    return 0;
}
