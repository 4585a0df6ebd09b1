/* release: the network file that the screens draw and the worker seals with. The agent writes it; nothing
 * of it is believed before its signature by the root of the image is verified here. */
#ifndef WAYSIDE_FIRMWARE_RELEASE_H
#define WAYSIDE_FIRMWARE_RELEASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/disk.h"
#include "pack/network.h"

#define RELEASE_SHA 32

struct release {
    struct network *network; /* NULL: there is none */
    const struct network_place *place;
    uint8_t sha[RELEASE_SHA]; /* SHA-256 of the file */
    struct buffer file;       /* the file itself, for shown/ */
};
void release_clear(struct release *release);

struct release_refusal {
    bool any;
    uint8_t sha[RELEASE_SHA];
    char why[256]; /* one sentence for the operator */
};

/* The file current/network.json of the disk, else previous/network.json. newer_than: the signing time of
 * the one in use (0: none); an older one is refused, since it could bring back withdrawn keys. now: sha
 * of the one in use or NULL; the same file again answers RELEASE_SAME. ret_refusal says what was refused
 * on the way, for shown/refused. */
enum release_found { RELEASE_NONE, RELEASE_SAME, RELEASE_TAKEN };
enum release_found release_find(struct disk *content, const uint8_t root_key[static 32], const char *place,
    const struct release *in_use, struct release *ret_release, struct release_refusal *ret_refusal);

/* The file shown/network.json: what this machine drew last, verified like any other. It stands in that no
 * agent can bring back an older one by waiting for the next start, nor take the numbers away. */
enum release_found release_recall(
    struct disk *shown, const uint8_t root_key[static 32], const char *place, struct release *ret_release);

/* Writes shown/drawn, shown/refused or its removal, and shown/network.json. Not needed to go on: the error
 * is for the log. */
enum base_error release_note(
    struct disk *shown, const struct release *release, const struct release_refusal *refusal);

#endif
