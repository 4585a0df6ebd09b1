#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent_parts.h"
#include "base/cursor.h"
#include "drop_record.h"

#define DAY_S 86400

static void report(struct agent *agent, const char *name, enum base_error error)
{
    agent_trouble(agent, TROUBLE_DISK, "%s/%s: %s; make room or give this user the folder",
        agent->settings->drops, name, base_error_text(error));
}

static bool count_one(void *ctx, const char *name)
{
    size_t *count = ctx;
    int64_t day_s;
    *count += drop_name_day(name, &day_s);
    return true;
}

bool agent_drops_start(struct agent *agent, char ret_message[static 256])
{
    struct disk *disk = &agent->drops;
    enum base_error error = disk->ops->list(disk->self, "", count_one, &agent->drops_count);
    if (error)
        agent_refuse(ret_message, "%s: %s", agent->settings->drops, base_error_text(error));
    else
        agent_drops_sweep(agent);
    return !error;
}

/* ---- keeping each for 180 days ---- */
struct sweep {
    struct agent *agent;
    int64_t today_s, oldest_s; /* oldest_s: the first day among those that stay */
    int64_t until_s;           /* removes what arrived on this day or before */
    size_t most;               /* and no more than that */
};

static bool find_oldest(void *ctx, const char *name)
{
    struct sweep *sweep = ctx;
    int64_t day_s;
    if (drop_name_day(name, &day_s) && day_s < sweep->oldest_s)
        sweep->oldest_s = day_s;
    return true;
}

static bool remove_old(void *ctx, const char *name)
{
    struct sweep *sweep = ctx;
    struct disk *disk = &sweep->agent->drops;
    int64_t day_s;
    if (!drop_name_day(name, &day_s) || day_s > sweep->until_s)
        return true;
    if (disk->ops->remove(disk->self, name) == BASE_OK) {
        sweep->agent->drops_count--;
        sweep->most--;
    }
    return sweep->most > 0;
}

static void remove_until(struct sweep *sweep, int64_t until_s)
{
    struct disk *disk = &sweep->agent->drops;
    sweep->until_s = until_s;
    if (sweep->most && disk->ops->list(disk->self, "", remove_old, sweep) == BASE_OK &&
        disk->ops->sync_folder(disk->self, "") != BASE_OK)
        report(sweep->agent, "", BASE_IO);
}

void agent_drops_sweep(struct agent *agent)
{
    struct disk *disk = &agent->drops;
    struct sweep sweep = {
        .agent = agent, .today_s = agent_time(agent).utc_s / DAY_S * DAY_S, .most = agent->drops_count};
    remove_until(&sweep, sweep.today_s - (DROP_DAYS + 1) * (int64_t)DAY_S);
    while (agent->drops_count > DROPS_FILES - DROPS_PAGE) {
        size_t before = agent->drops_count;
        sweep.oldest_s = INT64_MAX;
        sweep.most = agent->drops_count - (DROPS_FILES - DROPS_PAGE);
        if (disk->ops->list(disk->self, "", find_oldest, &sweep) || sweep.oldest_s == INT64_MAX)
            return;
        remove_until(&sweep, sweep.oldest_s);
        if (agent->drops_count == before)
            return;
        agent_trouble(agent, TROUBLE_DROPS, "%s holds %d answers, the most it may; the oldest are removed",
            agent->settings->drops, DROPS_FILES);
    }
}

/* ---- fetching ---- */
static bool is_there(struct disk *disk, const char *name)
{
    struct buffer bytes;
    buffer_init(&bytes, ANSWER_BYTES);
    bool there = disk_get(disk, name, &bytes) == BASE_OK && bytes.len == ANSWER_BYTES;
    buffer_clear(&bytes);
    return there;
}

/* Durable after the caller has synced the folder, so that a page costs one fsync of it. */
static enum base_error write_drop(struct agent *agent, const struct drop_record *record)
{
    struct disk *disk = &agent->drops;
    char name[DROP_NAME], tmp[DROP_NAME + 4];
    drop_name(record, name);
    snprintf(tmp, sizeof tmp, "%s.tmp", name);
    if (is_there(disk, name))
        return BASE_OK;
    disk->ops->remove(disk->self, tmp);
    enum base_error error = disk->ops->create(disk->self, tmp, record->answer, ANSWER_BYTES, 0640);
    if (!error)
        error = disk->ops->sync_file(disk->self, tmp);
    if (!error)
        error = disk->ops->rename(disk->self, tmp, name);
    if (error) {
        disk->ops->remove(disk->self, tmp);
        report(agent, name, error);
    } else {
        agent->drops_count++;
    }
    return error;
}

