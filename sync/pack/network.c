#include "pack/network.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_read.h"
#include "seal/keys.h"
#include "trust/signed_file.h"

#define NAME_MOST 200
#define TEXT_MOST 4000
#define LANGUAGES_MOST 64
#define LAST_SECOND INT64_C(13569465599) /* 2399-12-31 */

static void read_texts(
    struct json_read *read, const json_t *object, const char *key, size_t most, struct network_text *ret_text)
{
    json_t *texts = json_read_object(read, object, key), *value;
    const char *language;
    size_t mark = json_read_down(read, key, -1), max = sizeof ret_text->in / sizeof *ret_text->in;
    if (json_object_size(texts) < 1 || json_object_size(texts) > max)
        json_read_refuse(read, "not in 1 to %zu languages", max);
    json_object_foreach(texts, language, value)
    {
        if (read->failed)
            break;
        if (strlen(language) >= LANGUAGE_TAG || !json_read_is_language(language)) {
            json_read_refuse(read, "has a key that is not a language tag");
            break;
        }
        snprintf(ret_text->in[ret_text->count].language, LANGUAGE_TAG, "%s", language);
        ret_text->in[ret_text->count].text = json_read_copy(read, texts, language, most);
        ret_text->count += !read->failed;
    }
    json_read_up(read, mark);
}

static size_t read_languages(
    struct json_read *read, const json_t *object, const char *key, char ***ret_languages)
{
    json_t *array = json_read_array(read, object, key, 1, LANGUAGES_MOST), *value;
    size_t i, count = 0;
    *ret_languages = json_read_new(read, json_array_size(array), sizeof **ret_languages);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, key, (int)i);
        const char *tag = json_read_text_value(read, value, LANGUAGE_TAG - 1);
        if (!json_read_is_language(tag))
            json_read_refuse(read, "not a language tag");
        for (size_t j = 0; j < count; j++)
            if (strcmp((*ret_languages)[j], tag) == 0)
                json_read_refuse(read, "is there twice");
        if (read->failed)
            break;
        (*ret_languages)[count] = strdup(tag);
        if (!(*ret_languages)[count])
            json_read_refuse(read, "out of memory");
        else
            count++;
        json_read_up(read, mark);
    }
    return count;
}

static void read_recipient(struct json_read *read, const json_t *value, uint8_t ret_recipient[static 32])
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
        read_recipient(read, value, team->recipients[team->recipient_count++]);
        refuse_twice(read, team->recipients, team->recipient_count);
        json_read_up(read, mark);
    }
    value = json_object_get(object, "recovery");
    if (!value || read->failed)
        return;
    size_t mark = json_read_down(read, "recovery", -1);
    read_recipient(read, value, team->recipients[team->recipient_count++]);
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
    read_texts(read, object, "name", NAME_MOST, &team->name);
    read_texts(read, object, "reads_by", NAME_MOST, &team->reads_by);
    team->keys_version = (int)json_read_int(read, object, "keys_version", 1, INT32_MAX);
    read_recipients(read, object, team);
    read_signers(read, object, team);
    team->controller = json_read_copy(read, object, "controller", NAME_MOST);
    team->contact = json_read_copy(read, object, "contact", NAME_MOST);
    team->kind = json_read_copy(read, object, "kind", 32);
    if (!read->failed && !json_read_is_word(team->kind, "-_", 32))
        json_read_refuse_key(read, "kind", "not one word");
    read_texts(read, object, "must_report", TEXT_MOST, &team->must_report);
    team->reads_language_count = read_languages(read, object, "reads_languages", &team->reads_languages);
    read_act_by(read, object, team);
}

static void read_teams(struct json_read *read, const json_t *root, struct network *network)
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

static void read_zones(struct json_read *read, const json_t *root, struct network *network)
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
        read_texts(read, value, "name", NAME_MOST, &zone->name);
        if (!read->failed && network_zone(network, zone->id) != zone)
            json_read_refuse_key(read, "id", "is that of an earlier zone");
        json_read_up(read, mark);
    }
}

/* As dialled: digits, and what people write between and before them. */
static bool is_dialled(const char *text)
{
    return strspn(text, "0123456789+*# -") == strlen(text) && strcspn(text, "0123456789") < strlen(text);
}

