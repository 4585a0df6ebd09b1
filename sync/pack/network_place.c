/* Places, and who receives what is written at them. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "network_parts.h"

static void read_zone(
    struct json_read *read, const json_t *object, const struct network *network, struct network_place *place)
{
    uint8_t id[ID_BYTES] = {0};
    json_read_hex(read, object, "zone", id, ID_BYTES);
    if (read->failed)
        return;
    const struct network_zone *zone = network_zone(network, id);
    if (zone)
        place->zone = (size_t)(zone - network->zones);
    else
        json_read_refuse_key(read, "zone", "not one of the zones in recipients/network.json");
}

static bool is_pack(const char *text)
{
    const char *slash = strchr(text, '/');
    return slash && slash - text <= PACK_NAME && json_read_is_slug(text, (size_t)(slash - text)) &&
           strlen(slash + 1) <= PACK_NAME && json_read_is_slug(slash + 1, strlen(slash + 1));
}

static bool is_day(const char *text)
{
    int64_t day_s;
    return day_read(text, &day_s);
}

static void read_place(
    struct json_read *read, const json_t *object, struct network *network, struct network_place *place)
{
    place->code = json_read_copy(read, object, "code", 32);
    if (!read->failed && !json_read_is_word(place->code, "-_", 32))
        json_read_refuse_key(read, "code", "not letters, digits, - and _");
    parts_texts(read, object, "name", PARTS_NAME, &place->name);
    read_zone(read, object, network, place);
    parts_zone_name(read, object, "time_zone", &place->time_zone);
    place->language_count = parts_languages(read, object, "languages", 1, &place->languages);
    place->tick_s = (int)json_read_int(read, object, "tick_s", network->demo ? 2 : 30, 900);
    parts_texts(read, object, "safe_point", PARTS_TEXT, &place->safe_point);
    place->pack_count = json_read_texts(read, object, "packs", PLACE_PACKS, 2 * PACK_NAME + 1, is_pack,
        "not <ngo>/<pack> in small letters", true, &place->packs);
    place->holiday_count = json_read_texts(read, object, "holidays", PLACE_HOLIDAYS, 2 * PACK_NAME + 1,
        is_day, "not a day, YYYY-MM-DD", true, &place->holidays);
    place->emergency_number = read->failed ? NULL : strdup("");
    if (!place->emergency_number)
        json_read_refuse(read, "out of memory");
}

static int by_code(const void *a, const void *b)
{
    const struct network_place *const *one = a, *const *other = b;
    return strcmp((*one)->code, (*other)->code);
}

static int to_code(const void *code, const void *entry)
{
    const struct network_place *const *place = entry;
    return strcmp(code, (*place)->code);
}

/* Each place's team: of the first route that fits help. *sorted: by code. */
static void find_teams(struct json_read *read, struct network *network, struct network_place **sorted)
{
    size_t everywhere = network->team_count;
    for (size_t i = 0; i < network->place_count; i++)
        network->places[i].team = network->team_count;
    for (size_t i = 0; i < network->route_count && everywhere == network->team_count; i++) {
        const struct network_route *route = &network->routes[i];
        if (strcmp(route->kind, "help") != 0 && strcmp(route->kind, "*") != 0)
            continue;
        if (strcmp(route->place, "*") == 0) {
            everywhere = route->team;
            continue;
        }
        struct network_place **found = bsearch(
            route->place, sorted, network->place_count, sizeof *sorted, to_code);
        if (found && (*found)->team == network->team_count)
            (*found)->team = route->team;
    }
    for (size_t i = 0; i < network->place_count; i++) {
        struct network_place *place = &network->places[i];
        if (place->team == network->team_count)
            place->team = everywhere;
        if (place->team == network->team_count)
            json_read_refuse(read, "no route in recipients/network.json fits help from %.32s", place->code);
    }
}

static void connect(struct json_read *read, struct network *network)
{
    struct network_place **sorted = json_read_new(read, network->place_count, sizeof *sorted);
    if (!sorted)
        return;
    for (size_t i = 0; i < network->place_count; i++)
        sorted[i] = &network->places[i];
    qsort(sorted, network->place_count, sizeof *sorted, by_code);
    for (size_t i = 0; i + 1 < network->place_count; i++)
        if (strcmp(sorted[i]->code, sorted[i + 1]->code) == 0)
            json_read_refuse(read, "the place %.32s is there twice", sorted[i]->code);
    if (!read->failed)
        find_teams(read, network, sorted);
    free(sorted);
}

void parts_places(struct json_read *read, const json_t *root, struct network *network)
{
    json_read_int(read, root, "v", 1, 1);
    if (strcmp(json_read_text(read, root, "kind", 32), "places") != 0)
        json_read_refuse_key(read, "kind", "not \"places\"");
    json_t *array = json_read_array(read, root, "places", 0, PLACES_MAX), *value;
    size_t i;
    network->places = json_read_new(read, json_array_size(array), sizeof *network->places);
    json_array_foreach(array, i, value)
    {
        size_t mark = json_read_down(read, "places", (int)i);
        if (read->failed)
            return;
        read_place(read, value, network, &network->places[network->place_count++]);
        json_read_up(read, mark);
    }
    if (!read->failed)
        connect(read, network);
}
