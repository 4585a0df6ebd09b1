/* The kiosk and its release: what was drawn last, what the agent brings, and the way back. */
#include <stdio.h>
#include <string.h>

#include "kiosk_inside.h"

#define LOOK_PAUSE_MS                                                                                        \
    1000 /* between two looks: who changes the folder without pause must not hold the                        \
            screen */
#define LOOK_PAUSE_MOST_MS 60000 /* while what comes is refused: each try is noted on the disk */

static int64_t now_ms(const struct kiosk *kiosk)
{
    return kiosk->outside.clock.mono_ms(kiosk->outside.clock.self);
}

static bool media_get(void *self, const struct pack *pack, const char *file, struct buffer *ret_png)
{
    struct kiosk *kiosk = self;
    return showing_media(kiosk->release, &kiosk->content_disk, pack, file, ret_png);
}

/* The screens get this release, or none. */
static void point_to(struct kiosk *kiosk, const struct release *release)
{
    place_clock_free(kiosk->place_clock);
    kiosk->place_clock = NULL;
    if (release) {
        kiosk->place_clock = place_clock_new(kiosk->outside.clock, release->place->time_zone);
        if (!kiosk->place_clock) /* numbers and messages work without knowing the hour */
            log_line(kiosk->outside.log,
                "the network's place %s has the time zone %s, which is not known here", release->place->code,
                release->place->time_zone);
    }
    kiosk->release = release;
    showing_content(release, kiosk->image.form, &kiosk->content);
    kiosk->content.media = (struct content_media){media_get, kiosk};
    kiosk->voices.get = media_get;
    kiosk->voices.self = kiosk;
    voices_packs(&kiosk->voices, kiosk->content.packs, kiosk->content.pack_count);
    kiosk->content.voice = voices_content(&kiosk->voices);
    ui_content(kiosk->ui, &kiosk->content);
    kiosk_step(kiosk, NULL, 0);
}

/* Everything that a person needs to begin is on the screen. */
static bool drawn(const struct kiosk *kiosk)
{
    const struct ui_node *node = ui_node(kiosk->ui, "attract");
    return node && node->enabled;
}

static void say_error(struct kiosk *kiosk, enum base_error error)
{
    if (error != BASE_OK)
        log_line(kiosk->outside.log, "%s: what is shown cannot be noted: %s", kiosk->settings->shown,
            base_error_text(error));
}

static bool take(struct kiosk *kiosk, struct release *release)
{
    point_to(kiosk, release);
    if (!drawn(kiosk)) {
        point_to(kiosk, kiosk->showing.release);
        say_error(kiosk, showing_could_not(&kiosk->showing, release));
        return false;
    }
    say_error(kiosk, showing_took(&kiosk->showing, release));
    kiosk->ground = (struct worker_ground){
        .network = release->network, .place = release->place, .image = &kiosk->image};
    memcpy(kiosk->ground.forms, kiosk->content.forms, sizeof kiosk->ground.forms);
    worker_fill(kiosk->worker, release->network->mix);
    return true;
}

void kiosk_begin_content(struct kiosk *kiosk)
{
    struct release *release = NULL;
    struct showing_ground ground = {
        .content = &kiosk->content_disk,
        .shown = &kiosk->shown,
        .root = kiosk->image.root.bytes,
        .root_len = kiosk->image.root.len,
        .place = kiosk->settings->place,
        .languages = &kiosk->image.languages,
        .clock = kiosk->outside.clock,
        .image_s = kiosk->outside.image_s,
    };
    showing_begin(&kiosk->showing, &ground);
    kiosk->refusal_said = kiosk->showing.refusal;
    if (showing_recall(&kiosk->showing, &release))
        take(kiosk, release);
    kiosk_look(kiosk);
    if (!kiosk->release)
        kiosk_step(kiosk, NULL, 0);
}

static void say(struct kiosk *kiosk, enum showing_found found)
{
    struct log *log = kiosk->outside.log;
    const char *folder = kiosk->settings->content;
    const struct release *now = kiosk->release;
    const char *next = !now                ? "until the agent brings a valid one, no numbers are shown"
                       : now->packs_why[0] ? "its numbers and keys are used, without pages"
                                           : "the one before stays in use";
    if (kiosk->showing.refusal.any)
        log_line(log, "%s: the release is refused; %s; %s", folder, kiosk->showing.refusal.why, next);
    else if (found == SHOWING_NONE && !now)
        log_line(log, "%s: no release is there yet; %s", folder, next);
}

static bool refusal_same(const struct showing_refusal *a, const struct showing_refusal *b)
{
    return a->any == b->any && !memcmp(a->id, b->id, TRUST_HASH) && !strcmp(a->why, b->why);
}

static void plan_next_look(struct kiosk *kiosk, int64_t began_ms, bool refused)
{
    int64_t took_ms = now_ms(kiosk) - began_ms, pause_ms = LOOK_PAUSE_MS;
    if (refused)
        pause_ms = kiosk->look_pause_ms * 2 < LOOK_PAUSE_MOST_MS ? kiosk->look_pause_ms * 2
                                                                 : LOOK_PAUSE_MOST_MS;
    kiosk->look_pause_ms = pause_ms < LOOK_PAUSE_MS ? LOOK_PAUSE_MS : pause_ms;
    kiosk->look_from_ms = now_ms(kiosk) + kiosk->look_pause_ms + 4 * took_ms;
}

void kiosk_look(struct kiosk *kiosk)
{
    struct release *release = NULL;
    int64_t began_ms = now_ms(kiosk);
    kiosk->look_again = false;
    enum showing_found found = showing_look(&kiosk->showing, &release);
    if (found == SHOWING_NEW)
        take(kiosk, release);
    const struct showing_refusal *refusal = &kiosk->showing.refusal;
    bool news = !refusal_same(refusal, &kiosk->refusal_said);
    if (news || !kiosk->looked) /* a folder that keeps changing is not worth a line each time */
        say(kiosk, found);
    if (news || !kiosk->looked)
        say_error(kiosk, showing_note_refusal(&kiosk->showing));
    kiosk->refusal_said = *refusal;
    kiosk->looked = true;
    plan_next_look(kiosk, began_ms, refusal->any);
}
