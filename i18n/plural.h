/* The Plural-Forms of a catalogue: "nplurals=2; plural=(n != 1);", a C expression over n (GNU gettext
 * manual, "Additional functions for plural forms"), compiled once and evaluated without recursion into
 * anything outside. */
#ifndef WAYSIDE_I18N_PLURAL_H
#define WAYSIDE_I18N_PLURAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLURAL_NODES 128 /* Arabic, the longest known, takes 40 */
#define PLURAL_DEPTH 32
#define PLURAL_FORMS 8 /* six is the most of any language */

struct plural_node {
    uint8_t operation;
    uint8_t a, b, c; /* nodes */
    unsigned long value;
};
struct plural {
    unsigned forms;
    uint8_t root;
    size_t count;
    struct plural_node nodes[PLURAL_NODES];
};
bool plural_read(const char *text, size_t len, struct plural *ret_plural);
/* The form for n, below plural->forms; 0 when the expression gives no such form. */
unsigned plural_form(const struct plural *plural, unsigned long n);

#endif
