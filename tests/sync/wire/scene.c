#include "sync/wire/scene.h"

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

static void handle(void *ctx, const struct fake_request *request, struct fake_reply *reply)
{
    struct scene *scene = ctx;
    scene->last = *request;
    snprintf(
        scene->last_body, sizeof scene->last_body, "%.*s", (int)request->len, (const char *)request->body);
    scene->requests++;
    *reply = scene->reply;
}

int scene_begin(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    strcpy(scene->folder, "/tmp/wayside-wire.XXXXXX");
    if (!mkdtemp(scene->folder))
        return -1;
    pki_init(&scene->pki, scene->folder);
    pki_issue(&scene->pki, "hub", "hub", "hub", "127.0.0.1", time(NULL) - DAY, time(NULL) + DAY);
    pki_issue(&scene->pki, "device", "device", "0011.2233", NULL, time(NULL) - DAY, time(NULL) + DAY);
    scene->reply = (struct fake_reply){.status = 200, .claim = -1, .cut = -1};
    snprintf(scene->ca, sizeof scene->ca, "%s/ca.pem", scene->folder);
    snprintf(scene->certificate, sizeof scene->certificate, "%s/device.pem", scene->folder);
    snprintf(scene->key, sizeof scene->key, "%s/device.key", scene->folder);
    *state = scene;
    return 0;
}

int scene_end(void **state)
{
    struct scene *scene = *state;
    char command[100];
    wire_client_free(scene->client);
    if (scene->server)
        fake_server_free(scene->server);
    pki_clear(&scene->pki);
    snprintf(command, sizeof command, "rm -r %s", scene->folder);
    int result = system(command);
    free(scene);
    return result;
}

void scene_serve(struct scene *scene, const char *certificate, bool need_client, const char *priority)
{
    struct fake_settings settings = {.folder = scene->folder,
        .certificate = certificate,
        .need_client = need_client,
        .priority = priority,
        .handler = handle,
        .ctx = scene};
    scene->server = fake_server_new(&settings);
    snprintf(scene->url, sizeof scene->url, "https://127.0.0.1:%d", fake_server_port(scene->server));
}

void scene_serve_plain(struct scene *scene)
{
    struct fake_settings settings = {.plain = true, .handler = handle, .ctx = scene};
    scene->server = fake_server_new(&settings);
    snprintf(scene->url, sizeof scene->url, "http://127.0.0.1:%d", fake_server_port(scene->server));
}

void scene_connect(struct scene *scene, const char *certificate, const char *key)
{
    struct wire_client_settings settings = {.url = scene->url,
        .ca_file = scene->ca,
        .certificate = certificate,
        .key = key,
        .timeout_s = 5,
        .quiet_s = 1};
    assert_int_equal(wire_client_new(&settings, &scene->client), WIRE_OK);
}

void scene_connect_device(struct scene *scene)
{
    scene_serve(scene, "hub", true, NULL);
    scene_connect(scene, scene->certificate, scene->key);
}

enum wire_error scene_get(struct scene *scene, size_t most, struct wire_answer *answer)
{
    memset(answer, 0, sizeof *answer);
    buffer_init(&answer->body, most);
    return wire_request(scene->client, "GET", "/v1/drops/00?after=1.2", NULL, 0, answer);
}

void scene_fails(struct scene *scene, enum wire_error error, const char *words)
{
    struct wire_answer answer;
    assert_int_equal(scene_get(scene, 100, &answer), error);
    assert_int_equal(answer.status, 0);
    assert_int_equal(answer.body.len, 0);
    const char *why = wire_client_why(scene->client);
    if (!strstr(why, words) || strncmp(why, scene->url, strlen(scene->url)) != 0)
        fail_msg("the sentence is: %s", why);
}
