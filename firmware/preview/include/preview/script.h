/* preview: the screens of wayside-kiosk on a memory surface, driven by a script, written as pictures. For
 * publishers, the gallery and tests. It seals nothing, sends nothing and writes nothing but its pictures.
 *
 * script: its lines (docs/man/wayside-preview.1), parsed whole before anything is done. Pure. */
#ifndef WAYSIDE_PREVIEW_SCRIPT_H
#define WAYSIDE_PREVIEW_SCRIPT_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define SCRIPT_BYTES 65536
#define SCRIPT_STEPS 4096
#define SCRIPT_WORDS 4
#define SCRIPT_TEXT 2048 /* of one word, with its NUL */

enum script_verb {
    SCRIPT_PRESS,  /* press ID */
    SCRIPT_HOLD,   /* hold ID MS */
    SCRIPT_TYPE,   /* type "text" */
    SCRIPT_KEY,    /* key up|down|left|right|select|back|help */
    SCRIPT_WAIT,   /* wait MS */
    SCRIPT_EXPECT, /* expect ID */
    SCRIPT_SHOT,   /* shot NAME: NAME.png */
    SCRIPT_NODES,  /* nodes NAME: NAME.txt, the accessible nodes */
    SCRIPT_SET,    /* set FACT VALUE */
    SCRIPT_ANSWER, /* answer STATE "text": what a reading will find; newest last */
};
struct script_step {
    enum script_verb verb;
    unsigned line;
    char *word[SCRIPT_WORDS]; /* after the verb */
    size_t words;
    int64_t number; /* of hold and wait: the last word */
};
struct script {
    struct script_step *steps;
    size_t count;
};
/* False with one sentence that names the line. */
MUST_CHECK _Bool script_read(
    const void *bytes, size_t len, struct script *ret_script, char ret_message[static 256]);
void script_clear(struct script *script);

#endif
