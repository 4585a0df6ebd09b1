#include "call_time.h"
#include "help_lines.h"
#include "pinyin/pinyin.h"
#include "services_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PASSES_MAX 4

/* What a screen looks at in each pass is parsed once, here. */
static void read_content(struct ui *ui)
{
    ui->services = services_list_new(ui->content);
    ui->help = help_lines_new(ui->content, ui->services);
    ui->call_time = call_time_new(ui->content);
}

static void forget_content(struct ui *ui)
{
    call_time_free(ui->call_time);
    help_lines_free(ui->help);
    services_list_free(ui->services);
    ui->call_time = NULL;
    ui->help = NULL;
    ui->services = NULL;
}

struct ui *ui_new(
    const char *fonts, const struct panel *panel, const struct content *content, char ret_message[static 256])
{
    struct ui *ui = calloc(1, sizeof(*ui));
    if (!ui)
        goto out;
    ui->panel = *panel;
    ui->content = content;
    for (size_t i = 0; i < LISTS; i++)
        if (!(ui->lists[i] = draw_list_new()))
            goto out;
    for (size_t i = 0; i < 2; i++)
        if (!(ui->made[i] = calloc(1, sizeof(*ui->made[i]))))
            goto out;
    if (!(ui->pictures = pictures_new(content->pictures)))
        goto out;
    ui->pinyin = pinyin_new();
    if (!(ui->text = text_new(fonts, panel, ret_message))) {
        ui_free(ui);
        return NULL;
    }
    read_content(ui);
    return ui;
out:
    snprintf(ret_message, 256, "no memory for the screens");
    ui_free(ui);
    return NULL;
}

void ui_free(struct ui *ui)
{
    if (!ui)
        return;
    for (size_t i = 0; i < LISTS; i++)
        if (ui->lists[i])
            draw_list_free(ui->lists[i]);
    for (size_t i = 0; i < 2; i++) {
        if (ui->made[i])
            explicit_bzero(ui->made[i], sizeof(*ui->made[i]));
        free(ui->made[i]);
    }
    forget_content(ui);
    pictures_free(ui->pictures);
    pinyin_free(ui->pinyin);
    if (ui->text)
        text_free(ui->text);
    free(ui);
}

void ui_content(struct ui *ui, const struct content *content)
{
    ui->content = content;
    forget_content(ui);
    read_content(ui);
    pictures_renew(ui->pictures);
}

void ui_repaint(struct ui *ui)
{
    ui->painted = NULL;
}

void ui_forget(struct ui *ui)
{
    for (size_t i = 0; i < LISTS; i++)
        if (ui->lists[i] != ui->painted)
            draw_list_reset(ui->lists[i]);
    /* what stands on the surface is attract, and only its nodes are kept */
    explicit_bzero(ui->made[1 - ui->made_now], sizeof(*ui->made[0]));
    struct scratch *scratch = &ui->made[ui->made_now]->scratch;
    explicit_bzero(scratch->bytes + scratch->used, sizeof(scratch->bytes) - scratch->used);
    struct pass_made *made = ui->made[ui->made_now];
    explicit_bzero(made->nodes + made->node_count, (NODES_MAX - made->node_count) * sizeof(made->nodes[0]));
    explicit_bzero(&ui->speech, sizeof(ui->speech));
    explicit_bzero(&ui->pass, sizeof(ui->pass));
    text_wipe_visit(ui->text);
    if (ui->pinyin)
        pinyin_wipe(ui->pinyin);
}

const struct ui_node *ui_nodes(const struct ui *ui, size_t *ret_count)
{
    const struct pass_made *made = ui->made[ui->made_now];
    *ret_count = made->node_count;
    return made->nodes;
}

const struct ui_node *ui_node(const struct ui *ui, const char *id)
{
    const struct pass_made *made = ui->made[ui->made_now];
    for (size_t i = 0; i < made->node_count; i++)
        if (strcmp(made->nodes[i].id, id) == 0)
            return &made->nodes[i];
    return NULL;
}

const struct draw_list *ui_list(const struct ui *ui)
{
    return ui->painted;
}

const struct text *ui_text(const struct ui *ui)
{
    return ui->text;
}

const char *ui_findings(const struct ui *ui)
{
    return ui->findings.text;
}

static const char *language_now(const struct content *content, const struct visit *visit)
{
    if (visit->language[0])
        return visit->language;
    if (content->place && content->place->language_count > 0)
        return content->place->languages[0];
    return content->languages && content->languages->count > 0 ? content->languages->in[0].tag : "en";
}

