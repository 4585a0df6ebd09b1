/* Readers of what stands in the network's documents, shared by those who read one of them whole. Each refuses
 * in read and leaves what it made so far for network_free. */
#ifndef WAYSIDE_PACK_NETWORK_PARTS_H
#define WAYSIDE_PACK_NETWORK_PARTS_H

#include "json_read.h"
#include "pack/network.h"

#define PARTS_NAME 200  /* bytes of a name */
#define PARTS_TEXT 4000 /* of a text that people read */
#define PARTS_HOURS 255 /* of opening hours, as rules/opening_hours.h */
#define PARTS_LANGUAGES 64

/* {"en":"..."}: 1 to TEXT_LANGUAGES languages, each of 1 to most bytes. */
void parts_texts(struct json_read *read, const json_t *object, const char *key, size_t most,
    struct network_text *ret_text);
/* ["en","ar"], each once; how many there are. */
size_t parts_languages(
    struct json_read *read, const json_t *object, const char *key, size_t min, char ***ret_languages);
/* "Europe/Lisbon" */
void parts_zone_name(struct json_read *read, const json_t *object, const char *key, char **ret_name);
bool parts_is_dialled(const char *text);
void parts_recipient(struct json_read *read, const json_t *value, uint8_t ret_recipient[static 32]);
/* v, kind, name, demo, mix, beats, teams and zones. */
void parts_head(struct json_read *read, const json_t *root, struct network *network);
void parts_teams(struct json_read *read, const json_t *root, struct network *network);
void parts_zones(struct json_read *read, const json_t *root, struct network *network);
/* The members of places.json, then every place's team by the routes. */
void parts_places(struct json_read *read, const json_t *root, struct network *network);
void parts_texts_clear(struct network_text *text);
void parts_list_clear(char **list, size_t count);

#endif