static void read_place(
    struct json_read *read, const json_t *object, struct network *network, struct network_place *place)
{
    uint8_t id[ID_BYTES] = {0};
    place->code = json_read_copy(read, object, "code", 32);
    if (!read->failed && !json_read_is_word(place->code, "-_", 32))
        json_read_refuse_key(read, "code", "not letters, digits, - and _");
    read_texts(read, object, "name", NAME_MOST, &place->name);
    json_read_hex(read, object, "zone", id, ID_BYTES);
    const struct network_zone *zone = network_zone(network, id);
    if (!zone)
        json_read_refuse_key(read, "zone", "not one of the zones");
    json_read_hex(read, object, "team", id, ID_BYTES);
    const struct network_team *team = network_team(network, id);
    if (!team)
        json_read_refuse_key(read, "team", "not one of the teams");
    if (zone && team) {
        place->zone = (size_t)(zone - network->zones);
        place->team = (size_t)(team - network->teams);
    }
    place->time_zone = json_read_copy(read, object, "time_zone", 64);
    if (!read->failed && !json_read_is_word(place->time_zone, "/_-+", 64))
        json_read_refuse_key(read, "time_zone", "not a name like Europe/Lisbon");
    place->language_count = read_languages(read, object, "languages", &place->languages);
    place->tick_s = (int)json_read_int(read, object, "tick_s", network->demo ? 2 : 30, 900);
    read_texts(read, object, "safe_point", TEXT_MOST, &place->safe_point);
    place->emergency_number = json_read_copy(read, object, "emergency_number", 32);
    if (!read->failed && !is_dialled(place->emergency_number))
        json_read_refuse_key(read, "emergency_number", "not a number as dialled");
}

static void read_places(struct json_read *read, const json_t *root, struct network *network)
{
    json_t *array = json_read_array(read, root, "places", 0, PLACES_MAX), *value;
    size_t i;
    network->places = json_read_new(read, json_array_size(array), sizeof *network->places);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "places", (int)i);
        if (read->failed)
            return;
        struct network_place *place = &network->places[network->place_count++];
        read_place(read, value, network, place);
        if (!read->failed && network_place(network, place->code) != place)
            json_read_refuse_key(read, "code", "is that of an earlier place");
        json_read_up(read, mark);
    }
}

static void read_network(struct json_read *read, const json_t *root, struct network *network)
{
    json_read_int(read, root, "v", 1, 1);
    if (strcmp(json_read_text(read, root, "kind", 32), "network") != 0)
        json_read_refuse_key(read, "kind", "not \"network\"");
    network->name = json_read_copy(read, root, "name", NAME_MOST);
    network->signed_at = json_read_int(read, root, "signed_at", 0, LAST_SECOND);
    network->demo = json_read_bool(read, root, "demo");
    network->one_operator = json_read_bool(read, root, "one_operator");
    int64_t shortest = network->demo ? 2 : 15;
    json_t *mix = json_read_object(read, root, "mix");
    size_t mark = json_read_down(read, "mix", -1);
    size_t below = json_read_down(read, "recipient", -1);
    read_recipient(read, json_object_get(mix, "recipient"), network->mix);
    json_read_up(read, below);
    network->mix_count = 1;
    network->mix_beat_s = (int)json_read_int(read, mix, "beat_s", shortest, 3600);
    network->mix_files = (int)json_read_int(read, mix, "files", 1, 64);
    network->zone_beat_s = (int)json_read_int(read, mix, "zone_beat_s", shortest, 3600);
    json_read_up(read, mark);
    network->desk_beat_s = (int)json_read_int(read, root, "desk_beat_s", shortest, 3600);
    read_teams(read, root, network);
    read_zones(read, root, network);
    read_places(read, root, network);
}

struct network *network_read(const struct verified_json *json, char ret_message[static 256])
{
    struct json_read read;
    json_t *root = json_read_root(&read, "network.json", json->json, json->len, ret_message);
    if (!root)
        return NULL;
    struct network *network = json_read_new(&read, 1, sizeof *network);
    if (network)
        read_network(&read, root, network);
    json_decref(root);
    if (read.failed) {
        network_free(network);
        return NULL;
    }
    return network;
}
