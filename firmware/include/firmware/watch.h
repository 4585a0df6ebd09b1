/* watch: what changes in the device's folders (inotify). Set before the first reading; an overflow of the
 * queue counts as a change of everything. */
#ifndef WAYSIDE_FIRMWARE_WATCH_H
#define WAYSIDE_FIRMWARE_WATCH_H

#include "firmware/settings.h"

enum watch_seen { WATCH_CONTENT = 1, WATCH_DEVICE = 2, WATCH_OUTBOX = 4, WATCH_ALL = 7 };

struct watch {
    int fd;
    int content, device, outbox; /* watch descriptors */
};
/* False with one sentence that names the folder. */
MUST_CHECK bool watch_open(
    const struct kiosk_settings *settings, struct watch *ret_watch, char ret_message[static 256]);
/* A set of watch_seen; never waits. */
unsigned watch_read(struct watch *watch);
void watch_close(struct watch *watch);

#endif
