/* The story from empty folders to the last picture. */
#ifndef WAYSIDE_DEMO_STORY_H
#define WAYSIDE_DEMO_STORY_H

#include <stdbool.h>

/* Exit status: 0 when every step was seen. With stay it then goes on until it is ended. */
int story(const char *bin, const char *share, const char *out, bool stay);

#endif
