/* Any bytes as recipients and places, divided by the first NUL: refused with a sentence, or consistent. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pack/network.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[256] = "";
    const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
    size_t first = nul ? (size_t)(nul - data) : size, rest = nul ? size - first - 1 : 0;
    struct network *network = network_open(data, first, nul ? nul + 1 : data, rest, message);
    if (!network && !memchr(message, '.', sizeof message))
        abort();
    if (!network)
        return 0;
    for (size_t i = 0; i < network->place_count; i++) {
        const struct network_place *place = &network->places[i];
        if (place->zone >= network->zone_count || place->team >= network->team_count || place->tick_s < 2 ||
            network_place(network, place->code) != place || place->pack_count > PLACE_PACKS ||
            network_route(network, place->code, "help") != place->team || place->emergency_number[0])
            abort();
    }
    for (size_t i = 0; i < network->team_count; i++)
        if (network->teams[i].recipient_count < 1 || network->teams[i].recipient_count > TEAM_KEYS ||
            !network->teams[i].hours)
            abort();
    network_free(network);
    return 0;
}
