#include "desk/words.h"

#include <sodium.h>
#include <stdio.h>

bool desk_words_read(const char *path, struct words *ret_words, char ret_message[static 256])
{
    enum base_error error = words_file_read(path, ret_words);
    if (error == BASE_FORMAT) {
        snprintf(ret_message, 256, "%.150s: not a list of 2,048 words, one a line; set [desk] words", path);
    } else if (error) {
        snprintf(ret_message, 256, "%.150s: %s; set [desk] words to a list of 2,048 words", path,
            base_error_text(error));
    }
    return !error;
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
