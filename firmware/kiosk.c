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
        .help_form = kiosk->image.form,
        .languages = &kiosk->image.languages,
        .catalogues = (const struct catalogue *const *)kiosk->image.catalogues,
        .pictures = kiosk->settings->pictures,
    };
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

static void recall(struct kiosk *kiosk);

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
    recall(kiosk);
    kiosk_look(kiosk);
    kiosk_step(kiosk, NULL, 0);
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
    ui_free(kiosk->ui);
    if (kiosk->keeper)
        visit_keeper_free(kiosk->keeper);
    place_clock_free(kiosk->place_clock);
    release_clear(&kiosk->release);
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

static void take(struct kiosk *kiosk, struct release *release)
{
    struct place_clock *clock = place_clock_new(kiosk->outside.clock, release->place->time_zone);
    if (!clock) /* numbers and messages work without knowing the hour */
        log_line(kiosk->outside.log, "the network's place %s has the time zone %s, which is not known here",
            release->place->code, release->place->time_zone);
    struct release before = kiosk->release;
    kiosk->release = *release;
    place_clock_free(kiosk->place_clock);
    kiosk->place_clock = clock;
    kiosk->content.network = release->network;
    kiosk->content.place = release->place;
    kiosk->ground = (struct worker_ground){release->network, release->place, &kiosk->image};
    ui_content(kiosk->ui, &kiosk->content);
    release_clear(&before);
    worker_fill(kiosk->worker, kiosk->release.network->mix);
}

/* What was drawn before the machine was switched off, until the agent has something newer. */
static void recall(struct kiosk *kiosk)
{
    struct release release = {0};
    if (release_recall(&kiosk->shown, kiosk->settings->root_key, kiosk->settings->place, &release) ==
        RELEASE_TAKEN)
        take(kiosk, &release);
}

static bool refusal_same(const struct release_refusal *a, const struct release_refusal *b)
{
    return a->any == b->any && !memcmp(a->sha, b->sha, RELEASE_SHA) && !strcmp(a->why, b->why);
}

static void say(struct kiosk *kiosk, enum release_found found, const struct release_refusal *refusal)
{
    struct log *log = kiosk->outside.log;
    const char *folder = kiosk->settings->content;
    const char *next = kiosk->release.network ? "the one before stays in use"
                                              : "until the agent brings a valid one, no numbers are shown";
    if (refusal->any)
        log_line(log, "%s/%s; %s", folder, refusal->why, next);
    else if (found == RELEASE_NONE && !kiosk->release.network)
        log_line(log, "%s/current/network.json is not there yet; %s", folder, next);
}

void kiosk_look(struct kiosk *kiosk)
{
    struct release release = {0};
    struct release_refusal refusal;
    kiosk->look_again = false;
    enum release_found found = release_find(&kiosk->content_disk, kiosk->settings->root_key,
        kiosk->settings->place, &kiosk->release, &release, &refusal);
    if (found == RELEASE_TAKEN) {
        take(kiosk, &release);
        kiosk_step(kiosk, NULL, 0); /* shown first, noted as shown then */
    }
    bool news = !refusal_same(&refusal, &kiosk->refusal);
    kiosk->refusal = refusal;
    if (news || !kiosk->looked) /* a folder that keeps changing is not worth a line each time */
        say(kiosk, found, &refusal);
    kiosk->looked = true;
    if (!news && found != RELEASE_TAKEN)
        return;
    enum base_error error = release_note(&kiosk->shown, &kiosk->release, &refusal);
    if (error != BASE_OK)
        log_line(kiosk->outside.log, "%s: what is shown cannot be noted: %s", kiosk->settings->shown,
            base_error_text(error));
}
