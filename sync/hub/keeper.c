#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <sodium.h>

#include "base/cursor.h"

enum { LOOK_EVERY_S = 60, SWEEP_EVERY_S = 3600 };

struct keeper {
    pthread_t thread;
    pthread_mutex_t lock; /* first, last, stopping, revoked */
    pthread_cond_t work;
    struct keeper_job *first, **last;
    bool stopping, running;
    struct content_keys keys;
    struct disk disk;
    char *folder;
    int folder_fd;
    struct content *content;
    struct clock_source clock;
    int64_t looked_at, swept_at; /* the thread's own */
    bool troubled;
    atomic_llong incoming, ends;
    uint8_t (*revoked)[8];
    size_t revoked_count;
    int64_t recipients; /* the version that they are of */
    void (*trouble)(void *ctx, const char *sentence);
    void *ctx;
};

static void trouble_say(struct keeper *keeper, const struct said *said)
{
    if (said)
        keeper->trouble(keeper->ctx, said->detail);
    else if (keeper->troubled)
        keeper->trouble(keeper->ctx, NULL);
    keeper->troubled = said != NULL;
}

static void look_after(struct keeper *keeper)
{
    int64_t now_s = keeper->clock.wall_s(keeper->clock.self);
    struct said said;
    if (now_s >= keeper->looked_at && now_s < keeper->looked_at + LOOK_EVERY_S)
        return;
    keeper->looked_at = now_s;
    trouble_say(keeper, content_renew(keeper->content, now_s, &said) ? NULL : &said);
    if (now_s >= keeper->swept_at && now_s < keeper->swept_at + SWEEP_EVERY_S)
        return;
    keeper->swept_at = now_s;
    int64_t incoming = -1;
    content_sweep(keeper->content, now_s, &incoming);
    if (incoming >= 0)
        atomic_store(&keeper->incoming, incoming);
}

/* What cannot be read now is looked for again; what was read before counts until then. */
static void read_revoked(struct keeper *keeper)
{
    uint8_t(*devices)[8], (*before)[8];
    size_t count;
    int64_t version = content_recipients(keeper->content);
    if (version == keeper->recipients || !content_revoked(keeper->content, &devices, &count))
        return;
    pthread_mutex_lock(&keeper->lock);
    before = keeper->revoked;
    keeper->revoked = devices;
    keeper->revoked_count = count;
    keeper->recipients = version;
    pthread_mutex_unlock(&keeper->lock);
    free(before);
}

/* NULL when a second passed without one, or when it is time to stop. */
static struct keeper_job *job_take(struct keeper *keeper, bool *ret_stop)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    pthread_mutex_lock(&keeper->lock);
    while (!keeper->first && !keeper->stopping)
        if (pthread_cond_timedwait(&keeper->work, &keeper->lock, &until))
            break;
    struct keeper_job *job = keeper->first;
    if (job && !(keeper->first = job->next))
        keeper->last = &keeper->first;
    *ret_stop = keeper->stopping && !job;
    pthread_mutex_unlock(&keeper->lock);
    return job;
}

static void *keeper_main(void *ctx)
{
    struct keeper *keeper = ctx;
    for (bool stop = false; !stop;) {
        look_after(keeper);
        read_revoked(keeper);
        atomic_store(&keeper->ends, content_ends(keeper->content));
        struct keeper_job *job = job_take(keeper, &stop);
        if (!job)
            continue;
        job->run(keeper->content, job, keeper->clock.wall_s(keeper->clock.self));
        read_revoked(keeper); /* before anybody is told that it is current */
        job->done(job);
    }
    return NULL;
}

static bool folders_make(const char *folder, char ret_message[static HUB_MESSAGE])
{
    static const char *const inner[] = {"", "/metadata", "/targets", "/incoming", "/waiting"};
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s%s", folder, inner[i]);
        if (mkdir(path, i < 3 ? 0755 : 0750) != 0 && errno != EEXIST) {
            snprintf(ret_message, HUB_MESSAGE, "[content] folder: %.200s: %s.", path, strerror(errno));
            return false;
        }
    }
    return true;
}

