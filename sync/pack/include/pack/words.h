/* A list of 2,048 words: two of them name a case (docs/formats.md, Receipt); a desk makes its passphrase
 * of six. The kiosk and the desk say the same two words only because both read the list here. */
#ifndef WAYSIDE_PACK_WORDS_H
#define WAYSIDE_PACK_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/limits.h"

#define WORDS_COUNT 2048                            /* 11 bits */
#define WORD_MOST 30                                /* bytes of one word, UTF-8 */
#define WORDS_BYTES (WORDS_COUNT * (WORD_MOST + 1)) /* of a list, with its line feeds */
#define CASE_WORD_TEXT 64                           /* two words, a space and a NUL: fits struct visit */

struct words {
    char *text;                    /* the list, its line feeds replaced by NULs */
    const char *word[WORDS_COUNT]; /* into text, in the order of the list; all NULL when there is none */
};

/* Exactly 2,048 lines of UTF-8, each one word of 1 to WORD_MOST bytes and a line feed. BASE_FORMAT when
 * they are not. words_clear frees ret_words. */
MUST_CHECK enum base_error words_read(const void *bytes, size_t len, struct words *ret_words);
/* The same from a file; also any error of file_read. */
MUST_CHECK enum base_error words_file_read(const char *path, struct words *ret_words);
void words_clear(struct words *words);

/* "amber kettle": the first 11 bits of the thread's id, then the next 11. */
void words_of_case(
    const struct words *words, const uint8_t thread[static ID_BYTES], char ret_text[static CASE_WORD_TEXT]);

#endif
