/* recipients/network.json and places/places.json together. */
#include <stdio.h>
#include <string.h>

#include "network_parts.h"
#include "pack/network.h"

static void read_route(
    struct json_read *read, const json_t *object, const struct network *network, struct network_route *route)
{
    uint8_t id[ID_BYTES] = {0};
    route->place = json_read_copy(read, object, "place", 32);
    if (!read->failed && strcmp(route->place, "*") != 0 && !json_read_is_word(route->place, "-_", 32))
        json_read_refuse_key(read, "place", "not a place's code or \"*\"");
    route->kind = json_read_copy(read, object, "kind", 32);
    if (!read->failed && strcmp(route->kind, "help") != 0 && strcmp(route->kind, "report") != 0 &&
        strcmp(route->kind, "*") != 0)
        json_read_refuse_key(read, "kind", "not help, report or \"*\"");
    json_read_hex(read, object, "team", id, ID_BYTES);
    const struct network_team *team = network_team(network, id);
    if (team)
        route->team = (size_t)(team - network->teams);
    else
        json_read_refuse_key(read, "team", "not one of the teams");
}

static void read_routes(struct json_read *read, const json_t *root, struct network *network)
{
    json_t *array = json_read_array(read, root, "routing", 1, ROUTES_MAX), *value;
    size_t i;
    network->routes = json_read_new(read, json_array_size(array), sizeof *network->routes);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "routing", (int)i);
        if (read->failed)
            return;
        read_route(read, value, network, &network->routes[network->route_count++]);
        json_read_up(read, mark);
    }
}

static void read_revoked(struct json_read *read, const json_t *root, struct network *network)
{
    json_t *array = json_read_array(read, root, "revoked", 0, REVOKED_MAX), *value;
    size_t i;
    network->revoked = json_read_new(read, json_array_size(array), sizeof *network->revoked);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "revoked", (int)i);
        if (read->failed)
            return;
        json_read_hex_value(read, value, network->revoked[network->revoked_count++], 8);
        json_read_up(read, mark);
    }
}

static bool read_recipients(struct network *network, const void *json, size_t len, char message[static 256])
{
    struct json_read read;
    json_t *root = json_read_root(&read, "recipients/network.json", json, len, message);
    if (!root)
        return false;
    parts_head(&read, root, network);
    read_routes(&read, root, network);
    read_revoked(&read, root, network);
    json_decref(root);
    return !read.failed;
}

static bool read_places(struct network *network, const void *json, size_t len, char message[static 256])
{
    struct json_read read;
    json_t *root = json_read_root(&read, "places/places.json", json, len, message);
    if (!root)
        return false;
    parts_places(&read, root, network);
    json_decref(root);
    return !read.failed;
}

struct network *network_open(const void *recipients, size_t recipients_len, const void *places,
    size_t places_len, char ret_message[static 256])
{
    if (recipients_len > NETWORK_BYTES || places_len > PLACES_BYTES) {
        snprintf(ret_message, 256, "%s: over %d bytes.",
            recipients_len > NETWORK_BYTES ? "recipients/network.json" : "places/places.json",
            recipients_len > NETWORK_BYTES ? NETWORK_BYTES : PLACES_BYTES);
        return NULL;
    }
    struct json_read read = {.document = "recipients/network.json", .message = ret_message};
    struct network *network = json_read_new(&read, 1, sizeof *network);
    if (!network)
        return NULL;
    if (read_recipients(network, recipients, recipients_len, ret_message) &&
        read_places(network, places, places_len, ret_message))
        return network;
    network_free(network);
    return NULL;
}

bool network_kind_among(const struct network_team *team, const char *const *kinds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (team->kind && strcmp(team->kind, kinds[i]) == 0)
            return true;
    return false;
}

size_t network_route_except(const struct network *network, const char *place, const char *kind,
    const char *const *excluded, size_t count)
{
    for (size_t i = 0; i < network->route_count; i++) {
        const struct network_route *route = &network->routes[i];
        bool fits = (strcmp(route->place, "*") == 0 || strcmp(route->place, place) == 0) &&
                    (strcmp(route->kind, "*") == 0 || strcmp(route->kind, kind) == 0);
        if (fits && !network_kind_among(&network->teams[route->team], excluded, count))
            return route->team;
    }
    return network->team_count;
}

size_t network_route(const struct network *network, const char *place, const char *kind)
{
    return network_route_except(network, place, kind, NULL, 0);
}
