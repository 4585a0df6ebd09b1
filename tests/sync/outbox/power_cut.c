/* outbox: the power goes at any step of any call; what was acknowledged is there once, and whole. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/cut_trial.h"
#include "sync/outbox/scene.h"

#define MOST 32

enum fate {
    NEVER,        /* not put, or put without acknowledgement: may be there, whole */
    ACKNOWLEDGED, /* must be there, once */
    SENDING,      /* the hub has it, its deletion was not acknowledged: may be there again */
    SENT,         /* must not come back */
};
struct memory { /* what the world outside knows when the power goes */
    enum fate fate[MOST];
    int64_t now_ms;
    void (*play)(struct disk *disk, struct outbox *outbox, struct memory *memory);
};

static void put(struct outbox *outbox, struct memory *memory, enum outbox_kind kind, unsigned n)
{
    if (scene_put(outbox, kind, n) == OUTBOX_OK && kind != OUTBOX_DUMMY)
        memory->fate[n] = ACKNOWLEDGED;
}

static void send_first(struct disk *disk, struct memory *memory)
{
    struct outbox_file file;
    if (outbox_first(disk, &file) != OUTBOX_OK)
        return;
    unsigned n = scene_number(file.id);
    memory->fate[n] = SENDING;
    if (outbox_sent(disk, &file) == OUTBOX_OK)
        memory->fate[n] = SENT;
}

static void refuse_first(struct disk *disk)
{
    struct outbox_file file;
    if (outbox_first(disk, &file) == OUTBOX_OK)
        (void)!outbox_refused(disk, &file);
}

static void an_ordinary_day(struct disk *disk, struct outbox *outbox, struct memory *memory)
{
    put(outbox, memory, OUTBOX_DUMMY, 1);
    put(outbox, memory, OUTBOX_DUMMY, 2);
    put(outbox, memory, OUTBOX_REPORT, 3);
    put(outbox, memory, OUTBOX_HELP, 4);
    send_first(disk, memory);
    put(outbox, memory, OUTBOX_DUMMY, 5);
    put(outbox, memory, OUTBOX_MESSAGE, 6);
    refuse_first(disk);
    send_first(disk, memory);
    put(outbox, memory, OUTBOX_USAGE, 7);
}

static void a_day_on_a_full_disk(struct disk *disk, struct outbox *outbox, struct memory *memory)
{
    cut_disk_capacity(disk->self, 2 * ENVELOPE_BYTES + 1000);
    put(outbox, memory, OUTBOX_DUMMY, 1);
    put(outbox, memory, OUTBOX_DUMMY, 2);
    put(outbox, memory, OUTBOX_REPORT, 3);
    put(outbox, memory, OUTBOX_HELP, 4);
    put(outbox, memory, OUTBOX_HELP, 5);
    send_first(disk, memory);
    put(outbox, memory, OUTBOX_HELP, 6);
}

static void a_file_tried_again(struct disk *disk, struct outbox *outbox, struct memory *memory)
{
    (void)disk;
    put(outbox, memory, OUTBOX_HELP, 1);
    put(outbox, memory, OUTBOX_HELP, 1);
    put(outbox, memory, OUTBOX_REPORT, 2);
    put(outbox, memory, OUTBOX_REPORT, 2);
}

static void forget(void *ctx)
{
    struct memory *memory = ctx;
    memset(memory->fate, 0, sizeof memory->fate);
}

static void play(struct disk *disk, void *ctx)
{
    struct memory *memory = ctx;
    struct outbox *outbox = NULL;
    if (outbox_new(disk, scene_clock(&memory->now_ms), &outbox) == OUTBOX_OK)
        memory->play(disk, outbox, memory);
    outbox_free(outbox);
}

/* After the reboot the kiosk starts, and the agent sends all. */
static bool nothing_lost_nothing_doubled(struct disk *disk, void *ctx)
{
    struct memory *memory = ctx;
    struct outbox *outbox = NULL;
    unsigned found[MOST] = {0};
    struct outbox_file file;
    enum outbox_error error;
    if (outbox_new(disk, scene_clock(&memory->now_ms), &outbox) != OUTBOX_OK)
        return false;
    outbox_free(outbox);
    while ((error = outbox_first(disk, &file)) == OUTBOX_OK) {
        unsigned n = scene_number(file.id);
        if (n >= MOST || !scene_file_is(file.id, file.bytes) || outbox_sent(disk, &file) != OUTBOX_OK)
            return false;
        found[n]++;
    }
    for (unsigned n = 0; n < MOST; n++)
        if (found[n] > 1 || (memory->fate[n] == ACKNOWLEDGED && found[n] != 1) ||
            (memory->fate[n] == SENT && found[n] != 0))
            return false;
    return error == OUTBOX_EMPTY;
}

static unsigned violations(
    void (*scene)(struct disk *, struct outbox *, struct memory *), bool no_file_sync, bool no_folder_sync)
{
    struct memory memory = {.play = scene};
    struct cut_disk_trial trial = {forget, play, nothing_lost_nothing_doubled, &memory};
    struct cut_disk *cut = cut_disk_new();
    unsigned outcomes = 0;
    cut_disk_ignore(cut, no_file_sync, no_folder_sync);
    unsigned wrong = cut_disk_every(cut, &trial, &outcomes);
    printf("           %u outcomes, %u wrong\n", outcomes, wrong);
    cut_disk_free(cut);
    return wrong;
}

static void a_cut_at_any_step_of_a_day_loses_and_doubles_nothing(void **state)
{
    (void)state;
    assert_int_equal(violations(an_ordinary_day, false, false), 0);
}

static void a_cut_at_any_step_on_a_full_disk_loses_and_doubles_nothing(void **state)
{
    (void)state;
    assert_int_equal(violations(a_day_on_a_full_disk, false, false), 0);
}

static void a_cut_at_any_step_of_a_second_try_loses_and_doubles_nothing(void **state)
{
    (void)state;
    assert_int_equal(violations(a_file_tried_again, false, false), 0);
}

static void the_trial_notices_when_files_are_not_synced(void **state)
{
    (void)state;
    assert_true(violations(an_ordinary_day, true, false) > 0);
}

static void the_trial_notices_when_the_folder_is_not_synced(void **state)
{
    (void)state;
    assert_true(violations(an_ordinary_day, false, true) > 0);
    assert_true(violations(a_day_on_a_full_disk, false, true) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_at_any_step_of_a_day_loses_and_doubles_nothing),
        cmocka_unit_test(a_cut_at_any_step_on_a_full_disk_loses_and_doubles_nothing),
        cmocka_unit_test(a_cut_at_any_step_of_a_second_try_loses_and_doubles_nothing),
        cmocka_unit_test(the_trial_notices_when_files_are_not_synced),
        cmocka_unit_test(the_trial_notices_when_the_folder_is_not_synced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
