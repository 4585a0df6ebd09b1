/* One accessible node for each thing that can be touched or heard, in reading order. */
#ifndef WAYSIDE_WIDGET_NODE_H
#define WAYSIDE_WIDGET_NODE_H

#include <stdbool.h>

#include "draw/draw.h"

enum ui_role {
    ROLE_TEXT,
    ROLE_HEADING,
    ROLE_BUTTON,
    ROLE_CHOICE,
    ROLE_CHECK,
    ROLE_KEY,
    ROLE_FIELD,
    ROLE_PICTURE,
    ROLE_PROGRESS
};
#define NODE_ID 80 /* bytes: a word of the code and a name out of a pack */

struct ui_node {
    char id[NODE_ID]; /* given in the code, never made from the label: "home.tell" */
    enum ui_role role;
    struct box box;
    const char *label;    /* borrowed until the next step */
    const char *language; /* in which the label is, BCP 47; borrowed */
    const char *leads;    /* of a key: what can be typed behind it, between spaces; NULL nothing. Borrowed */
    bool enabled, chosen, focused;
    bool secret; /* what it shows is covered or private: never by loudspeaker */
};

#endif
