/* Who answers, on a card: name, digits, whether somebody is there now, and what one wants to know before
 * calling. */
#include "contact_card.h"

#include <stdio.h>
#include <string.h>

#define LEAST_CAP_MM 3.5 /* the smallest letters anywhere */
#define LARGE_STILL 0.7  /* of the size that was chosen */

struct part { /* a line or two of words */
    const char *id, *words, *icon;
    struct look look;
    enum ui_role role;
    bool pill, filled;
};
struct parts {
    struct part in[CONTACT_FACTS];
    size_t count;
};
struct contact_card {
    struct parts who, facts;
    int pad_x, pad_y, side; /* side: the picture's column */
    int code_w, code_h;     /* of the button that leads to the number's page; 0: none */
    int gap, fact_gap;
    int who_w, fact_w, columns; /* columns of facts; 0: beside */
    int who_h, fact_h;
    bool about_below, state_below; /* in the lines below the card: there is no height for them in it */
};

static const char *contact_id(struct pass *pass, const struct contact *contact, const char *kind)
{
    char made[NODE_ID];
    snprintf(made, sizeof(made), "%.8s.%.12s.%.56s", contact->prefix, kind, contact->id);
    return scratch_text(pass, made, strlen(made));
}

static void add(
    struct ui *ui, struct parts *parts, const struct contact *contact, const char *kind, struct part part)
{
    if (!part.words || !part.words[0] || parts->count == CONTACT_FACTS)
        return;
    part.id = contact_id(&ui->pass, contact, kind);
    parts->in[parts->count++] = part;
}

/* The digits as on the keys of a telephone, from left to right in every language. */
static struct look number_look(struct ui *ui, const char *number, int width, double scale)
{
    struct pass *pass = &ui->pass;
    struct look look = {.cap_mm = cap_body(pass) * scale * (panel_small(&ui->panel) ? 1.5 : 2.1),
        .weight = TEXT_BOLD,
        .colour = pass->theme->panel_ink,
        .language = "en",
        .align = pass->right_to_left ? TEXT_END : TEXT_START};
    int least = paragraph_width(words_layout(pass, &look, number, 100000));
    if (least > width) /* never broken: smaller, and whole */
        look.cap_mm *= 0.98 * width / least;
    return look;
}

static void add_who(struct ui *ui, struct contact_card *of, const struct contact *contact, double scale)
{
    struct pass *pass = &ui->pass;
    struct look name = look_body(pass), about = look_quiet(pass), state = look_quiet(pass);
    const char *number = contact->number[0] ? say_number(pass, contact->number) : "";
    name.weight = state.weight = TEXT_BOLD;
    name.language = contact->name_language;
    about.language = contact->about_language;
    name.cap_mm *= scale * (pass->size <= TEXT_NORMAL && !panel_small(&ui->panel) ? 1.2 : 1);
    about.cap_mm = state.cap_mm *= scale < 1 ? scale : 1;
    name.cap_mm = name.cap_mm < LEAST_CAP_MM ? LEAST_CAP_MM : name.cap_mm;
    if (about.cap_mm < LEAST_CAP_MM)
        about.cap_mm = state.cap_mm = LEAST_CAP_MM;
    name.colour = about.colour = pass->theme->panel_ink;
    state.colour = contact->open ? pass->theme->accent_ink : pass->theme->panel_ink;
    of->who.count = 0;
    add(ui, &of->who, contact, "name",
        (struct part){.words = contact->name, .look = name, .role = ROLE_HEADING});
    if (!of->about_below)
        add(ui, &of->who, contact, "who", (struct part){.words = contact->about, .look = about});
    add(ui, &of->who, contact, "number",
        (struct part){.words = number, .look = number_look(ui, number, of->who_w, scale)});
    if (!of->state_below)
        add(ui, &of->who, contact, "state",
            (struct part){.words = contact->state, .look = state, .pill = true, .filled = contact->open});
}

