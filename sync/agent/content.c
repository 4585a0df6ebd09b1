#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent_parts.h"
#include "base/cursor.h"

static void set_beats(struct agent *agent)
{
    int64_t now_ms = agent->clock.mono_ms(agent->clock.self);
    int64_t offset = (int64_t)(agent->offset & 0xffffffff);
    beat_init(&agent->tick, agent->place->tick_s * 1000LL, offset, now_ms);
    beat_init(&agent->zone, agent->network->zone_beat_s * 1000LL, offset, now_ms);
}

/* before: what was in use, freed here. */
static void take(struct agent *agent, struct release *before)
{
    const struct release *release = agent->follower->release;
    bool same = agent->network && agent->place->tick_s == release->place->tick_s &&
                agent->network->zone_beat_s == release->network->zone_beat_s;
    agent->network = release->network;
    agent->place = release->place;
    release_free(before);
    if (!same)
        set_beats(agent);
}

/* The clock's lower bound, for both halves of the device. */
static void keep_floor(struct agent *agent)
{
    char text[32];
    if (agent->follower->floor_s <= agent->floor_s)
        return;
    int len = snprintf(text, sizeof text, "%" PRId64 "\n", agent->follower->floor_s);
    enum base_error error = disk_put(&agent->device, "clock-floor", text, (size_t)len);
    if (error)
        agent_trouble(agent, TROUBLE_DISK, "%s/clock-floor: %s; make room or give this user the folder",
            agent->settings->device, base_error_text(error));
    else
        agent->floor_s = agent->follower->floor_s;
}

static bool may_take(void *ctx, const struct trust *next, const struct release *now)
{
    const struct agent *agent = ctx;
    uint8_t id[8];
    memcpy(id, &agent->offset, sizeof id);
    return rollout_reached(next, now, agent->settings->place, id);
}

bool agent_content_start(struct agent *agent, char ret_message[static 256])
{
    const struct agent_settings *settings = agent->settings;
    const struct follower_settings follow = {.url = settings->url,
        .ca = settings->ca,
        .root = settings->root,
        .content = settings->content,
        .place = settings->place,
        .room_bytes = ROOM_BYTES,
        .floor_s = agent->floor_s,
        .may_take = may_take,
        .ctx = agent};
    if (!follower_open(&follow, agent->clock, &agent->follower, ret_message))
        return false;
    if (agent->follower->why[0])
        log_line(agent->log, "%s; what is missing is fetched again", agent->follower->why);
    if (agent->follower->release)
        take(agent, NULL);
    else
        log_line(agent->log, "%s: no content yet; it is fetched from %s", settings->content, settings->url);
    keep_floor(agent);
    return true;
}

static void note_check(struct agent *agent)
{
    int64_t checked_s = agent->follower->checked_s;
    if (checked_s >= agent->checked_s && checked_s - agent->checked_s < CHECK_STEP_S)
        return;
    if (agent_note_time(agent, "last-check", checked_s))
        agent->checked_s = checked_s;
}

void agent_content_look(struct agent *agent)
{
    enum follow_result result;
    struct release *before;
    char message[256], id[2 * TRUST_HASH + 1];
    if (!follower_done(agent->follower, &result, &before, message))
        return;
    if (result == FOLLOW_FAILED) {
        agent_trouble(agent, TROUBLE_CONTENT, "%s", message);
        return;
    }
    agent_calm(agent, TROUBLE_CONTENT, "content is current again");
    if (result == FOLLOW_NEW) {
        take(agent, before);
        hex_write(agent->follower->release->id, TRUST_HASH, id);
        log_line(agent->log, "new content: release %.16s", id);
    }
    note_check(agent);
    keep_floor(agent);
}
