/* Blocks one after another, in pages when they do not fit. Pages, never scroll bars. */
#include "widget/widget.h"

#include <stdio.h>

static int pager_height(struct pass *pass)
{
    struct look look = look_quiet(pass);
    int h = my(pass, 16);
    int line = words_height(pass, &look, say_digits(pass, "0"), pass->panel->width) + my(pass, 2);
    return h > line ? h : line;
}

/* On a small panel: one above the other, or side by side where that is too high. */
static int pager_columns(const struct pass *pass, int h)
{
    return h < 2 * (my(pass, TOUCH_H_MM) + 1) + my(pass, TOUCH_GAP_MM) + 1 ? 2 : 1;
}

void flow_begin(struct pass *pass, struct flow *flow, struct box box)
{
    bool small = panel_small(pass->panel);
    *flow = (struct flow){.box = box, .gap = my(pass, small ? 2.6 : 7), .current = pass->state->page};
    flow->pager = pass->state->pages > 1;
    flow->spread = flow->pager ? 0 : pass->state->spread;
    flow->gap += flow->spread;
    if (flow->pager && small) { /* beside, since height is what such a panel lacks */
        int gap = mx(pass, TOUCH_GAP_MM) + 1,
            w = pager_columns(pass, box.h) * (mx(pass, TOUCH_W_MM) + 1 + gap) - gap;
        flow->pager_box = (struct box){box.x + box.w - w, box.y, w, box.h};
        flow->box.w -= w + gap;
    } else if (flow->pager) {
        int h = pager_height(pass), gap = my(pass, 4);
        flow->pager_box = (struct box){box.x, box.y + box.h - h, box.w, h};
        flow->box.h -= h + gap;
    }
}

int flow_grow(struct pass *pass, struct flow *flow, int most)
{
    int each = flow->pager || flow->tight ? 0 : pass->state->grow;
    each = each > most ? most : each;
    flow->growing++;
    flow->grown += each;
    flow->grow_most = most > flow->grow_most ? most : flow->grow_most;
    return each;
}

int flow_left(const struct flow *flow)
{
    return flow->box.h - flow->y;
}

int flow_room(const struct flow *flow)
{
    return flow_left(flow) + flow->spread * flow->blocks + flow->grown;
}

static void new_page(struct flow *flow)
{
    flow->page++;
    flow->y = 0;
}

bool flow_take(struct flow *flow, int h, struct box *ret_box)
{
    if (flow->y > 0 && flow->y + h > flow->box.h)
        new_page(flow);
    *ret_box = (struct box){flow->box.x, flow->box.y + flow->y, flow->box.w, h};
    flow->y += h + flow->gap;
    flow->blocks++;
    return flow->page == flow->current;
}

void flow_keep(struct flow *flow, int h)
{
    if (flow->y > 0 && flow->y + h > flow->box.h && h <= flow->box.h)
        new_page(flow);
}

void flow_space(struct flow *flow, int h)
{
    if (flow->y > 0)
        flow->y += h;
}

/* Between two lines: where the one above ends and the one below begins. */
static int line_top(const struct paragraph *paragraph, int line)
{
    if (line <= 0)
        return 0;
    if (line >= paragraph_lines(paragraph))
        return paragraph_height(paragraph);
    int above = paragraph_baseline(paragraph, line - 1), below = paragraph_baseline(paragraph, line);
    return above + (below - above) * 3 / 10;
}

/* How many lines from `line` on fit in h. */
static int lines_in(const struct paragraph *paragraph, int line, int h)
{
    int count = 0, top = line_top(paragraph, line);
    while (line + count < paragraph_lines(paragraph) && line_top(paragraph, line + count + 1) - top <= h)
        count++;
    return count;
}

