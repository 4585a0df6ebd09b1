#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent_parts.h"
#include "base/cursor.h"
#include "base/json_write.h"

#define HOT_MILLIDEGREES 80000
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

/* SHA-256 of what the kiosk draws, as it says itself; "" when it has drawn nothing yet. */
static void read_frame(struct agent *agent, char ret_hex[static 65])
{
    struct buffer text;
    uint8_t hash[32];
    buffer_init(&text, 128);
    ret_hex[0] = 0;
    if (disk_get(&agent->shown, "drawn", &text) == BASE_OK && text.len >= 64 &&
        hex_read((const char *)text.bytes, 64, hash, sizeof hash))
        hex_write(hash, sizeof hash, ret_hex);
    buffer_clear(&text);
}

void agent_heartbeat(struct agent *agent)
{
    char text[512], frame[65];
    uint64_t room = 0;
    struct json_write json;
    struct disk *disk = &agent->device;
    bool low = disk->ops->room(disk->self, &room) != BASE_OK || room < ROOM_BYTES;
    read_frame(agent, frame);
    json_write_init(&json, text, sizeof text);
    json_open(&json, '{');
    json_member_text(&json, "software", WAYSIDE_VERSION);
    json_member_hex(&json, "release", agent->release, sizeof agent->release);
    json_member_text(&json, "frame", frame);
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
