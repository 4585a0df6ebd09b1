/* What is asked of a network once it is read, and its end. */
#include <stdlib.h>
#include <string.h>

#include "network_parts.h"

const struct network_team *network_team(const struct network *network, const uint8_t id[static ID_BYTES])
{
    for (size_t i = 0; i < network->team_count; i++)
        if (memcmp(network->teams[i].id, id, ID_BYTES) == 0)
            return &network->teams[i];
    return NULL;
}

const struct network_zone *network_zone(const struct network *network, const uint8_t id[static ID_BYTES])
{
    for (size_t i = 0; i < network->zone_count; i++)
        if (memcmp(network->zones[i].id, id, ID_BYTES) == 0)
            return &network->zones[i];
    return NULL;
}

const struct network_place *network_place(const struct network *network, const char *code)
{
    for (size_t i = 0; i < network->place_count; i++)
        if (strcmp(network->places[i].code, code) == 0)
            return &network->places[i];
    return NULL;
}

const char *network_text(const struct network_text *text, const char *language)
{
    for (size_t i = 0; i < text->count; i++)
        if (strcmp(text->in[i].language, language) == 0)
            return text->in[i].text;
    return text->count ? text->in[0].text : "";
}

void parts_texts_clear(struct network_text *text)
{
    for (size_t i = 0; i < text->count; i++)
        free(text->in[i].text);
}

void parts_list_clear(char **list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(list[i]);
    free(list);
}

static void team_clear(struct network_team *team)
{
    parts_texts_clear(&team->name);
    parts_texts_clear(&team->reads_by);
    parts_texts_clear(&team->must_report);
    free(team->controller);
    free(team->contact);
    free(team->kind);
    free(team->hours);
    parts_list_clear(team->reads_languages, team->reads_language_count);
}

static void place_clear(struct network_place *place)
{
    parts_texts_clear(&place->name);
    parts_texts_clear(&place->safe_point);
    free(place->code);
    free(place->time_zone);
    free(place->emergency_number);
    parts_list_clear(place->languages, place->language_count);
    parts_list_clear(place->packs, place->pack_count);
    parts_list_clear(place->holidays, place->holiday_count);
}

void network_free(struct network *network)
{
    if (!network)
        return;
    for (size_t i = 0; i < network->team_count; i++)
        team_clear(&network->teams[i]);
    for (size_t i = 0; i < network->zone_count; i++)
        parts_texts_clear(&network->zones[i].name);
    for (size_t i = 0; i < network->place_count; i++)
        place_clear(&network->places[i]);
    for (size_t i = 0; i < network->route_count; i++) {
        free(network->routes[i].place);
        free(network->routes[i].kind);
    }
    free(network->routes);
    free(network->revoked);
    free(network->teams);
    free(network->zones);
    free(network->places);
    free(network->name);
    free(network);
}