static void add_facts(struct ui *ui, struct contact_card *of, const struct contact *contact)
{
    struct look look = look_quiet(&ui->pass);
    look.colour = ui->pass.theme->panel_ink;
    for (size_t i = 0; i < contact->fact_count; i++)
        add(ui, &of->facts, contact, contact->facts[i].kind,
            (struct part){.words = contact->facts[i].words, .icon = contact->facts[i].icon, .look = look});
}

static int fact_side(const struct pass *pass, const struct part *part)
{
    return part->icon ? mx(pass, part->look.cap_mm * 1.6) + mx(pass, 2.5) : 0;
}

static int pill_pad(const struct pass *pass)
{
    return my(pass, 1.2);
}

static int part_height(struct pass *pass, const struct part *part, int width)
{
    int sides = fact_side(pass, part) + (part->pill ? 2 * mx(pass, 4) : 0);
    return words_height(pass, &part->look, part->words, width - sides) +
           (part->pill ? 2 * pill_pad(pass) : 0);
}

static int parts_height(struct pass *pass, const struct parts *parts, int width, int gap)
{
    int h = 0;
    for (size_t i = 0; i < parts->count; i++)
        h += part_height(pass, &parts->in[i], width) + (i ? gap : 0);
    return h;
}

static void draw_pill(struct pass *pass, const struct part *part, struct box box)
{
    int pad = mx(pass, 4), w = paragraph_width(words_layout(pass, &part->look, part->words, box.w - 2 * pad));
    int radius = my(pass, 3);
    box.w = w + 2 * pad + 2;
    struct box placed = pass_place(pass, box);
    if (part->filled)
        draw_fill(pass->list, placed, pass->theme->accent, radius);
    draw_frame(pass->list, placed, part->filled ? pass->theme->accent : pass->theme->line, radius, 1);
    struct box in = box_inset(box, pad, pill_pad(pass));
    words_draw(pass, &part->look, part->words, in);
    pass_node(pass, part->id, ROLE_TEXT, placed, part->words);
}

static void draw_part(struct pass *pass, const struct part *part, struct box box)
{
    if (part->pill) {
        draw_pill(pass, part, box);
        return;
    }
    int side = fact_side(pass, part), line_h = words_height(pass, &part->look, "0", box.w);
    if (part->icon)
        icon_draw(pass, part->icon, part->look.cap_mm * 1.6,
            (struct box){box.x, box.y, side - mx(pass, 2.5), line_h < box.h ? line_h : box.h},
            pass->theme->accent);
    words_node(pass, part->id, part->role, &part->look, part->words,
        (struct box){box.x + side, box.y, box.w - side, box.h});
}

static void draw_parts(struct pass *pass, const struct parts *parts, struct box box, int gap)
{
    for (size_t i = 0; i < parts->count; i++) {
        box.h = part_height(pass, &parts->in[i], box.w);
        draw_part(pass, &parts->in[i], box);
        box.y += box.h + gap;
    }
}

/* In columns, row by row; the height that they need. draw: also draws them. */
static int facts_rows(struct pass *pass, const struct contact_card *of, struct box box, bool draw)
{
    int y = 0;
    for (size_t i = 0; i < of->facts.count; i += (size_t)of->columns) {
        int row_h = 0;
        for (size_t c = 0; c < (size_t)of->columns && i + c < of->facts.count; c++) {
            int h = part_height(pass, &of->facts.in[i + c], of->fact_w);
            if (draw)
                draw_part(pass, &of->facts.in[i + c],
                    (struct box){box.x + (int)c * (of->fact_w + of->pad_x), box.y + y, of->fact_w, h});
            row_h = h > row_h ? h : row_h;
        }
        y += row_h + of->fact_gap;
    }
    return y > 0 ? y - of->fact_gap : 0;
}

