#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent_parts.h"
#include "base/cursor.h"

#define HOUR_MS 3600000
#define CONTENT_MS 5000      /* a first start without content: between two tries to fetch it */
#define LOOK_MS 200          /* between two looks whether a check has ended */
#define CONNECTION_STEP_S 20 /* last-connection is not written more often: flash wears */

bool agent_refuse(char ret_message[static 256], const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(ret_message, 256, format, list);
    va_end(list);
    return false;
}

void agent_trouble(struct agent *agent, enum trouble_kind kind, const char *format, ...)
{
    char sentence[256];
    va_list list;
    va_start(list, format);
    vsnprintf(sentence, sizeof sentence, format, list);
    va_end(list);
    trouble_met(&agent->troubles[kind], agent->log, agent->clock.mono_ms(agent->clock.self), "%s", sentence);
}

void agent_calm(struct agent *agent, enum trouble_kind kind, const char *what)
{
    trouble_over(&agent->troubles[kind], agent->log, what);
}

struct trusted_time agent_time(struct agent *agent)
{
    return follower_time(agent->follower);
}

bool agent_note_time(struct agent *agent, const char *name, int64_t utc_s)
{
    char text[32], tmp[64];
    struct disk *disk = &agent->device;
    int len = snprintf(text, sizeof text, "%" PRId64 "\n", utc_s);
    snprintf(tmp, sizeof tmp, "%s.tmp", name);
    disk->ops->remove(disk->self, tmp);
    return !disk->ops->create(disk->self, tmp, text, (size_t)len, 0640) &&
           !disk->ops->rename(disk->self, tmp, name);
}

static void note_connection(struct agent *agent)
{
    int64_t now_s = agent_time(agent).utc_s;
    if (now_s >= agent->connection_s && now_s - agent->connection_s < CONNECTION_STEP_S)
        return;
    if (agent_note_time(agent, "last-connection", now_s))
        agent->connection_s = now_s;
}

/* The epoch is noted only after the resend is, so that a power cut between them starts it again. */
static void note_epoch(struct agent *agent, const char *epoch)
{
    if (!epoch[0] || !strcmp(epoch, agent->epoch))
        return;
    if (agent->epoch[0])
        agent_resend_begin(agent);
    if (disk_put(&agent->device, "epoch", epoch, strlen(epoch)) == BASE_OK)
        snprintf(agent->epoch, sizeof agent->epoch, "%s", epoch);
}

bool agent_request(struct agent *agent, const char *method, const char *path, const void *body, size_t len,
    struct wire_answer *answer)
{
    struct trusted_time time = agent_time(agent);
    wire_client_time(agent->client, time.utc_s, !time.clock_believed);
    if (wire_request(agent->client, method, path, body, len, answer)) {
        agent_trouble(agent, TROUBLE_HUB, "%s", wire_client_why(agent->client));
        return false;
    }
    agent_calm(agent, TROUBLE_HUB, "the hub answers again");
    note_connection(agent);
    note_epoch(agent, answer->epoch);
    return true;
}

static bool open_folder(
    const char *path, const char *key, struct disk *ret_disk, char ret_message[static 256])
{
    enum base_error error = disk_open(path, ret_disk);
    if (error)
        agent_refuse(ret_message, "%s: %s; make this folder or correct %s in the settings", path,
            base_error_text(error), key);
    return !error;
}

static bool open_folders(struct agent *agent, char ret_message[static 256])
{
    const struct agent_settings *settings = agent->settings;
    if (!open_folder(settings->outbox, "outbox", &agent->outbox, ret_message) ||
        !open_folder(settings->drops, "drops", &agent->drops, ret_message) ||
        !open_folder(settings->device, "device", &agent->device, ret_message) ||
        !open_folder(settings->shown, "shown", &agent->shown, ret_message))
        return false;
    if (disk_sweep(&agent->drops, "") || disk_sweep(&agent->device, "")) {
        agent_refuse(ret_message, "%s: this folder cannot be written; make it this user's", settings->device);
        return false;
    }
    return true;
}

/* A small text file of ours; "" when it is not there. */
static void read_text(struct disk *disk, const char *name, char *ret_text, size_t cap)
{
    struct buffer bytes;
    buffer_init(&bytes, cap - 1);
    ret_text[0] = 0;
    if (disk_get(disk, name, &bytes) == BASE_OK && bytes.len && !memchr(bytes.bytes, 0, bytes.len)) {
        memcpy(ret_text, bytes.bytes, bytes.len);
        ret_text[bytes.len] = 0;
    }
    buffer_clear(&bytes);
}

/* "<zone, 32 hex> <after>": a place that has moved to another zone reads that one from the beginning. */
static void read_after(struct agent *agent)
{
    char text[ID_HEX + 1 + sizeof agent->after] = "";
    read_text(&agent->device, "after", text, sizeof text);
    if (strlen(text) > ID_HEX + 1 && hex_read(text, ID_HEX, agent->after_zone, ID_BYTES) &&
        text[ID_HEX] == ' ')
        snprintf(agent->after, sizeof agent->after, "%s", text + ID_HEX + 1);
}

