/* showing: which release the screens draw and the worker seals with, and what shown/ says about it
 * (docs/formats.md, Device folders). The agent writes content/; nothing in it is believed before it is
 * verified here from the root of the image. shown/ is this program's own: what was drawn last lies there
 * whole, so no agent can take the numbers away, nor bring an older release back at the next start.
 *
 *     showing_begin(&showing, &ground);
 *     if (showing_recall(&showing, &release)) draw it; showing_took or showing_could_not
 *     if (showing_look(&showing, &release) == SHOWING_NEW) the same
 *
 * A release is noted in shown/trying before a byte of it is read, until it has been drawn: one that ends the
 * program is refused at the next start. One that was drawn before may be cut short three times by a power
 * cut.
 */
#ifndef WAYSIDE_FIRMWARE_SHOWING_H
#define WAYSIDE_FIRMWARE_SHOWING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/disk.h"
#include "i18n/catalogue.h"
#include "release/release.h"
#include "screen/ui.h"

#define SHOWING_WHY 256
#define SHOWING_TRIES 3      /* of what was drawn before */
#define SHOWING_TELL_DAYS 30 /* so long after recipients have expired a report may still be begun */
#define SHOWING_UNDRAWABLE "it could not be drawn"

struct showing_ground { /* borrowed, as long as the showing */
    struct disk *content, *shown;
    const void *root; /* root metadata of the image */
    size_t root_len;
    const char *place;                 /* its code */
    const struct languages *languages; /* of the image: a place needs one of them */
    struct clock_source clock;
    int64_t image_s; /* when the image was made, UTC: trusted time is never before it */
};
struct showing_refusal {
    bool any;
    uint8_t id[TRUST_HASH]; /* zeros: not known */
    char why[SHOWING_WHY];  /* one sentence for the operator */
};
struct showing {
    struct showing_ground ground;
    struct release *release; /* the one in use; NULL: none */
    int64_t floor_s;         /* of trusted time */
    struct showing_refusal refusal, undrawable;
    bool floor_noted; /* the floor is the one of shown/clock-floor, or later */
    uint8_t trying[TRUST_HASH];
    unsigned tries;    /* how often the one in shown/trying was begun; 0: there is none */
    bool from_content; /* the candidate is not in shown/ yet */
};

/* Reads shown/: the clock's floor, what is refused, what was being tried. */
void showing_begin(struct showing *showing, const struct showing_ground *ground);
void showing_end(struct showing *showing); /* frees the release; takes a zeroed one */

/* What this machine drew last. True: *ret_release is to be drawn, then showing_took or showing_could_not. */
MUST_CHECK bool showing_recall(struct showing *showing, struct release **ret_release);
/* content/current, when it is another than the one in use and not older; with none in use, else
 * content/previous. showing->refusal says what was refused on the way. SHOWING_NEW: as above. */
enum showing_found { SHOWING_NONE, SHOWING_SAME, SHOWING_NEW };
MUST_CHECK enum showing_found showing_look(struct showing *showing, struct release **ret_release);

/* It stands on the screen. Takes it, frees the one before, notes it in shown/ and copies it there. Not needed
 * to go on: the error is for the log. */
enum base_error showing_took(struct showing *showing, struct release *release);
/* Its screen could not be drawn: it is freed and refused from now on. */
enum base_error showing_could_not(struct showing *showing, struct release *release);
/* Writes shown/refused, or removes it. */
enum base_error showing_note_refusal(struct showing *showing);

/* Trusted time: never before the image was made nor before what was verified (rules/clock_floor.h). */
int64_t showing_now(const struct showing *showing);
/* Keys so old that nobody may read any more what is sealed to them. */
bool showing_too_old_to_tell(const struct showing *showing);
/* The release that a pointer of a content folder says it is: bytes in, nothing believed. */
bool showing_pointer_id(const void *bytes, size_t len, uint8_t ret_id[static TRUST_HASH]);

/* What the screens are given of a release (NULL: none) beside the image: content->network, place, hotlines,
 * packs and the help form, of the first pack that has one, else form. Borrowed from release. */
void showing_content(const struct release *release, const struct form *form, struct content *content);
/* "packs/<id>/<file>" of the release, verified each time it is read. For struct content_media. */
bool showing_media(const struct release *release, struct disk *content, const struct pack *pack,
    const char *file, struct buffer *ret_bytes);

#endif
