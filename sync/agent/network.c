#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "agent_parts.h"
#include "pack/network_file.h"

/* The clock's lower bound, for both halves of the device. The file is signed offline, so it may move the
 * floor by any number of days. */
static void raise_floor(struct agent *agent, int64_t signed_s)
{
    char text[32];
    if (signed_s <= agent->floor_s)
        return;
    int len = snprintf(text, sizeof text, "%" PRId64 "\n", signed_s);
    enum base_error error = disk_put(&agent->device, "clock-floor", text, (size_t)len);
    if (error)
        agent_trouble(agent, TROUBLE_DISK, "%s/clock-floor: %s; make room or give this user the folder",
            agent->settings->device, base_error_text(error));
    agent->floor_s = signed_s;
}

static void set_beats(struct agent *agent)
{
    int64_t now_ms = agent->clock.mono_ms(agent->clock.self);
    int64_t offset = (int64_t)(agent->offset & 0xffffffff);
    beat_init(&agent->tick, agent->place->tick_s * 1000LL, offset, now_ms);
    beat_init(&agent->zone, agent->network->zone_beat_s * 1000LL, offset, now_ms);
}

/* The agent goes on with what it has when the file is older, damaged or has lost its place. */
static bool take(struct agent *agent, struct network *network, const char *path, char ret_message[static 256])
{
    const struct network_place *place = network_place(network, agent->settings->place);
    if (!place) {
        agent_refuse(ret_message, "%s: there is no place %s in it; correct [device] place", path,
            agent->settings->place);
        return false;
    }
    if (agent->network && network->signed_at < agent->network->signed_at) {
        agent_refuse(ret_message, "%s: it is older than the one in use, which stays", path);
        return false;
    }
    bool same = agent->network && agent->place->tick_s == place->tick_s &&
                agent->network->zone_beat_s == network->zone_beat_s;
    network_free(agent->network);
    agent->network = network;
    agent->place = place;
    if (!same)
        set_beats(agent);
    raise_floor(agent, network->signed_at);
    return true;
}

static bool load_from(struct agent *agent, const char *path, char ret_message[static 256])
{
    struct buffer bytes;
    buffer_init(&bytes, NETWORK_BYTES);
    struct network *network = network_file_read(path, agent->settings->root_key, &bytes, ret_message);
    bool ok = network && take(agent, network, path, ret_message);
    if (ok)
        crypto_hash_sha256(agent->release, bytes.bytes, bytes.len);
    else
        network_free(network);
    buffer_clear(&bytes);
    return ok;
}

static void path_of(const struct agent *agent, const char *which, char *ret_path, size_t cap)
{
    snprintf(ret_path, cap, "%s/%s/network.json", agent->settings->content, which);
}

bool agent_network_load(struct agent *agent, char ret_message[static 256])
{
    char path[AGENT_TEXT + 32], second[256];
    path_of(agent, "current", path, sizeof path);
    if (stat(path, &agent->network_stat) != 0)
        memset(&agent->network_stat, 0, sizeof agent->network_stat);
    if (load_from(agent, path, ret_message))
        return true;
    path_of(agent, "previous", path, sizeof path);
    if (!load_from(agent, path, second))
        return false;
    agent_trouble(agent, TROUBLE_NETWORK, "%s; the previous one is used", ret_message);
    return true;
}

void agent_network_look(struct agent *agent)
{
    char path[AGENT_TEXT + 32], message[256];
    struct stat now, *before = &agent->network_stat;
    path_of(agent, "current", path, sizeof path);
    if (stat(path, &now) != 0 ||
        (now.st_ino == before->st_ino && now.st_size == before->st_size &&
            now.st_mtim.tv_sec == before->st_mtim.tv_sec && now.st_mtim.tv_nsec == before->st_mtim.tv_nsec))
        return;
    *before = now;
    if (load_from(agent, path, message)) {
        log_line(agent->log, "%s: a new network file is in use", path);
        agent->troubles[TROUBLE_NETWORK].lasts = false;
    } else {
        agent_trouble(agent, TROUBLE_NETWORK, "%s", message);
    }
}
