/* The beginning and end that building and templates share. */
#ifndef WAYSIDE_BUILDER_BUILDER_PARTS_H
#define WAYSIDE_BUILDER_BUILDER_PARTS_H

#include "sources.h"

/* Reads all sources but PO files. False: there was nothing to go on with. build_end either way. */
bool build_begin(
    const struct builder_ground *ground, struct report *report, struct build *build, struct source *source);
/* Reads what was written as a kiosk does. */
void build_prove(struct build *build, const struct source *source);
void build_end(struct build *build, struct source *source);

#endif
