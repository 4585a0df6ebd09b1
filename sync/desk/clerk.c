#include "desk/clerk.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/disk.h"
#include "follow/follower.h"
#include "wire/enrol.h"

#define LOOK_MS 500      /* how often it looks whether something is due */
#define ENROL_MS 2000    /* between two questions whether the operator approved */
#define RENEW_MS 3600000 /* between two looks at the certificate's age */
#define REQUEST_S 30

struct clerk {
    struct desk *desk;
    const struct desk_settings *settings;
    struct clock_source clock;
    void (*said)(void *ctx, const char *sentence);
    void *ctx;
    char last_said[300];
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t wake;
    bool stop;
    struct wire_client *client;
    char certificate[4096], key[4096], code_file[4096];
    int64_t fetch_ms, send_ms, enrol_ms, renew_ms, check_ms; /* when each is due, mono_ms */
    struct release *kept; /* the desk's network is of this one, NULL: of the follower's */
    bool content_fails;
};

static void say(struct clerk *clerk, const char *sentence)
{
    if (clerk->said && strcmp(clerk->last_said, sentence) != 0) {
        snprintf(clerk->last_said, sizeof clerk->last_said, "%s", sentence);
        clerk->said(clerk->ctx, sentence);
    }
}

static enum wire_error line_request(void *self, const char *method, const char *path, const void *body,
    size_t len, struct wire_answer *answer)
{
    return wire_request(self, method, path, body, len, answer);
}

static const char *line_why(void *self)
{
    return wire_client_why(self);
}

static bool is_enrolled(const struct clerk *clerk)
{
    return access(clerk->certificate, R_OK) == 0 && access(clerk->key, R_OK) == 0;
}

static bool open_client(struct clerk *clerk)
{
    struct wire_client_settings settings = {.url = clerk->settings->hub_url,
        .ca_file = clerk->settings->hub_ca,
        .certificate = clerk->certificate,
        .key = clerk->key,
        .timeout_s = REQUEST_S};
    enum wire_error error = wire_client_new(&settings, &clerk->client);
    if (error) {
        desk_say_enrolment(clerk->desk, -1, "", wire_error_text(error));
        say(clerk, wire_error_text(error));
        return false;
    }
    desk_say_enrolment(clerk->desk, 0, "", "");
    return true;
}

static void read_code(const struct clerk *clerk, char ret_code[static ENROL_CODE_TEXT])
{
    struct buffer text;
    buffer_init(&text, 64);
    if (file_read(clerk->code_file, 64, &text) || text.len == 0) {
        ret_code[0] = '\0';
    } else {
        snprintf(
            ret_code, ENROL_CODE_TEXT, "%.*s", (int)strcspn((const char *)text.bytes, "\r\n"), text.bytes);
    }
    buffer_clear(&text);
}

/* The token is for one network; one that cannot be read is refused by enrolment. */
static bool token_fits(const struct clerk *clerk)
{
    struct enrol_token token;
    const struct follower *follower = clerk->settings->follower;
    return !follower || !enrol_token_read(clerk->settings->token, &token) ||
           memcmp(token.root_hash, follower->root_hash, sizeof token.root_hash) == 0;
}

static void enrol(struct clerk *clerk)
{
    char message[256] = "", code[ENROL_CODE_TEXT], sentence[300];
    if (!clerk->settings->token) {
        snprintf(message, sizeof message,
            "this laptop is not enrolled; ask your operator for a token, set [enrol] token");
        desk_say_enrolment(clerk->desk, -1, "", message);
        say(clerk, message);
        return;
    }
    if (!token_fits(clerk)) {
        snprintf(message, sizeof message, "[enrol] token is for a network with another root.json");
        desk_say_enrolment(clerk->desk, -1, "", message);
        say(clerk, message);
        return;
    }
    int step = enrol_step(clerk->settings->hub_url, clerk->settings->hub_ca, clerk->settings->token,
        clerk->settings->store, message);
    read_code(clerk, code);
    if (step == 0) {
        say(clerk, "this laptop is enrolled");
        return;
    }
    if (step == 1) {
        snprintf(
            sentence, sizeof sentence, "waiting for the operator; both of you should see the code %s", code);
    } else {
        snprintf(sentence, sizeof sentence, "%s", message);
    }
    desk_say_enrolment(clerk->desk, step, code, message);
    say(clerk, sentence);
}

static void renew(struct clerk *clerk, int64_t now_ms)
{
    char message[256] = "";
    clerk->renew_ms = now_ms + RENEW_MS;
    if (enrol_renew_step(clerk->settings->hub_url, clerk->settings->hub_ca, clerk->settings->store,
            clerk->clock.wall_s(clerk->clock.self), message) == 0) {
        wire_client_free(clerk->client);
        clerk->client = NULL;
    }
}

/* A missed beat is not made up. */
static int64_t next_beat(int64_t due, int64_t now, int beat_s)
{
    int64_t beat = beat_s * INT64_C(1000);
    return due + beat > now ? due + beat : now + beat;
}

