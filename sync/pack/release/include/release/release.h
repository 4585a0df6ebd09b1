/* release: what content trust says, as it lies on a disk, verified and read: one struct for everything that a
 * program may believe. Kiosk, agent, mix, desk and publisher open the same folder the same way.
 *
 * A content folder holds files named by the SHA-256 of their bytes (64 hex digits), and pointers: "current",
 * "previous" (docs/formats.md, Content folder). A pointer lists the metadata files of its release; targets
 * are found by the hash that the metadata promises. So a release is switched by one rename, and what two
 * releases share is there once. Nothing in the folder is believed before it is verified from root. */
#ifndef WAYSIDE_RELEASE_H
#define WAYSIDE_RELEASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/disk.h"
#include "pack/hotlines.h"
#include "pack/network.h"
#include "pack/pack.h"
#include "trust/trust.h"

#define RELEASE_FILES 65536 /* in a content folder */
#define RELEASE_POINTER (1 << 20)
#define RELEASE_METADATA (16 << 20) /* one file of metadata; trust has smaller bounds of its own */
#define RELEASE_TARGET (64 << 20)   /* one target */
#define RELEASE_PACKS PLACE_PACKS

struct release {
    struct trust *trust;
    uint8_t id[TRUST_HASH];            /* SHA-256 of snapshot.json: what heartbeats and shown/ call it */
    struct network *network;           /* teams, mix, zones, places */
    const struct network_place *place; /* NULL: opened without one */
    struct hotlines *hotlines;         /* of this place, withdrawn ones left out; of all places without one */
    struct pack *packs[RELEASE_PACKS]; /* those of the place, in its order; withdrawn topics left out */
    size_t pack_count;
    char packs_why[256]; /* with packs_optional: the first pack that could not be read, and why; "" none */
};

struct release_ground {
    const void *root; /* root metadata of the image or of the settings' file */
    size_t root_len;
    const char *place; /* its code, or NULL: a mix or a desk, which takes no packs */
    int64_t now_s;     /* trusted time */
    /* The folder is this program's own and what is in it was accepted before: expiry is not looked at. */
    bool held;
    /* A pack, or what an NGO withdrew, that cannot be read is left out and told in packs_why, instead of
     * refusing the release. For when there is no other release to fall back to: numbers and keys are then
     * still there. */
    bool packs_optional;
    const struct release *in_use; /* NULL: none. Older metadata than its is refused. */
};

/* Everything is read from the folder and checked against its signature but media, which are asked for one by
 * one (release_target). A pack that the place names and that nobody has signed is not there; every other file
 * that a release needs must be. place->emergency_number is that of the hotlines: an emergency number that
 * names the place goes before one for everywhere; "" when there is none, or without a place. pointer:
 * "current", "previous" or "held". NULL on any fault; ret_message then says in one sentence which file and
 * what is wrong with it. When the release has the id of ground->in_use: NULL, ret_message "". */
struct release *release_open(struct disk *content, const char *pointer, const struct release_ground *ground,
    char ret_message[static 256]);
void release_free(struct release *release); /* takes NULL */

/* Bytes of a target of this release from the folder, verified. BASE_NOT_FOUND: not signed or not there;
 * BASE_FORMAT: other bytes than were signed; BASE_TOO_LARGE: over the buffer's maximum. ret_bytes:
 * initialised by the caller with its maximum, empty. */
MUST_CHECK enum base_error release_target(
    const struct release *release, struct disk *content, const char *path, struct buffer *ret_bytes);

/* What a device at this place (NULL: no device) needs of all targets: recipients, places, hotlines, what is
 * withdrawn, and the packs that the place names. places: verified bytes of places/places.json, read once, not
 * kept. NULL without memory. */
struct release_needed;
struct release_needed *release_needed_new(const void *places, size_t places_len, const char *place);
void release_needed_free(struct release_needed *needed); /* takes NULL */
bool release_needed(const struct release_needed *needed, const char *path);

/* ---- writing a content folder: the agent and whoever else follows, the kiosk's shown/, tests ---- */

/* Puts bytes under their hash, durably; writes nothing when they are there and right. */
MUST_CHECK enum base_error release_put(struct disk *content, const void *bytes, size_t len);
/* Writes the pointer, by one rename, from the metadata that trust stands on (each put before). */
MUST_CHECK enum base_error release_point(
    struct disk *content, const char *pointer, const struct trust *trust);
/* Makes "previous" what "current" is; BASE_NOT_FOUND when there is none. */
MUST_CHECK enum base_error release_step(struct disk *content);
/* Copies what release stands on from one folder to another and points there: metadata, and of the targets
 * that its place needs those for which keep says yes (NULL: all of them). Then sweeps. A cut at any write
 * leaves the old pointer with all its files, or the new one with all its. */
MUST_CHECK enum base_error release_copy(const struct release *release, struct disk *from, struct disk *to,
    const char *pointer, bool (*keep)(const char *path));
/* Removes files named by a hash that neither a pointer of the folder (current, previous, held), nor a release
 * of keep, nor a target of their metadata names. Parts and all other names stay. So nothing is swept between
 * putting files and pointing to them. */
MUST_CHECK enum base_error release_sweep(
    struct disk *content, const struct release *const *keep, size_t count);
/* Removes every *.part: after a check that has fetched all it wanted. */
MUST_CHECK enum base_error release_sweep_parts(struct disk *content);

#endif
