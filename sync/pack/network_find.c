/* What is asked of a network once it is read, and its end. */
#include <stdlib.h>
#include <string.h>

#include "pack/network.h"

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

static void texts_clear(struct network_text *text)
{
    for (size_t i = 0; i < text->count; i++)
        free(text->in[i].text);
}

static void languages_clear(char **languages, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(languages[i]);
    free(languages);
}

static void team_clear(struct network_team *team)
{
    texts_clear(&team->name);
    texts_clear(&team->reads_by);
    texts_clear(&team->must_report);
    free(team->controller);
    free(team->contact);
    free(team->kind);
    languages_clear(team->reads_languages, team->reads_language_count);
}

static void place_clear(struct network_place *place)
{
    texts_clear(&place->name);
    texts_clear(&place->safe_point);
    free(place->code);
    free(place->time_zone);
    free(place->emergency_number);
    languages_clear(place->languages, place->language_count);
}

void network_free(struct network *network)
{
    if (!network)
        return;
    for (size_t i = 0; i < network->team_count; i++)
        team_clear(&network->teams[i]);
    for (size_t i = 0; i < network->zone_count; i++)
        texts_clear(&network->zones[i].name);
    for (size_t i = 0; i < network->place_count; i++)
        place_clear(&network->places[i]);
    free(network->teams);
    free(network->zones);
    free(network->places);
    free(network->name);
    free(network);
}
