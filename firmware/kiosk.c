#include "kiosk_inside.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "firmware/wipe.h"

static bool open_folder(const char *folder, struct disk *disk, char message[static 256])
{
    enum base_error error = disk_open(folder, disk);
    if (error != BASE_OK)
        snprintf(message, 256, "%.150s: the folder cannot be used: %s", folder, base_error_text(error));
    return error == BASE_OK;
}

static bool open_folders(struct kiosk *kiosk, char message[static 256])
{
    const struct kiosk_settings *settings = kiosk->settings;
    if (!open_folder(settings->outbox, &kiosk->outbox, message) ||
        !open_folder(settings->content, &kiosk->content_disk, message) ||
        !open_folder(settings->drops, &kiosk->drops, message) ||
        !open_folder(settings->device, &kiosk->device, message) ||
        !open_folder(settings->shown, &kiosk->shown, message))
        return false;
    if (disk_sweep(&kiosk->shown, "") != BASE_OK)
        log_line(
            kiosk->outside.log, "%s: old *.tmp files cannot be removed; check its owner", settings->shown);
    if (!kiosk->outside.outbox)
        kiosk->outside.outbox = &kiosk->outbox;
    return true;
}

static bool open_screen(struct kiosk *kiosk, char message[static 256])
{
    const struct screen_port *port = &kiosk->outside.port;
    kiosk->keeper = visit_keeper_new();
    if (!kiosk->keeper) {
        snprintf(message, 256, "memory cannot be locked; raise the limit of locked memory to 2 MiB");
        return false;
    }
    kiosk->content = (struct content){
        .languages = &kiosk->image.languages,
        .catalogues = (const struct catalogue *const *)kiosk->image.catalogues,
        .pictures = kiosk->settings->pictures,
    };
    char why[256];
    voices_begin(&kiosk->voices, kiosk->settings->voice, &kiosk->image.languages, why);
    if (why[0])
        log_line(kiosk->outside.log, "%s; it is not spoken", why);
    kiosk->sound = sound_new();
    if (!kiosk->sound) {
        snprintf(message, 256, "not enough memory or descriptors for sound");
        return false;
    }
    kiosk->content.voice = voices_content(&kiosk->voices);
    showing_content(NULL, kiosk->image.form, &kiosk->content);
    kiosk->ui = ui_new(kiosk->settings->fonts, &kiosk->settings->panel, &kiosk->content, message);
    if (!kiosk->ui)
        return false;
    kiosk->port_open = port->ops->open(port->self, &kiosk->settings->panel, message);
    return kiosk->port_open;
}

static bool open_all(struct kiosk *kiosk, char message[static 256])
{
    kiosk->timer_fd = timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (kiosk->timer_fd < 0) {
        snprintf(message, 256, "no timer can be made: %s", strerror(errno));
        return false;
    }
    if (!open_folders(kiosk, message) || !image_load(kiosk->settings, &kiosk->image, message) ||
        !watch_open(kiosk->settings, &kiosk->watch, message))
        return false;
    kiosk->worker = worker_new(kiosk->outside.outbox, &kiosk->drops, kiosk->outside.clock, message);
    return kiosk->worker && open_screen(kiosk, message);
}

struct kiosk *kiosk_new(
    const struct kiosk_settings *settings, const struct kiosk_outside *outside, char ret_message[static 256])
{
    struct kiosk *kiosk = calloc(1, sizeof *kiosk);
    if (!kiosk) {
        snprintf(ret_message, 256, "not enough memory");
        return NULL;
    }
    kiosk->settings = settings;
    kiosk->outside = *outside;
    kiosk->watch.fd = kiosk->timer_fd = -1;
    kiosk->due_ms = INT64_MAX;
    kiosk->visit_number = 1;
    if (!open_all(kiosk, ret_message)) {
        kiosk_free(kiosk);
        return NULL;
    }
    device_read(&kiosk->device, &kiosk->notes);
    kiosk_begin_content(kiosk);
    return kiosk;
}

void kiosk_finish(struct kiosk *kiosk)
{
    worker_free(kiosk->worker);
    kiosk->worker = NULL;
}

static void close_folders(struct kiosk *kiosk)
{
    disk_close(&kiosk->outbox);
    disk_close(&kiosk->content_disk);
    disk_close(&kiosk->drops);
    disk_close(&kiosk->device);
    disk_close(&kiosk->shown);
}

void kiosk_free(struct kiosk *kiosk)
{
    if (!kiosk)
        return;
    const struct screen_port *port = &kiosk->outside.port;
    if (kiosk->port_open)
        kiosk_clear_screen(kiosk);
    kiosk_finish(kiosk); /* before the screen is closed: that may be its end, and the process's */
    if (kiosk->port_open)
        port->ops->close(port->self);
    sound_free(kiosk->sound);
    ui_free(kiosk->ui);
    voices_end(&kiosk->voices);
    if (kiosk->keeper)
        visit_keeper_free(kiosk->keeper);
    place_clock_free(kiosk->place_clock);
    showing_end(&kiosk->showing);
    image_clear(&kiosk->image);
    watch_close(&kiosk->watch);
    close_folders(kiosk);
    if (kiosk->timer_fd >= 0)
        close(kiosk->timer_fd);
    free(kiosk);
    stack_wipe();
}

const struct ui *kiosk_ui(const struct kiosk *kiosk)
{
    return kiosk->ui;
}

bool kiosk_settled(struct kiosk *kiosk)
{
    return worker_idle(kiosk->worker);
}
