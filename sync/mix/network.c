#include <string.h>

#include "mix_parts.h"
#include "pack/network_file.h"

static bool key_is_ours(const struct mix *mix, const struct network *network)
{
    for (size_t i = 0; i < mix->identity_count; i++)
        if (!memcmp(mix->identities[i].recipient, network->mix, sizeof network->mix))
            return true;
    return false;
}

static void set_beats(struct mix *mix)
{
    int64_t now_ms = mix->clock.mono_ms(mix->clock.self);
    int64_t team_ms = mix->network->mix_beat_s * 1000LL;
    beat_init(&mix->team, team_ms, 0, now_ms);
    beat_init(&mix->fetch, team_ms, team_ms / 2, now_ms); /* between two beats, so that each is on time */
    beat_init(&mix->zone, mix->network->zone_beat_s * 1000LL, 0, now_ms);
}

bool mix_network_load(struct mix *mix, char ret_message[static 256])
{
    const char *path = mix->settings->network;
    if (stat(path, &mix->network_stat) != 0)
        memset(&mix->network_stat, 0, sizeof mix->network_stat);
    struct network *network = network_file_read(path, mix->settings->root_key, NULL, ret_message);
    if (!network)
        return false;
    const struct network *now = mix->network;
    bool ok = true;
    if (!key_is_ours(mix, network))
        ok = mix_refuse(
            ret_message, "%s: its mix key is none of [mix] identity; add the new identity file", path);
    else if (now && network->signed_at < now->signed_at)
        ok = mix_refuse(ret_message, "%s: it is older than the one in use, which stays", path);
    if (!ok) {
        network_free(network);
        return false;
    }
    bool same = now && now->mix_beat_s == network->mix_beat_s && now->zone_beat_s == network->zone_beat_s;
    network_free(mix->network);
    mix->network = network;
    if (!same)
        set_beats(mix);
    return true;
}

void mix_network_look(struct mix *mix)
{
    char message[256];
    struct stat now, *before = &mix->network_stat;
    if (stat(mix->settings->network, &now) != 0 ||
        (now.st_ino == before->st_ino && now.st_size == before->st_size &&
            now.st_mtim.tv_sec == before->st_mtim.tv_sec && now.st_mtim.tv_nsec == before->st_mtim.tv_nsec))
        return;
    if (mix_network_load(mix, message)) {
        mix->troubles[TROUBLE_NETWORK].lasts = false;
        log_line(mix->log, "%s: a new network file is in use", mix->settings->network);
        mix_aside_again(mix);
    } else {
        mix_trouble(mix, TROUBLE_NETWORK, "%s", message);
    }
}