static void pass_setup(struct ui *ui, struct visit *visit, const struct ui_input *input)
{
    const struct content *content = ui->content;
    struct draw_list *list = ui->lists[ui->next_list];
    if (list == ui->painted)
        list = ui->lists[ui->next_list = (ui->next_list + 1) % LISTS];
    ui->next_list = (ui->next_list + 1) % LISTS;
    ui->made_now = 1 - ui->made_now;
    pictures_pass(ui->pictures);
    ui->pass = (struct pass){
        .panel = &ui->panel,
        .theme = theme_of(visit->screen == SCREEN_ATTRACT ? CONTRAST_NORMAL : (enum contrast)visit->contrast),
        .language = language_now(content, visit),
        .reviewed = true,
        .size = visit->screen == SCREEN_ATTRACT ? TEXT_NORMAL : (enum text_size)visit->text_size,
        .now_ms = ui->facts->now_ms,
        .input = input,
        .text = ui->text,
        .pictures = ui->pictures,
        .pinyin = ui->pinyin,
        .state = (struct widget_state *)visit->widget_state,
        .list = list,
        .made = ui->made[ui->made_now],
        .findings = &ui->findings,
    };
    ui->lowered = visit->reach ? frame_beyond_reach(ui) : 0;
    for (size_t i = 0; content->languages && i < content->languages->count; i++) {
        if (strcmp(content->languages->in[i].tag, ui->pass.language) != 0)
            continue;
        ui->pass.language = content->languages->in[i].tag; /* stays when the visit's changes in this pass */
        ui->pass.catalogue = content->catalogues[i];
        ui->pass.reviewed = content->languages->in[i].reviewed;
    }
}

/* Carries out where a screen wants to go. */
static void follow(struct ui *ui, struct visit *visit, struct nav nav)
{
    struct pass *pass = &ui->pass;
    if (nav.want == UI_END) {
        nav = (struct nav){.kind = NAV_INSTEAD, .screen = SCREEN_ATTRACT};
        visit->back_count = 0;
        pass->state->asking = false;
    }
    if (nav.kind == NAV_STAY)
        return;
    uint16_t page = 0, pages = 1;
    if (nav.kind == NAV_GO && visit->back_count < VISIT_BACK) {
        visit->back[visit->back_count] = visit->screen;
        visit->back_page[visit->back_count] = pass->state->page;
        visit->back_pages[visit->back_count++] = pass->state->pages;
    }
    if (nav.kind == NAV_BACK && visit->back_count > 0) {
        nav.screen = visit->back[--visit->back_count];
        page = visit->back_page[visit->back_count];
        pages = visit->back_pages[visit->back_count];
    } else if (nav.kind == NAV_BACK) {
        nav.screen = SCREEN_HOME;
    }
    visit->screen = nav.screen;
    pass->state->stage = 0;
    pass->state->focus = 0;
    pass_turned(pass);
    pass->state->page = page;
    pass->state->pages = pages;
}

static struct nav pass_run(struct ui *ui, struct visit *visit, const struct ui_input *input)
{
    const struct content *content = ui->content;
    pass_setup(ui, visit, input);
    ui->form = form_now(content, visit);
    struct pass *pass = &ui->pass;
    struct widget_state *state = pass->state;
    const struct screen *screen = screen_of(visit->screen);
    pass_begin(pass);
    draw_fill(pass->list, (struct box){0, 0, ui->panel.width, ui->panel.height}, pass->theme->page, 0);
    struct nav nav = {0};
    if (visit->screen == SCREEN_ATTRACT) {
        nav = screen->draw(ui, content, visit);
    } else {
        pass->covered = state->asking;
        nav = screen->draw(ui, content, visit);
        pass->covered = false;
        struct nav bar = frame_bar(ui, content, visit);
        if (bar.kind != NAV_STAY || bar.want != UI_NOTHING)
            nav = bar;
        frame_strip(ui, content);
        if (state->asking) {
            struct nav question = frame_question(ui);
            if (question.want != UI_NOTHING)
                nav = question;
        } else {
            pass_due(pass, state->active_ms + (state->typing ? ASK_AFTER_TYPING_MS : ASK_AFTER_MS));
        }
    }
    pass_end(pass);
    follow(ui, visit, nav);
    return nav;
}

