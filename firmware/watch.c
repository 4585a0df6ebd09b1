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

/* The agent replaces current/ whole, so its watch is set anew with each change of content/. */
static void watch_current(struct watch *watch)
{
    char path[512];
    snprintf(path, sizeof path, "%.490s/current", watch->content_folder);
    int now = inotify_add_watch(watch->fd, path, FOLDER_CHANGES);
    if (watch->current >= 0 && watch->current != now)
        inotify_rm_watch(watch->fd, watch->current); /* fails when its folder is gone, and it with it */
    watch->current = now;
}

bool watch_open(const struct kiosk_settings *settings, struct watch *ret_watch, char ret_message[static 256])
{
    struct watch watch = {.content_folder = settings->content, .current = -1};
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
    watch_current(&watch);
    *ret_watch = watch;
    return true;
}

static bool ends_tmp(const struct inotify_event *event)
{
    size_t len = event->len ? strlen(event->name) : 0;
    return len >= 4 && !strcmp(event->name + len - 4, ".tmp");
}

static unsigned seen(const struct watch *watch, const struct inotify_event *event)
{
    if (event->mask & IN_Q_OVERFLOW)
        return WATCH_ALL;
    if (ends_tmp(event)) /* half-made; its rename follows */
        return 0;
    if (event->wd == watch->content || event->wd == watch->current)
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
    if (all & WATCH_CONTENT)
        watch_current(watch);
    return all;
}

void watch_close(struct watch *watch)
{
    if (watch->fd >= 0)
        close(watch->fd);
    watch->fd = -1;
}
