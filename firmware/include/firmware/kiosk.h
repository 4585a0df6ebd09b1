/* kiosk: the parts together and the loop. One struct; two may live in one process. */
#ifndef WAYSIDE_FIRMWARE_KIOSK_H
#define WAYSIDE_FIRMWARE_KIOSK_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/disk.h"
#include "base/log.h"
#include "firmware/port.h"
#include "firmware/settings.h"
#include "screen/ui.h"

struct kiosk_outside { /* everything that a test may replace; borrowed */
    struct screen_port port;
    struct clock_source clock;
    struct log *log;
    int stop_fd;         /* readable: end (a signalfd); -1 none */
    struct disk *outbox; /* NULL: the folder of the settings */
    int64_t image_s;     /* when the image was made, UTC: trusted time is never before it */
};

struct kiosk;
/* Reads content and image, opens the screen, shows attract. NULL with one sentence. settings borrowed. */
struct kiosk *kiosk_new(
    const struct kiosk_settings *settings, const struct kiosk_outside *outside, char ret_message[static 256]);
/* Wipes the visit, finishes what was to be sent, closes. Takes NULL. */
void kiosk_free(struct kiosk *kiosk);

/* One turn: waits until something is due or happens, at most wait_ms (-1: as long as it takes), and does
 * it. False when the kiosk should end. */
MUST_CHECK bool kiosk_turn(struct kiosk *kiosk, int wait_ms);
/* Turns until it should end. */
void kiosk_run(struct kiosk *kiosk);
/* Finishes what was to be sent; for a screen that is lost and a process that must end at once. */
void kiosk_finish(struct kiosk *kiosk);

/* For the tests, which press by id: what is on the screen. */
const struct ui *kiosk_ui(const struct kiosk *kiosk);
/* Nothing is under way: no order, no result uncollected. */
bool kiosk_settled(struct kiosk *kiosk);

#endif