static void work_line(struct clerk *clerk, int64_t now)
{
    struct desk_line line = {.request = line_request, .why = line_why, .self = clerk->client};
    if (now >= clerk->send_ms) {
        clerk->send_ms = next_beat(clerk->send_ms, now, desk_send_beat_s(clerk->desk));
        desk_say_beat(clerk->desk, clerk->send_ms);
        desk_send(clerk->desk, &line);
    }
    if (now >= clerk->fetch_ms) {
        clerk->fetch_ms = next_beat(clerk->fetch_ms, now, desk_fetch_beat_s(clerk->desk));
        desk_fetch(clerk->desk, &line);
    }
    if (now >= clerk->renew_ms) {
        renew(clerk, now);
    }
}

/* before: the desk's network is of it, unless an earlier one was kept. */
static void take(struct clerk *clerk, struct release *before)
{
    const struct follower *follower = clerk->settings->follower;
    if (desk_network(clerk->desk, follower->release->network, follower->floor_s)) {
        release_free(clerk->kept);
        release_free(before);
        clerk->kept = NULL;
        return;
    }
    if (clerk->kept) {
        release_free(before);
    } else {
        clerk->kept = before;
    }
    say(clerk, "this laptop is in no team any more; what is here stays, ask whoever signs for the team");
}

/* What a check for new content has brought, if one has ended; and the next one on its beat, whether there is
 * anything or not. */
static void check_content(struct clerk *clerk, int64_t now)
{
    struct follower *follower = clerk->settings->follower;
    enum follow_result result;
    struct release *before;
    char message[256];
    if (follower_done(follower, &result, &before, message)) {
        if (result == FOLLOW_FAILED && !clerk->content_fails) {
            say(clerk, message);
        }
        clerk->content_fails = result == FOLLOW_FAILED;
        if (result == FOLLOW_NEW) {
            take(clerk, before);
        }
    }
    if (now >= clerk->check_ms) {
        clerk->check_ms = next_beat(clerk->check_ms, now, desk_content_beat_s(clerk->desk));
        follower_begin(follower);
    }
}

static void work(struct clerk *clerk)
{
    int64_t now = clerk->clock.mono_ms(clerk->clock.self);
    desk_idle(clerk->desk);
    if (clerk->settings->follower) {
        check_content(clerk, now);
    }
    if (!clerk->client && is_enrolled(clerk) && !open_client(clerk)) {
        return;
    }
    if (clerk->client) {
        work_line(clerk, now);
    } else if (now >= clerk->enrol_ms) {
        clerk->enrol_ms = now + ENROL_MS;
        enrol(clerk);
    }
}

static void *run(void *ctx)
{
    struct clerk *clerk = ctx;
    pthread_mutex_lock(&clerk->mutex);
    while (!clerk->stop) {
        pthread_mutex_unlock(&clerk->mutex);
        work(clerk);
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOOK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_mutex_lock(&clerk->mutex);
        if (!clerk->stop) {
            pthread_cond_timedwait(&clerk->wake, &clerk->mutex, &until);
        }
    }
    pthread_mutex_unlock(&clerk->mutex);
    return NULL;
}

static void init_threads(struct clerk *clerk)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&clerk->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&clerk->mutex, NULL);
}

bool clerk_start(struct desk *desk, const struct desk_settings *settings, struct clock_source clock,
    void (*said)(void *ctx, const char *sentence), void *ctx, struct clerk **ret_clerk,
    char ret_message[static 256])
{
    struct clerk *clerk = calloc(1, sizeof *clerk);
    if (!clerk) {
        snprintf(ret_message, 256, "out of memory");
        return false;
    }
    *clerk = (struct clerk){.desk = desk, .settings = settings, .clock = clock, .said = said, .ctx = ctx};
    snprintf(clerk->certificate, sizeof clerk->certificate, "%s/client.pem", settings->store);
    snprintf(clerk->key, sizeof clerk->key, "%s/client.key", settings->store);
    snprintf(clerk->code_file, sizeof clerk->code_file, "%s/enrolment-code", settings->store);
    init_threads(clerk);
    int64_t now = clock.mono_ms(clock.self);
    /* the first file leaves a whole beat after the start, so that starting says nothing */
    clerk->send_ms = now + desk_send_beat_s(desk) * INT64_C(1000);
    clerk->fetch_ms = now;
    clerk->renew_ms = now;
    clerk->check_ms = now + desk_content_beat_s(desk) * INT64_C(1000);
    desk_say_beat(desk, clerk->send_ms);
    if (pthread_create(&clerk->thread, NULL, run, clerk) != 0) {
        snprintf(ret_message, 256, "no thread for the clerk; close other programs");
        free(clerk);
        return false;
    }
    *ret_clerk = clerk;
    return true;
}

void clerk_stop(struct clerk *clerk)
{
    if (!clerk) {
        return;
    }
    pthread_mutex_lock(&clerk->mutex);
    clerk->stop = true;
    pthread_cond_signal(&clerk->wake);
    pthread_mutex_unlock(&clerk->mutex);
    pthread_join(clerk->thread, NULL);
    release_free(clerk->kept);
    wire_client_free(clerk->client);
    pthread_cond_destroy(&clerk->wake);
    pthread_mutex_destroy(&clerk->mutex);
    free(clerk);
}
