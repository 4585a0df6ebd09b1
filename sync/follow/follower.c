#include "follow/follower.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/disk.h"
#include "wire/client.h"

#define FILE_S 3600 /* the longest that one file may take; a slow line is given up long before */

struct follower_inside {
    struct follower_settings settings;
    struct clock_source clock;
    struct disk content;
    struct buffer root;
    pthread_t thread;
    int64_t counted_s;   /* the timestamp that has moved the floor */
    bool busy;           /* there is a thread to be joined */
    atomic_bool ended;   /* it has nothing more to do */
    atomic_bool closing; /* it is to end soon */

    /* of the check under way; the thread's until it has ended */
    const struct release *in_use;
    struct trusted_time time;
    enum follow_result result;
    struct release *release;
    struct follow_cost cost;
    char message[256];
};

struct trusted_time follower_time(const struct follower *follower)
{
    const struct clock_source *clock = &follower->inside->clock;
    return trusted_time(follower->floor_s, clock->wall_s(clock->self), clock->mono_ms(clock->self) / 1000);
}

static void raise_floor(struct follower *follower, int64_t online_s, int64_t offline_s)
{
    struct follower_inside *inside = follower->inside;
    if (offline_s > follower->floor_s)
        follower->floor_s = offline_s;
    if (online_s != inside->counted_s) /* one timestamp counts once, however often it comes */
        follower->floor_s = clock_floor_step(follower->floor_s, clock_online_bounded(online_s, offline_s));
    inside->counted_s = online_s;
}

static bool read_root(struct follower *follower, char ret_message[static 256])
{
    struct follower_inside *inside = follower->inside;
    buffer_init(&inside->root, FOLLOWER_ROOT);
    enum base_error error = file_read(inside->settings.root, FOLLOWER_ROOT, &inside->root);
    if (error) {
        snprintf(ret_message, 256, "%.150s: %s; put the network's root.json there", inside->settings.root,
            base_error_text(error));
        return false;
    }
    struct trust_start start = {.root = inside->root.bytes, .root_len = inside->root.len, .held = true};
    char why[TRUST_WHY] = "";
    struct trust *trust = trust_new(&start, why);
    trust_free(trust);
    if (!trust)
        snprintf(ret_message, 256, "%.100s: %.140s", inside->settings.root, why);
    crypto_hash_sha256(follower->root_hash, inside->root.bytes, inside->root.len);
    return trust != NULL;
}

static bool open_folder(struct follower *follower, char ret_message[static 256])
{
    struct follower_inside *inside = follower->inside;
    const char *path = inside->settings.content;
    bool made = mkdir(path, 0750) == 0 || errno == EEXIST;
    enum base_error error = made ? disk_open(path, &inside->content) : BASE_DENIED;
    if (!error)
        error = disk_sweep(&inside->content, "");
    if (error)
        snprintf(
            ret_message, 256, "%.150s: %s; make this folder, and this user's", path, base_error_text(error));
    return !error;
}

/* What was accepted before goes on, whatever its age; when it is damaged, what was accepted before that. */
static void open_held(struct follower *follower)
{
    struct follower_inside *inside = follower->inside;
    struct release_ground ground = {.root = inside->root.bytes,
        .root_len = inside->root.len,
        .place = inside->settings.place,
        .now_s = follower_time(follower).utc_s,
        .held = true};
    struct buffer pointer;
    buffer_init(&pointer, RELEASE_POINTER);
    enum base_error error = disk_get(&inside->content, "current", &pointer);
    buffer_clear(&pointer);
    if (error == BASE_NOT_FOUND)
        return;
    char why[256];
    follower->release = release_open(&inside->content, "current", &ground, why);
    if (!follower->release) {
        snprintf(follower->why, sizeof follower->why, "%.100s: %.150s", inside->settings.content, why);
        follower->release = release_open(&inside->content, "previous", &ground, why);
    }
    if (follower->release && inside->settings.floor_s)
        inside->counted_s = trust_signed_online(follower->release->trust); /* before that floor was noted */
    if (follower->release)
        raise_floor(follower, trust_signed_online(follower->release->trust),
            trust_signed_offline(follower->release->trust));
}

