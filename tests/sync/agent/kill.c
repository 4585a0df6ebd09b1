/* The agent is killed at any moment, hundreds of times: nothing is lost, nothing doubled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/cursor.h"
#include "seal/envelope.h"
#include "sync/agent/device.h"

#define FILES 30
#define ANSWERS 80
#define RUNS 1500

static const int64_t faster = 400; /* a tick of 2 s takes 5 ms */

/* The process that will be killed. */
static void run_agent(struct device *device)
{
    struct agent *agent;
    struct clock_source clock = world_fast_clock(&faster);
    struct log log;
    char message[256];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!freopen("/dev/null", "w", stderr)) /* it would say hundreds of times that the outbox is empty */
        _exit(1);
    log_init(&log, "agent");
    if (!agent_new(&device->settings, clock, &log, &agent, message)) {
        fprintf(stderr, "%s\n", message);
        _exit(1);
    }
    for (;;) {
        int64_t wait_ms = (agent_step(agent) - clock.mono_ms(clock.self)) / faster;
        if (wait_ms > 0)
            usleep((useconds_t)wait_ms * 1000);
    }
}

/* Later ones live longer, so that it ends also on a machine that is busy. */
static void run_and_kill(struct device *device, unsigned runs, unsigned *seed)
{
    int status;
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        run_agent(device);
    usleep((useconds_t)rand_r(seed) % (60000 + 200 * runs));
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status)); /* it had not ended by itself */
}

static void put_answers(struct world *world, struct wire_client *mix, uint8_t (*tags)[ID_BYTES])
{
    char zone[ID_HEX + 1], path[120], after[80];
    uint8_t file[ANSWER_BYTES];
    hex_write(world->keys.zone, ID_BYTES, zone);
    for (int i = 0; i < ANSWERS; i++) {
        randombytes_buf(tags[i], ID_BYTES);
        assert_int_equal(answer_seal("{}", 2, world->keys.member.recipient, file), SEAL_OK);
        snprintf(path, sizeof path, "/v1/drops/%s/", zone);
        hex_write(tags[i], ID_BYTES, path + strlen(path));
        assert_int_equal(world_request(mix, "PUT", path, file, sizeof file, NULL, after), 201);
    }
}

static void expect_at_hub(struct wire_client *mix, const uint8_t (*ids)[ID_BYTES], const uint8_t *files)
{
    size_t record = 2 * ID_BYTES + ENVELOPE_BYTES;
    struct buffer records;
    buffer_init(&records, 64 << 20);
    world_list(mix, "/v1/mix/envelopes", record, &records);
    assert_int_equal(records.len, FILES * record);
    for (size_t i = 0; i < FILES; i++) {
        size_t found = 0;
        for (size_t at = 0; at < records.len; at += record)
            found += !memcmp(records.bytes + at, ids[i], ID_BYTES) &&
                     !memcmp(records.bytes + at + 2 * ID_BYTES, files + i * ENVELOPE_BYTES, ENVELOPE_BYTES);
        assert_int_equal(found, 1);
    }
    buffer_clear(&records);
}

static void nothing_is_lost_or_doubled_however_often_it_is_killed(void **state)
{
    (void)state;
    static struct world world;
    struct device device;
    char folder[128];
    uint8_t ids[FILES][ID_BYTES], tags[ANSWERS][ID_BYTES];
    uint8_t *files = malloc((size_t)FILES * ENVELOPE_BYTES);
    unsigned seed = (unsigned)time(NULL), runs = 0;
    printf("seed %u\n", seed);
    world_init(&world, true);
    device_init(&device, &world, 1);
    world_folder(&world, "mix", folder);
    world_enrol(&world, HUB_ROLE_MIX, "mix", folder);
    struct wire_client *mix = world_client(&world, folder);
    for (size_t i = 0; i < FILES; i++) {
        uint8_t *file = files + i * ENVELOPE_BYTES;
        randombytes_buf(ids[i], ID_BYTES);
        assert_int_equal(outer_dummy(world.keys.mix.recipient, file), SEAL_OK);
        assert_int_equal(outbox_put(device.kiosk, OUTBOX_HELP, ids[i], file), OUTBOX_OK);
    }
    put_answers(&world, mix, tags);
    while ((world_count(device.outbox) || world_count(device.drops) < ANSWERS) && runs++ < RUNS)
        run_and_kill(&device, runs, &seed);
    printf("killed %u times\n", runs);
    assert_true(runs < RUNS);
    expect_at_hub(mix, (const uint8_t(*)[ID_BYTES])ids, files);
    assert_int_equal(world_count(device.drops), ANSWERS);
    wire_client_free(mix);
    device_clear(&device);
    world_clear(&world);
    free(files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_or_doubled_however_often_it_is_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
