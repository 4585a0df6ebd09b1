/* watcher: a showing without screens, on folders of a station, with a clock that moves only when told. Link
 * as firmware/station.c, and SOURCES firmware/watcher.c. */
#ifndef WAYSIDE_TESTS_WATCHER_H
#define WAYSIDE_TESTS_WATCHER_H

#include "firmware/showing.h"
#include "firmware/station.h"

struct watcher {
    struct station station;
    struct disk content, shown;
    struct buffer root;
    struct language english;
    struct languages languages;
    int64_t wall_s, mono_ms;
    struct showing_ground ground;
    struct showing showing;
};
/* cmocka's setup and teardown. */
int watcher_begin(void **state);
int watcher_stop(void **state);

/* Looks, and draws what is new without any trouble. */
enum showing_found watcher_look(struct watcher *s);
/* The program ends, and starts anew: with an empty shown/, or what it left there. */
void watcher_end(struct watcher *s);
void watcher_restart(struct watcher *s, bool forgotten);

/* Is the picture of station_pack given, and with the right bytes? */
bool watcher_picture(struct watcher *s);

#endif