/* The keypad moves from one thing that can be pressed to the next. */
static void move_focus(struct ui *ui, struct visit *visit, const struct ui_input *input)
{
    struct widget_state *state = (struct widget_state *)visit->widget_state;
    const struct pass_made *made = ui->made[ui->made_now];
    bool forward = input->key == KEY_DOWN || input->key == KEY_RIGHT;
    if (input->kind != UI_KEY || (!forward && input->key != KEY_UP && input->key != KEY_LEFT))
        return;
    size_t order[NODES_MAX], count = 0, at = NODES_MAX;
    for (size_t i = 0; i < made->node_count; i++) {
        if (made->nodes[i].role < ROLE_BUTTON || made->nodes[i].role > ROLE_FIELD || !made->nodes[i].enabled)
            continue;
        if (id_hash(made->nodes[i].id) == state->focus)
            at = count;
        order[count++] = i;
    }
    if (count == 0)
        return;
    if (at == NODES_MAX)
        at = forward ? 0 : count - 1;
    else
        at = (at + (forward ? 1 : count - 1)) % count;
    state->focus = id_hash(made->nodes[order[at]].id);
    state->focus_shown = true;
}

/* Long without a touch: first the question, then the end. */
static enum ui_want look_at_time(struct ui *ui, struct visit *visit)
{
    struct widget_state *state = (struct widget_state *)visit->widget_state;
    int64_t now = ui->facts->now_ms;
    if (visit->screen == SCREEN_ATTRACT)
        return UI_NOTHING;
    bool listens = (ui->facts->speaking || ui->speech.was) && now - ui->speech.from_ms < LISTEN_MOST_MS;
    if (state->active_ms == 0 || (listens && !state->asking))
        state->active_ms = now;
    int64_t limit = state->typing ? ASK_AFTER_TYPING_MS : ASK_AFTER_MS;
    if (!state->asking && now - state->active_ms >= limit) {
        state->asking = true;
        state->active_ms = now; /* the twenty seconds begin when the question stands there */
        state->pressed = 0;
        ui->speech.wanted = ui->speech.used;
    } else if (state->asking && now - state->active_ms >= ASK_FOR_MS) {
        follow(ui, visit, nav_end());
        return UI_END;
    }
    return UI_NOTHING;
}

/* Passes until one changes nothing. */
static void settle(struct ui *ui, struct visit *visit, enum ui_want *want)
{
    for (int n = 1;; n++) {
        struct nav nav = pass_run(ui, visit, NULL);
        if (nav.want != UI_NOTHING && *want != UI_END)
            *want = nav.want;
        if (!ui->pass.moved && nav.kind == NAV_STAY && nav.want == UI_NOTHING)
            return;
        if (n == PASSES_MAX) {
            pass_finding(&ui->pass, "more than four passes", screen_name(visit->screen));
            return;
        }
    }
}

struct ui_result ui_step(struct ui *ui, struct visit *visit, const struct ui_facts *facts,
    const struct ui_input *inputs, size_t count, struct surface *surface)
{
    struct ui_result result = {.due_ms = INT64_MAX};
    ui->facts = facts;
    ui->findings.len = 0;
    ui->findings.text[0] = 0;
    result.want = look_at_time(ui, visit);
    for (size_t i = 0; i < count && result.want != UI_END; i++) {
        if (inputs[i].kind == UI_MOVE && i + 1 < count && inputs[i + 1].kind == UI_MOVE &&
            inputs[i + 1].finger == inputs[i].finger)
            continue; /* only where the finger came to counts */
        speech_input(ui, &inputs[i], &result);
        move_focus(ui, visit, &inputs[i]);
        struct nav nav = pass_run(ui, visit, &inputs[i]);
        if (nav.want != UI_NOTHING)
            result.want = nav.want;
    }
    settle(ui, visit, &result.want);
    speech_result(ui, visit, &result);
    struct draw_list *now = ui->pass.list;
    unsigned missing = text_missing(ui->text);
    if (missing != ui->missing)
        pass_finding(&ui->pass, "glyphs are missing on", screen_name(visit->screen));
    ui->missing = missing;
    if (draw_list_dropped(now) > 0)
        pass_finding(&ui->pass, "more is drawn than a list holds on", screen_name(visit->screen));
    draw_paint(ui->painted, now, ui->pass.theme->page, surface, &result.damage);
    ui->painted = now;
    result.due_ms = ui->pass.due_ms;
    ui->facts = NULL;
    return result;
}
