/* Any bytes as a network that was verified: refused with a sentence, or consistent. */
#include <stdlib.h>
#include <string.h>

#include "pack/network.h"
#include "trust/signed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[256] = "";
    struct verified_json json = {.json = (const char *)data, .len = size};
    struct network *network = network_read(&json, message);
    if (!network && !memchr(message, '.', sizeof message))
        abort();
    if (!network)
        return 0;
    for (size_t i = 0; i < network->place_count; i++) {
        const struct network_place *place = &network->places[i];
        if (place->zone >= network->zone_count || place->team >= network->team_count || place->tick_s < 2 ||
            network_place(network, place->code) != place || !network_text(&place->name, "en")[0])
            abort();
    }
    for (size_t i = 0; i < network->team_count; i++)
        if (network->teams[i].recipient_count < 1 || network->teams[i].recipient_count > TEAM_KEYS)
            abort();
    network_free(network);
    return 0;
}
