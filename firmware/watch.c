#include "firmware/watch.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define READS_MOST 16
#define FOLDER_CHANGES (IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE | IN_ONLYDIR)
#define OUTBOX_CHANGES (IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR)

static bool add(struct watch *watch, const char *folder, uint32_t mask, int *ret_wd, char message[static 256])
{
    *ret_wd = inotify_add_watch(watch->fd, folder, mask);
    if (*ret_wd < 0)
        snprintf(message, 256, "%.150s: the folder cannot be watched: %s", folder, strerror(errno));
    return *ret_wd >= 0;
}

bool watch_open(const struct kiosk_settings *settings, struct watch *ret_watch, char ret_message[static 256])
{
    struct watch watch = {0};
    watch.fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch.fd < 0) {
        snprintf(ret_message, 256, "inotify cannot be used: %s", strerror(errno));
        return false;
    }
    if (!add(&watch, settings->content, FOLDER_CHANGES, &watch.content, ret_message) ||
        !add(&watch, settings->device, FOLDER_CHANGES, &watch.device, ret_message) ||
        !add(&watch, settings->outbox, OUTBOX_CHANGES, &watch.outbox, ret_message)) {
        close(watch.fd);
        return false;
    }
    *ret_watch = watch;
    return true;
}

static bool half_made(const struct inotify_event *event)
{
    static const char *const ends[] = {".tmp", ".part"};
    size_t len = event->len ? strlen(event->name) : 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (len >= strlen(ends[i]) && !strcmp(event->name + len - strlen(ends[i]), ends[i]))
            return true;
    return false;
}

static unsigned seen(const struct watch *watch, const struct inotify_event *event)
{
    if (event->mask & IN_Q_OVERFLOW)
        return WATCH_ALL;
    if (half_made(event)) /* its rename follows */
        return 0;
    if (event->wd == watch->content)
        return WATCH_CONTENT;
    if (event->wd == watch->device)
        return WATCH_DEVICE;
    return event->wd == watch->outbox ? WATCH_OUTBOX : 0;
}

unsigned watch_read(struct watch *watch)
{
    _Alignas(struct inotify_event) char bytes[4096];
    unsigned all = 0;
    ssize_t len;
    /* What is more comes with the next turn: whoever changes a folder without pause must not hold the screen.
     */
    for (int reads = 0; reads < READS_MOST && (len = read(watch->fd, bytes, sizeof bytes)) > 0; reads++) {
        for (char *at = bytes; at < bytes + len;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
            all |= seen(watch, event);
            at += sizeof *event + event->len;
        }
    }
    return all;
}

void watch_close(struct watch *watch)
{
    if (watch->fd >= 0)
        close(watch->fd);
    watch->fd = -1;
}
