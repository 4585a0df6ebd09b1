/* Whom the HTTP client believes, by which clock, and what it says when it is not believed itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "sync/wire/scene.h"

static void a_server_of_another_ca_is_not_trusted(void **state)
{
    struct scene *scene = *state;
    struct pki other;
    scene_serve(scene, "hub", false, NULL);
    pki_init(&other, scene->folder); /* another ca.pem in its place */
    scene_connect(scene, NULL, NULL);
    scene_fails(scene, WIRE_PEER, "not the hub");
    pki_clear(&other);
}

static void a_server_with_the_certificate_of_another_host_is_not_trusted(void **state)
{
    struct scene *scene = *state;
    pki_issue(&scene->pki, "wrong", "hub", "hub", "hub.example", time(NULL) - DAY, time(NULL) + DAY);
    scene_serve(scene, "wrong", false, NULL);
    scene_connect(scene, NULL, NULL);
    scene_fails(scene, WIRE_PEER, "not the hub");
}

static void a_device_cannot_play_the_hub(void **state)
{
    struct scene *scene = *state;
    scene_serve(scene, "device", false, NULL);
    scene_connect(scene, NULL, NULL);
    scene_fails(scene, WIRE_PEER, "not the hub");
}

static void an_older_tls_is_refused(void **state)
{
    struct scene *scene = *state;
    scene_serve(scene, "hub", false, "NORMAL:-VERS-ALL:+VERS-TLS1.2");
    scene_connect(scene, NULL, NULL);
    scene_fails(scene, WIRE_PEER, "TLS 1.3");
}

static void trusted_time_counts_and_not_the_machines(void **state)
{
    struct scene *scene = *state;
    struct wire_answer answer;
    scene_connect_device(scene);
    wire_client_time(scene->client, time(NULL) + 3 * DAY, false);
    scene_fails(scene, WIRE_PEER, "expired");
    wire_client_time(scene->client, time(NULL) - 3 * DAY, false);
    scene_fails(scene, WIRE_PEER, "not yet valid");
    wire_client_time(scene->client, time(NULL) - 3 * DAY, true);
    assert_int_equal(scene_get(scene, 5, &answer), WIRE_OK);
}

static void a_refused_or_unreadable_certificate_of_ours_is_said(void **state)
{
    struct scene *scene = *state;
    struct pki other;
    char folder[80], certificate[120], key[120];
    snprintf(folder, sizeof folder, "%s/o", scene->folder);
    snprintf(certificate, sizeof certificate, "%s/x.pem", folder);
    snprintf(key, sizeof key, "%s/x.key", folder);
    char command[120];
    snprintf(command, sizeof command, "mkdir %s", folder);
    assert_int_equal(system(command), 0);
    pki_init(&other, folder);
    pki_issue(&other, "x", "device", "x", NULL, time(NULL) - DAY, time(NULL) + DAY);
    pki_clear(&other);
    scene_serve(scene, "hub", true, NULL);
    scene_connect(scene, certificate, key);
    scene_fails(scene, WIRE_OURS, "refused the certificate");
    wire_client_free(scene->client);
    scene_connect(scene, NULL, NULL);
    scene_fails(scene, WIRE_OURS, "refused the certificate");
    wire_client_free(scene->client);
    scene_connect(scene, "/nowhere/client.pem", scene->key);
    scene_fails(scene, WIRE_OURS, "/nowhere/client.pem");
    wire_client_free(scene->client);
    scene_connect(scene, scene->certificate, key); /* a key that is not this certificate's */
    scene_fails(scene, WIRE_OURS, key);
    wire_client_free(scene->client);
    strcpy(scene->ca, "/nowhere/ca.pem");
    scene_connect(scene, scene->certificate, scene->key);
    scene_fails(scene, WIRE_OURS, "/nowhere/ca.pem");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(a_server_of_another_ca_is_not_trusted),
        SCENE_TEST(a_server_with_the_certificate_of_another_host_is_not_trusted),
        SCENE_TEST(a_device_cannot_play_the_hub),
        SCENE_TEST(an_older_tls_is_refused),
        SCENE_TEST(trusted_time_counts_and_not_the_machines),
        SCENE_TEST(a_refused_or_unreadable_certificate_of_ours_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
