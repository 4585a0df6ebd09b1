#include "desk/words.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "base/disk.h"

#define WORDS_BYTES (WORDS_COUNT * (WORD_MOST + 1))

static bool split(struct words *words, size_t len)
{
    char *at = words->text, *end = words->text + len;
    for (size_t i = 0; i < WORDS_COUNT; i++) {
        char *line_end = memchr(at, '\n', (size_t)(end - at));
        if (!line_end || line_end == at || line_end - at > WORD_MOST) {
            return false;
        }
        *line_end = '\0';
        words->word[i] = at;
        at = line_end + 1;
    }
    return at == end;
}

bool words_read(const char *path, struct words *ret_words, char ret_message[static 256])
{
    struct buffer bytes;
    buffer_init(&bytes, WORDS_BYTES);
    enum base_error error = file_read(path, WORDS_BYTES, &bytes);
    if (error) {
        snprintf(ret_message, 256, "%.150s: %s; set [desk] words to a list of 2,048 words", path,
            base_error_text(error));
        buffer_clear(&bytes);
        return false;
    }
    struct words words = {.text = malloc(bytes.len + 1)};
    bool ok = words.text != NULL && utf8_valid(bytes.bytes, bytes.len);
    if (ok) {
        memcpy(words.text, bytes.bytes, bytes.len);
        ok = split(&words, bytes.len);
    }
    buffer_clear(&bytes);
    if (!ok) {
        snprintf(ret_message, 256, "%.150s: not a list of 2,048 words, one a line; set [desk] words", path);
        free(words.text);
        return false;
    }
    *ret_words = words;
    return true;
}

void words_clear(struct words *words)
{
    free(words->text);
    *words = (struct words){0};
}

void words_of_case(
    const struct words *words, const uint8_t thread[static ID_BYTES], char ret_text[static CASE_WORD_TEXT])
{
    unsigned first = (unsigned)thread[0] << 3 | thread[1] >> 5;
    unsigned second = (unsigned)(thread[1] & 0x1f) << 6 | thread[2] >> 2;
    snprintf(ret_text, CASE_WORD_TEXT, "%s %s", words->word[first], words->word[second]);
}

void words_passphrase(const struct words *words, char ret_text[static PASSPHRASE_TEXT])
{
    size_t len = 0;
    for (int i = 0; i < PASSPHRASE_WORDS; i++) {
        const char *word = words->word[randombytes_uniform(WORDS_COUNT)];
        len += (size_t)snprintf(ret_text + len, PASSPHRASE_TEXT - len, "%s%s", i ? "-" : "", word);
    }
}

void passphrase_tidy(char *text)
{
    char *out = text;
    bool gap = false;
    for (const char *in = text; *in; in++) {
        if (*in == ' ' || *in == '-' || *in == '\t' || *in == '\n' || *in == '\r') {
            gap = out != text;
            continue;
        }
        if (gap) {
            *out++ = '-';
            gap = false;
        }
        *out++ = *in >= 'A' && *in <= 'Z' ? (char)(*in - 'A' + 'a') : *in;
    }
    *out = '\0';
}
