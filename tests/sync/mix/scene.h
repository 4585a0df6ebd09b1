/* A mix and the real hub, with a relay between them that a test can make lie, and the clock in our hands.
 * Link: SOURCES sync/mix/scene.c and those of office, relay and world. */
#ifndef TESTS_SYNC_MIX_SCENE_H
#define TESTS_SYNC_MIX_SCENE_H

#include "sync/mix/office.h"
#include "sync/relay.h"

#define BEAT 2000 /* ms */

struct scene {
    struct world world;
    struct office office;
    struct relay relay;
    struct mix *mix;
    struct office_inbox inbox[OFFICE_TEAMS]; /* the test's */
};

/* files for each team on each beat; the mix does not run yet. */
struct scene *scene_new(int files);
int scene_end(void **state); /* cmocka's teardown */
/* Starts the mix, anew when it runs. */
void scene_mix(struct scene *scene);
/* So many beats pass; the mix steps each step_ms. */
void scene_beats(struct scene *scene, int beats, int step_ms);

#endif
