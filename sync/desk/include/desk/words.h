/* A list of 2,048 words: two of them name a case (docs/formats.md, Receipt), six are a passphrase. */
#ifndef WAYSIDE_DESK_WORDS_H
#define WAYSIDE_DESK_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "desk/error.h"

#define WORDS_COUNT 2048
#define WORD_MOST 32 /* bytes of one word, UTF-8 */
#define CASE_WORD_TEXT (2 * WORD_MOST + 2)
#define PASSPHRASE_WORDS 6 /* 66 bits behind scrypt */
#define PASSPHRASE_TEXT (PASSPHRASE_WORDS * (WORD_MOST + 1))

struct words {
    char *text; /* the file, its LFs replaced by NULs */
    const char *word[WORDS_COUNT];
};

/* A file of exactly 2,048 lines, one word each. False with one sentence. */
MUST_CHECK bool words_read(const char *path, struct words *ret_words, char ret_message[static 256]);
void words_clear(struct words *words);
/* "amber kettle": the first 11 bits of the thread's id, then the next 11. */
void words_of_case(
    const struct words *words, const uint8_t thread[static ID_BYTES], char ret_text[static CASE_WORD_TEXT]);
/* Six random words joined by "-". The caller wipes it. */
void words_passphrase(const struct words *words, char ret_text[static PASSPHRASE_TEXT]);
/* What someone typed, as words_passphrase writes it: small ASCII letters, runs of spaces and dashes
 * become one "-", none at the ends. In place. */
void passphrase_tidy(char *text);

#endif
