#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "agent_parts.h"
#include "base/cursor.h"

#define DAY_S 86400
#define SENT_NAME (12 + 1 + ID_HEX + 4) /* "<12 digits UTC seconds>-<32 hex id>.age" */
#define SENT_SECONDS 999999999999LL
#define LOW_BATCH 64 /* removed at once when the disk is nearly full: 1 MiB */

static bool read_name(const char *name, int64_t *ret_s, uint8_t ret_id[static ID_BYTES])
{
    if (strlen(name) != SENT_NAME || name[12] != '-' || strcmp(name + 13 + ID_HEX, ".age") != 0 ||
        strspn(name, "0123456789") != 12)
        return false;
    *ret_s = strtoll(name, NULL, 10);
    return hex_read(name + 13, ID_HEX, ret_id, ID_BYTES);
}

static void report(struct agent *agent, const char *name, enum base_error error)
{
    agent_trouble(agent, TROUBLE_DISK, "%s/%s: %s; make room or give this user the folder",
        agent->settings->device, name, base_error_text(error));
}

static bool count_one(void *ctx, const char *name)
{
    size_t *count = ctx;
    int64_t at_s;
    uint8_t id[ID_BYTES];
    *count += read_name(name, &at_s, id);
    return true;
}

/* device/resend: "<until, 12 digits> <name of the last one sent, or ->". */
static void read_resend(struct agent *agent)
{
    struct buffer text;
    buffer_init(&text, 100);
    if (disk_get(&agent->device, "resend", &text) == BASE_OK && text.len > 13 &&
        strspn((const char *)text.bytes, "0123456789") == 12 && text.bytes[12] == ' ' &&
        text.len - 13 < sizeof agent->resend_cursor) {
        agent->resend_until_s = strtoll((const char *)text.bytes, NULL, 10);
        memcpy(agent->resend_cursor, text.bytes + 13, text.len - 13);
        agent->resend_cursor[text.len - 13] = 0;
        agent->resending = true;
    }
    buffer_clear(&text);
}

bool agent_sent_start(struct agent *agent, char ret_message[static 256])
{
    char path[AGENT_TEXT + 8];
    struct disk *disk = &agent->device;
    snprintf(path, sizeof path, "%s/sent", agent->settings->device);
    if (mkdir(path, 0750) != 0 && errno != EEXIST) {
        agent_refuse(ret_message, "%s: %s; make this folder for this user", path, strerror(errno));
        return false;
    }
    if (disk_sweep(disk, "sent") || disk->ops->list(disk->self, "sent", count_one, &agent->sent_count)) {
        agent_refuse(ret_message, "%s: it cannot be read; give this user the folder", path);
        return false;
    }
    read_resend(agent);
    return true;
}

/* ---- sweeping ---- */
struct oldest {
    char names[LOW_BATCH][SENT_NAME + 1]; /* sorted, the oldest first */
    size_t count;
};

static bool insert_oldest(void *ctx, const char *name)
{
    struct oldest *oldest = ctx;
    int64_t at_s;
    uint8_t id[ID_BYTES];
    if (!read_name(name, &at_s, id))
        return true;
    size_t at = oldest->count;
    while (at && strcmp(name, oldest->names[at - 1]) < 0)
        at--;
    if (at == LOW_BATCH)
        return true;
    size_t after = (oldest->count < LOW_BATCH ? oldest->count : LOW_BATCH - 1) - at;
    memmove(oldest->names[at + 1], oldest->names[at], after * sizeof *oldest->names);
    memcpy(oldest->names[at], name, SENT_NAME + 1);
    if (oldest->count < LOW_BATCH)
        oldest->count++;
    return true;
}

static bool is_low(struct agent *agent)
{
    uint64_t room = 0;
    struct disk *disk = &agent->device;
    return disk->ops->room(disk->self, &room) == BASE_OK && room < ROOM_BYTES;
}

static void remove_sent(struct agent *agent, const char *name)
{
    char path[SENT_NAME + 8];
    struct disk *disk = &agent->device;
    snprintf(path, sizeof path, "sent/%s", name);
    if (disk->ops->remove(disk->self, path) == BASE_OK)
        agent->sent_count--;
}

bool agent_sent_sweep(struct agent *agent)
{
    struct disk *disk = &agent->device;
    struct oldest *oldest = malloc(sizeof *oldest);
    int64_t until_s = agent_time(agent).utc_s - SENT_DAYS * (int64_t)DAY_S;
    bool more = oldest != NULL;
    while (more) {
        size_t before = agent->sent_count;
        oldest->count = 0;
        if (disk->ops->list(disk->self, "sent", insert_oldest, oldest) != BASE_OK)
            break;
        bool low = is_low(agent);
        for (size_t i = 0; i < oldest->count; i++)
            if (low || agent->sent_count > SENT_FILES || strtoll(oldest->names[i], NULL, 10) < until_s)
                remove_sent(agent, oldest->names[i]);
        more = before != agent->sent_count && oldest->count == LOW_BATCH;
    }
    free(oldest);
    return !is_low(agent);
}

