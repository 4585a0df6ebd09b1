/* The struct that kiosk.c makes and loop.c turns. */
#ifndef WAYSIDE_FIRMWARE_KIOSK_INSIDE_H
#define WAYSIDE_FIRMWARE_KIOSK_INSIDE_H

#include "firmware/device.h"
#include "firmware/image.h"
#include "firmware/kiosk.h"
#include "firmware/showing.h"
#include "firmware/sound.h"
#include "firmware/voices.h"
#include "firmware/watch.h"
#include "firmware/worker.h"

struct kiosk {
    const struct kiosk_settings *settings;
    struct kiosk_outside outside;
    struct disk outbox, content_disk, drops, device, shown; /* outbox: unused when the test gave one */

    struct image image;
    struct showing showing;
    const struct release *release; /* what the screens have; NULL: none yet */
    struct showing_refusal refusal_said;
    struct content content;
    struct worker_ground ground;
    struct place_clock *place_clock;
    struct device_notes notes;

    struct visit_keeper *keeper;
    uint64_t visit_number;
    struct ui *ui;
    bool port_open;
    struct voices voices;
    struct sound *sound;
    bool spoke;        /* something was said to its end */
    bool silence_said; /* that no sound device can be opened */
    struct worker *worker;
    struct watch watch;

    int timer_fd;
    int64_t due_ms;        /* monotonic; INT64_MAX: nothing is */
    bool look_again;       /* content changed since the last look */
    int64_t look_from_ms;  /* monotonic; not before */
    int64_t look_pause_ms; /* grows while what comes is refused */
    bool looked;           /* once already */
    bool stop;
    bool visit_ended; /* in this turn: the stack is still to be wiped */
    enum outbox_error fault_said;
};

/* Gives the inputs to the screens, shows what changed, carries out what they want. */
void kiosk_step(struct kiosk *kiosk, const struct ui_input *inputs, size_t count);
/* Ends the visit, whoever is there, and draws attract over it. */
void kiosk_clear_screen(struct kiosk *kiosk);
/* At start: what was drawn last, then what the agent has; the calm screen when there is neither. */
void kiosk_begin_content(struct kiosk *kiosk);
/* Looks for a release and takes it; only while nobody is there and nothing is under way. */
void kiosk_look(struct kiosk *kiosk);

#endif
