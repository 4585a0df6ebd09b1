#include "firmware/settings.h"

#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

static void device_ask(struct kiosk_settings *out)
{
    out->place = settings_need(out->ini, "device", "place");
    out->outbox = settings_need(out->ini, "device", "outbox");
    out->content = settings_need(out->ini, "device", "content");
    out->drops = settings_need(out->ini, "device", "drops");
    out->device = settings_need(out->ini, "device", "device");
    out->shown = settings_need(out->ini, "device", "shown");
}

static void image_ask(struct kiosk_settings *out)
{
    out->fonts = settings_need(out->ini, "image", "fonts");
    out->catalogues = settings_need(out->ini, "image", "catalogues");
    out->languages = settings_need(out->ini, "image", "languages");
    out->form = settings_need(out->ini, "image", "form");
    out->pictures = settings_need(out->ini, "image", "pictures");
    out->words = settings_need(out->ini, "image", "words");
}

static void panel_ask(struct kiosk_settings *out)
{
    out->panel.width = (int)settings_number(out->ini, "panel", "width", 1080, 320, 7680);
    out->panel.height = (int)settings_number(out->ini, "panel", "height", 1920, 320, 7680);
    out->panel.px_per_mm_x = settings_decimal(out->ini, "panel", "px_per_mm_x", 4.03, 1.0, 40.0);
    out->panel.px_per_mm_y = settings_decimal(out->ini, "panel", "px_per_mm_y", 4.03, 1.0, 40.0);
}

bool kiosk_settings_read(const char *path, struct kiosk_settings *ret_settings, char ret_message[static 256])
{
    struct kiosk_settings read = {0};
    if (!settings_read(path, &read.ini, ret_message))
        return false;
    device_ask(&read);
    const char *root = settings_need(read.ini, "device", "root_key");
    panel_ask(&read);
    image_ask(&read);
    if (!settings_check(read.ini, ret_message)) {
        kiosk_settings_clear(&read);
        return false;
    }
    if (!hex_read(root, strlen(root), read.root_key, sizeof read.root_key)) {
        snprintf(
            ret_message, 256, "%.150s: [device] root_key must be 64 lower-case hexadecimal digits", path);
        kiosk_settings_clear(&read);
        return false;
    }
    *ret_settings = read;
    return true;
}

void kiosk_settings_clear(struct kiosk_settings *settings)
{
    settings_free(settings->ini);
    *settings = (struct kiosk_settings){0};
}