void agent_sent_keep(struct agent *agent, const uint8_t id[static ID_BYTES], const uint8_t *bytes)
{
    char path[SENT_NAME + 8], hex[ID_HEX + 1];
    int64_t at_s = agent_time(agent).utc_s;
    if (((agent->sent_count >= SENT_FILES || is_low(agent)) && !agent_sent_sweep(agent)) ||
        at_s > SENT_SECONDS) {
        report(agent, "sent", BASE_NO_SPACE);
        return;
    }
    hex_write(id, ID_BYTES, hex);
    snprintf(path, sizeof path, "sent/%012" PRId64 "-%s.age", at_s < 0 ? 0 : at_s, hex);
    enum base_error error = disk_put(&agent->device, path, bytes, ENVELOPE_BYTES);
    if (error)
        report(agent, path, error);
    else
        agent->sent_count++;
}

/* ---- sending again ---- */
struct next {
    const char *cursor;
    int64_t until_s;
    char name[SENT_NAME + 1]; /* "" when there is none */
};

static bool find_next(void *ctx, const char *name)
{
    struct next *next = ctx;
    int64_t at_s;
    uint8_t id[ID_BYTES];
    if (read_name(name, &at_s, id) && at_s <= next->until_s && strcmp(name, next->cursor) > 0 &&
        (!next->name[0] || strcmp(name, next->name) < 0))
        memcpy(next->name, name, SENT_NAME + 1);
    return true;
}

static enum base_error write_resend(struct agent *agent)
{
    char text[100];
    int len = snprintf(text, sizeof text, "%012" PRId64 " %s", agent->resend_until_s, agent->resend_cursor);
    return disk_put(&agent->device, "resend", text, (size_t)len);
}

void agent_resend_begin(struct agent *agent)
{
    log_line(agent->log,
        "%s was restored from a backup; what was sent in the last %d days is sent again, "
        "one more each tick",
        agent->settings->url, SENT_DAYS);
    agent->resending = true;
    agent->resend_until_s = agent_time(agent).utc_s;
    if (agent->resend_until_s > SENT_SECONDS || agent->resend_until_s < 0)
        agent->resend_until_s = SENT_SECONDS;
    strcpy(agent->resend_cursor, "-");
    enum base_error error = write_resend(agent);
    if (error)
        report(agent, "resend", error);
}

/* What the hub says about this file, not about this machine or itself: it is there, or will never be. */
static bool is_about_the_file(int status)
{
    return status == 200 || status == 201 || status == 400 || status == 409 || status == 413;
}

static void resend_one(struct agent *agent, const char *name)
{
    char path[64] = "/v1/envelopes/", file[SENT_NAME + 8];
    struct wire_answer answer = {.status = 0};
    struct buffer bytes;
    snprintf(file, sizeof file, "sent/%s", name);
    snprintf(path + strlen(path), ID_HEX + 1, "%.*s", ID_HEX, name + 13);
    buffer_init(&answer.body, 0);
    buffer_init(&bytes, ENVELOPE_BYTES);
    bool readable = disk_get(&agent->device, file, &bytes) == BASE_OK && bytes.len == ENVELOPE_BYTES;
    bool done = !readable || (agent_request(agent, "PUT", path, bytes.bytes, bytes.len, &answer) &&
                                 is_about_the_file(answer.status));
    if (done) {
        memcpy(agent->resend_cursor, name, SENT_NAME + 1);
        enum base_error error = write_resend(agent);
        if (error)
            report(agent, "resend", error);
    }
    buffer_clear(&bytes);
    buffer_clear(&answer.body);
}

void agent_resend(struct agent *agent)
{
    struct disk *disk = &agent->device;
    struct next next = {.cursor = agent->resend_cursor[0] == '-' ? "" : agent->resend_cursor,
        .until_s = agent->resend_until_s};
    if (disk->ops->list(disk->self, "sent", find_next, &next) != BASE_OK)
        return;
    if (next.name[0]) {
        resend_one(agent, next.name);
        return;
    }
    enum base_error error = disk_remove(disk, "resend");
    agent->resending = error && error != BASE_NOT_FOUND;
    if (!agent->resending)
        log_line(agent->log, "everything of the last %d days has been sent again", SENT_DAYS);
}
