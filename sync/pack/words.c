#include "pack/words.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/cursor.h"
#include "base/disk.h"

static bool split(struct words *words, size_t len)
{
    char *at = words->text, *end = words->text + len;
    for (size_t i = 0; i < WORDS_COUNT; i++) {
        char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop || stop == at || stop - at > WORD_MOST)
            return false;
        *stop = 0;
        words->word[i] = at;
        at = stop + 1;
    }
    return at == end;
}

enum base_error words_read(const void *bytes, size_t len, struct words *ret_words)
{
    if (len == 0 || len > WORDS_BYTES || memchr(bytes, 0, len) || !utf8_valid(bytes, len))
        return BASE_FORMAT;
    struct words words = {.text = malloc(len)};
    if (!words.text)
        return BASE_NO_MEMORY;
    memcpy(words.text, bytes, len);
    if (!split(&words, len)) {
        words_clear(&words);
        return BASE_FORMAT;
    }
    *ret_words = words;
    return BASE_OK;
}

enum base_error words_file_read(const char *path, struct words *ret_words)
{
    struct buffer bytes;
    buffer_init(&bytes, WORDS_BYTES);
    enum base_error error = file_read(path, WORDS_BYTES, &bytes);
    if (!error)
        error = words_read(bytes.bytes, bytes.len, ret_words);
    buffer_clear(&bytes);
    return error;
}

void words_clear(struct words *words)
{
    free(words->text);
    *words = (struct words){0};
}

void words_of_case(
    const struct words *words, const uint8_t thread[static ID_BYTES], char ret_text[static CASE_WORD_TEXT])
{
    unsigned bits = (unsigned)thread[0] << 16 | (unsigned)thread[1] << 8 | thread[2];
    snprintf(ret_text, CASE_WORD_TEXT, "%s %s", words->word[bits >> 13], words->word[bits >> 2 & 2047]);
}
