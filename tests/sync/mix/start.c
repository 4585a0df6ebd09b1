/* What the mix says when it cannot begin, and when the hub is not there: one plain sentence. */
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
#include <unistd.h>

#include <cmocka.h>

#include "base/disk.h"
#include "sync/mix/office.h"

struct scene {
    struct world world;
    struct office office;
    char file[128];
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    office_init(&scene->office, &scene->world, 1, false);
    snprintf(scene->file, sizeof scene->file, "%s/mix.ini", scene->world.folder);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    office_clear(&scene->office);
    free(scene);
    return 0;
}

static void write_settings(struct scene *scene, const char *more)
{
    char text[3000], root[65];
    const struct mix_settings *settings = &scene->office.settings;
    for (int i = 0; i < 32; i++)
        snprintf(root + 2 * i, 3, "%02x", settings->root_key[i]);
    int len = snprintf(text, sizeof text,
        "[hub]\nurl = %s\nca = %s\n[mix]\nstore = %s\nidentity = %s\n[network]\nfile = %s\nroot_key = %s\n"
        "[enrol]\nfolder = %s\n%s",
        settings->url, settings->ca, settings->store, settings->identity, settings->network, root,
        settings->folder, more);
    world_write(scene->file, text, (size_t)len);
}

static int run_program(const char *arguments, char *ret_said, size_t cap)
{
    char command[400];
    snprintf(command, sizeof command, "%s/bin/wayside-mix %s 2>&1", WAYSIDE_BUILD, arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t len = fread(ret_said, 1, cap - 1, pipe);
    ret_said[len] = 0;
    int status = pclose(pipe);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void expect(struct scene *scene, int code, const char *words)
{
    char said[2000], arguments[200];
    snprintf(arguments, sizeof arguments, "--settings %s", scene->file);
    int got = run_program(arguments, said, sizeof said);
    const char *end = strchr(said, '\n');
    if (got != code || !strstr(said, words) || !end || end[1] || strncmp(said, "wayside-mix: ", 13) != 0)
        fail_msg("exit %d instead of %d, with: %s", got, code, said);
}

static void wrong_settings_are_named(void **state)
{
    struct scene *scene = *state;
    char said[2000];
    assert_int_equal(run_program("--settings", said, sizeof said), 2);
    assert_int_equal(run_program("--help", said, sizeof said), 0);
    expect(scene, 2, "mix.ini");
    write_settings(scene, "colour = red\n");
    expect(scene, 2, "colour");
    world_write(scene->file, "[mix]\n", 6);
    expect(scene, 2, "missing");
}

static void a_bad_identity_is_named_by_line_and_not_shown(void **state)
{
    struct scene *scene = *state;
    char said[2000], arguments[200];
    world_write(scene->office.settings.identity, "# a key\nAGE-SECRET-KEY-1QQQ\n", 28);
    write_settings(scene, "");
    expect(scene, 1, "mix.identity:2: not an age identity");
    snprintf(arguments, sizeof arguments, "--settings %s", scene->file);
    run_program(arguments, said, sizeof said);
    assert_null(strstr(said, "AGE-SECRET"));
    assert_int_equal(unlink(scene->office.settings.identity), 0);
    expect(scene, 1, "mix.identity");
}

static void an_identity_of_another_network_is_named(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(seal_identity_new(&scene->world.keys.mix), SEAL_OK);
    char text[SEAL_IDENTITY_TEXT];
    seal_identity_text(&scene->world.keys.mix, text);
    world_write(scene->office.settings.identity, text, strlen(text));
    write_settings(scene, "");
    expect(scene, 1, "its mix key is none of [mix] identity");
}

static void a_network_file_that_is_changed_or_missing_is_named(void **state)
{
    struct scene *scene = *state;
    write_settings(scene, "");
    world_write(scene->world.network, "{\"v\":1}", 7);
    expect(scene, 1, "network.json: it is not signed by the root key");
    assert_int_equal(unlink(scene->world.network), 0);
    expect(scene, 1, "network.json");
}

static void a_store_that_is_none_is_named(void **state)
{
    struct scene *scene = *state;
    world_write(scene->office.settings.store, "this is not a store of any kind, it is a text", 45);
    write_settings(scene, "");
    expect(scene, 1, "mix.sqlite");
    strcpy(scene->office.settings.store, "/nowhere/mix.sqlite");
    write_settings(scene, "");
    expect(scene, 1, "/nowhere/mix.sqlite");
}

static void the_store_of_another_program_is_left_as_it_is(void **state)
{
    struct scene *scene = *state;
    struct mix_settings settings = scene->office.settings;
    struct buffer before, after;
    struct mix *mix = NULL;
    char message[256] = "";
    buffer_init(&before, 1 << 20);
    buffer_init(&after, 1 << 20);
    world_hub_stop(&scene->world);
    strcpy(settings.store, scene->world.store);
    assert_int_equal(file_read(settings.store, 1 << 20, &before), BASE_OK);
    assert_false(mix_new(&settings, world_clock_source(&scene->world), &scene->world.log, &mix, message));
    assert_non_null(strstr(message, settings.store));
    assert_non_null(strstr(message, "wayside-mix made"));
    assert_int_equal(file_read(settings.store, 1 << 20, &after), BASE_OK);
    assert_int_equal(after.len, before.len);
    assert_memory_equal(after.bytes, before.bytes, before.len);
    buffer_clear(&before);
    buffer_clear(&after);
    world_hub_start(&scene->world, false);
}

static void no_certificate_needs_a_token(void **state)
{
    struct scene *scene = *state;
    char path[200];
    snprintf(path, sizeof path, "%s/client.pem", scene->office.folder);
    assert_int_equal(unlink(path), 0);
    write_settings(scene, "");
    expect(scene, 1, "[enrol] token");
    write_settings(scene, "token = 12\n");
    expect(scene, 1, "not a token");
}

static void steps_say(struct scene *scene, const char *words)
{
    char message[256] = "", said[4000];
    struct mix *mix;
    FILE *log = tmpfile();
    int before = dup(STDERR_FILENO);
    assert_true(mix_new(
        &scene->office.settings, world_clock_source(&scene->world), &scene->world.log, &mix, message));
    dup2(fileno(log), STDERR_FILENO);
    for (int i = 0; i < 12; i++) {
        scene->world.clock.mono_ms += 1000;
        mix_step(mix);
    }
    dup2(before, STDERR_FILENO);
    close(before);
    mix_free(mix);
    rewind(log);
    said[fread(said, 1, sizeof said - 1, log)] = 0;
    fclose(log);
    const char *first = strstr(said, words);
    if (!first || strstr(first + 1, words))
        fail_msg("said: %s", said);
}

static void an_unreachable_hub_is_said_once(void **state)
{
    struct scene *scene = *state;
    world_hub_stop(&scene->world);
    steps_say(scene, "no connection");
}

static void a_revoked_mix_is_said_once(void **state)
{
    struct scene *scene = *state;
    char message[HUB_MESSAGE];
    assert_int_equal(hub_revoke(&scene->world.hub_settings, "mix", message), HUB_OK);
    steps_say(scene, "did not take a file");
}

/* Waits for something that another process brings about; false after a minute. */
static bool wait_for(bool (*is_there)(struct scene *), struct scene *scene)
{
    for (int i = 0; i < 1200; i++) {
        if (is_there(scene))
            return true;
        usleep(50000);
    }
    return false;
}

static bool code_is_shown(struct scene *scene)
{
    char path[200];
    snprintf(path, sizeof path, "%s/enrolment-code", scene->office.folder);
    return access(path, F_OK) == 0;
}

static bool report_is_in_the_inbox(struct scene *scene)
{
    struct office_inbox *inbox = malloc(sizeof *inbox);
    office_inbox(&scene->office, 0, inbox);
    bool there = inbox->real == 1;
    free(inbox);
    return there;
}

static void the_program_enrols_delivers_and_ends_at_sigterm(void **state)
{
    struct scene *scene = *state;
    char path[200], token[164], more[256], program[300];
    int status;
    snprintf(path, sizeof path, "rm %s/client.*", scene->office.folder);
    assert_int_equal(system(path), 0);
    world_token(&scene->world, HUB_ROLE_MIX, "second", token);
    snprintf(more, sizeof more, "token = %s\n", token);
    write_settings(scene, more);
    office_report(&scene->office, scene->office.teams[0], "x", NULL);
    snprintf(program, sizeof program, "%s/bin/wayside-mix", WAYSIDE_BUILD);
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execl(program, program, "--settings", scene->file, (char *)NULL);
        _exit(127);
    }
    assert_true(wait_for(code_is_shown, scene));
    world_approve(&scene->world, scene->office.folder);
    assert_true(wait_for(report_is_in_the_inbox, scene));
    assert_int_equal(kill(pid, SIGTERM), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(wrong_settings_are_named),
        TEST(a_bad_identity_is_named_by_line_and_not_shown),
        TEST(an_identity_of_another_network_is_named),
        TEST(a_network_file_that_is_changed_or_missing_is_named),
        TEST(a_store_that_is_none_is_named),
        TEST(the_store_of_another_program_is_left_as_it_is),
        TEST(no_certificate_needs_a_token),
        TEST(an_unreachable_hub_is_said_once),
        TEST(a_revoked_mix_is_said_once),
        TEST(the_program_enrols_delivers_and_ends_at_sigterm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
