#include "firmware/hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define STEP_MS 50
#define BETWEEN_MS 600
#define REAL_WAIT_MS 20000

static const char form_json[] =
    "{\"id\":\"help\",\"version\":3,\"title\":\"Help\",\"questions\":["
    "{\"name\":\"danger\",\"type\":\"one\",\"label\":\"Are you in danger now?\",\"why\":\"Why\",\"choices\":["
    "{\"name\":\"yes\",\"label\":\"Yes\",\"urgency\":1},{\"name\":\"no\",\"label\":\"No\"}]},"
    "{\"name\":\"needs\",\"type\":\"several\",\"label\":\"What do you need?\",\"why\":\"Why\",\"choices\":["
    "{\"name\":\"bed\",\"label\":\"A bed\"},{\"name\":\"doctor\",\"label\":\"A doctor\"}]},"
    "{\"name\":\"more\",\"type\":\"text\",\"label\":\"Say more\",\"why\":\"Why\"},"
    "{\"name\":\"pass\",\"type\":\"consent\",\"label\":\"May we pass it on?\",\"why\":\"Why\",\"choices\":["
    "{\"name\":\"shelter\",\"label\":\"To a shelter\"},{\"name\":\"police\",\"label\":\"To the police\"}]}]}";

static int64_t wall(void *self)
{
    return ((struct hand *)self)->wall_s;
}
static int64_t mono(void *self)
{
    return ((struct hand *)self)->mono_ms;
}

static void write_words(const struct hand *hand, char *folder, size_t cap)
{
    struct buffer words;
    snprintf(folder, cap, "%s/words", hand->station.folder);
    assert_int_equal(mkdir(folder, 0750), 0);
    buffer_init(&words, 65536);
    for (int i = 0; i < 2048; i++)
        assert_int_equal(buffer_printf(&words, "word%d\n", i), BASE_OK);
    station_write(folder, "en.txt", words.bytes, words.len);
    buffer_clear(&words);
}

static void write_settings(struct hand *hand, const char *form, const char *words)
{
    struct buffer text;
    char path[128];
    const struct station *station = &hand->station;
    buffer_init(&text, 8192);
    assert_int_equal(buffer_printf(&text,
                         "[device]\nplace = demo-1\nroot = %s\noutbox = %s\ncontent = %s\ndrops = %s\n"
                         "device = %s\nshown = %s\n[panel]\nwidth = 1080\nheight = 1920\n"
                         "px_per_mm_x = 4.03\npx_per_mm_y = 4.03\n[image]\n",
                         station->root, station->outbox, station->content, station->drops, station->device,
                         station->shown),
        BASE_OK);
    assert_int_equal(
        buffer_printf(&text,
            "fonts = %s/assets/fonts.list\ncatalogues = %s/share/wayside/i18n\nlanguages = "
            "%s/i18n/languages.json\nform = %s\npictures = %s/share/wayside/pictures\nwords = %s\n",
            WAYSIDE_SOURCE, WAYSIDE_BUILD, WAYSIDE_SOURCE, form, WAYSIDE_BUILD, words),
        BASE_OK);
    station_write(station->folder, "kiosk.ini", text.bytes, text.len);
    buffer_clear(&text);
    snprintf(path, sizeof path, "%s/kiosk.ini", station->folder);
    char message[256] = "";
    if (!kiosk_settings_read(path, &hand->settings, message))
        fail_msg("%s", message);
}

static void begin(struct hand *hand)
{
    *hand = (struct hand){.wall_s = 1795564200, .mono_ms = 100000};
    log_init(&hand->log, "kiosk-test");
    station_init(&hand->station);
    hand->station.maker.places[0].time_zone = "Europe/Berlin";
}

void hand_init(struct hand *hand)
{
    char words[128], form[128];
    begin(hand);
    station_write(hand->station.folder, "form.json", form_json, strlen(form_json));
    snprintf(form, sizeof form, "%s/form.json", hand->station.folder);
    write_words(hand, words, sizeof words);
    write_settings(hand, form, words);
}

void hand_init_shipped(struct hand *hand)
{
    begin(hand);
    write_settings(
        hand, WAYSIDE_BUILD "/share/wayside/forms/help.json", WAYSIDE_BUILD "/share/wayside/words");
}

void hand_start(struct hand *hand)
{
    char message[256] = "";
    hand->port = memory_port_new();
    assert_non_null(hand->port);
    struct kiosk_outside outside = {
        .port = memory_port_of(hand->port),
        .clock = {wall, mono, hand},
        .log = &hand->log,
        .stop_fd = -1,
        .outbox = hand->outbox,
        .image_s = HAND_IMAGE_S,
    };
    hand->kiosk = kiosk_new(&hand->settings, &outside, message);
    if (!hand->kiosk)
        fail_msg("%s", message);
    hand_settle(hand);
}

