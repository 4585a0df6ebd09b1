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
#define RELEASE_PACKS 16 /* at one place */

struct release {
    struct trust *trust;
    uint8_t id[TRUST_HASH];            /* SHA-256 of snapshot.json: what heartbeats and shown/ call it */
    struct network *network;           /* teams, mix, zones, places */
    const struct network_place *place; /* NULL: opened without one */
    struct hotlines *hotlines;         /* of this place, withdrawn ones left out; of all places without one */
    struct pack *packs[RELEASE_PACKS]; /* those of the place, in its order; withdrawn topics left out */
    size_t pack_count;
};

struct release_ground {
    const void *root; /* root metadata of the image or of the settings' file */
    size_t root_len;
    const char *place; /* its code, or NULL: a mix or a desk, which takes no packs */
    int64_t now_s;     /* trusted time */
    /* The folder is this program's own and what is in it was accepted before: expiry is not looked at. */
    bool held;
    const struct release *in_use; /* NULL: none. Older metadata than its is refused. */
};

/* pointer: "current", "previous" or "held". NULL on any fault; ret_message then says in one sentence which
 * file and what is wrong with it. When the release has the id of ground->in_use: NULL, ret_message "". */
struct release *release_open(struct disk *content, const char *pointer, const struct release_ground *ground,
    char ret_message[static 256]);
void release_free(struct release *release); /* takes NULL */

/* Bytes of a target of this release from the folder, verified. BASE_NOT_FOUND: not signed or not there;
 * BASE_FORMAT: other bytes than were signed. ret_bytes: initialised by the caller with its maximum. */
MUST_CHECK enum base_error release_target(
    const struct release *release, struct disk *content, const char *path, struct buffer *ret_bytes);

/* Does a device at this place (NULL: no device) need this target? places: verified bytes of
 * places/places.json. */
bool release_needs(const void *places, size_t places_len, const char *place, const char *path);

/* ---- writing a content folder: the agent and whoever else follows, the kiosk's shown/, tests ---- */

/* Puts bytes under their hash; nothing to do when they are there and right. */
MUST_CHECK enum base_error release_put(struct disk *content, const void *bytes, size_t len);
/* Writes the pointer, by one rename, from the metadata that trust stands on (each put before). */
MUST_CHECK enum base_error release_point(
    struct disk *content, const char *pointer, const struct trust *trust);
/* Makes "previous" what "current" is. */
MUST_CHECK enum base_error release_step(struct disk *content);
/* Copies what release stands on from one folder to another and points there: metadata and every target for
 * which keep says yes (NULL: all that the place needs). Then sweeps. */
MUST_CHECK enum base_error release_copy(const struct release *release, struct disk *from, struct disk *to,
    const char *pointer, bool (*keep)(const char *path));
/* Removes files that no pointer of the folder, and no target of them, names. spare_s: not those younger (0:
 * none). */
MUST_CHECK enum base_error release_sweep(
    struct disk *content, const struct release *const *keep, size_t count);

#endif