static bool write_page(struct agent *agent, const struct buffer *body)
{
    struct cursor cursor;
    struct drop_record record;
    int64_t today_s = agent_time(agent).utc_s / DAY_S * DAY_S;
    struct disk *disk = &agent->drops;
    enum base_error error = BASE_OK;
    cursor_init(&cursor, body->bytes, body->len);
    while (!error && cursor_left(&cursor)) {
        if (!drop_record_read(&cursor, &record))
            return false;
        if (today_s - record.day_s <= (int64_t)DROP_DAYS * DAY_S)
            error = write_drop(agent, &record);
    }
    if (error)
        return false;
    error = disk->ops->sync_folder(disk->self, "");
    if (error)
        report(agent, "", error);
    return !error;
}

/* Where to go on is stored only when all before it is durable. */
static bool store_after(struct agent *agent, const char *after)
{
    char text[ID_HEX + 1 + sizeof agent->after];
    if (!after[0] || !strcmp(after, agent->after))
        return false;
    hex_write(agent->after_zone, ID_BYTES, text);
    snprintf(text + ID_HEX, sizeof text - ID_HEX, " %s", after);
    enum base_error error = disk_put(&agent->device, "after", text, strlen(text));
    if (error) {
        agent_trouble(agent, TROUBLE_DISK, "%s/after: %s; make room or give this user the folder",
            agent->settings->device, base_error_text(error));
        return false;
    }
    snprintf(agent->after, sizeof agent->after, "%s", after);
    return true;
}

static bool has_room(struct agent *agent)
{
    uint64_t room = 0;
    struct disk *disk = &agent->drops;
    if (agent->drops_count + DROPS_PAGE > DROPS_FILES)
        agent_drops_sweep(agent);
    if (disk->ops->room(disk->self, &room) == BASE_OK && room < ROOM_BYTES)
        agent_sent_sweep(agent);
    if (disk->ops->room(disk->self, &room) != BASE_OK || room >= ROOM_BYTES / 2)
        return true;
    report(agent, "", BASE_NO_SPACE);
    return false;
}

/* Returns true when a full page was stored and there may be more. */
static bool take_page(struct agent *agent, const struct wire_answer *answer)
{
    size_t count;
    if (answer->status != 200 || !drop_records_valid(answer->body.bytes, answer->body.len, &count)) {
        agent_trouble(agent, TROUBLE_DROPS,
            "%s gave no proper list of answers (%d %s); asked again at the next beat", agent->settings->url,
            answer->status, answer->problem);
        return false;
    }
    if (count && (!has_room(agent) || !write_page(agent, &answer->body)))
        return false;
    bool on = store_after(agent, answer->after);
    agent_calm(agent, TROUBLE_DROPS, "the answers of the zone come again");
    if (count)
        agent_calm(agent, TROUBLE_DISK, "the disk takes answers again");
    return on && count == DROPS_PAGE;
}

void agent_drops_fetch(struct agent *agent)
{
    char path[160], hex[ID_HEX + 1];
    struct wire_answer answer = {.status = 0};
    const struct network_zone *zone = &agent->network->zones[agent->place->zone];
    if (memcmp(agent->after_zone, zone->id, ID_BYTES) != 0) {
        agent->after[0] = 0;
        memcpy(agent->after_zone, zone->id, ID_BYTES);
    }
    hex_write(zone->id, ID_BYTES, hex);
    snprintf(path, sizeof path, "/v1/drops/%s%s%s", hex, agent->after[0] ? "?after=" : "", agent->after);
    buffer_init(&answer.body, (size_t)DROPS_PAGE * DROP_RECORD);
    bool on = agent_request(agent, "GET", path, NULL, 0, &answer) && take_page(agent, &answer);
    buffer_clear(&answer.body);
    agent->fetching = on && ++agent->pages < DROPS_PAGES;
}
