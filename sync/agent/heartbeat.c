#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent_parts.h"
#include "base/json_write.h"

#define HOT_MILLIDEGREES 80000
#define REFUSED_TEXT 200 /* 64 digits and a phrase */
#define THERMAL "/sys/class/thermal/thermal_zone0/temp"

static bool is_hot(void)
{
    struct buffer text;
    buffer_init(&text, 64);
    bool hot = file_read(THERMAL, 64, &text) == BASE_OK && text.len &&
               strtol((const char *)text.bytes, NULL, 10) >= HOT_MILLIDEGREES;
    buffer_clear(&text);
    return hot;
}

/* What the kiosk says in shown/: at most cap - 1 characters of printable ASCII up to the end of the line; ""
 * when it says nothing. Nothing of a visit is ever in it. */
static void read_shown(struct agent *agent, const char *name, char *ret_text, size_t cap)
{
    struct buffer text;
    size_t len = 0;
    buffer_init(&text, 512);
    if (disk_get(&agent->shown, name, &text) == BASE_OK)
        while (len < text.len && len < cap - 1 && text.bytes[len] >= ' ' && text.bytes[len] < 0x7F)
            len++;
    if (len)
        memcpy(ret_text, text.bytes, len);
    ret_text[len] = 0;
    buffer_clear(&text);
}

void agent_heartbeat(struct agent *agent)
{
    char text[1024], shown[65], refused[REFUSED_TEXT];
    uint64_t room = 0;
    struct json_write json;
    struct disk *disk = &agent->device;
    bool low = disk->ops->room(disk->self, &room) != BASE_OK || room < ROOM_BYTES;
    read_shown(agent, "drawn", shown, sizeof shown);
    read_shown(agent, "refused", refused, sizeof refused);
    json_write_init(&json, text, sizeof text);
    json_open(&json, '{');
    json_member_text(&json, "software", WAYSIDE_VERSION);
    json_member_text(&json, "place", agent->settings->place);
    json_member_hex(&json, "release", agent->follower->release->id, TRUST_HASH);
    json_member_text(&json, "shown", shown);
    json_member_text(&json, "refused", refused);
    json_member_text(&json, "disk", low ? "low" : "ok");
    json_member_text(&json, "temperature", is_hot() ? "hot" : "ok");
    json_close(&json, '}');
    struct wire_answer answer = {.status = 0};
    buffer_init(&answer.body, 0);
    if (!json.failed && agent_request(agent, "POST", "/v1/heartbeat", text, json.len, &answer)) {
        if (answer.status == 204)
            agent_calm(agent, TROUBLE_HEARTBEAT, "the hub takes the heartbeat again");
        else
            agent_trouble(agent, TROUBLE_HEARTBEAT, "%s did not take the heartbeat (%d %s)",
                agent->settings->url, answer.status, answer.problem);
    }
    buffer_clear(&answer.body);
}
