#include "ui/screen/stage.h"

#include "widget/typist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct panel panel_portrait = {1080, 1920, 4.03, 4.03};
const struct panel panel_landscape = {1920, 1080, 4.03, 4.03};
const struct panel panel_seven_inch = {800, 480, 5.19, 5.59};

void stage_set_up(struct stage *stage, const struct panel *panel)
{
    char message[256] = "";
    memset(stage, 0, sizeof(*stage));
    stage->panel = *panel;
    stage_content_make(stage);
    stage->keeper = visit_keeper_new();
    assert_non_null(stage->keeper);
    stage->visit = visit_of(stage->keeper);
    stage->ui = ui_new(STAGE_SHARE "fonts.list", panel, &stage->content, message);
    if (!stage->ui)
        fail_msg("%s", message);
    stage->surface = (struct surface){
        calloc((size_t)panel->width * (size_t)panel->height, 4), panel->width, panel->height, panel->width};
    stage->facts = (struct ui_facts){.now_ms = 1000000,
        .today = "2026-11-24",
        .minute_of_day = 14 * 60 + 32,
        .connected_ago_s = 240,
        .checked_ago_s = 300,
        .longest_leave_s = 900};
    stage_step(stage, NULL, 0);
}

void stage_tear_down(struct stage *stage)
{
    ui_free(stage->ui);
    visit_keeper_free(stage->keeper);
    stage_content_clear(stage);
    free(stage->surface.pixels);
}

int stage_begin(void **state)
{
    stage_set_up(*state, &panel_portrait);
    return 0;
}

int stage_end(void **state)
{
    struct stage *stage = *state;
    assert_string_equal(stage->findings, "");
    stage_tear_down(stage);
    return 0;
}

void stage_step(struct stage *stage, const struct ui_input *inputs, size_t count)
{
    stage->result = ui_step(stage->ui, stage->visit, &stage->facts, inputs, count, &stage->surface);
    strncat(stage->findings, ui_findings(stage->ui), sizeof(stage->findings) - strlen(stage->findings) - 1);
    if (stage->result.want != UI_NOTHING)
        stage->wanted = stage->result.want;
    if (stage->result.want == UI_END) {
        visit_end(stage->keeper);
        stage->visit = visit_of(stage->keeper);
        stage->result = ui_step(stage->ui, stage->visit, &stage->facts, NULL, 0, &stage->surface);
        ui_forget(stage->ui);
    }
}

void stage_wait(struct stage *stage, int64_t ms)
{
    stage->facts.now_ms += ms;
    stage_step(stage, NULL, 0);
}

void stage_run(struct stage *stage, int64_t ms)
{
    int64_t end = stage->facts.now_ms + ms;
    for (int steps = 0; stage->facts.now_ms < end; steps++) {
        int64_t due = stage->result.due_ms < end ? stage->result.due_ms : end;
        assert_true(due > stage->facts.now_ms);
        assert_true(steps < 5000);
        stage->facts.now_ms = due;
        stage_step(stage, NULL, 0);
    }
}

bool stage_has(const struct stage *stage, const char *id)
{
    return ui_node(stage->ui, id) != NULL;
}

const struct ui_node *stage_node(struct stage *stage, const char *id)
{
    const struct ui_node *node = ui_node(stage->ui, id);
    if (!node) {
        char *dump = stage_dump(stage);
        print_error("%s", dump);
        free(dump);
        fail_msg("no node %s on %s", id, screen_name(stage->visit->screen));
    }
    return node;
}

static void finger(struct stage *stage, enum ui_input_kind kind, int x, int y, int number)
{
    struct ui_input input = {.kind = kind, .finger = number, .x = x, .y = y, .at_ms = stage->facts.now_ms};
    stage_step(stage, &input, 1);
}

static void at_node(struct stage *stage, enum ui_input_kind kind, const char *id, int number)
{
    struct box box = stage_node(stage, id)->box;
    finger(stage, kind, box.x + box.w / 2, box.y + box.h / 2, number);
}

void stage_down(struct stage *stage, const char *id, int number)
{
    at_node(stage, UI_PRESS, id, number);
}

void stage_up(struct stage *stage, const char *id, int number)
{
    at_node(stage, UI_RELEASE, id, number);
}