bool follower_open(const struct follower_settings *settings, struct clock_source clock,
    struct follower **ret_follower, char ret_message[static 256])
{
    struct follower *follower = calloc(1, sizeof *follower);
    if (follower)
        follower->inside = calloc(1, sizeof *follower->inside);
    if (!follower || !follower->inside) {
        snprintf(ret_message, 256, "out of memory");
        free(follower);
        return false;
    }
    follower->inside->settings = *settings;
    follower->inside->clock = clock;
    follower->floor_s = settings->floor_s > WAYSIDE_IMAGE_S ? settings->floor_s : WAYSIDE_IMAGE_S;
    if (!read_root(follower, ret_message) || !open_folder(follower, ret_message)) {
        follower_close(follower);
        return false;
    }
    open_held(follower);
    *ret_follower = follower;
    return true;
}

static bool may_take(void *ctx, const struct trust *next, const struct release *now)
{
    const struct follower_settings *settings = &((struct follower_inside *)ctx)->settings;
    return !settings->may_take || settings->may_take(settings->ctx, next, now);
}

static bool may_go_on(void *ctx)
{
    return !atomic_load(&((struct follower_inside *)ctx)->closing);
}

static enum follow_result check(struct follower_inside *inside)
{
    struct wire_client *client;
    const struct wire_client_settings wire = {
        .url = inside->settings.url, .ca_file = inside->settings.ca, .timeout_s = FILE_S};
    enum wire_error error = wire_client_new(&wire, &client);
    if (error) {
        snprintf(inside->message, sizeof inside->message, "%s", wire_error_text(error));
        return FOLLOW_FAILED;
    }
    wire_client_time(client, inside->time.utc_s, !inside->time.clock_believed);
    const struct follow follow = {.content = &inside->content,
        .root = inside->root.bytes,
        .root_len = inside->root.len,
        .place = inside->settings.place,
        .source = follow_wire_source(client),
        .room_bytes = inside->settings.room_bytes,
        .may_take = may_take,
        .may_go_on = may_go_on,
        .ctx = inside};
    enum follow_result result = follow_check(
        &follow, inside->in_use, inside->time.utc_s, &inside->release, &inside->cost, inside->message);
    wire_client_free(client);
    return result;
}

static void *run(void *ctx)
{
    struct follower_inside *inside = ctx;
    inside->result = check(inside);
    atomic_store(&inside->ended, true);
    return NULL;
}

void follower_begin(struct follower *follower)
{
    struct follower_inside *inside = follower->inside;
    if (inside->busy)
        return;
    inside->in_use = follower->release;
    inside->time = follower_time(follower);
    inside->release = NULL;
    inside->cost = (struct follow_cost){0};
    inside->message[0] = 0;
    atomic_store(&inside->ended, false);
    inside->busy = pthread_create(&inside->thread, NULL, run, inside) == 0;
}

bool follower_busy(const struct follower *follower)
{
    return follower->inside->busy;
}

bool follower_done(struct follower *follower, enum follow_result *ret_result, struct release **ret_before,
    char ret_message[static 256])
{
    struct follower_inside *inside = follower->inside;
    *ret_before = NULL;
    if (!inside->busy || !atomic_load(&inside->ended))
        return false;
    pthread_join(inside->thread, NULL);
    inside->busy = false;
    *ret_result = inside->result;
    memcpy(ret_message, inside->message, sizeof inside->message);
    if (inside->result == FOLLOW_NEW) {
        *ret_before = follower->release;
        follower->release = inside->release;
    }
    if (inside->result != FOLLOW_FAILED) {
        raise_floor(follower, inside->cost.signed_online_s, inside->cost.signed_offline_s);
        follower->checked_s = follower_time(follower).utc_s;
    }
    return true;
}

void follower_close(struct follower *follower)
{
    if (!follower)
        return;
    struct follower_inside *inside = follower->inside;
    atomic_store(&inside->closing, true);
    if (inside->busy) {
        pthread_join(inside->thread, NULL);
        if (inside->result == FOLLOW_NEW)
            release_free(inside->release);
    }
    release_free(follower->release);
    disk_close(&inside->content);
    buffer_clear(&inside->root);
    free(inside);
    free(follower);
}
