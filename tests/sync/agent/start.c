/* What the agent says when it cannot begin: one plain sentence that names the file or the field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sync/agent/device.h"
#include "sync/process.h"

struct scene {
    struct world world;
    struct device device;
    struct agent *agent;
    char file[128], log[128];
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    world_init(&scene->world, false);
    device_init(&scene->device, &scene->world, 1);
    snprintf(scene->file, sizeof scene->file, "%s/agent.ini", scene->world.folder);
    snprintf(scene->log, sizeof scene->log, "%s/agent.log", scene->world.folder);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    device_clear(&scene->device);
    world_clear(&scene->world);
    free(scene);
    return 0;
}

static void write_settings(struct scene *scene, const char *more)
{
    char text[3000];
    const struct agent_settings *settings = &scene->device.settings;
    int len = snprintf(text, sizeof text,
        "[hub]\nurl = %s\nca = %s\n[device]\nplace = %s\nroot = %s\noutbox = %s\ncontent = %s\n"
        "drops = %s\ndevice = %s\nshown = %s\n%s",
        settings->url, settings->ca, settings->place, settings->root, settings->outbox, settings->content,
        settings->drops, settings->device, settings->shown, more);
    world_write(scene->file, text, (size_t)len);
}

static void expect(struct scene *scene, int code, const char *words)
{
    program_refuses("wayside-agent", scene->log, scene->file, code, words);
}

static void wrong_settings_are_named(void **state)
{
    struct scene *scene = *state;
    const char *const nothing[] = {NULL}, *const help[] = {"--help", NULL};
    char said[2000];
    assert_int_equal(program_run("wayside-agent", scene->log, nothing, said, sizeof said), 2);
    assert_non_null(strstr(said, "usage"));
    assert_int_equal(program_run("wayside-agent", scene->log, help, said, sizeof said), 0);
    expect(scene, 2, "agent.ini");
    write_settings(scene, "colour = red\n");
    expect(scene, 2, "colour");
    strcpy(scene->device.settings.url, "http://hub");
    write_settings(scene, "");
    expect(scene, 2, "https://");
    world_write(scene->file, "[hub]\n", 6);
    expect(scene, 2, "missing");
}

static void a_wrong_root_is_named(void **state)
{
    struct scene *scene = *state;
    strcpy(scene->device.settings.root, "/nowhere/root.json");
    write_settings(scene, "");
    expect(scene, 1, "/nowhere/root.json: no such file or folder");
    snprintf(scene->device.settings.root, AGENT_TEXT, "%s/bad.json", scene->world.folder);
    world_write(scene->device.settings.root, "{}", 2);
    write_settings(scene, "");
    expect(scene, 1, "bad.json: ");
}

static void a_missing_folder_is_named(void **state)
{
    struct scene *scene = *state;
    strcpy(scene->device.settings.drops, "/nowhere/drops");
    write_settings(scene, "");
    expect(scene, 1, "/nowhere/drops");
    strcpy(scene->device.settings.drops, scene->device.drops);
    strcpy(scene->device.settings.content, "/nowhere/content");
    write_settings(scene, "");
    expect(scene, 1, "/nowhere/content");
}

static void four_steps(void *ctx);
static void begin(void *ctx)
{
    struct scene *scene = ctx;
    char message[256] = "";
    log_init(&scene->world.log, "test"); /* what another one said is said again */
    assert_true(agent_new(&scene->device.settings, world_clock_source(&scene->world), &scene->world.log,
        &scene->agent, message));
    four_steps(scene);
    agent_free(scene->agent);
}

/* What is missing may come from the hub. */
static void content_that_cannot_be_used_is_said_and_fetched(void **state)
{
    struct scene *scene = *state;
    char path[200];
    strcpy(scene->device.settings.place, "nowhere-9");
    world_says_once(begin, scene, "the place of these settings is not there");
    strcpy(scene->device.settings.place, "demo-1");
    snprintf(path, sizeof path, "%s/current", scene->device.content);
    world_write(path, "x", 1);
    world_says_once(begin, scene, "not a pointer to a release");
    assert_int_equal(unlink(path), 0);
    world_says_once(begin, scene, "no content yet");
}

