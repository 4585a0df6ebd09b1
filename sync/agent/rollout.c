/* Whose turn it is. A release that is new is taken whole: when one of its new files is urgent, at once; else
 * when the device's turn has come for each of them. */
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "agent_parts.h"
#include "base/cursor.h"

struct rollout {
    const struct release *now;
    const char *place;
    const uint8_t *id;
    bool urgent, waits;
};

static bool is_named(const json_t *places, const char *place)
{
    size_t i;
    json_t *code;
    json_array_foreach(places, i, code)
    {
        if (json_is_string(code) && strcmp(json_string_value(code), place) == 0)
            return true;
    }
    return false;
}

/* The first 4 bytes of SHA-256(device id | path | hash), modulo 100. */
static unsigned turn(const uint8_t id[static 8], const struct trust_target *target)
{
    crypto_hash_sha256_state state;
    uint8_t hash[32];
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, id, 8);
    crypto_hash_sha256_update(&state, (const uint8_t *)target->path, strlen(target->path));
    crypto_hash_sha256_update(&state, target->sha256, sizeof target->sha256);
    crypto_hash_sha256_final(&state, hash);
    return ((unsigned)hash[0] << 24 | (unsigned)hash[1] << 16 | (unsigned)hash[2] << 8 | hash[3]) % 100;
}

static bool is_held(const struct rollout *rollout, const struct trust_target *target)
{
    const struct trust_target *held = NULL;
    return trust_find(rollout->now->trust, target->path, &held) == TRUST_OK && held &&
           held->has_sha256 == target->has_sha256 &&
           memcmp(held->sha256, target->sha256, sizeof held->sha256) == 0;
}

/* Packs of other places are nothing to this device. */
static bool is_ours(const struct rollout *rollout, const char *path)
{
    const struct network_place *place = rollout->now->place;
    if (strncmp(path, "packs/", 6) != 0)
        return true;
    for (size_t i = 0; place && i < place->pack_count; i++) {
        size_t len = strlen(place->packs[i]);
        if (strncmp(path + 6, place->packs[i], len) == 0 && path[6 + len] == '/')
            return true;
    }
    return false;
}

/* Keys, numbers and what is taken back: no plan that one publisher has for its pages may hold them up. */
static bool is_never_late(const struct trust_target *target)
{
    bool withdrawn = strncmp(target->path, "withdrawn/", 10) == 0;
    bool many = strncmp(target->path, "recipients/", 11) == 0 || strncmp(target->path, "hotlines/", 9) == 0;
    return withdrawn || (many && (!target->custom || !target->custom[0]));
}

static bool look_at(void *ctx, const struct trust_target *target)
{
    struct rollout *rollout = ctx;
    if (is_never_late(target) && !is_held(rollout, target)) {
        rollout->urgent = true;
        return false;
    }
    if (!target->custom || !target->custom[0] || !is_ours(rollout, target->path) || is_held(rollout, target))
        return true;
    json_t *custom = json_loads(target->custom, 0, NULL);
    json_t *plan = json_object_get(custom, "rollout");
    json_t *percent = json_object_get(plan, "percent");
    if (json_is_true(json_object_get(custom, "urgent")))
        rollout->urgent = true;
    else if (json_is_integer(percent) &&
             (json_int_t)turn(rollout->id, target) >= json_integer_value(percent) &&
             !is_named(json_object_get(plan, "places"), rollout->place))
        rollout->waits = true;
    json_decref(custom);
    return !rollout->urgent;
}

bool rollout_reached(
    const struct trust *next, const struct release *now, const char *place, const uint8_t id[static 8])
{
    struct rollout rollout = {.now = now, .place = place, .id = id};
    if (!now || trust_each(next, look_at, &rollout) != TRUST_OK)
        return true;
    return rollout.urgent || !rollout.waits;
}
