/* Thieves: one has taken over the hub with its folder and its online keys, one sits in the device's agent and
 * writes straight into content/. Both put forged files in, as well signed as they can. */
#ifndef WAYSIDE_DEMO_THIEF_H
#define WAYSIDE_DEMO_THIEF_H

#include "demo/stage.h"

struct theft { /* what is changed where */
    const char *role, *path;
    const char *from, *to; /* equally long */
};
/* The hub's folder gives out the change: the target, its role signed by a key of the thief's own under the
 * right key id, snapshot and timestamp signed with the hub's real keys. The folder as it was is kept aside.
 */
bool thief_take_hub(struct stage *stage, const struct theft *theft);
/* The folder as it was. */
bool thief_leave_hub(struct stage *stage);
/* The same files as a release in the device's content folder, where only the agent writes. */
bool thief_write_content(struct stage *stage);

#endif
