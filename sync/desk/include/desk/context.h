/* What everything that reads a case needs to know; all borrowed from struct desk while unlocked. */
#ifndef WAYSIDE_DESK_CONTEXT_H
#define WAYSIDE_DESK_CONTEXT_H

#include "desk/keys.h"
#include "desk/words.h"
#include "pack/network.h"

struct labels;
struct desk_context {
    const struct network *network;
    const struct network_team *team; /* ours */
    const struct words *words;
    const struct labels *labels;
    const char *language; /* of the page */
    struct desk_public own;
};

#endif