static bool open_all(
    struct keeper *keeper, const struct keeper_settings *settings, char ret_message[static HUB_MESSAGE])
{
    if (!content_keys_read(settings->keys, false, &keeper->keys, ret_message) ||
        !folders_make(settings->folder, ret_message))
        return false;
    keeper->folder = strdup(settings->folder);
    keeper->folder_fd = open(settings->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum base_error error = disk_open(settings->folder, &keeper->disk);
    if (!keeper->folder || keeper->folder_fd < 0 || error) {
        snprintf(ret_message, HUB_MESSAGE, "[content] folder: %.200s: %s.", settings->folder,
            base_error_text(error ? error : BASE_IO));
        return false;
    }
    static const char *const swept[] = {"metadata", "incoming", "waiting"};
    for (size_t i = 0; i < sizeof swept / sizeof *swept; i++)
        (void)!disk_sweep(&keeper->disk, swept[i]);
    struct content_settings content = {.disk = keeper->disk,
        .folder = keeper->folder,
        .root = settings->root,
        .root_len = settings->root_len,
        .snapshot = &keeper->keys.snapshot,
        .timestamp = &keeper->keys.timestamp,
        .now_s = keeper->clock.wall_s(keeper->clock.self)};
    return content_open(&content, &keeper->content, ret_message);
}

static void sync_init(struct keeper *keeper)
{
    pthread_condattr_t attributes;
    pthread_mutex_init(&keeper->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&keeper->work, &attributes);
    pthread_condattr_destroy(&attributes);
}

struct keeper *keeper_new(const struct keeper_settings *settings, char ret_message[static HUB_MESSAGE])
{
    struct keeper *keeper = calloc(1, sizeof *keeper);
    if (!keeper) {
        snprintf(ret_message, HUB_MESSAGE, "There is not enough memory to start.");
        return NULL;
    }
    keeper->clock = settings->clock;
    keeper->trouble = settings->trouble;
    keeper->ctx = settings->ctx;
    keeper->last = &keeper->first;
    keeper->folder_fd = -1;
    sync_init(keeper);
    if (!open_all(keeper, settings, ret_message)) {
        keeper_free(keeper);
        return NULL;
    }
    read_revoked(keeper);
    keeper->running = pthread_create(&keeper->thread, NULL, keeper_main, keeper) == 0;
    if (keeper->running)
        return keeper;
    snprintf(ret_message, HUB_MESSAGE, "A thread could not be started: too little memory.");
    keeper_free(keeper);
    return NULL;
}

void keeper_stop(struct keeper *keeper)
{
    if (!keeper || !keeper->running)
        return;
    pthread_mutex_lock(&keeper->lock);
    keeper->stopping = true;
    pthread_cond_signal(&keeper->work);
    pthread_mutex_unlock(&keeper->lock);
    pthread_join(keeper->thread, NULL);
    keeper->running = false;
}

void keeper_free(struct keeper *keeper)
{
    if (!keeper)
        return;
    keeper_stop(keeper);
    content_close(keeper->content);
    disk_close(&keeper->disk);
    if (keeper->folder_fd >= 0)
        close(keeper->folder_fd);
    free(keeper->folder);
    free(keeper->revoked);
    pthread_cond_destroy(&keeper->work);
    pthread_mutex_destroy(&keeper->lock);
    sodium_memzero(keeper, sizeof *keeper);
    free(keeper);
}

bool keeper_push(struct keeper *keeper, struct keeper_job *job)
{
    pthread_mutex_lock(&keeper->lock);
    bool ok = !keeper->stopping;
    if (ok) {
        job->next = NULL;
        *keeper->last = job;
        keeper->last = &job->next;
        pthread_cond_signal(&keeper->work);
    }
    pthread_mutex_unlock(&keeper->lock);
    return ok;
}

int keeper_folder(const struct keeper *keeper)
{
    return keeper->folder_fd;
}

int64_t keeper_ends(struct keeper *keeper)
{
    return atomic_load(&keeper->ends);
}

bool keeper_revoked(struct keeper *keeper, const char *name)
{
    uint8_t device[8];
    const char *dot = strchr(name, '.');
    bool found = false;
    if (!dot || !hex_read(dot + 1, strlen(dot + 1), device, sizeof device))
        return false;
    pthread_mutex_lock(&keeper->lock);
    for (size_t i = 0; !found && i < keeper->revoked_count; i++)
        found = memcmp(keeper->revoked[i], device, sizeof device) == 0;
    pthread_mutex_unlock(&keeper->lock);
    return found;
}

bool keeper_incoming(struct keeper *keeper, int64_t bytes)
{
    if (atomic_fetch_add(&keeper->incoming, bytes) + bytes <= CONTENT_INCOMING_BYTES || bytes <= 0)
        return true;
    atomic_fetch_sub(&keeper->incoming, bytes);
    return false;
}