static void no_certificate_needs_a_token_of_this_network(void **state)
{
    struct scene *scene = *state;
    char path[200], token[164], more[256];
    snprintf(path, sizeof path, "%s/client.pem", scene->device.state);
    assert_int_equal(unlink(path), 0);
    write_settings(scene, "");
    expect(scene, 1, "[enrol] token");
    write_settings(scene, "[enrol]\ntoken = abc\n");
    expect(scene, 1, "not a token");
    world_token(&scene->world, HUB_ROLE_DEVICE, "00112233445566778899aabbccddeeff.0000000000000009", token);
    token[40] = token[40] == '0' ? '1' : '0';
    snprintf(more, sizeof more, "[enrol]\ntoken = %s\n", token);
    write_settings(scene, more);
    expect(scene, 1, "another root.json");
}

static void four_steps(void *ctx)
{
    struct scene *scene = ctx;
    for (int i = 0; i < 4; i++) {
        scene->world.clock.mono_ms += 2000;
        agent_step(scene->agent);
    }
}

/* Goes on and waits, rather than ends, when only the hub is not there or not the right one. */
static void steps_say(struct scene *scene, const char *words)
{
    char message[256] = "";
    uint8_t id[ID_BYTES];
    device_put(&scene->device, OUTBOX_HELP, id);
    assert_true(agent_new(&scene->device.settings, world_clock_source(&scene->world), &scene->world.log,
        &scene->agent, message));
    world_says_once(four_steps, scene, words);
    agent_free(scene->agent);
    assert_int_equal(world_count(scene->device.outbox), 1);
}

static void an_unreachable_hub_is_said_once(void **state)
{
    struct scene *scene = *state;
    world_hub_stop(&scene->world);
    steps_say(scene, "no connection");
}

static void a_hub_of_another_ca_is_said_once(void **state)
{
    struct scene *scene = *state;
    char command[500];
    snprintf(command, sizeof command,
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=other "
        "-keyout %s/other.key -out %s/other.pem 2>/dev/null",
        scene->world.folder, scene->world.folder);
    assert_int_equal(system(command), 0);
    snprintf(
        scene->device.settings.ca, sizeof scene->device.settings.ca, "%s/other.pem", scene->world.folder);
    steps_say(scene, "not the hub that is trusted here");
}

static void a_revoked_device_is_said_once_and_keeps_its_files(void **state)
{
    struct scene *scene = *state;
    char name[64], message[HUB_MESSAGE];
    world_name(scene->world.keys.zone, 1, name);
    assert_int_equal(hub_revoke(&scene->world.hub_settings, name, message), HUB_OK);
    steps_say(scene, "refused an envelope");
}

static void a_damaged_certificate_is_said_once(void **state)
{
    struct scene *scene = *state;
    char path[200];
    snprintf(path, sizeof path, "%s/client.key", scene->device.state);
    world_write(path, "x", 1);
    steps_say(scene, "client.key");
}

static bool code_is_shown(void *ctx)
{
    struct scene *scene = ctx;
    char path[200];
    snprintf(path, sizeof path, "%s/enrolment-code", scene->device.state);
    return access(path, F_OK) == 0;
}

static bool outbox_is_empty(void *ctx)
{
    struct scene *scene = ctx;
    return world_count(scene->device.outbox) == 0;
}

static void the_program_enrols_sends_and_ends_at_sigterm(void **state)
{
    struct scene *scene = *state;
    char path[200], token[164], more[256], name[64];
    uint8_t id[ID_BYTES];
    const char *const arguments[] = {"--settings", scene->file, NULL};
    snprintf(path, sizeof path, "rm %s/client.*", scene->device.state);
    assert_int_equal(system(path), 0);
    world_name(scene->world.keys.zone, 77, name);
    world_token(&scene->world, HUB_ROLE_DEVICE, name, token);
    snprintf(more, sizeof more, "[enrol]\ntoken = %s\n", token);
    write_settings(scene, more);
    device_put(&scene->device, OUTBOX_HELP, id);
    pid_t pid = program_start("wayside-agent", scene->log, arguments);
    world_wait(code_is_shown, scene);
    world_approve(&scene->world, scene->device.state);
    world_wait(outbox_is_empty, scene);
    assert_false(code_is_shown(scene));
    assert_int_equal(program_end(pid, SIGTERM), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(wrong_settings_are_named),
        TEST(a_wrong_root_is_named),
        TEST(a_missing_folder_is_named),
        TEST(content_that_cannot_be_used_is_said_and_fetched),
        TEST(no_certificate_needs_a_token_of_this_network),
        TEST(an_unreachable_hub_is_said_once),
        TEST(a_hub_of_another_ca_is_said_once),
        TEST(a_revoked_device_is_said_once_and_keeps_its_files),
        TEST(a_damaged_certificate_is_said_once),
        TEST(the_program_enrols_sends_and_ends_at_sigterm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