void hand_stop(struct hand *hand)
{
    kiosk_free(hand->kiosk);
    memory_port_free(hand->port);
    hand->kiosk = NULL;
    hand->port = NULL;
}

void hand_clear(struct hand *hand)
{
    hand_stop(hand);
    kiosk_settings_clear(&hand->settings);
    station_clear(&hand->station);
}

int hand_prepare(void **state)
{
    struct hand *hand = calloc(1, sizeof *hand);
    hand_init(hand);
    *state = hand;
    return 0;
}

int hand_begin(void **state)
{
    hand_prepare(state);
    struct hand *hand = *state;
    station_release(&hand->station, "current");
    hand_start(hand);
    return 0;
}

int hand_end(void **state)
{
    struct hand *hand = *state;
    hand_clear(hand);
    free(hand);
    return 0;
}

bool hand_sees(const struct hand *hand, const char *id)
{
    return ui_node(kiosk_ui(hand->kiosk), id);
}

static const struct ui_node *find(const struct hand *hand, const char *id)
{
    const struct ui_node *node = ui_node(kiosk_ui(hand->kiosk), id);
    if (node)
        return node;
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(kiosk_ui(hand->kiosk), &count);
    for (size_t i = 0; i < count; i++)
        print_message("on the screen: %s\n", nodes[i].id);
    fail_msg("%s is not on the screen", id);
    return NULL;
}

const char *hand_reads(const struct hand *hand, const char *id)
{
    return find(hand, id)->label;
}

void hand_later(struct hand *hand, int64_t ms)
{
    while (ms > 0) {
        int64_t step = ms < STEP_MS ? ms : STEP_MS;
        hand->mono_ms += step;
        ms -= step;
        assert_true(kiosk_turn(hand->kiosk, 0));
    }
}

static void finger(struct hand *hand, enum ui_input_kind kind, struct box box)
{
    struct ui_input input = {
        .kind = kind, .x = box.x + box.w / 2, .y = box.y + box.h / 2, .at_ms = hand->mono_ms};
    assert_true(memory_port_play(hand->port, &input));
    assert_true(kiosk_turn(hand->kiosk, 0));
}

void hand_hold(struct hand *hand, const char *id, int ms)
{
    hand_later(hand, BETWEEN_MS);
    struct box box = find(hand, id)->box;
    finger(hand, UI_PRESS, box);
    hand_later(hand, ms);
    finger(hand, UI_RELEASE, box);
}

void hand_press(struct hand *hand, const char *id)
{
    hand_hold(hand, id, 80);
}

void hand_type(struct hand *hand, const char *ascii)
{
    for (; *ascii; ascii++) {
        char key[8];
        snprintf(key, sizeof key, "key.%c", *ascii);
        hand_press(hand, *ascii == ' ' ? "key.space" : key);
    }
}

void hand_digits(struct hand *hand, const char *digits)
{
    for (; *digits; digits++) {
        char key[16];
        snprintf(key, sizeof key, "digits.%c", *digits);
        hand_press(hand, key);
    }
}

static int64_t real_ms(void)
{
    struct clock_source clock = clock_system();
    return clock.mono_ms(clock.self);
}

void hand_wait(struct hand *hand, const char *id)
{
    int64_t until = real_ms() + REAL_WAIT_MS;
    while (!hand_sees(hand, id) && real_ms() < until)
        assert_true(kiosk_turn(hand->kiosk, 100));
    find(hand, id);
}

void hand_settle(struct hand *hand)
{
    int64_t until = real_ms() + REAL_WAIT_MS;
    while (!kiosk_settled(hand->kiosk) && real_ms() < until)
        assert_true(kiosk_turn(hand->kiosk, 100));
    assert_true(kiosk_settled(hand->kiosk));
    assert_true(kiosk_turn(hand->kiosk, 0));
}

void hand_fill_form(struct hand *hand, const char *text)
{
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    hand_press(hand, "home.tell");
    hand_press(hand, "form.begin");
    for (int page = 0; page < 8 && !hand_sees(hand, "check.send"); page++) {
        if (hand_sees(hand, "form.choice.yes"))
            hand_press(hand, "form.choice.yes");
        else if (hand_sees(hand, "form.choice.bed"))
            hand_press(hand, "form.choice.bed");
        else if (hand_sees(hand, "form.consent.shelter.yes"))
            hand_press(hand, "form.consent.shelter.yes");
        else if (hand_sees(hand, "form.field") && text)
            hand_type(hand, text);
        if (hand_sees(hand, "form.next"))
            hand_press(hand, "form.next");
    }
    find(hand, "check.send");
}
