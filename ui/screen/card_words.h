/* Inside ui/screen only: what the interpreter card can say, in the visitor's language and in that of the
 * staff. */
#ifndef WAYSIDE_SCREEN_CARD_WORDS_H
#define WAYSIDE_SCREEN_CARD_WORDS_H

#include "screen.h"

#define CARD_SENTENCES 13
#define CARD_REPLIES 6
#define CARD_MOST 3 /* sentences on one card: more are not read */

struct card_word {
    const char *id, *icon;
    const char *msgid; /* {number}: the emergency number */
};
/* Sentences in the order of the page; the index is the bit of visit->card_needs. */
const struct card_word *card_sentence(size_t at);
/* What the staff can press; the index plus one is visit->card_reply. */
const struct card_word *card_reply(size_t at);
/* That can be said here: the number is known. */
bool card_sentence_here(const struct content *content, size_t at);

/* The language that the staff of this place read: its first one that this image has; else the image's first.
 */
const char *card_staff_language(const struct content *content);
/* The word in this language of the image, its number filled in. */
const char *say_card(
    struct ui *ui, const struct content *content, const char *language, const struct card_word *word);
/* "I speak Arabic." */
const char *say_i_speak(struct ui *ui, const struct content *content, const char *in);

#endif
