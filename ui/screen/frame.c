/* The frame around every screen: a strip on top, the bar below, the question after a long time. */
#include "screen.h"

#include <stdio.h>
#include <string.h>

#define REACH_MM 1220    /* above the floor */
#define LEAST_CAP_MM 3.5 /* the smallest letters anywhere */
#define LOW_PAGE_MM 150  /* what a page with a keyboard needs */

static bool small(const struct ui *ui)
{
    return panel_small(&ui->panel);
}

static int margin(const struct ui *ui)
{
    return px_x(&ui->panel, small(ui) ? 3 : 12);
}

static int bar_height(const struct ui *ui)
{
    return px_y(&ui->panel, small(ui) ? TOUCH_H_MM : 20) + 1;
}

static int strip_height(const struct ui *ui)
{
    return px_y(&ui->panel, small(ui) ? 8 : 16);
}

static struct box bar_box(const struct ui *ui)
{
    int h = bar_height(ui), below = px_y(&ui->panel, small(ui) ? 2 : 8);
    return (struct box){margin(ui), ui->panel.height - h - below, ui->panel.width - 2 * margin(ui), h};
}

int frame_beyond_reach(const struct ui *ui)
{
    const struct panel *panel = &ui->panel;
    double above_mm = ui->facts ? ui->facts->panel_top_mm - REACH_MM : 0;
    int most = bar_box(ui).y - px_y(panel, LOW_PAGE_MM);
    if (small(ui) || panel->width > panel->height || above_mm <= 0 || most <= 0)
        return 0;
    int above = px_y(panel, above_mm);
    return above < most ? above : most;
}

struct box frame_content(const struct ui *ui)
{
    struct box bar = bar_box(ui);
    int top = strip_height(ui) + px_y(&ui->panel, small(ui) ? 1 : 6);
    if (typing_alone(ui))
        top = px_y(&ui->panel, 1);
    if (top < ui->lowered)
        top = ui->lowered;
    int gap = px_y(&ui->panel, small(ui) ? TOUCH_GAP_MM + 0.2 : 10);
    return (struct box){bar.x, top, bar.w, bar.y - gap - top};
}

int foot_height(struct ui *ui)
{
    int h = px_y(&ui->panel, small(ui) ? TOUCH_H_MM : 19) + 1;
    int line = button_height(&ui->pass, "next", say(&ui->pass, "Back"), ui->panel.width);
    return h > line ? h : line;
}

struct box frame_take_foot(const struct ui *ui, struct box *content, int h)
{
    struct box foot = {content->x, content->y + content->h - h, content->w, h};
    content->h -= h + px_y(&ui->panel, small(ui) ? TOUCH_GAP_MM + 0.2 : 7);
    return foot;
}

struct mark {
    const char *id, *icon, *words;
};

/* In words where there is room up to `end`, else its icon, and the words for the ear. */
static void draw_mark(struct ui *ui, const struct mark *mark, int *x, int end, struct box strip)
{
    struct pass *pass = &ui->pass;
    struct look look = {.cap_mm = 3.5, .colour = pass->theme->ink, .weight = TEXT_BOLD, .align = TEXT_CENTRE};
    int w = paragraph_width(words_layout(pass, &look, mark->words, 8 * strip.w)) +
            mx(pass, small(ui) ? 4 : 6);
    int h = words_height(pass, &look, mark->words, 8 * strip.w) + (small(ui) ? 0 : my(pass, 1));
    bool fits = *x + w <= end;
    if (!fits)
        w = mx(pass, small(ui) ? 8 : 12);
    struct box line = {*x, strip.y + (strip.h - h) / 2, w, h}, box = line;
    if (box.h > strip.h) { /* a tall line of letters that are not */
        box.y = strip.y + 1;
        box.h = strip.h - 1;
    }
    struct box placed = pass_place(pass, box);
    draw_frame(pass->list, placed, pass->theme->line, box.h / 2, 1);
    if (fits)
        words_draw(pass, &look, mark->words, line);
    else
        icon_draw(pass, mark->icon, small(ui) ? 5 : 6, box, pass->theme->ink);
    pass_node(pass, mark->id, ROLE_TEXT, placed, mark->words);
    *x += w + mx(pass, small(ui) ? 2 : 3);
}

