/* One number on its card: who it is, the digits, whether somebody answers now, and what one wants to know
 * before calling. */
#include "help_card.h"

#include <stdio.h>
#include <string.h>

#define FACTS 8

struct part { /* a line or two of words */
    const char *id, *words, *icon;
    struct look look;
    enum ui_role role;
    bool pill, filled;
};
struct parts {
    struct part in[FACTS];
    size_t count;
};
struct help_card {
    struct parts who, facts;
    int pad_x, pad_y, side; /* side: the picture's column */
    int gap, fact_gap;
    int who_w, fact_w, columns; /* columns of facts; 0: beside */
    int who_h, fact_h;
};

static void add(struct ui *ui, struct parts *parts, const char *kind, const char *id, struct part part)
{
    char made[NODE_ID];
    if (!part.words || !part.words[0] || parts->count == FACTS)
        return;
    snprintf(made, sizeof(made), "help.%s.%.64s", kind, id);
    part.id = scratch_text(&ui->pass, made, strlen(made));
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

/* Not in the visitor's language: the strip says so. */
static void mark_elsewhere(struct pass *pass, const struct network_text *text)
{
    for (size_t i = 0; i < text->count; i++)
        if (strcmp(text->in[i].language, pass->language) == 0)
            return;
    pass->elsewhere |= text->count > 0;
}

static void add_who(struct ui *ui, struct help_card *of, const struct help_line *line, double scale)
{
    struct pass *pass = &ui->pass;
    const struct hotline *hotline = line->hotline;
    struct look name = look_body(pass), quiet = look_quiet(pass), state = look_quiet(pass);
    const char *number = say_number(pass, hotline->number);
    bool open = line->state == LINE_OPEN;
    name.weight = state.weight = TEXT_BOLD;
    name.cap_mm *= scale * (pass->size <= TEXT_NORMAL && !panel_small(&ui->panel) ? 1.2 : 1);
    quiet.cap_mm = state.cap_mm *= scale < 1 ? scale : 1;
    name.colour = quiet.colour = pass->theme->panel_ink;
    state.colour = open ? pass->theme->accent_ink : pass->theme->panel_ink;
    of->who.count = 0;
    mark_elsewhere(pass, &hotline->answered_by);
    add(ui, &of->who, "hotline", hotline->id,
        (struct part){
            .words = network_text(&hotline->name, pass->language), .look = name, .role = ROLE_HEADING});
    add(ui, &of->who, "who", hotline->id,
        (struct part){.words = network_text(&hotline->answered_by, pass->language), .look = quiet});
    add(ui, &of->who, "number", hotline->id,
        (struct part){.words = number, .look = number_look(ui, number, of->who_w, scale)});
    add(ui, &of->who, "state", hotline->id,
        (struct part){
            .words = say_line_state(pass, ui->facts, line), .look = state, .pill = true, .filled = open});
}

static void add_fact(struct ui *ui, struct help_card *of, const char *kind, const char *id, const char *icon,
    const char *words)
{
    struct look look = look_quiet(&ui->pass);
    look.colour = ui->pass.theme->panel_ink;
    add(ui, &of->facts, kind, id, (struct part){.words = words, .icon = icon, .look = look});
}

/* Said only when it is known. */
static void add_either(struct ui *ui, struct help_card *of, const char *kind, const struct hotline *hotline,
    enum hotline_fact fact, const char *const icons[static 2], const char *const words[static 2])
{
    if (fact != FACT_UNKNOWN)
        add_fact(ui, of, kind, hotline->id, icons[fact == FACT_YES], words[fact == FACT_YES]);
}

static const char *languages_of(struct ui *ui, const struct content *content, const struct hotline *hotline)
{
    const char *line = "";
    for (size_t i = 0; i < hotline->language_count; i++)
        line = scratch_join(&ui->pass, line, line[0] ? say(&ui->pass, ", ") : "",
            say_language(ui, content, hotline->languages[i]));
    return line[0] ? say_with(&ui->pass, "They speak {languages}", "languages", line, NULL) : "";
}

static void add_facts(
    struct ui *ui, struct help_card *of, const struct content *content, const struct help_line *line)
{
    static const char *const phone[2] = {"pay", "phone"}, *const record[2] = {"check", "alarm"};
    static const char *const bill[2] = {"covered", "eye"};
    struct pass *pass = &ui->pass;
    const struct hotline *hotline = line->hotline;
    const char *free_words[2] = {
        say(pass, "Costs money with a foreign SIM card"), say(pass, "Free, with a foreign SIM card too")};
    const char *record_words[2] = {say(pass, "Calls are not recorded"), say(pass, "Calls are recorded")};
    const char *bill_words[2] = {
        say(pass, "The call is not on the phone bill"), say(pass, "The call can be seen on the phone bill")};
    const char *day = say_day(pass, hotline->checked_on);
    add_fact(ui, of, "speaks", hotline->id, "language", languages_of(ui, content, hotline));
    add_either(ui, of, "free", hotline, hotline->free_from_foreign_sim, phone, free_words);
    add_either(ui, of, "recorded", hotline, hotline->records_calls, record, record_words);
    add_either(ui, of, "bill", hotline, hotline->on_phone_bill, bill, bill_words);
    if (hotline->children == FACT_YES)
        add_fact(ui, of, "children", hotline->id, "child", say(pass, "Children can call too"));
    if (hotline->text_number && hotline->text_number[0])
        add_fact(ui, of, "text", hotline->id, "tell",
            say_with(
                pass, "Text messages: {number}", "number", say_number(pass, hotline->text_number), NULL));
    if (line->stale)
        add_fact(ui, of, "checked", hotline->id, "hourglass",
            day[0] ? say_with(pass, "Not checked since {day}", "day", day, NULL)
                   : say(pass, "Not checked for long"));
    else if (day[0])
        add_fact(
            ui, of, "checked", hotline->id, "clock", say_with(pass, "Checked on {day}", "day", day, NULL));
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
static int facts_rows(struct pass *pass, const struct help_card *of, struct box box, bool draw)
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
static int columns_of(struct pass *pass, const struct help_card *of, int width)
{
    for (size_t i = 0; i < of->facts.count; i++)
        if (part_height(pass, &of->facts.in[i], width) >
            words_height(pass, &of->facts.in[i].look, "0", width))
            return 1;
    return 2;
}

static void measure(
    struct ui *ui, struct help_card *of, const struct help_line *line, int width, double scale)
{
    struct pass *pass = &ui->pass;
    bool broad = width > mx(pass, 300);
    int w = width - 2 * of->pad_x - of->side;
    of->who_w = broad ? w * 55 / 100 - of->pad_x : w;
    add_who(ui, of, line, scale);
    of->who_h = parts_height(pass, &of->who, of->who_w, of->gap);
    int half = (w - of->pad_x) / 2;
    of->columns = broad ? 0 : columns_of(pass, of, half);
    of->fact_w = broad ? w - of->who_w - of->pad_x : (of->columns == 2 ? half : w);
    of->fact_h = broad ? parts_height(pass, &of->facts, of->fact_w, of->fact_gap)
                       : facts_rows(pass, of, (struct box){0}, false);
}

static int whole_height(const struct help_card *of)
{
    int inner = of->columns == 0 ? (of->who_h > of->fact_h ? of->who_h : of->fact_h)
                                 : of->who_h + (of->fact_h ? 2 * of->gap + of->fact_h : 0);
    return inner + 2 * of->pad_y;
}

static void draw_card(struct ui *ui, const struct help_card *of, struct box box, bool facts)
{
    struct pass *pass = &ui->pass;
    double mm = cap_body(pass) * (panel_small(&ui->panel) ? 2.2 : 3);
    int x = box.x + of->pad_x + of->side, y = box.y + of->pad_y;
    card(pass, box);
    icon_draw(pass, "phone", mm,
        (struct box){box.x + of->pad_x, box.y, of->side - mx(pass, 4),
            facts && of->columns ? of->who_h + 2 * of->pad_y : box.h},
        pass->theme->accent);
    int more = facts ? 0 : (box.h - 2 * of->pad_y - of->who_h) / 2;
    draw_parts(pass, &of->who, (struct box){x, y + more, of->who_w, 0}, of->gap);
    if (!facts)
        return;
    if (of->columns == 0)
        draw_parts(pass, &of->facts, (struct box){x + of->who_w + of->pad_x, y, of->fact_w, 0}, of->fact_gap);
    else
        (void)facts_rows(pass, of, (struct box){x, y + of->who_h + 2 * of->gap, of->fact_w, 0}, true);
}

/* The facts in lines, kept together; on another page than the number their owner's name stands above. */
static void flow_facts(
    struct ui *ui, struct flow *flow, const struct help_line *line, const struct help_card *of)
{
    struct pass *pass = &ui->pass;
    struct look name = look_body(pass), look = look_quiet(pass);
    const char *words = network_text(&line->hotline->name, pass->language);
    uint16_t page = flow->page;
    name.weight = TEXT_BOLD;
    int h = words_height(pass, &name, words, flow->box.w), inset = mx(pass, look.cap_mm * 2 + 4);
    for (size_t i = 0; i < of->facts.count; i++)
        h += flow->gap + words_height(pass, &look, of->facts.in[i].words, flow->box.w - inset);
    int least = 3 *
                (words_height(pass, &name, words, flow->box.w) + flow->gap); /* a name never stands alone */
    flow_keep(flow, h <= flow->box.h ? h : least);
    if (flow->page > page && of->facts.count > 0)
        flow_words(
            pass, flow, scratch_join(pass, "help.again", ".", line->hotline->id), ROLE_TEXT, &name, words);
    look.colour = pass->theme->ink;
    for (size_t i = 0; i < of->facts.count; i++)
        flow_point(pass, flow, of->facts.in[i].id, of->facts.in[i].icon, &look, of->facts.in[i].words);
}

/* Where the page is too small for all of it: the number first, the rest in lines below. */
static void flow_apart(struct ui *ui, struct flow *flow, const struct help_line *line, struct help_card *of)
{
    struct box box;
    for (double scale = 1; of->who_h + 2 * of->pad_y > flow->box.h && cap_body(&ui->pass) * scale > 2.5;
         scale *= 0.92)
        measure(ui, of, line, flow->box.w, scale);
    if (flow_take(flow, of->who_h + 2 * of->pad_y, &box))
        draw_card(ui, of, box, false);
    flow_facts(ui, flow, line, of);
}

void flow_help_card(
    struct ui *ui, struct flow *flow, const struct content *content, const struct help_line *line, bool first)
{
    struct pass *pass = &ui->pass;
    bool small = panel_small(&ui->panel), broad = ui->panel.width > ui->panel.height;
    struct help_card of = {.pad_x = mx(pass, small ? 3 : 8),
        .pad_y = my(pass, small ? 2 : (broad ? 4 : 6)),
        .side = mx(pass, cap_body(pass) * (small ? 2.2 : 3)) + mx(pass, small ? 3 : 5),
        .gap = my(pass, small ? 0.8 : (broad ? 1.4 : 2.4)),
        .fact_gap = my(pass, small ? 0.8 : (broad ? 1.2 : 2))};
    struct box box;
    add_facts(ui, &of, content, line);
    measure(ui, &of, line, flow->box.w, 1);
    int h = whole_height(&of);
    /* the best number stands on the first page, whatever has to follow on the next */
    bool in_sight = first && h > flow_left(flow) && of.who_h + 2 * of.pad_y <= flow_left(flow);
    if (h > flow->box.h || in_sight) {
        flow_apart(ui, flow, line, &of);
        return;
    }
    if (flow_take(flow, h, &box))
        draw_card(ui, &of, box, true);
}
