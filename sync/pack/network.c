/* The network file of one signature. */
#include "pack/network.h"

#include <string.h>

#include "network_parts.h"
#include "trust/signed_file.h"

#define LAST_SECOND INT64_C(13569465599) /* 2399-12-31 */

static void read_place(
    struct json_read *read, const json_t *object, struct network *network, struct network_place *place)
{
    uint8_t id[ID_BYTES] = {0};
    place->code = json_read_copy(read, object, "code", 32);
    if (!read->failed && !json_read_is_word(place->code, "-_", 32))
        json_read_refuse_key(read, "code", "not letters, digits, - and _");
    parts_texts(read, object, "name", PARTS_NAME, &place->name);
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
    parts_zone_name(read, object, "time_zone", &place->time_zone);
    place->language_count = parts_languages(read, object, "languages", 1, &place->languages);
    place->tick_s = (int)json_read_int(read, object, "tick_s", network->demo ? 2 : 30, 900);
    parts_texts(read, object, "safe_point", PARTS_TEXT, &place->safe_point);
    place->emergency_number = json_read_copy(read, object, "emergency_number", 32);
    if (!read->failed && !parts_is_dialled(place->emergency_number))
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

struct network *network_read(const struct verified_json *json, char ret_message[static 256])
{
    struct json_read read;
    json_t *root = json_read_root(&read, "network.json", json->json, json->len, ret_message);
    if (!root)
        return NULL;
    struct network *network = json_read_new(&read, 1, sizeof *network);
    if (network) {
        parts_head(&read, root, network);
        network->signed_at = json_read_int(&read, root, "signed_at", 0, LAST_SECOND);
        read_places(&read, root, network);
    }
    json_decref(root);
    if (read.failed) {
        network_free(network);
        return NULL;
    }
    return network;
}
