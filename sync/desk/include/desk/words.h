/* The desk's list of words, and passphrases of it: six words. */
#ifndef WAYSIDE_DESK_WORDS_H
#define WAYSIDE_DESK_WORDS_H

#include <stdbool.h>

#include "base/error.h"
#include "pack/words.h"

#define PASSPHRASE_WORDS 6 /* 66 bits behind scrypt */
#define PASSPHRASE_TEXT (PASSPHRASE_WORDS * (WORD_MOST + 1))

/* words_file_read; false with one sentence, that names the setting. */
MUST_CHECK bool desk_words_read(const char *path, struct words *ret_words, char ret_message[static 256]);
/* Six random words joined by "-". The caller wipes it. */
void words_passphrase(const struct words *words, char ret_text[static PASSPHRASE_TEXT]);
/* What someone typed, as words_passphrase writes it: small ASCII letters, runs of spaces and dashes
 * become one "-", none at the ends. In place. */
void passphrase_tidy(char *text);

#endif
