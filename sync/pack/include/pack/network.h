/* The network: teams and their keys, the mix's key, zones, routing (recipients/network.json, two signatures)
 * and places (places/places.json, the operator): docs/formats.md, Network. Every field is checked once more
 * here, though trust verified who signed it. */
#ifndef WAYSIDE_PACK_NETWORK_H
#define WAYSIDE_PACK_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

#define TEAM_KEYS INNER_STANZAS
#define LANGUAGE_TAG 16
#define TEXT_LANGUAGES 64
#define PLACES_BYTES (4 << 20) /* places/places.json: a thousand bytes for each of PLACES_MAX */
#define ROUTES_MAX 8192        /* two for each place */
#define REVOKED_MAX 32768      /* what fits into NETWORK_BYTES beside the teams */
#define PLACE_PACKS 16         /* that a place shows */
#define PLACE_HOLIDAYS 512     /* several years of them */
#define PACK_NAME 32           /* bytes of an NGO's or a pack's name: small letters, digits and hyphens */

struct network_text { /* a name in several languages; the first is the one to fall back to */
    size_t count;
    struct {
        char language[LANGUAGE_TAG];
        char *text;
    } in[TEXT_LANGUAGES];
};
struct network_team {
    uint8_t id[ID_BYTES];
    struct network_text name, reads_by; /* reads_by: "within 2 hours, day and night" */
    int keys_version;
    size_t recipient_count;
    uint8_t recipients[TEAM_KEYS][32]; /* members, then the recovery key if there is one */
    bool has_recovery;                 /* the last recipient is the recovery key */
    size_t signer_count;
    uint8_t signers[TEAM_KEYS][32]; /* desk keys whose answers and actions count */
    char *controller, *contact, *kind;
    char *hours;                     /* in which somebody reads: OpenStreetMap syntax */
    struct network_text must_report; /* what the law makes them pass on; shown before the first question */
    char **reads_languages;          /* reads_language_count BCP 47 tags */
    size_t reads_language_count;
    int act_by_hours[5]; /* by urgency 1 to 4; [0] unused */
};
struct network_zone {
    uint8_t id[ID_BYTES];
    struct network_text name;
};
struct network_place {
    char *code;
    struct network_text name;
    size_t zone; /* index into zones */
    size_t team; /* index into teams: who receives help from here, as the routes say */
    char *time_zone;
    char **languages; /* order of the language screen */
    size_t language_count;
    int tick_s; /* 30 to 900; 2 to 900 in a demo network */
    struct network_text safe_point;
    char *emergency_number; /* as dialled here; from the hotlines, "" when they name none */
    char **packs;           /* "harbour/port", in the order in which they are shown */
    size_t pack_count;
    char **holidays; /* YYYY-MM-DD: PH of opening hours */
    size_t holiday_count;
};
struct network_route { /* who receives what: the first that fits */
    char *place;       /* a code, or "*" */
    char *kind;        /* "help", "report", "*" */
    size_t team;       /* index into teams */
};
struct network {
    char *name;        /* goes into the receipt's salt */
    bool demo;         /* short beats allowed, screens carry a watermark */
    bool one_operator; /* hub and mix are run by one body: said on the screen */
    uint8_t mix[32];
    size_t mix_count; /* 1: older mix keys are not here, senders use one */
    int mix_beat_s, mix_files, zone_beat_s, desk_beat_s;
    struct network_team *teams;
    size_t team_count;
    struct network_zone *zones;
    size_t zone_count;
    struct network_place *places;
    size_t place_count;
    struct network_route *routes;
    size_t route_count;
    uint8_t (*revoked)[8]; /* devices whose certificates count no more: the end of their names */
    size_t revoked_count;
};

/* recipients: bytes of recipients/network.json; places: of places/places.json; both verified by trust. NULL
 * on any fault; ret_message then says file, field and rule in one sentence. A route may name a place that is
 * not there (places have another signer); a place without a route for help is refused. */
struct network *network_open(const void *recipients, size_t recipients_len, const void *places,
    size_t places_len, char ret_message[static 256]);
void network_free(struct network *network); /* takes NULL */

const struct network_team *network_team(const struct network *network, const uint8_t id[static ID_BYTES]);
const struct network_zone *network_zone(const struct network *network, const uint8_t id[static ID_BYTES]);
const struct network_place *network_place(const struct network *network, const char *code);
/* Index into teams, by the routes; team_count when none fits. */
size_t network_route(const struct network *network, const char *place, const char *kind);
/* The same, but for teams of these kinds. And: is the team of one of them? */
size_t network_route_except(const struct network *network, const char *place, const char *kind,
    const char *const *excluded, size_t count);
bool network_kind_among(const struct network_team *team, const char *const *kinds, size_t count);
/* The text in that language, else in the first; "" when there is none. Borrowed. */
const char *network_text(const struct network_text *text, const char *language);

#endif
