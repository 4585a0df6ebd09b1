#include "demo/mirror.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/cursor.h"
#include "firmware/device.h"
#include "firmware/image.h"
#include "firmware/settings.h"
#include "firmware/showing.h"
#include "firmware/voices.h"

struct mirror {
    struct kiosk_settings settings;
    struct image image;
    struct disk content_disk;
    struct release *release;
    struct content content;
    struct voices voices;
    struct disk device;
    struct place_clock *place;
    struct clock_source clock;
    struct visit_keeper *keeper;
    struct ui *ui;
    struct surface surface;
};

static bool take_release(struct mirror *mirror, char ret_message[static 256])
{
    struct release_ground ground = {.root = mirror->image.root.bytes,
        .root_len = mirror->image.root.len,
        .place = mirror->settings.place,
        .held = true};
    mirror->release = release_open(&mirror->content_disk, "current", &ground, ret_message);
    return mirror->release;
}

static bool media_get(void *self, const struct pack *pack, const char *file, struct buffer *ret_png)
{
    struct mirror *mirror = self;
    return showing_media(mirror->release, &mirror->content_disk, pack, file, ret_png);
}

/* Where something can be said a screen has one button more. */
static void take_content(struct mirror *mirror)
{
    showing_content(mirror->release, mirror->image.form, &mirror->content);
    voices_packs(&mirror->voices, mirror->content.packs, mirror->content.pack_count);
    mirror->content.voice = voices_content(&mirror->voices);
}

static bool make_surface(struct mirror *mirror)
{
    int width = mirror->settings.panel.width, height = mirror->settings.panel.height;
    mirror->surface = (struct surface){.pixels = calloc((size_t)width * (size_t)height, 4),
        .width = width,
        .height = height,
        .stride = width};
    mirror->keeper = visit_keeper_new();
    return mirror->surface.pixels && mirror->keeper;
}

struct mirror *mirror_new(const char *settings, char ret_message[static 256])
{
    struct mirror *mirror = calloc(1, sizeof *mirror);
    snprintf(ret_message, 256, "no memory");
    if (!mirror)
        return NULL;
    mirror->clock = clock_system();
    if (!kiosk_settings_read(settings, &mirror->settings, ret_message) ||
        !image_load(&mirror->settings, &mirror->image, ret_message) ||
        disk_open(mirror->settings.content, &mirror->content_disk) != BASE_OK ||
        !take_release(mirror, ret_message) ||
        disk_open(mirror->settings.device, &mirror->device) != BASE_OK || !make_surface(mirror))
        goto failed;
    mirror->place = place_clock_new(mirror->clock, mirror->release->place->time_zone);
    mirror->content = (struct content){
        .media = {media_get, mirror},
        .languages = &mirror->image.languages,
        .catalogues = (const struct catalogue *const *)mirror->image.catalogues,
        .pictures = mirror->settings.pictures,
    };
    char silent[256];
    voices_begin(&mirror->voices, mirror->settings.voice, &mirror->image.languages, silent);
    mirror->voices.get = media_get;
    mirror->voices.self = mirror;
    take_content(mirror);
    mirror->ui = ui_new(mirror->settings.fonts, &mirror->settings.panel, &mirror->content, ret_message);
    if (mirror->ui && mirror->place)
        return mirror;
failed:
    mirror_free(mirror);
    return NULL;
}

bool mirror_follow(struct mirror *mirror)
{
    char message[256];
    struct release *before = mirror->release;
    mirror->release = NULL;
    bool news = take_release(mirror, message) && memcmp(mirror->release->id, before->id, TRUST_HASH) != 0;
    if (news) {
        take_content(mirror);
        ui_content(mirror->ui, &mirror->content);
        mirror_look(mirror);
    }
    release_free(news ? before : mirror->release);
    if (!news)
        mirror->release = before;
    return news;
}

