/* A device of the world: its folders, its certificate, and the kiosk's side of its outbox.
 * Link: SOURCES sync/agent/device.c. */
#ifndef TESTS_SYNC_AGENT_DEVICE_H
#define TESTS_SYNC_AGENT_DEVICE_H

#include "agent/agent.h"
#include "outbox/outbox.h"
#include "sync/world.h"

struct device {
    struct world *world;
    char outbox[128], content[128], drops[128], state[128], shown[128];
    struct agent_settings settings;
    struct disk disk; /* of the outbox */
    struct outbox *kiosk;
};

/* number: names folders and certificate. Enrolled, with content; the settings speak to the hub. */
void device_init(struct device *device, struct world *world, unsigned number);
void device_clear(struct device *device);
/* What the kiosk does; the file is a dummy in all of them, since the agent cannot tell. */
void device_put(struct device *device, enum outbox_kind kind, uint8_t ret_id[static ID_BYTES]);
/* Dummies until two wait. */
void device_fill(struct device *device);

#endif