/* What is to be known of the words on the page; what warns most comes first and keeps its words. */
static void draw_marks(struct ui *ui, const struct content *content, int x, int end, struct box strip)
{
    struct pass *pass = &ui->pass;
    struct mark marks[3];
    size_t count = 0;
    int icon_w = mx(pass, small(ui) ? 10 : 15);
    if ((pass->critical && !pass->reviewed) || pass->unreviewed)
        marks[count++] = (struct mark){"unreviewed", "eye", say(pass, "Translation not yet reviewed")};
    if (pass->elsewhere)
        marks[count++] = (struct mark){"elsewhere", "language", say(pass, "Partly in another language")};
    if ((content->network && content->network->demo) || pass->demo)
        marks[count++] = (struct mark){"demo", "info", say(pass, "Demonstration")};
    for (size_t i = 0; i < count; i++)
        draw_mark(ui, &marks[i], &x, end - (int)(count - 1 - i) * icon_w, strip);
}

void frame_strip(struct ui *ui, const struct content *content)
{
    struct pass *pass = &ui->pass;
    struct box strip = {margin(ui), my(pass, small(ui) ? 0 : 3), ui->panel.width - 2 * margin(ui),
        strip_height(ui) - my(pass, small(ui) ? 0 : 3)};
    struct look look = {.cap_mm = 3.5, .colour = pass->theme->quiet};
    int x = strip.x, clock_w = mx(pass, small(ui) ? 18 : 30);
    bool clock_known = ui->facts->minute_of_day >= 0;
    if (typing_alone(ui))
        return;
    if (content->place && !small(ui)) {
        const char *name = network_text(&content->place->name, pass->language);
        int w = paragraph_width(words_layout(pass, &look, name, strip.w / 2)) + 2;
        words_middle(pass, &look, name, (struct box){x, strip.y, w, strip.h});
        x += w + mx(pass, 6);
    }
    draw_marks(ui, content, x, strip.x + strip.w - (clock_known ? clock_w : 0), strip);
    if (!clock_known)
        return;
    char clock[8];
    snprintf(
        clock, sizeof(clock), "%02d:%02d", ui->facts->minute_of_day / 60 % 24, ui->facts->minute_of_day % 60);
    look.align = TEXT_END;
    const char *time = say_digits(pass, clock);
    int h = words_height(pass, &look, time, clock_w);
    words_draw(pass, &look, time,
        (struct box){strip.x + strip.w - clock_w, strip.y + (strip.h - h) / 2, clock_w, h});
}

static struct box next_in_bar(struct ui *ui, struct box *bar, double mm)
{
    struct box box = {bar->x, bar->y, px_x(&ui->panel, mm) + 1, bar->h};
    int gap = px_x(&ui->panel, small(ui) ? TOUCH_GAP_MM + 0.3 : 4);
    bar->x += box.w + gap;
    bar->w -= box.w + gap;
    return box;
}

/* What is closed or kept is not opened again by going back. */
static bool back_leads_somewhere(const struct widget_state *state, const struct visit *visit)
{
    if (visit->screen == SCREEN_CHECK)
        return visit->sending != WORK_RUNNING;
    if (visit->screen == SCREEN_WRITE_BACK)
        return visit->writing != WORK_RUNNING;
    if (visit->screen == SCREEN_RECEIPT)
        return state->stage != 0;
    return visit->screen != SCREEN_GOODBYE;
}

