/* Enrolment and renewal against the real hub: resumable, and whole at every power cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/disk.h"
#include "sync/world.h"
#include "wire/enrol.h"

#define DAY 86400L

struct scene {
    struct world world;
    char folder[128], token[164], message[256], path[200];
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    world_init(&scene->world, false);
    world_folder(&scene->world, "machine", scene->folder);
    world_token(&scene->world, HUB_ROLE_MIX, "mix", scene->token);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    world_clear(&scene->world);
    free(scene);
    return 0;
}

static int step(struct scene *scene)
{
    return enrol_step(scene->world.url, scene->world.ca, scene->token, scene->folder, scene->message);
}

static int renew(struct scene *scene, int64_t days)
{
    return enrol_renew_step(
        scene->world.url, scene->world.ca, scene->folder, time(NULL) + days * DAY, scene->message);
}

static const char *path(struct scene *scene, const char *name)
{
    snprintf(scene->path, sizeof scene->path, "%s/%s", scene->folder, name);
    return scene->path;
}

static bool there(struct scene *scene, const char *name)
{
    return access(path(scene, name), F_OK) == 0;
}

/* The hub knows this machine by its certificate. */
static bool works(struct scene *scene)
{
    struct wire_client *client = world_client(&scene->world, scene->folder);
    struct wire_answer answer = {.status = 0};
    buffer_init(&answer.body, 1 << 20);
    bool ok = wire_request(client, "GET", "/v1/mix/envelopes", NULL, 0, &answer) == WIRE_OK &&
              answer.status == 200;
    buffer_clear(&answer.body);
    wire_client_free(client);
    return ok;
}

static void a_machine_waits_for_the_operator_and_then_has_its_certificate(void **state)
{
    struct scene *scene = *state;
    struct stat info;
    struct buffer first, second;
    buffer_init(&first, 64);
    buffer_init(&second, 64);
    assert_int_equal(step(scene), 1);
    assert_int_equal(file_read(path(scene, "enrolment-code"), 64, &first), BASE_OK);
    assert_int_equal(first.len, ENROL_CODE_TEXT - 1);
    assert_int_equal(step(scene), 1); /* the code stays as it is while it waits */
    assert_int_equal(file_read(path(scene, "enrolment-code"), 64, &second), BASE_OK);
    assert_string_equal((char *)first.bytes, (char *)second.bytes);
    world_approve(&scene->world, scene->folder);
    assert_int_equal(step(scene), 0);
    assert_int_equal(stat(path(scene, "client.key"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_false(there(scene, "enrolment-code"));
    assert_false(there(scene, "client.csr"));
    assert_true(works(scene));
    assert_int_equal(step(scene), 0);
    buffer_clear(&first);
    buffer_clear(&second);
}

static void a_token_for_another_hub_is_refused_before_anything_is_sent(void **state)
{
    struct scene *scene = *state;
    struct enrol_token token;
    assert_true(enrol_token_read(scene->token, &token));
    token.ca_hash[3] ^= 1;
    enrol_token_text(&token, scene->token);
    assert_int_equal(step(scene), -1);
    assert_non_null(strstr(scene->message, "another CA"));
    assert_false(there(scene, "client.key"));
}

static void a_token_that_the_hub_does_not_know_is_said(void **state)
{
    struct scene *scene = *state;
    struct enrol_token token;
    assert_true(enrol_token_read(scene->token, &token));
    token.secret[0] ^= 1;
    enrol_token_text(&token, scene->token);
    assert_int_equal(step(scene), -1);
    assert_non_null(strstr(scene->message, "refused to enrol"));
}

static void a_hub_that_is_away_is_said_and_asked_again(void **state)
{
    struct scene *scene = *state;
    world_hub_stop(&scene->world);
    assert_int_equal(step(scene), -1);
    assert_non_null(strstr(scene->message, "no connection"));
    world_hub_start(&scene->world, false);
    assert_int_equal(step(scene), 1);
}

static void a_missing_folder_or_ca_is_named(void **state)
{
    struct scene *scene = *state;
    char message[256];
    assert_int_equal(enrol_step(scene->world.url, scene->world.ca, scene->token, "/nowhere", message), -1);
    assert_non_null(strstr(message, "/nowhere"));
    assert_int_equal(enrol_step(scene->world.url, "/nowhere/ca", scene->token, scene->folder, message), -1);
    assert_non_null(strstr(message, "/nowhere/ca"));
}

static void enrol_now(struct scene *scene)
{
    assert_int_equal(step(scene), 1);
    world_approve(&scene->world, scene->folder);
    assert_int_equal(step(scene), 0);
}

static void a_certificate_is_renewed_from_day_thirty_with_a_new_key(void **state)
{
    struct scene *scene = *state;
    struct buffer before, after;
    buffer_init(&before, 8192);
    buffer_init(&after, 8192);
    enrol_now(scene);
    assert_int_equal(file_read(path(scene, "client.key"), 8192, &before), BASE_OK);
    assert_int_equal(renew(scene, 29), 1);
    assert_int_equal(renew(scene, 31), 0);
    assert_int_equal(file_read(path(scene, "client.key"), 8192, &after), BASE_OK);
    assert_string_not_equal((char *)before.bytes, (char *)after.bytes);
    assert_false(there(scene, "next.key"));
    assert_false(there(scene, "next.csr"));
    assert_true(works(scene));
    buffer_clear(&before);
    buffer_clear(&after);
}

/* A renewal ends with: next.pem durable, next.key -> client.key, next.pem -> client.pem. */
static void a_renewal_cut_between_its_files_is_ended_at_the_next_start(void **state)
{
    struct scene *scene = *state;
    char command[900];
    enrol_now(scene);
    snprintf(command, sizeof command, "mkdir %s/old && cp %s/client.* %s/old", scene->folder, scene->folder,
        scene->folder);
    assert_int_equal(system(command), 0);
    assert_int_equal(renew(scene, 31), 0);
    /* as it is after the first rename: the new key, the old certificate, the new one waiting */
    snprintf(
        command, sizeof command, "cd %s && mv client.pem next.pem && cp old/client.pem .", scene->folder);
    assert_int_equal(system(command), 0);
    assert_false(works(scene));
    assert_int_equal(step(scene), 0);
    assert_true(works(scene));
    assert_false(there(scene, "next.pem"));
    /* and as it is before it */
    snprintf(command, sizeof command,
        "cd %s && mv client.pem next.pem && mv client.key next.key && cp old/client.* .", scene->folder);
    assert_int_equal(system(command), 0);
    assert_int_equal(renew(scene, 0), 1);
    assert_true(works(scene));
    assert_false(there(scene, "next.pem"));
    assert_false(there(scene, "next.key"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_machine_waits_for_the_operator_and_then_has_its_certificate),
        TEST(a_token_for_another_hub_is_refused_before_anything_is_sent),
        TEST(a_token_that_the_hub_does_not_know_is_said),
        TEST(a_hub_that_is_away_is_said_and_asked_again),
        TEST(a_missing_folder_or_ca_is_named),
        TEST(a_certificate_is_renewed_from_day_thirty_with_a_new_key),
        TEST(a_renewal_cut_between_its_files_is_ended_at_the_next_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