static void draw_lines(struct pass *pass, const char *id, enum ui_role role, const struct look *look,
    const struct paragraph *paragraph, const char *words, int line, int count, struct box box)
{
    struct box placed = pass_place(pass, box);
    int top = line_top(paragraph, line);
    bool whole = line == 0 && count == paragraph_lines(paragraph);
    if (paragraph_width(paragraph) > placed.w + 1)
        pass_finding(pass, "text is cut", look->keep == TEXT_VISIT ? "what was typed" : words);
    if (!whole)
        draw_clip_push(pass->list, placed);
    paragraph_draw(paragraph, pass->list, placed.x, placed.y - top, look->colour);
    if (!whole)
        draw_clip_pop(pass->list);
    struct ui_node *node = pass_node(pass, id, role, placed, words);
    node->secret = look->keep == TEXT_VISIT;
    if (look->language)
        node->language = look->language;
}

struct lead { /* what stands before the first line */
    int inset;
    const char *icon, *mark;
};

static void draw_lead(
    struct pass *pass, const struct look *look, const struct lead *lead, struct box box, int line_h)
{
    struct box at = {box.x, box.y, lead->inset - mx(pass, 3), line_h};
    struct look mark = *look;
    mark.weight = TEXT_BOLD;
    mark.colour = pass->theme->accent;
    mark.align = TEXT_CENTRE;
    if (lead->icon)
        icon_draw(pass, lead->icon, look->cap_mm * 2, at, pass->theme->accent);
    at.h = lead->mark ? words_height(pass, &mark, lead->mark, at.w) : 0; /* on the same baseline */
    if (lead->mark)
        words_draw(pass, &mark, lead->mark, at);
}

/* Over as many pages as needed; at least two lines stay together where there are two. */
static void flow_lines(struct pass *pass, struct flow *flow, const char *id, enum ui_role role,
    const struct look *look, const char *words, const struct lead *lead)
{
    int inset = lead->inset;
    const struct paragraph *paragraph = words_layout(pass, look, words, flow->box.w - inset);
    int lines = paragraph_lines(paragraph);
    for (int line = 0; line < lines;) {
        int count = lines_in(paragraph, line, flow_left(flow));
        int least = lines - line < 2 ? lines - line : 2;
        if (count < least && flow->y > 0) {
            new_page(flow);
            continue;
        }
        count = count < 1 ? 1 : count;
        struct box box;
        int h = line_top(paragraph, line + count) - line_top(paragraph, line);
        if (flow_take(flow, h, &box)) {
            if (line == 0)
                draw_lead(pass, look, lead, box, line_top(paragraph, 1));
            box.x += inset;
            box.w -= inset;
            draw_lines(pass, id, role, look, paragraph, words, line, count, box);
        }
        line += count;
    }
}

void flow_words(struct pass *pass, struct flow *flow, const char *id, enum ui_role role,
    const struct look *look, const char *words)
{
    flow_lines(pass, flow, id, role, look, words, &(struct lead){0});
}

void flow_point(struct pass *pass, struct flow *flow, const char *id, const char *icon,
    const struct look *look, const char *words)
{
    struct lead lead = {.inset = mx(pass, look->cap_mm * 2) + mx(pass, 4), .icon = icon};
    flow_lines(pass, flow, id, ROLE_TEXT, look, words, &lead);
}

void flow_mark(struct pass *pass, struct flow *flow, const char *id, const char *mark,
    const struct look *look, const char *words)
{
    struct lead lead = {.inset = mx(pass, look->cap_mm * 2) + mx(pass, 4), .mark = mark};
    flow_lines(pass, flow, id, ROLE_TEXT, look, words, &lead);
}

static struct box pager_before(const struct pass *pass, const struct flow *flow)
{
    struct box box = flow->pager_box;
    if (!panel_small(pass->panel)) {
        box.w = mx(pass, 48);
        return box;
    }
    box.w = mx(pass, TOUCH_W_MM) + 1;
    box.h = my(pass, TOUCH_H_MM) + 1;
    return box;
}