void stage_press(struct stage *stage, const char *id)
{
    struct box box = stage_node(stage, id)->box;
    int x = box.x + box.w / 2, y = box.y + box.h / 2;
    stage->facts.now_ms += 500;
    finger(stage, UI_PRESS, x, y, 0);
    stage->facts.now_ms += 80;
    finger(stage, UI_RELEASE, x, y, 0);
}

void stage_hold(struct stage *stage, const char *id, int64_t ms)
{
    struct box box = stage_node(stage, id)->box;
    stage->facts.now_ms += 500;
    finger(stage, UI_PRESS, box.x + box.w / 2, box.y + box.h / 2, 0);
    stage_run(stage, ms);
    finger(stage, UI_RELEASE, box.x + box.w / 2, box.y + box.h / 2, 0);
}

void stage_key(struct stage *stage, enum ui_key key)
{
    stage->facts.now_ms += 500;
    struct ui_input input = {.kind = UI_KEY, .key = key, .at_ms = stage->facts.now_ms};
    stage_step(stage, &input, 1);
}

void stage_type(struct stage *stage, const char *keys)
{
    while (*keys) {
        struct typist typist = typist_for(keys);
        while (!typist.done) {
            size_t count;
            const struct ui_node *nodes = ui_nodes(stage->ui, &count);
            const struct ui_node *node = typist_next(&typist, nodes, count);
            if (!node)
                fail_msg("the keyboard on %s has no %s", screen_name(stage->visit->screen), typist.key);
            stage_press(stage, node->id);
        }
        keys += typist.bytes;
    }
}

struct ui_input stage_input(struct stage *stage, enum ui_input_kind kind, const char *id, int number)
{
    struct box box = stage_node(stage, id)->box;
    return (struct ui_input){.kind = kind,
        .finger = number,
        .x = box.x + box.w / 2,
        .y = box.y + box.h / 2,
        .at_ms = stage->facts.now_ms};
}

void stage_home(struct stage *stage, const char *language)
{
    char id[48];
    stage_press(stage, "attract");
    snprintf(id, sizeof(id), "language.%s", language);
    stage_press(stage, id);
    assert_int_equal(stage->visit->screen, SCREEN_HOME);
}

void stage_home_to(struct stage *stage, const char *language, const char *tile)
{
    if (stage->visit->screen != SCREEN_ATTRACT)
        stage_press(stage, "leave");
    stage_home(stage, language);
    stage_page_to(stage, tile);
    stage_press(stage, tile);
}

void stage_help(struct stage *stage, const char *language)
{
    stage_home_to(stage, language, "home.help");
}

void stage_check(struct stage *stage)
{
    stage_begin_form(stage, "en");
    stage_answer_all(stage);
}

void stage_digits(struct stage *stage, const char *digits)
{
    for (; *digits; digits++) {
        char id[16];
        snprintf(id, sizeof(id), "digits.%c", *digits);
        stage_press(stage, id);
    }
}

void stage_begin_form(struct stage *stage, const char *language)
{
    char id[48];
    if (stage->visit->screen == SCREEN_ATTRACT)
        stage_press(stage, "attract");
    snprintf(id, sizeof(id), "language.%s", language);
    stage_press(stage, id);
    stage_press(stage, "home.tell");
    stage_page_to(stage, "form.begin");
    stage_press(stage, "form.begin");
}

void stage_page_to(struct stage *stage, const char *id)
{
    for (int i = 0; i < 20 && !stage_has(stage, id) && stage_has(stage, "page.before"); i++)
        stage_press(stage, "page.before");
    for (int i = 0; i < 20 && !stage_has(stage, id) && stage_has(stage, "page.next"); i++)
        stage_press(stage, "page.next");
    stage_node(stage, id);
}

const char *stage_label(struct stage *stage, const char *id)
{
    stage_page_to(stage, id);
    return stage_node(stage, id)->label;
}

void stage_first_page(struct stage *stage)
{
    while (stage_has(stage, "page.before"))
        stage_press(stage, "page.before");
}

bool stage_next_page(struct stage *stage)
{
    bool more = stage_has(stage, "page.next");
    if (more)
        stage_press(stage, "page.next");
    return more;
}

