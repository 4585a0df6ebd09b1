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
    struct settings *ini; /* owns every text below */
    const char *place;
    uint8_t root_key[32];
    const char *outbox, *content, *drops, *device, *shown; /* folders */
    struct panel panel;
    const char *fonts, *catalogues, *languages, *form, *pictures, *words; /* of the read-only image */
};

/* False with one sentence that names file, section and key. */
MUST_CHECK bool kiosk_settings_read(
    const char *path, struct kiosk_settings *ret_settings, char ret_message[static 256]);
void kiosk_settings_clear(struct kiosk_settings *settings);

#endif
