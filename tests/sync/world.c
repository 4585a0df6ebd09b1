#include "sync/world.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "wire/enrol.h"

static void must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "the test's world: %s\n", what);
        abort();
    }
}

static int64_t wall_s(void *self)
{
    return ((struct world_clock *)self)->wall_s;
}

static int64_t mono_ms(void *self)
{
    return ((struct world_clock *)self)->mono_ms;
}

struct clock_source world_clock_source(struct world *world)
{
    return (struct clock_source){wall_s, mono_ms, &world->clock};
}

static int64_t real_wall_s(void *self)
{
    (void)self;
    return time(NULL);
}

static int64_t fast_mono_ms(void *self)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec * 1000LL + now.tv_nsec / 1000000) * *(const int64_t *)self;
}

struct clock_source world_fast_clock(const int64_t *factor)
{
    return (struct clock_source){real_wall_s, fast_mono_ms, (void *)(uintptr_t)factor};
}

void world_folder(struct world *world, const char *name, char *ret_path)
{
    snprintf(ret_path, 128, "%s/%s", world->folder, name);
    must(mkdir(ret_path, 0700) == 0, ret_path);
}

void world_write(const char *path, const void *bytes, size_t len)
{
    must(file_put(path, bytes, len, 0600) == BASE_OK, path);
}

size_t world_count(const char *folder)
{
    DIR *dir = opendir(folder);
    size_t count = 0;
    must(dir != NULL, folder);
    for (struct dirent *entry; (entry = readdir(dir));)
        count += entry->d_type == DT_REG && !strstr(entry->d_name, ".tmp");
    closedir(dir);
    return count;
}

void world_wait(bool (*is_there)(void *ctx), void *ctx)
{
    bool there = false;
    for (int i = 0; i < 1200 && !(there = is_there(ctx)); i++)
        usleep(50000);
    must(there, "it did not come within a minute");
}

void world_says_once(void (*steps)(void *ctx), void *ctx, const char *words)
{
    char said[4000];
    FILE *log = tmpfile();
    int before = dup(STDERR_FILENO);
    must(log && before >= 0 && dup2(fileno(log), STDERR_FILENO) >= 0, "a file for what is said");
    steps(ctx);
    dup2(before, STDERR_FILENO);
    close(before);
    rewind(log);
    said[fread(said, 1, sizeof said - 1, log)] = 0;
    fclose(log);
    const char *first = strstr(said, words);
    must(first && !strstr(first + 1, words), said);
}

void world_publish(struct world *world)
{
    world->release->network = world->maker;
    world->release->now_s++;
    must(release_maker_write(world->release), "a release");
    must(release_maker_repository(world->release, world->www), world->www);
}

void world_content(struct world *world, const char *folder)
{
    world_publish(world);
    must(release_maker_content(world->release, folder, "current"), folder);
}

static void serve_as_child(struct world *world, int to_parent)
{
    struct hub *hub;
    char message[HUB_MESSAGE];
    sigset_t set;
    int got;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    must(hub_start(&world->hub_settings, &hub, message) == HUB_OK, message);
    uint16_t port = hub_port(hub);
    must(write(to_parent, &port, sizeof port) == sizeof port, "pipe");
    sigwait(&set, &got);
    hub_stop(hub);
    _exit(0);
}

void world_hub_start(struct world *world, bool own_process)
{
    char message[HUB_MESSAGE];
    uint16_t port = 0;
    if (own_process) {
        int ends[2];
        must(pipe(ends) == 0, "pipe");
        fflush(NULL);
        world->hub_pid = fork();
        must(world->hub_pid >= 0, "fork");
        if (world->hub_pid == 0)
            serve_as_child(world, ends[1]);
        close(ends[1]);
        must(read(ends[0], &port, sizeof port) == sizeof port, "the hub did not start");
        close(ends[0]);
    } else {
        must(hub_start(&world->hub_settings, &world->hub, message) == HUB_OK, message);
        port = hub_port(world->hub);
    }
    world->hub_settings.port = port; /* the same one when it is started again */
    snprintf(world->url, sizeof world->url, "https://127.0.0.1:%u", port);
}

void world_hub_stop(struct world *world)
{
    hub_stop(world->hub);
    world->hub = NULL;
    if (world->hub_pid) {
        kill(world->hub_pid, SIGTERM);
        waitpid(world->hub_pid, NULL, 0);
        world->hub_pid = 0;
    }
}