const char *stage_order(struct stage *stage, const char *prefix)
{
    size_t len = 0, count, skipped = strlen(prefix);
    stage->order[0] = 0;
    stage_first_page(stage);
    do {
        const struct ui_node *nodes = ui_nodes(stage->ui, &count);
        for (size_t i = 0; i < count; i++)
            if (strncmp(nodes[i].id, prefix, skipped) == 0)
                len += (size_t)snprintf(stage->order + len, sizeof(stage->order) - len, "%s%s",
                    len ? " " : "", nodes[i].id + skipped);
    } while (stage_next_page(stage));
    return stage->order;
}

static void choose(struct stage *stage, const char *name)
{
    char id[48];
    snprintf(id, sizeof(id), "form.choice.%s", name);
    stage_page_to(stage, id);
    stage_press(stage, id);
}

/* On through questions that are left out. */
static void skip_to(struct stage *stage, const char *id)
{
    for (int i = 0; i < QUESTIONS_MAX && !stage_has(stage, id); i++)
        stage_press(stage, "form.next");
    stage_node(stage, id);
}

void stage_answer_all(struct stage *stage)
{
    choose(stage, "soon");
    stage_press(stage, "form.next");
    stage_press(stage, "form.next"); /* the number */
    choose(stage, "18plus");
    stage_press(stage, "form.next");
    choose(stage, "trust");
    stage_press(stage, "form.next");
    choose(stage, "bed");
    choose(stage, "lawyer");
    stage_press(stage, "form.next");
    stage_press(stage, "form.next"); /* who can help with it */
    skip_to(stage, "form.choice.papers");
    choose(stage, "papers");
    choose(stage, "not_as_promised");
    stage_press(stage, "form.next");
    skip_to(stage, "form.consent.shelter_doctor.yes"); /* nothing more to say */
    stage_page_to(stage, "form.consent.lawyer.yes");
    stage_press(stage, "form.consent.lawyer.yes");
    stage_press(stage, "form.next");
    assert_int_equal(stage->visit->screen, SCREEN_CHECK);
}

char *stage_dump(struct stage *stage)
{
    static const char *const roles[] = {
        "text", "heading", "button", "choice", "check", "key", "field", "picture", "progress"};
    size_t count, len = 0, cap = 1 << 16;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    char *dump = malloc(cap);
    assert_non_null(dump);
    len += (size_t)snprintf(dump, cap, "== %s\n", screen_name(stage->visit->screen));
    for (size_t i = 0; i < count && len < cap - 8192; i++) {
        if (nodes[i].role == ROLE_KEY)
            continue; /* tests/ui/widget has the keys */
        len += (size_t)snprintf(dump + len, cap - len, "%-8s %s%s%s%s | %s\n", roles[nodes[i].role],
            nodes[i].id, nodes[i].enabled ? "" : " (not now)", nodes[i].chosen ? " (chosen)" : "",
            nodes[i].secret ? " (secret)" : "", nodes[i].label);
    }
    return dump;
}

uint32_t *stage_pixels(const struct stage *stage)
{
    size_t bytes = (size_t)stage->panel.width * (size_t)stage->panel.height * 4;
    uint32_t *copy = malloc(bytes);
    assert_non_null(copy);
    memcpy(copy, stage->surface.pixels, bytes);
    return copy;
}

bool stage_png(struct stage *stage, const char *path)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
        .width = (png_uint_32)stage->panel.width,
        .height = (png_uint_32)stage->panel.height,
        .format = PNG_FORMAT_RGB};
    size_t pixels = (size_t)stage->panel.width * (size_t)stage->panel.height;
    uint8_t *rgb = malloc(pixels * 3);
    assert_non_null(rgb);
    for (size_t i = 0; i < pixels; i++) {
        rgb[i * 3] = (uint8_t)(stage->surface.pixels[i] >> 16);
        rgb[i * 3 + 1] = (uint8_t)(stage->surface.pixels[i] >> 8);
        rgb[i * 3 + 2] = (uint8_t)stage->surface.pixels[i];
    }
    bool ok = png_image_write_to_file(&image, path, 0, rgb, 0, NULL);
    free(rgb);
    return ok;
}
