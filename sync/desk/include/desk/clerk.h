/* The clerk: one thread that enrols this laptop, renews its certificate, fetches on the mix's beat, sends
 * one file each desk beat, and locks a desk that nobody touches. */
#ifndef WAYSIDE_DESK_CLERK_H
#define WAYSIDE_DESK_CLERK_H

#include "desk/desk.h"

struct clerk;
/* desk and settings are borrowed. False with one sentence. said is called from the clerk's thread with one
 * sentence for the operator's terminal whenever what it waits for changes; may be NULL. */
MUST_CHECK bool clerk_start(struct desk *desk, const struct desk_settings *settings,
    struct clock_source clock, void (*said)(void *ctx, const char *sentence), void *ctx,
    struct clerk **ret_clerk, char ret_message[static 256]);
/* Waits for a request that is under way; takes NULL. After it the desk's network may be gone: free the desk
 * next. */
void clerk_stop(struct clerk *clerk);

#endif
