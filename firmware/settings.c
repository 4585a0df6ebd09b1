#include "firmware/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PATH 1024

typedef const char *ask(struct settings *settings, const char *section, const char *key);

static void device_ask(struct kiosk_settings *out, ask *text)
{
    out->place = text(out->ini, "device", "place");
    out->root = text(out->ini, "device", "root");
    out->outbox = text(out->ini, "device", "outbox");
    out->content = text(out->ini, "device", "content");
    out->drops = text(out->ini, "device", "drops");
    out->device = text(out->ini, "device", "device");
    out->shown = text(out->ini, "device", "shown");
}

static void image_ask(struct kiosk_settings *out)
{
    out->fonts = settings_need(out->ini, "image", "fonts");
    out->catalogues = settings_need(out->ini, "image", "catalogues");
    out->languages = settings_need(out->ini, "image", "languages");
    out->form = settings_need(out->ini, "image", "form");
    out->pictures = settings_need(out->ini, "image", "pictures");
    out->words = settings_need(out->ini, "image", "words");
    out->voice = settings_text(out->ini, "image", "voice");
}

static void panel_ask(struct kiosk_settings *out)
{
    out->panel.width = (int)settings_number(out->ini, "panel", "width", 1080, 320, 7680);
    out->panel.height = (int)settings_number(out->ini, "panel", "height", 1920, 320, 7680);
    out->panel.px_per_mm_x = settings_decimal(out->ini, "panel", "px_per_mm_x", 4.03, 1.0, 40.0);
    out->panel.px_per_mm_y = settings_decimal(out->ini, "panel", "px_per_mm_y", 4.03, 1.0, 40.0);
    out->top_mm = settings_decimal(out->ini, "panel", "top_mm", 0, 0, 4000);
}

static bool read_all(
    const char *path, ask *of_device, struct kiosk_settings *ret_settings, char ret_message[static 256])
{
    struct kiosk_settings read = {0};
    if (!settings_read(path, &read.ini, ret_message))
        return false;
    device_ask(&read, of_device);
    panel_ask(&read);
    image_ask(&read);
    if (!settings_check(read.ini, ret_message)) {
        kiosk_settings_clear(&read);
        return false;
    }
    *ret_settings = read;
    return true;
}

bool kiosk_settings_read(const char *path, struct kiosk_settings *ret_settings, char ret_message[static 256])
{
    return read_all(path, settings_need, ret_settings, ret_message);
}

bool kiosk_settings_read_image(
    const char *path, struct kiosk_settings *ret_settings, char ret_message[static 256])
{
    return read_all(path, settings_text, ret_settings, ret_message);
}

bool kiosk_settings_standard(
    const char *bin, struct kiosk_settings *ret_settings, char ret_message[static 256])
{
    static const char *const names[] = {
        "fonts.list", "i18n", "languages.json", "forms/help.json", "pictures", "words", "voice"};
    enum { COUNT = sizeof names / sizeof *names };
    struct kiosk_settings made = {
        .panel = {.width = 1080, .height = 1920, .px_per_mm_x = 4.03, .px_per_mm_y = 4.03}};
    const char **texts[COUNT] = {
        &made.fonts, &made.catalogues, &made.languages, &made.form, &made.pictures, &made.words, &made.voice};
    char *paths = made.standard = calloc(COUNT, PATH);
    for (size_t i = 0; paths && i < COUNT; i++, paths += PATH) {
        int len = snprintf(paths, PATH, "%s/../share/wayside/%s", bin, names[i]);
        if (len >= PATH || access(paths, R_OK)) {
            snprintf(ret_message, 256, "%.200s is not there; give --settings", paths);
            kiosk_settings_clear(&made);
            return false;
        }
        *texts[i] = paths;
    }
    if (!made.standard) {
        snprintf(ret_message, 256, "not enough memory");
        return false;
    }
    *ret_settings = made;
    return true;
}

void kiosk_settings_clear(struct kiosk_settings *settings)
{
    settings_free(settings->ini);
    free(settings->standard);
    *settings = (struct kiosk_settings){0};
}