struct nav frame_bar(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct box bar = bar_box(ui);
    bool speaks = content->voice.has;
    bool tall = frame_beyond_reach(ui) > 0;
    double narrow = tall && speaks ? 23.5 : tall || speaks ? 29 : 34;
    double each = small(ui) ? TOUCH_W_MM : bar.w < mx(pass, 270) ? narrow : 34;
    const struct screen *screen = screen_of(visit->screen);
    bool rtl = pass->right_to_left, can_back = back_leads_somewhere(pass->state, visit);
    struct nav nav = {0};
    bool back = bar_button(pass, "bar.back", next_in_bar(ui, &bar, each), BUTTON_PLAIN, rtl ? "next" : "back",
        say(pass, "Back"), can_back);
    if (can_back && (back || pass->back_key))
        nav = screen->back ? screen->back(ui, content, visit)
                           : (visit->back_count > 0 ? nav_back() : nav_end());
    if (bar_button(pass, "bar.language", next_in_bar(ui, &bar, each), BUTTON_PLAIN, "language",
            say(pass, "Language"), visit->screen != SCREEN_LANGUAGE))
        nav = nav_go(SCREEN_LANGUAGE);
    if (bar_button(pass, "bar.size", next_in_bar(ui, &bar, each), BUTTON_PLAIN, "text-size",
            say(pass, "Text size"), true)) {
        visit->text_size = (visit->text_size + 1) % TEXT_SIZES;
        pass->state->page = 0;
        pass->state->pages = 1;
        pass->moved = true;
    }
    if (bar_button(pass, "bar.contrast", next_in_bar(ui, &bar, each), BUTTON_PLAIN, "contrast",
            say(pass, "Contrast"), true)) {
        visit->contrast = (visit->contrast + 1) % CONTRASTS;
        pass->moved = true;
    }
    bool speaking = ui->facts->speaking;
    struct box listen = speaks ? next_in_bar(ui, &bar, each) : bar; /* where it is on every screen */
    if (speaks &&
        bar_button(pass, "bar.listen", listen, BUTTON_PLAIN, speaking ? "pause" : "listen",
            speaking ? say(pass, "Pause") : say(pass, "Listen"), speaking || speech_offered(ui, visit)))
        speech_listen(ui);
    if (tall && bar_button(pass, "bar.reach", next_in_bar(ui, &bar, each), BUTTON_PLAIN,
                    visit->reach ? "reach-up" : "reach",
                    visit->reach ? say(pass, "Higher") : say(pass, "Lower"), true)) {
        visit->reach = !visit->reach;
        pass->state->page = 0;
        pass->state->pages = 1;
        pass->moved = true;
    }
    int widest = mx(pass, 90);
    if (bar.w > widest) {
        bar.x += bar.w - widest;
        bar.w = widest;
    }
    enum text_size size = pass->size;
    pass->size = small(ui) ? TEXT_SMALL : TEXT_NORMAL; /* always the same button, at every text size */
    if (button(pass, "leave", bar, BUTTON_LEAVE, rtl ? "leave-rtl" : "leave", say(pass, "Leave now"), true))
        nav = nav_end();
    pass->size = size;
    return nav;
}

struct nav frame_question(struct ui *ui)
{
    struct pass *pass = &ui->pass;
    struct widget_state *state = pass->state;
    struct box content = frame_content(ui);
    struct box box = box_inset(content, mx(pass, small(ui) ? 4 : 14), 0);
    struct look heading = look_heading(pass), body = look_body(pass);
    heading.align = body.align = TEXT_CENTRE;
    int64_t left_ms = state->active_ms + ASK_FOR_MS - pass->now_ms;
    unsigned long left = left_ms > 0 ? (unsigned long)((left_ms + 999) / 1000) : 0;
    const char *ask = say(pass, "Are you still here?");
    const char *count = say_count(pass, "This page closes in {n} second, and what you wrote is wiped.",
        "This page closes in {n} seconds, and what you wrote is wiped.", left);
    int pad = my(pass, small(ui) ? 4 : 12), button_h = foot_height(ui),
        w = box.w - 2 * mx(pass, small(ui) ? 4 : 12);
    int ask_h, count_h;
    for (;; heading.cap_mm *= 0.96, body.cap_mm *= 0.96) { /* all of it at once, however large the letters */
        ask_h = words_height(pass, &heading, ask, w);
        count_h = words_height(pass, &body, count, w);
        box.h = ask_h + count_h + button_h + 3 * pad + pad / 2;
        if (box.h <= content.h || body.cap_mm * 0.96 < LEAST_CAP_MM)
            break;
    }
    box.y = content.y + (content.h - box.h) / 2;
    card(pass, box);
    draw_frame(pass->list, pass_place(pass, box), pass->theme->accent, mx(pass, 3), mx(pass, 1));
    int x = box.x + (box.w - w) / 2, y = box.y + pad;
    words_node(pass, "still.ask", ROLE_HEADING, &heading, ask, (struct box){x, y, w, ask_h});
    y += ask_h + pad / 2;
    words_node(pass, "still.count", ROLE_TEXT, &body, count, (struct box){x, y, w, count_h});
    y += count_h + pad;
    bool here = button(pass, "still.here", (struct box){x, y, w, button_h}, BUTTON_MAIN, "check",
        say(pass, "I am still here"), true);
    /* a touch anywhere says the same; what lies below was not meant */
    if (here || (pass->input && pass->input->kind != UI_PRESS && pass->input->kind != UI_MOVE)) {
        state->asking = false;
        state->active_ms = pass->input->at_ms;
        pass_turned(pass);
    }
    pass_due(pass, pass->now_ms + (left_ms > 0 ? (left_ms - 1) % 1000 + 1 : 1));
    return (struct nav){0};
}

const struct network_team *team_here(const struct content *content)
{
    if (!content->network || !content->place || content->place->team >= content->network->team_count)
        return NULL;
    return &content->network->teams[content->place->team];
}
