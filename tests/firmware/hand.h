/* hand: a finger on a whole kiosk with a memory surface, pressing by the ids of what is on the screen,
 * with a clock that moves only when told. Link: SOURCES firmware/hand.c firmware/station.c
 * release_maker.c release_roles.c network_maker.c. Real waiting is only for the worker, on descriptors. */
#ifndef WAYSIDE_TESTS_HAND_H
#define WAYSIDE_TESTS_HAND_H

#include <stdatomic.h>
#include <stdbool.h>

#include "firmware/kiosk.h"
#include "firmware/station.h"

#define HAND_IMAGE_S (STATION_NOW_S - 30 * 86400) /* when the image was made */

struct hand {
    struct station station;
    struct kiosk_settings settings;
    struct log log;
    _Atomic int64_t wall_s, mono_ms; /* the kiosk's clock */
    struct memory_port *port;
    struct kiosk *kiosk;
    struct disk *outbox; /* NULL: the station's folder */
};
/* Folders, a form of its own, settings read from a file; the kiosk is not started. */
void hand_init(struct hand *hand);
/* The same with the form and words of the image as they are shipped. */
void hand_init_shipped(struct hand *hand);
void hand_start(struct hand *hand);
void hand_stop(struct hand *hand); /* the kiosk alone; may be started again */
void hand_clear(struct hand *hand);
/* cmocka's setup and teardown: hand_init alone; or started with the station's network; and its end. */
int hand_prepare(void **state);
int hand_begin(void **state);
int hand_end(void **state);

bool hand_sees(const struct hand *hand, const char *id);
const char *hand_reads(const struct hand *hand, const char *id); /* the label; fails when it is not there */
void hand_press(struct hand *hand, const char *id);
void hand_hold(struct hand *hand, const char *id, int ms);
void hand_type(struct hand *hand, const char *ascii); /* small letters and spaces */
void hand_digits(struct hand *hand, const char *digits);
/* Turns until the id is there: for what the worker brings. */
void hand_wait(struct hand *hand, const char *id);
/* Turns until nothing is under way. */
void hand_settle(struct hand *hand);
/* Time passes; everything that is due happens. */
void hand_later(struct hand *hand, int64_t ms);

/* Attract to the check screen: danger yes, bed, the text, shelter. text NULL: none. */
void hand_fill_form(struct hand *hand, const char *text);

#endif
