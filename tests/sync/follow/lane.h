/* A hub, a device's content folder and the check between them, all in one process: the hub's files lie in
 * memory of a release_maker, the folder on a disk that can be cut (tests/fault/cut_disk.h). The hub lies,
 * truncates, repeats and fails as a test asks.
 * Link: SOURCES sync/follow/lane.c release_maker.c release_roles.c network_maker.c fault/cut_disk.c
 * USES signer base seal NEEDS sodium. */
#ifndef WAYSIDE_TESTS_FOLLOW_LANE_H
#define WAYSIDE_TESTS_FOLLOW_LANE_H

#include <stdbool.h>
#include <stdint.h>

#include "fault/cut_disk.h"
#include "follow/follow.h"
#include "release_maker.h"

#define LANE_NOW INT64_C(1760000000)

struct lane {
    struct network_keys keys;
    struct release_maker *maker;
    char www[64]; /* the hub's folder: metadata/, targets/ */
    struct buffer root;
    struct cut_disk *cut;
    struct disk disk;
    struct follow follow;
    struct release *release; /* in use; replaced by lane_check when a newer one is current */
    struct follow_cost cost;
    char message[256];
    char asked[4096]; /* the requests of the last check, each ended by a space; "@n" behind those from n on */
    int64_t now_s;

    /* The hub's faults. */
    const char *only; /* concern only paths with this in them; NULL: all */
    bool every_second_fails, gone, endless;
    long cut_after;          /* bytes of a file, then the connection ends; -1: never */
    const char *other_bytes; /* in the place of the file */
    unsigned count;
    bool no_ranges;
};
void lane_begin(struct lane *lane); /* a hub with one release, an empty folder, at place demo-1 */
void lane_end(struct lane *lane);
/* Signs what was changed in lane->maker a minute later and puts it on the hub. */
void lane_publish(struct lane *lane);
void lane_put(struct lane *lane, const char *path, const char *text); /* into the maker */
enum follow_result lane_check(struct lane *lane);
/* As a program that starts: opens "current". NULL: none. */
struct release *lane_open(struct lane *lane);
/* A target of the release in use is these bytes. */
bool lane_has(struct lane *lane, const char *path, const char *text);

#endif