/* The offset within a tick is random, made once, so that it tells nothing of device or place. */
static bool read_state(struct agent *agent, char ret_message[static 256])
{
    char text[32];
    uint8_t bytes[8];
    read_text(&agent->device, "epoch", agent->epoch, sizeof agent->epoch);
    read_after(agent);
    read_text(&agent->device, "clock-floor", text, sizeof text);
    agent->floor_s = strtoll(text, NULL, 10);
    if (agent->floor_s < 0)
        agent->floor_s = 0;
    read_text(&agent->device, "offset", text, sizeof text);
    if (!hex_read(text, strlen(text), bytes, sizeof bytes)) {
        randombytes_buf(bytes, sizeof bytes);
        hex_write(bytes, sizeof bytes, text);
        enum base_error error = disk_put(&agent->device, "offset", text, 2 * sizeof bytes);
        if (error) {
            agent_refuse(ret_message, "%s/offset: %s", agent->settings->device, base_error_text(error));
            return false;
        }
    }
    memcpy(&agent->offset, bytes, sizeof bytes);
    return true;
}

bool agent_new(const struct agent_settings *settings, struct clock_source clock, struct log *log,
    struct agent **ret_agent, char ret_message[static 256])
{
    struct agent *agent = calloc(1, sizeof *agent);
    if (!agent || sodium_init() < 0) {
        agent_refuse(ret_message, "out of memory");
        free(agent);
        return false;
    }
    agent->settings = settings;
    agent->clock = clock;
    agent->log = log;
    int64_t now_ms = clock.mono_ms(clock.self);
    if (!open_folders(agent, ret_message) || !read_state(agent, ret_message) ||
        !agent_content_start(agent, ret_message) || !agent_sent_start(agent, ret_message) ||
        !agent_drops_start(agent, ret_message) || !agent_enrol_start(agent, ret_message)) {
        agent_free(agent);
        return false;
    }
    agent->enrol_next_ms = now_ms;
    beat_init(&agent->hour, HOUR_MS, (int64_t)(agent->offset >> 24 & 0xffffffff), now_ms);
    *ret_agent = agent;
    return true;
}

void agent_free(struct agent *agent)
{
    if (!agent)
        return;
    wire_client_free(agent->client);
    follower_close(agent->follower);
    disk_close(&agent->outbox);
    disk_close(&agent->drops);
    disk_close(&agent->device);
    disk_close(&agent->shown);
    free(agent);
}

static int64_t earliest(const struct agent *agent)
{
    if (!agent->network)
        return agent->content_next_ms;
    int64_t next = agent->tick.next_ms < agent->zone.next_ms ? agent->tick.next_ms : agent->zone.next_ms;
    return agent->hour.next_ms < next ? agent->hour.next_ms : next;
}

static void do_hourly(struct agent *agent)
{
    agent->troubles[TROUBLE_REFUSED].lasts = false; /* said again, and counted, when it goes on */
    agent_heartbeat(agent);
    agent_renew(agent);
    agent_sent_sweep(agent);
    agent_drops_sweep(agent);
}

static void do_beats(struct agent *agent, int64_t now_ms)
{
    if (beat_due(&agent->tick, now_ms)) {
        agent_tick(agent);
        if (agent->resending)
            agent_resend(agent);
    }
    if (beat_due(&agent->zone, now_ms)) {
        follower_begin(agent->follower);
        agent->fetching = true;
        agent->pages = 0;
    }
    if (agent->fetching)
        agent_drops_fetch(agent);
    if (beat_due(&agent->hour, now_ms))
        do_hourly(agent);
}

int64_t agent_step(struct agent *agent)
{
    struct clock_source *clock = &agent->clock;
    int64_t now_ms = clock->mono_ms(clock->self), next_ms;
    agent_content_look(agent);
    if (!agent->network && now_ms >= agent->content_next_ms) {
        follower_begin(agent->follower);
        agent->content_next_ms = now_ms + CONTENT_MS;
    }
    if (!agent->client && now_ms >= agent->enrol_next_ms) {
        agent_enrol(agent);
        agent->enrol_next_ms = now_ms + (agent->network && agent->network->demo ? 1000 : 10000);
    }
    if (agent->client && agent->network)
        do_beats(agent, now_ms);
    next_ms = agent->client ? earliest(agent) : agent->enrol_next_ms;
    if (agent->fetching)
        return now_ms;
    if (follower_busy(agent->follower) && next_ms > now_ms + LOOK_MS)
        return now_ms + LOOK_MS;
    return next_ms;
}

bool agent_is_checking(const struct agent *agent)
{
    return follower_busy(agent->follower);
}