/* Two columns of facts where each of them needs one line there. */
static int columns_of(struct pass *pass, const struct contact_card *of, int width)
{
    for (size_t i = 0; i < of->facts.count; i++)
        if (part_height(pass, &of->facts.in[i], width) >
            words_height(pass, &of->facts.in[i].look, "0", width))
            return 1;
    return 2;
}

static void measure(
    struct ui *ui, struct contact_card *of, const struct contact *contact, int width, double scale)
{
    struct pass *pass = &ui->pass;
    bool broad = width > mx(pass, 300);
    int w = width - 2 * of->pad_x - of->side;
    int code = of->code_w ? of->code_w + of->pad_x : 0;
    of->who_w = (broad ? w * 55 / 100 - of->pad_x : w) - code;
    add_who(ui, of, contact, scale);
    of->who_h = parts_height(pass, &of->who, of->who_w, of->gap);
    of->who_h = of->who_h > of->code_h ? of->who_h : of->code_h;
    int half = (w - of->pad_x) / 2;
    of->columns = broad ? 0 : columns_of(pass, of, half);
    of->fact_w = broad ? w - of->who_w - code - of->pad_x : (of->columns == 2 ? half : w);
    of->fact_h = broad ? parts_height(pass, &of->facts, of->fact_w, of->fact_gap)
                       : facts_rows(pass, of, (struct box){0}, false);
}

static int whole_height(const struct contact_card *of)
{
    int inner = of->columns == 0 ? (of->who_h > of->fact_h ? of->who_h : of->fact_h)
                                 : of->who_h + (of->fact_h ? 2 * of->gap + of->fact_h : 0);
    return inner + 2 * of->pad_y;
}

static bool code_button(
    struct pass *pass, const struct contact_card *of, const struct contact *contact, struct box beside)
{
    char id[NODE_ID];
    snprintf(id, sizeof(id), "%.8s.code.%.56s", contact->prefix, contact->id);
    struct box box = {beside.x, beside.y + (beside.h - of->code_h) / 2, of->code_w, of->code_h};
    return bar_button(pass, id, box, BUTTON_PLAIN, "qr", say(pass, "QR code"), true);
}

/* True when its button was pressed. */
static bool draw_card(
    struct ui *ui, const struct contact_card *of, const struct contact *contact, struct box box, bool facts)
{
    struct pass *pass = &ui->pass;
    double mm = cap_body(pass) * (panel_small(&ui->panel) ? 2.2 : 3);
    int x = box.x + of->pad_x + of->side, y = box.y + of->pad_y;
    card(pass, box);
    icon_draw(pass, contact->icon, mm,
        (struct box){box.x + of->pad_x, box.y, of->side - mx(pass, 4),
            facts && of->columns ? of->who_h + 2 * of->pad_y : box.h},
        pass->theme->accent);
    int more = facts ? 0 : (box.h - 2 * of->pad_y - of->who_h) / 2;
    draw_parts(pass, &of->who, (struct box){x, y + more, of->who_w, 0}, of->gap);
    int after = x + of->who_w + of->pad_x;
    bool pressed = of->code_w && code_button(pass, of, contact, (struct box){after, y + more, 0, of->who_h});
    after += of->code_w ? of->code_w + of->pad_x : 0;
    if (facts && of->columns == 0)
        draw_parts(pass, &of->facts, (struct box){after, y, of->fact_w, 0}, of->fact_gap);
    else if (facts)
        (void)facts_rows(pass, of, (struct box){x, y + of->who_h + 2 * of->gap, of->fact_w, 0}, true);
    return pressed;
}

