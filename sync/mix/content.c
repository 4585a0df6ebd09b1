#include <stdio.h>
#include <string.h>

#include "base/cursor.h"
#include "mix_parts.h"

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

/* The follower's release comes into use; before: the one that it followed, the mix's own now. False when it
 * is for another key: then the network in use stays, with the release that it is of. */
static bool take(struct mix *mix, struct release *before)
{
    const struct network *next = mix->follower->release->network, *now = mix->network;
    if (!key_is_ours(mix, next)) {
        if (now && !mix->kept)
            mix->kept = before;
        else
            release_free(before);
        return false;
    }
    bool same = now && now->mix_beat_s == next->mix_beat_s && now->zone_beat_s == next->zone_beat_s;
    mix->network = next;
    release_free(mix->kept);
    release_free(before);
    mix->kept = NULL;
    if (!same)
        set_beats(mix);
    return true;
}

static const char other_key[] =
    "recipients/network.json: its mix key is none of [mix] identity; add the new identity file";

bool mix_content_start(struct mix *mix, char ret_message[static 256])
{
    const struct mix_settings *settings = mix->settings;
    const struct follower_settings follow = {
        .url = settings->url, .ca = settings->ca, .root = settings->root, .content = settings->content};
    if (!follower_open(&follow, mix->clock, &mix->follower, ret_message))
        return false;
    if (mix->follower->why[0])
        log_line(mix->log, "%s; what is missing is fetched again", mix->follower->why);
    if (!mix->follower->release)
        log_line(mix->log, "%s: no content yet; it is fetched from %s", settings->content, settings->url);
    else if (!take(mix, NULL))
        return mix_refuse(ret_message, "%s", other_key);
    return true;
}

void mix_content_look(struct mix *mix)
{
    enum follow_result result;
    struct release *before;
    char message[256], id[2 * TRUST_HASH + 1];
    if (!follower_done(mix->follower, &result, &before, message))
        return;
    if (result == FOLLOW_FAILED) {
        mix_trouble(mix, TROUBLE_CONTENT, "%s", message);
        return;
    }
    mix_calm(mix, TROUBLE_CONTENT, "content is current again");
    if (result != FOLLOW_NEW)
        return;
    if (!take(mix, before)) {
        mix_trouble(mix, TROUBLE_KEY, "%s", other_key);
        return;
    }
    mix_calm(mix, TROUBLE_KEY, "the network's mix key is one of ours again");
    hex_write(mix->follower->release->id, TRUST_HASH, id);
    log_line(mix->log, "new content: release %.16s", id);
    mix_aside_again(mix);
}
