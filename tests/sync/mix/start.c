/* What the mix says when it cannot begin, and when the hub is not there: one plain sentence. */
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

#include "base/disk.h"
#include "sync/mix/office.h"
#include "sync/process.h"

struct scene {
    struct world world;
    struct office office;
    struct mix *mix;
    char file[128], log[128];
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    office_init(&scene->office, &scene->world, 1, false);
    snprintf(scene->file, sizeof scene->file, "%s/mix.ini", scene->world.folder);
    snprintf(scene->log, sizeof scene->log, "%s/mix.log", scene->world.folder);
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
    char text[3000];
    const struct mix_settings *settings = &scene->office.settings;
    int len = snprintf(text, sizeof text,
        "[hub]\nurl = %s\nca = %s\n[mix]\nstore = %s\nidentity = %s\n[network]\nroot = %s\ncontent = %s\n"
        "[enrol]\nfolder = %s\n%s",
        settings->url, settings->ca, settings->store, settings->identity, settings->root, settings->content,
        settings->folder, more);
    world_write(scene->file, text, (size_t)len);
}

static void expect(struct scene *scene, int code, const char *words)
{
    program_refuses("wayside-mix", scene->log, scene->file, code, words);
}

static void wrong_settings_are_named(void **state)
{
    struct scene *scene = *state;
    const char *const nothing[] = {"--settings", NULL}, *const help[] = {"--help", NULL};
    char said[2000];
    assert_int_equal(program_run("wayside-mix", scene->log, nothing, said, sizeof said), 2);
    assert_int_equal(program_run("wayside-mix", scene->log, help, said, sizeof said), 0);
    expect(scene, 2, "mix.ini");
    write_settings(scene, "colour = red\n");
    expect(scene, 2, "colour");
    world_write(scene->file, "[mix]\n", 6);
    expect(scene, 2, "missing");
}

static void a_bad_identity_is_named_by_line_and_not_shown(void **state)
{
    struct scene *scene = *state;
    char said[2000];
    const char *const arguments[] = {"--settings", scene->file, NULL};
    world_write(scene->office.settings.identity, "# a key\nAGE-SECRET-KEY-1QQQ\n", 28);
    write_settings(scene, "");
    expect(scene, 1, "mix.identity:2: not an age identity");
    program_run("wayside-mix", scene->log, arguments, said, sizeof said);
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

static void a_root_and_a_folder_that_are_none_are_named(void **state)
{
    struct scene *scene = *state;
    strcpy(scene->office.settings.content, "/nowhere/content");
    write_settings(scene, "");
    expect(scene, 1, "/nowhere/content");
    strcpy(scene->office.settings.root, "/nowhere/root.json");
    write_settings(scene, "");
    expect(scene, 1, "/nowhere/root.json: no such file or folder");
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

static void twelve_steps(void *ctx)
{
    struct scene *scene = ctx;
    for (int i = 0; i < 12; i++) {
        scene->world.clock.mono_ms += 1000;
        mix_step(scene->mix);
    }
}

static void steps_say(struct scene *scene, const char *words)
{
    char message[256] = "";
    assert_true(mix_new(
        &scene->office.settings, world_clock_source(&scene->world), &scene->world.log, &scene->mix, message));
    world_says_once(twelve_steps, scene, words);
    mix_free(scene->mix);
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

static bool code_is_shown(void *ctx)
{
    struct scene *scene = ctx;
    char path[200];
    snprintf(path, sizeof path, "%s/enrolment-code", scene->office.folder);
    return access(path, F_OK) == 0;
}

static bool report_is_in_the_inbox(void *ctx)
{
    struct scene *scene = ctx;
    struct office_inbox *inbox = malloc(sizeof *inbox);
    office_inbox(&scene->office, 0, inbox);
    bool there = inbox->real == 1;
    free(inbox);
    return there;
}

static void the_program_enrols_delivers_and_ends_at_sigterm(void **state)
{
    struct scene *scene = *state;
    char path[200], token[164], more[256];
    const char *const arguments[] = {"--settings", scene->file, NULL};
    snprintf(path, sizeof path, "rm %s/client.*", scene->office.folder);
    assert_int_equal(system(path), 0);
    world_token(&scene->world, HUB_ROLE_MIX, "second", token);
    snprintf(more, sizeof more, "token = %s\n", token);
    write_settings(scene, more);
    office_report(&scene->office, scene->office.teams[0], "x", NULL);
    pid_t pid = program_start("wayside-mix", scene->log, arguments);
    world_wait(code_is_shown, scene);
    world_approve(&scene->world, scene->office.folder);
    world_wait(report_is_in_the_inbox, scene);
    assert_int_equal(program_end(pid, SIGTERM), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(wrong_settings_are_named),
        TEST(a_bad_identity_is_named_by_line_and_not_shown),
        TEST(an_identity_of_another_network_is_named),
        TEST(a_root_and_a_folder_that_are_none_are_named),
        TEST(a_store_that_is_none_is_named),
        TEST(the_store_of_another_program_is_left_as_it_is),
        TEST(no_certificate_needs_a_token),
        TEST(an_unreachable_hub_is_said_once),
        TEST(a_revoked_mix_is_said_once),
        TEST(the_program_enrols_delivers_and_ends_at_sigterm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
