/* workbench: a worker with its thread, on folders of a station, and one visit that it works for. Link:
 * SOURCES firmware/workbench.c firmware/station.c release_maker.c release_roles.c
 * network_maker.c. */
#ifndef WAYSIDE_TESTS_WORKBENCH_H
#define WAYSIDE_TESTS_WORKBENCH_H

#include "release/release.h"
#include "firmware/station.h"
#include "firmware/worker.h"

struct workbench {
    struct station station;
    struct disk outbox, drops, content;
    struct release *release;
    struct image image;
    struct language english;
    struct words words;
    struct worker_ground ground;
    struct worker *worker;
    struct visit *visit;
};

/* cmocka's setup and teardown. */
int workbench_begin(void **state);
int workbench_end(void **state);
#define WORKBENCH_TEST(test) cmocka_unit_test_setup_teardown(test, workbench_begin, workbench_end)

void workbench_give(struct workbench *bench, enum worker_kind kind, uint64_t visit);
/* Waits for the worker's word, not for time. */
void workbench_wait(struct workbench *bench, uint64_t visit);
void workbench_idle(struct workbench *bench, uint64_t visit);

#endif