void world_init(struct world *world, bool own_process)
{
    char message[HUB_MESSAGE];
    memset(world, 0, sizeof *world);
    signal(SIGPIPE, SIG_IGN);
    log_init(&world->log, "test");
    strcpy(world->folder, "/tmp/wayside-world.XXXXXX");
    must(mkdtemp(world->folder) != NULL, "mkdtemp");
    must(network_maker_init(&world->maker, &world->keys), "network_maker_init");
    world->clock = (struct world_clock){.wall_s = time(NULL), .mono_ms = 1000000};
    world->maker.signed_at = world->clock.wall_s - 1000;
    world_folder(world, "tls", world->tls);
    snprintf(world->ca, sizeof world->ca, "%s/ca.pem", world->tls);
    snprintf(world->root, sizeof world->root, "%s/root.json", world->folder);
    snprintf(world->www, sizeof world->www, "%s/www", world->folder);
    snprintf(world->store, sizeof world->store, "%s/hub.sqlite", world->folder);
    world->release = release_maker_new(&world->maker, world->clock.wall_s - 1000);
    must(world->release != NULL, "release_maker_new");
    world_publish(world);
    must(release_maker_root(world->release, world->root), world->root);
    world->hub_settings = (struct hub_settings){.address = "127.0.0.1",
        .root = world->root,
        .metrics_port = -1,
        .store_file = world->store,
        .tls_folder = world->tls,
        .clock = clock_system()};
    must(hub_init(&world->hub_settings, NULL, 0, message) == HUB_OK, message);
    world_hub_start(world, own_process);
}

void world_clear(struct world *world)
{
    char command[128];
    world_hub_stop(world);
    release_maker_free(world->release);
    snprintf(command, sizeof command, "rm -rf %s", world->folder);
    must(system(command) == 0, command);
}

void world_token(struct world *world, enum hub_role role, const char *name, char ret_token[static 164])
{
    char message[HUB_MESSAGE];
    must(hub_token(&world->hub_settings, role, name, ret_token, message) == HUB_OK, message);
}

void world_approve(struct world *world, const char *folder)
{
    char path[200], message[HUB_MESSAGE];
    struct buffer code;
    struct hub_enrolment enrolment;
    snprintf(path, sizeof path, "%s/enrolment-code", folder);
    buffer_init(&code, 32);
    must(file_read(path, 32, &code) == BASE_OK, path);
    enum hub_error error = HUB_REFUSED;
    for (int i = 0; i < 400 && error == HUB_REFUSED; i++) { /* the code shows before the hub is asked */
        if (i)
            usleep(50000);
        error = hub_approve(&world->hub_settings, (const char *)code.bytes, &enrolment, message);
    }
    must(error == HUB_OK, message);
    buffer_clear(&code);
}

void world_enrol(struct world *world, enum hub_role role, const char *name, const char *folder)
{
    char token[164], message[256] = "";
    world_token(world, role, name, token);
    must(enrol_step(world->url, world->ca, token, folder, message) == 1, message);
    world_approve(world, folder);
    must(enrol_step(world->url, world->ca, token, folder, message) == 0, message);
}

struct wire_client *world_client(struct world *world, const char *folder)
{
    char certificate[200], key[200];
    struct wire_client *client;
    snprintf(certificate, sizeof certificate, "%s/client.pem", folder);
    snprintf(key, sizeof key, "%s/client.key", folder);
    const struct wire_client_settings settings = {
        .url = world->url, .ca_file = world->ca, .certificate = certificate, .key = key, .timeout_s = 20};
    must(wire_client_new(&settings, &client) == WIRE_OK, "client");
    return client;
}

void world_name(const uint8_t scope[static ID_BYTES], unsigned n, char ret_name[static 64])
{
    hex_write(scope, ID_BYTES, ret_name);
    snprintf(ret_name + ID_HEX, 64 - ID_HEX, ".%016x", n);
}

int world_request(struct wire_client *client, const char *method, const char *path, const void *body,
    size_t len, struct buffer *ret_body, char ret_after[static 80])
{
    struct wire_answer answer = {.status = 0};
    buffer_init(&answer.body, 2 << 20);
    must(wire_request(client, method, path, body, len, &answer) == WIRE_OK, wire_client_why(client));
    if (ret_body)
        must(buffer_add(ret_body, answer.body.bytes, answer.body.len) == BASE_OK, "body");
    memcpy(ret_after, answer.after, 80);
    buffer_clear(&answer.body);
    return answer.status;
}

void world_list(struct wire_client *client, const char *path, size_t record, struct buffer *ret_records)
{
    char after[80] = "", url[300];
    for (;;) {
        size_t before = ret_records->len;
        snprintf(url, sizeof url, "%s%s%s", path, after[0] ? "?after=" : "", after);
        must(world_request(client, "GET", url, NULL, 0, ret_records, after) == 200, url);
        must((ret_records->len - before) % record == 0, "records are cut");
        if (ret_records->len == before)
            return;
    }
}
