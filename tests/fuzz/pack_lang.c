/* Any bytes as the texts of a language: refused with a sentence, or every text that is there is whole. */
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
    static const char head[] =
        "{\"v\":1,\"kind\":\"pack\",\"id\":\"a/"
        "b\",\"version\":1,\"owner\":\"a\",\"title\":\"t\",\"demo\":true,"
        "\"languages\":[{\"tag\":\"en\",\"reviewed\":true}],\"topics\":[{\"slug\":\"papers\","
        "\"audience\":\"public\"},{\"slug\":\"pay\",\"audience\":\"public\"}],\"pictures\":[{\"name\":"
        "\"boat\","
        "\"sizes\":[{\"width\":1,\"height\":1,\"file\":\"media/00112233445566778899aabbccddeeff.png\"}]}]}";
    if (strcmp(name, "pack.json") == 0)
        return buffer_text(ret_bytes, head);
    return strcmp(name, "lang/en.json") == 0 ? buffer_add(ret_bytes, input->data, input->size)
                                             : BASE_NOT_FOUND;
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
    const struct pack_language *language = &pack->languages[0];
    for (size_t i = 0; i < language->string_count; i++)
        if (pack_string(language, language->strings[i].msgid) != language->strings[i].text)
            abort();
    for (size_t i = 0; i < pack->topic_count; i++)
        for (size_t j = 0; j < language->topics[i].block_count; j++) {
            const struct pack_block *block = &language->topics[i].blocks[j];
            if (!language->topics[i].there ||
                (block->type != BLOCK_HELP && block->type != BLOCK_SIGNS) != (block->text_count > 0) ||
                (block->type == BLOCK_PICTURE) != (block->picture < pack->picture_count))
                abort();
            for (size_t k = 0; k < block->text_count; k++)
                if (strlen(block->text[k]) > PACK_PARAGRAPH)
                    abort();
        }
    pack_free(pack);
    return 0;
}