/* The facts in lines, kept together; on another page than the number their owner's name stands above. */
static void flow_facts(
    struct ui *ui, struct flow *flow, const struct contact *contact, const struct contact_card *of)
{
    struct pass *pass = &ui->pass;
    struct look name = look_body(pass), look = look_quiet(pass);
    const char *words = contact->name;
    uint16_t page = flow->page;
    name.weight = TEXT_BOLD;
    name.language = contact->name_language;
    int h = words_height(pass, &name, words, flow->box.w), inset = mx(pass, look.cap_mm * 2 + 4);
    for (size_t i = 0; i < of->facts.count; i++)
        h += flow->gap + words_height(pass, &look, of->facts.in[i].words, flow->box.w - inset);
    int least = 3 *
                (words_height(pass, &name, words, flow->box.w) + flow->gap); /* a name never stands alone */
    flow_keep(flow, h <= flow->box.h ? h : least);
    if (flow->page > page && of->facts.count > 0)
        flow_words(pass, flow,
            scratch_join(pass, scratch_join(pass, contact->prefix, ".", "again"), ".", contact->id),
            ROLE_TEXT, &name, words);
    look.colour = pass->theme->ink;
    if (of->about_below && contact->about && contact->about[0]) {
        struct look about = look;
        about.language = contact->about_language;
        flow_point(pass, flow, contact_id(pass, contact, "who"), "people", &about, contact->about);
    }
    if (of->state_below && contact->state && contact->state[0])
        flow_point(pass, flow, contact_id(pass, contact, "state"), "clock", &look, contact->state);
    for (size_t i = 0; i < of->facts.count; i++)
        flow_point(pass, flow, of->facts.in[i].id, of->facts.in[i].icon, &look, of->facts.in[i].words);
}

/* Large letters stay as large as they can; what need not be beside the number leaves the card before any
 * letter is smaller than one can read. */
static void fit_number(struct ui *ui, struct contact_card *of, const struct contact *contact, struct box page)
{
    double least = LEAST_CAP_MM / cap_small(&ui->pass);
    for (int step = 0; step < 3; step++) {
        of->about_below = step > 0;
        of->state_below = step > 1;
        double floor = step < 2 && least < LARGE_STILL ? LARGE_STILL : least;
        for (double scale = 1; scale >= floor - 0.001; scale *= 0.96) {
            measure(ui, of, contact, page.w, scale);
            if (of->who_h + 2 * of->pad_y <= page.h)
                return;
        }
    }
}

/* Where the page is too small for all of it: the number first, the rest in lines below. */
static bool flow_apart(
    struct ui *ui, struct flow *flow, const struct contact *contact, struct contact_card *of)
{
    struct box box;
    bool pressed = false;
    fit_number(ui, of, contact, flow->box);
    if (flow_take(flow, of->who_h + 2 * of->pad_y, &box))
        pressed = draw_card(ui, of, contact, box, false);
    flow_facts(ui, flow, contact, of);
    return pressed;
}

bool flow_contact(struct ui *ui, struct flow *flow, const struct contact *contact, bool first)
{
    struct pass *pass = &ui->pass;
    bool small = panel_small(&ui->panel), broad = ui->panel.width > ui->panel.height;
    struct contact_card of = {.pad_x = mx(pass, small ? 3 : 8),
        .pad_y = my(pass, small ? 2 : (broad ? 4 : 6)),
        .side = mx(pass, cap_body(pass) * (small ? 2.2 : 3)) + mx(pass, small ? 3 : 5),
        .code_w = contact->code ? mx(pass, small ? TOUCH_W_MM : 24) + 1 : 0,
        .code_h = contact->code ? my(pass, small ? TOUCH_H_MM : 20) + 1 : 0,
        .gap = my(pass, small ? 0.8 : (broad ? 1.4 : 2.4)),
        .fact_gap = my(pass, small ? 0.8 : (broad ? 1.2 : 2))};
    struct box box;
    add_facts(ui, &of, contact);
    measure(ui, &of, contact, flow->box.w, 1);
    int h = whole_height(&of);
    /* the best number stands on the first page, whatever has to follow on the next */
    bool in_sight = first && h > flow_left(flow) && of.who_h + 2 * of.pad_y <= flow_left(flow);
    if (h > flow->box.h || in_sight)
        return flow_apart(ui, flow, contact, &of);
    return flow_take(flow, h, &box) && draw_card(ui, &of, contact, box, true);
}
