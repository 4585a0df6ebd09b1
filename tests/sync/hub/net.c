#include "sync/hub/net.h"

#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/disk.h"
#include "wire/enrol.h"

static int64_t moved_wall_s(void *self)
{
    struct net *net = self;
    return (int64_t)time(NULL) + atomic_load(&net->clock_add_s);
}

static int64_t real_mono_ms(void *self)
{
    (void)self;
    struct clock_source clock = clock_system();
    return clock.mono_ms(clock.self);
}

void net_pause(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 10 * 1000000L}, NULL);
}

void net_init(struct net *net)
{
    char message[HUB_MESSAGE];
    signal(SIGPIPE, SIG_IGN);
    memset(net, 0, sizeof *net);
    strcpy(net->folder, "/tmp/wayside-hub-XXXXXX");
    assert_non_null(mkdtemp(net->folder));
    snprintf(net->store, sizeof net->store, "%s/hub.db", net->folder);
    snprintf(net->tls, sizeof net->tls, "%s/tls", net->folder);
    snprintf(net->ca, sizeof net->ca, "%s/ca.pem", net->tls);
    net->settings = (struct hub_settings){.address = "127.0.0.1",
        .metrics_port = 0,
        .store_file = net->store,
        .tls_folder = net->tls,
        .clock = {moved_wall_s, real_mono_ms, net}};
    snprintf(net->root, sizeof net->root, "%s/root.json", net->folder);
    assert_int_equal(file_put(net->root, "{}", 2, 0644), BASE_OK);
    net->settings.root = net->root;
    if (hub_init(&net->settings, NULL, 0, message))
        fail_msg("%s", message);
}

void net_start(struct net *net)
{
    char message[HUB_MESSAGE];
    if (hub_start(&net->settings, &net->hub, message))
        fail_msg("%s", message);
    snprintf(net->url, sizeof net->url, "https://127.0.0.1:%u", hub_port(net->hub));
}

void net_stop(struct net *net)
{
    hub_stop(net->hub);
    net->hub = NULL;
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    (void)type;
    (void)ftw;
    return remove(path);
}

void net_clear(struct net *net)
{
    net_stop(net);
    nftw(net->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void net_file(const struct net *net, const char *label, const char *suffix, char ret_path[static 192])
{
    snprintf(ret_path, 192, "%s/%s%s", net->folder, label, suffix);
}

struct wire_client *net_client(struct net *net, const char *label)
{
    char certificate[192], key[192];
    struct wire_client_settings settings = {.url = net->url, .ca_file = net->ca, .timeout_s = 60};
    if (label) {
        net_file(net, label, ".pem", certificate);
        net_file(net, label, ".key", key);
        settings.certificate = certificate;
        settings.key = key;
    }
    struct wire_client *client;
    assert_int_equal(wire_client_new(&settings, &client), WIRE_OK);
    return client;
}

struct wire_answer *answer_new(void)
{
    struct wire_answer *answer = calloc(1, sizeof *answer);
    assert_non_null(answer);
    buffer_init(&answer->body, 8 << 20);
    return answer;
}

void answer_free(struct wire_answer *answer)
{
    buffer_clear(&answer->body);
    free(answer);
}

int net_status(struct wire_client *client, const char *method, const char *path, const void *body, size_t len)
{
    struct wire_answer *answer = answer_new();
    if (wire_request(client, method, path, body, len, answer))
        fail_msg("%s %s: %s", method, path, wire_client_why(client));
    int status = answer->status;
    answer_free(answer);
    return status;
}

struct wire_answer *net_get(struct wire_client *client, const char *path)
{
    struct wire_answer *answer = answer_new();
    if (wire_request(client, "GET", path, NULL, 0, answer))
        fail_msg("GET %s: %s", path, wire_client_why(client));
    return answer;
}

void net_enrol(struct net *net, enum hub_role role, const char *name, const char *label)
{
    char message[HUB_MESSAGE], token[164], code[ENROL_CODE_TEXT], path[192];
    struct buffer key, csr;
    struct enrol_token read;
    struct hub_enrolment enrolment;
    struct wire_answer *answer = answer_new();
    buffer_init(&key, 1024);
    buffer_init(&csr, ENROL_CSR_BYTES);
    if (hub_token(&net->settings, role, name, token, message))
        fail_msg("%s", message);
    assert_true(enrol_request_new(&key, &csr));
    assert_true(enrol_token_read(token, &read));
    assert_true(enrol_code(&read, (const char *)csr.bytes, csr.len, code));
    json_t *json = json_pack("{s:s, s:s}", "token", token, "csr", csr.bytes);
    char *body = json_dumps(json, JSON_COMPACT);
    struct wire_client *client = net_client(net, NULL);
    assert_int_equal(net_status(client, "POST", "/v1/enrol", body, strlen(body)), 202);
    if (hub_approve(&net->settings, code, &enrolment, message))
        fail_msg("%s", message);
    assert_int_equal(wire_request(client, "POST", "/v1/enrol", body, strlen(body), answer), WIRE_OK);
    assert_int_equal(answer->status, 200);
    net_file(net, label, ".pem", path);
    assert_int_equal(file_put(path, answer->body.bytes, answer->body.len, 0600), BASE_OK);
    net_file(net, label, ".key", path);
    assert_int_equal(file_put(path, key.bytes, key.len, 0600), BASE_OK);
    wire_client_free(client);
    answer_free(answer);
    free(body);
    json_decref(json);
    buffer_clear(&key);
    buffer_clear(&csr);
}

void file_fill(uint8_t *bytes, size_t len, unsigned long seed)
{
    static const char magic[] = "age-encryption.org/v1\n";
    for (size_t i = 0; i < len; i++) {
        seed = seed * 6364136223846793005ul + 1442695040888963407ul;
        bytes[i] = (uint8_t)(seed >> 56);
    }
    memcpy(bytes, magic, sizeof magic - 1);
}

void path_n(char ret_path[static 128], const char *prefix, unsigned long n)
{
    snprintf(ret_path, 128, "%s%032lx", prefix, n);
}

int scene_begin(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    net_init(&scene->net);
    net_start(&scene->net);
    net_enrol(&scene->net, HUB_ROLE_DEVICE, DEVICE_NAME, "device");
    net_enrol(&scene->net, HUB_ROLE_MIX, "mix", "mix");
    net_enrol(&scene->net, HUB_ROLE_DESK, DESK_NAME, "desk");
    scene->device = net_client(&scene->net, "device");
    scene->mix = net_client(&scene->net, "mix");
    scene->desk = net_client(&scene->net, "desk");
    scene->nobody = net_client(&scene->net, NULL);
    file_fill(scene->envelope, sizeof scene->envelope, 1);
    file_fill(scene->inner, sizeof scene->inner, 2);
    file_fill(scene->answer, sizeof scene->answer, 3);
    *state = scene;
    return 0;
}

int scene_end(void **state)
{
    struct scene *scene = *state;
    struct wire_client *clients[] = {scene->device, scene->mix, scene->desk, scene->nobody};
    for (int i = 0; i < 4; i++)
        wire_client_free(clients[i]);
    net_clear(&scene->net);
    free(scene);
    return 0;
}
