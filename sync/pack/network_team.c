/* Teams, zones, and what stands before them. */
#include <sodium.h>
#include <string.h>

#include "network_parts.h"
#include "seal/keys.h"

void parts_recipient(struct json_read *read, const json_t *value, uint8_t ret_recipient[static 32])
{
    const char *text = json_string_value(value);
    if (!text || seal_recipient_read(text, json_string_length(value), ret_recipient) != SEAL_OK)
        json_read_refuse(read, "not an age recipient");
}

static void refuse_twice(struct json_read *read, const uint8_t (*keys)[32], size_t count)
{
    for (size_t i = 0; i + 1 < count; i++)
        if (memcmp(keys[i], keys[count - 1], 32) == 0)
            json_read_refuse(read, "is there twice");
}

static void read_recipients(struct json_read *read, const json_t *object, struct network_team *team)
{
    json_t *array = json_read_array(read, object, "recipients", 1, TEAM_KEYS - 1), *value;
    size_t i;
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "recipients", (int)i);
        parts_recipient(read, value, team->recipients[team->recipient_count++]);
        refuse_twice(read, team->recipients, team->recipient_count);
        json_read_up(read, mark);
    }
    value = json_object_get(object, "recovery");
    if (!value || read->failed)
        return;
    size_t mark = json_read_down(read, "recovery", -1);
    parts_recipient(read, value, team->recipients[team->recipient_count++]);
    refuse_twice(read, team->recipients, team->recipient_count);
    team->has_recovery = true;
    json_read_up(read, mark);
}

static void read_signers(struct json_read *read, const json_t *object, struct network_team *team)
{
    json_t *array = json_read_array(read, object, "signers", 1, TEAM_KEYS), *value;
    size_t i;
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "signers", (int)i);
        uint8_t *key = team->signers[team->signer_count++];
        json_read_hex_value(read, value, key, 32);
        if (!read->failed && !crypto_core_ed25519_is_valid_point(key))
            json_read_refuse(read, "not an Ed25519 key");
        refuse_twice(read, team->signers, team->signer_count);
        json_read_up(read, mark);
    }
}

/* Hours by which somebody acts, for urgency 1 (highest) to 4: a higher urgency is never later. */
static void read_act_by(struct json_read *read, const json_t *object, struct network_team *team)
{
    json_t *array = json_read_array(read, object, "act_by_hours", 4, 4), *value;
    size_t i;
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "act_by_hours", (int)i);
        json_int_t hours = json_integer_value(value);
        if (!json_is_integer(value) || hours < 1 || hours > 8760)
            json_read_refuse(read, "not a whole number from 1 to 8760");
        else if (hours < team->act_by_hours[i])
            json_read_refuse(read, "is sooner than that of a higher urgency");
        else
            team->act_by_hours[i + 1] = (int)hours;
        json_read_up(read, mark);
    }
}

static void read_team(struct json_read *read, const json_t *object, struct network_team *team)
{
    json_read_hex(read, object, "id", team->id, ID_BYTES);
    parts_texts(read, object, "name", PARTS_NAME, &team->name);
    parts_texts(read, object, "reads_by", PARTS_NAME, &team->reads_by);
    team->keys_version = (int)json_read_int(read, object, "keys_version", 1, INT32_MAX);
    read_recipients(read, object, team);
    read_signers(read, object, team);
    team->controller = json_read_copy(read, object, "controller", PARTS_NAME);
    team->contact = json_read_copy(read, object, "contact", PARTS_NAME);
    team->kind = json_read_copy(read, object, "kind", 32);
    if (!read->failed && !json_read_is_word(team->kind, "-_", 32))
        json_read_refuse_key(read, "kind", "not one word");
    team->hours = json_read_copy(read, object, "hours", PARTS_HOURS);
    parts_texts(read, object, "must_report", PARTS_TEXT, &team->must_report);
    team->reads_language_count = parts_languages(read, object, "reads_languages", 1, &team->reads_languages);
    read_act_by(read, object, team);
}

void parts_teams(struct json_read *read, const json_t *root, struct network *network)
{
    json_t *array = json_read_array(read, root, "teams", 1, TEAMS_MAX), *value;
    size_t i;
    network->teams = json_read_new(read, json_array_size(array), sizeof *network->teams);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "teams", (int)i);
        if (read->failed)
            return;
        network->team_count++;
        read_team(read, value, &network->teams[i]);
        if (!read->failed && network_team(network, network->teams[i].id) != &network->teams[i])
            json_read_refuse_key(read, "id", "is that of an earlier team");
        json_read_up(read, mark);
    }
}

void parts_zones(struct json_read *read, const json_t *root, struct network *network)
{
    json_t *array = json_read_array(read, root, "zones", 1, ZONES_MAX), *value;
    size_t i;
    network->zones = json_read_new(read, json_array_size(array), sizeof *network->zones);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "zones", (int)i);
        if (read->failed)
            return;
        struct network_zone *zone = &network->zones[network->zone_count++];
        json_read_hex(read, value, "id", zone->id, ID_BYTES);
        parts_texts(read, value, "name", PARTS_NAME, &zone->name);
        if (!read->failed && network_zone(network, zone->id) != zone)
            json_read_refuse_key(read, "id", "is that of an earlier zone");
        json_read_up(read, mark);
    }
}

void parts_head(struct json_read *read, const json_t *root, struct network *network)
{
    json_read_int(read, root, "v", 1, 1);
    if (strcmp(json_read_text(read, root, "kind", 32), "network") != 0)
        json_read_refuse_key(read, "kind", "not \"network\"");
    network->name = json_read_copy(read, root, "name", PARTS_NAME);
    network->demo = json_read_bool(read, root, "demo");
    network->one_operator = json_read_bool(read, root, "one_operator");
    int64_t shortest = network->demo ? 2 : 15;
    json_t *mix = json_read_object(read, root, "mix");
    size_t mark = json_read_down(read, "mix", -1);
    size_t below = json_read_down(read, "recipient", -1);
    parts_recipient(read, json_object_get(mix, "recipient"), network->mix);
    json_read_up(read, below);
    network->mix_count = 1;
    network->mix_beat_s = (int)json_read_int(read, mix, "beat_s", shortest, 3600);
    network->mix_files = (int)json_read_int(read, mix, "files", 1, 64);
    network->zone_beat_s = (int)json_read_int(read, mix, "zone_beat_s", shortest, 3600);
    json_read_up(read, mark);
    network->desk_beat_s = (int)json_read_int(read, root, "desk_beat_s", shortest, 3600);
    parts_teams(read, root, network);
    parts_zones(read, root, network);
}
