/* firmware: start-up, the loop and what carries out the wants of the screens. This is the only room that
 * knows the screens and the sealing both; it knows no network.
 *
 * settings: what the device's settings file says (docs/formats.md, Settings, kiosk). */
#ifndef WAYSIDE_FIRMWARE_SETTINGS_H
#define WAYSIDE_FIRMWARE_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/settings.h"
#include "draw/theme.h"

struct kiosk_settings {
    struct settings *ini; /* owns every text below, or */
    char *standard;       /* does */
    const char *place;
    const char *root;                                      /* root.json of the read-only image */
    const char *outbox, *content, *drops, *device, *shown; /* folders */
    struct panel panel;
    double top_mm; /* how high the panel's upper edge is above the floor; 0: not known */
    const char *fonts, *catalogues, *languages, *form, *pictures, *words; /* of the read-only image */
    const char *voice; /* of the image too; NULL: nothing of the screens themselves is read aloud */
};

/* False with one sentence that names file, section and key. */
MUST_CHECK bool kiosk_settings_read(
    const char *path, struct kiosk_settings *ret_settings, char ret_message[static 256]);
/* For pictures of what is not on a device: [panel] and [image] are read, of [device] whatever is there. */
MUST_CHECK bool kiosk_settings_read_image(
    const char *path, struct kiosk_settings *ret_settings, char ret_message[static 256]);
/* The same, with no file: the standard panel, and the share/wayside/ that stands beside the folder bin. */
MUST_CHECK bool kiosk_settings_standard(
    const char *bin, struct kiosk_settings *ret_settings, char ret_message[static 256]);
void kiosk_settings_clear(struct kiosk_settings *settings);

#endif
