/* The way to a key: what tests and the preview press to type any text on the keyboard that they see. It knows
 * nothing of layouts; it looks at the nodes, opens rows, turns pages and tries the keys that change the
 * keyboard. Chinese words are typed as pinyin and looked for among those that are offered. */
#ifndef WAYSIDE_WIDGET_TYPIST_H
#define WAYSIDE_WIDGET_TYPIST_H

#include <stdbool.h>
#include <stddef.h>

#include "widget/node.h"

#define TYPIST_TEXT 64 /* bytes of what one key types, with the NUL */

struct typist {
    bool done;    /* the node given last types it */
    size_t bytes; /* how much of the text that is */
    /* inside */
    const char *text;
    char key[TYPIST_TEXT], letters[TYPIST_TEXT];
    const char *path; /* changes of the keyboard yet to come */
    int turned, opened, sought;
    size_t chars, at, erase;
    enum { TYPIST_KEY, TYPIST_LETTERS, TYPIST_WORDS, TYPIST_ERASE } phase;
};
/* The beginning of this text, which must stay where it is: a code point, or some Han characters. */
struct typist typist_for(const char *text);
/* The node to press next, among those there are now; NULL: the keyboard has no such key. */
const struct ui_node *typist_next(struct typist *typist, const struct ui_node *nodes, size_t count);

#endif
