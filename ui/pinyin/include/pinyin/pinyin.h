/* pinyin: Chinese words from Latin letters, by libpinyin with Debian's model. Nothing is learnt and nothing
 * is written. What was looked up stays here until pinyin_wipe; the letters themselves belong to the caller.
 */
#ifndef WAYSIDE_PINYIN_H
#define WAYSIDE_PINYIN_H

#include <stdbool.h>
#include <stddef.h>

#define PINYIN_LETTERS 48 /* bytes of letters looked up at once */
#define PINYIN_WORDS 512  /* offered for them */

struct pinyin;
/* Opens nothing yet: the model is read when letters are first looked up. NULL: no memory. */
struct pinyin *pinyin_new(void);
void pinyin_free(struct pinyin *pinyin); /* takes NULL */

/* How many words the letters may stand for, likeliest first; 0 when they are none, are more than
 * PINYIN_LETTERS - 1, or the model is not there. letters: a to z, ü or v, ' between syllables; len bytes of
 * them. The same letters again cost nothing. */
size_t pinyin_look(struct pinyin *pinyin, const char *letters, size_t len);
/* Word n of the last look: UTF-8, valid until the next look or wipe. */
const char *pinyin_word(const struct pinyin *pinyin, size_t n);
/* Of how many bytes of the letters word n is the meaning; at least 1. Ends the look. */
size_t pinyin_taken(struct pinyin *pinyin, size_t n);
/* Closes the library's own state, with all that it knows of letters and words. */
void pinyin_wipe(struct pinyin *pinyin);

#endif