void mirror_release(const struct mirror *mirror, char ret_hex[static 65])
{
    hex_write(mirror->release->id, TRUST_HASH, ret_hex);
}

void mirror_free(struct mirror *mirror)
{
    if (!mirror)
        return;
    ui_free(mirror->ui);
    voices_end(&mirror->voices);
    visit_keeper_free(mirror->keeper);
    place_clock_free(mirror->place);
    disk_close(&mirror->device);
    release_free(mirror->release);
    disk_close(&mirror->content_disk);
    image_clear(&mirror->image);
    kiosk_settings_clear(&mirror->settings);
    free(mirror->surface.pixels);
    free(mirror);
}

/* As firmware's own, from the same small files of the device folder. */
static struct ui_facts facts_now(struct mirror *mirror)
{
    struct device_notes notes = {0};
    device_read(&mirror->device, &notes);
    struct place_time time = place_clock_now(mirror->place, trust_signed_offline(mirror->release->trust));
    struct ui_facts facts = {
        .now_ms = mirror->clock.mono_ms(mirror->clock.self),
        .minute_of_day = time.minute_of_day,
        .connected_ago_s = notes.last_connection_s
                               ? mirror->clock.wall_s(mirror->clock.self) - notes.last_connection_s
                               : -1,
        .longest_leave_s = mirror->release->place->tick_s,
        .tell = UI_TELL_OPEN,
    };
    if (facts.connected_ago_s < 0 && notes.last_connection_s)
        facts.connected_ago_s = 0;
    snprintf(facts.today, sizeof facts.today, "%s", time.day);
    snprintf(facts.enrol_code, sizeof facts.enrol_code, "%s", notes.enrol_code);
    return facts;
}

void mirror_today(struct mirror *mirror, char ret_day[static 11])
{
    struct ui_facts facts = facts_now(mirror);
    memcpy(ret_day, facts.today, 11);
}

static enum ui_want step(struct mirror *mirror, const struct ui_input *inputs, size_t count)
{
    struct ui_facts facts = facts_now(mirror);
    return ui_step(mirror->ui, visit_of(mirror->keeper), &facts, inputs, count, &mirror->surface).want;
}

enum ui_want mirror_touch(struct mirror *mirror, enum ui_input_kind kind, int x, int y)
{
    struct ui_input input = {
        .kind = kind, .x = x, .y = y, .at_ms = mirror->clock.mono_ms(mirror->clock.self)};
    return step(mirror, &input, 1);
}

enum ui_want mirror_look(struct mirror *mirror)
{
    return step(mirror, NULL, 0);
}

struct visit *mirror_visit(struct mirror *mirror)
{
    return visit_of(mirror->keeper);
}

void mirror_end(struct mirror *mirror)
{
    visit_end(mirror->keeper);
    mirror_look(mirror);
    ui_forget(mirror->ui);
    mirror_look(mirror);
}

bool mirror_middle(struct mirror *mirror, const char *id, int *ret_x, int *ret_y)
{
    const struct ui_node *node = ui_node(mirror->ui, id);
    if (!node || !node->enabled)
        return false;
    *ret_x = node->box.x + node->box.w / 2;
    *ret_y = node->box.y + node->box.h / 2;
    return true;
}

const struct surface *mirror_surface(const struct mirror *mirror)
{
    return &mirror->surface;
}

const struct ui_node *mirror_nodes(const struct mirror *mirror, size_t *ret_count)
{
    return ui_nodes(mirror->ui, ret_count);
}

const char *mirror_findings(const struct mirror *mirror)
{
    return ui_findings(mirror->ui);
}

void mirror_ids(const struct mirror *mirror, char *ret_text, size_t cap)
{
    size_t count, len = 0;
    const struct ui_node *nodes = ui_nodes(mirror->ui, &count);
    ret_text[0] = 0;
    for (size_t i = 0; i < count && len < cap; i++)
        len += (size_t)snprintf(ret_text + len, cap - len, "%s ", nodes[i].id);
}