static struct box pager_next(const struct pass *pass, const struct flow *flow)
{
    struct box box = pager_before(pass, flow);
    box.x = flow->pager_box.x + flow->pager_box.w - box.w;
    box.y = flow->pager_box.y + flow->pager_box.h - box.h;
    return box;
}

static const char *say_page(struct pass *pass, unsigned page, unsigned pages)
{
    char one[16], all[16];
    snprintf(one, sizeof(one), "%u", page);
    snprintf(all, sizeof(all), "%u", pages);
    return say_with(
        pass, "Page {page} of {pages}", "page", say_digits(pass, one), "pages", say_digits(pass, all), NULL);
}

/* Where one is; on a small panel only for the ear, the two buttons fill the column. */
static void pager_where(struct pass *pass, const struct flow *flow, uint16_t pages)
{
    struct look look = look_quiet(pass);
    struct box before = pager_before(pass, flow), middle = flow->pager_box;
    const char *words = say_page(pass, flow->current + 1u, pages);
    look.align = TEXT_CENTRE;
    if (panel_small(pass->panel) && pager_columns(pass, middle.h) == 2)
        return; /* the two buttons say it */
    if (panel_small(pass->panel)) {
        middle.y += before.h + 1;
        middle.h -= 2 * before.h + 2;
    } else {
        middle = box_inset(middle, before.w + mx(pass, 3), 0);
        words_middle(pass, &look, words, middle);
    }
    pass_node(pass, "page.where", ROLE_TEXT, pass_place(pass, middle), words);
}

static void draw_pager(struct pass *pass, struct flow *flow, uint16_t pages)
{
    struct widget_state *state = pass->state;
    const char *back = pass->right_to_left ? "next" : "back", *next = pass->right_to_left ? "back" : "next";
    uint16_t to = flow->current;
    if (flow->current > 0 && icon_button(pass, "page.before", pager_before(pass, flow), BUTTON_PLAIN, back,
                                 say_page(pass, flow->current, pages), true))
        to--;
    pager_where(pass, flow, pages);
    if (flow->current + 1 < pages && icon_button(pass, "page.next", pager_next(pass, flow), BUTTON_MAIN, next,
                                         say_page(pass, flow->current + 2u, pages), true))
        to++;
    if (to != flow->current) {
        bool why = state->why;
        pass_turned(pass);
        state->why = why;
        state->page = to;
        state->pages = pages;
    }
}

static void set_room(struct pass *pass, int between, int grow)
{
    struct widget_state *state = pass->state;
    if (state->spread == between && state->grow == grow)
        return;
    state->spread = (uint16_t)between;
    state->grow = (uint16_t)grow;
    pass->moved = true;
}

/* A page with room to spare breathes: two thirds of it make cards and rows larger, half of what is then left
 * goes between the blocks. */
static void spread(struct pass *pass, const struct flow *flow)
{
    int left = flow_room(flow);
    if (flow->page > 0 || flow->tight || panel_small(pass->panel) || left < 0 || flow->blocks == 0) {
        set_room(pass, 0, 0);
        return;
    }
    int grow = flow->growing ? left * 2 / 3 / flow->growing : 0;
    grow = grow > flow->grow_most ? flow->grow_most : grow;
    int each = (left - grow * flow->growing) / (2 * flow->blocks), most = my(pass, 9);
    set_room(pass, each > most ? most : each, grow);
}

void flow_end(struct pass *pass, struct flow *flow)
{
    struct widget_state *state = pass->state;
    bool stale = flow->page > 0 && !flow->pager && (state->spread || state->grow);
    spread(pass, flow);
    if (stale) /* the room was that of another page: once more without, before there are two */
        return;
    uint16_t pages = (uint16_t)(flow->page + 1);
    if (state->pages != pages) {
        state->pages = pages;
        pass->moved = true;
    }
    if (state->page >= pages) {
        state->page = (uint16_t)(pages - 1);
        pass->moved = true;
    }
    if (flow->pager && pages > 1)
        draw_pager(pass, flow, pages);
}
