/* What is true, said the same way on every screen: who reads, when it leaves, which number helps now. */
#include <stdio.h>

#include "help_lines.h"

const char *say_duration(struct pass *pass, int64_t seconds)
{
    int64_t minutes = (seconds + 59) / 60;
    if (minutes < 1)
        minutes = 1;
    if (minutes < 120)
        return say_count(pass, "{n} minute", "{n} minutes", (unsigned long)minutes);
    int64_t hours = (minutes + 59) / 60;
    if (hours < 72)
        return say_count(pass, "{n} hour", "{n} hours", (unsigned long)hours);
    return say_count(pass, "{n} day", "{n} days", (unsigned long)((hours + 23) / 24));
}

static double number_cap(const struct ui *ui, bool large)
{
    double body = cap_body(&ui->pass);
    if (panel_small(&ui->panel))
        return body * 1.6;
    double cap = body * (large ? 8 : 2.6);
    return cap > 42 ? 42 : cap;
}

/* A card with a picture: what it is, small, and below it what one needs. */
struct number_card {
    const char *icon, *what_id, *what, *id, *words;
    struct look small_print, look;
    double icon_mm;
    int most;                              /* px that it may grow */
    bool whole;                            /* on one line */
    int at, side, w, gap, what_h, words_h; /* measured for a width */
};

/* The least height in this width. */
static int card_measure(struct ui *ui, struct number_card *of, int width)
{
    struct pass *pass = &ui->pass;
    bool small = panel_small(&ui->panel);
    of->side = mx(pass, small ? 4 : 8);
    of->at = of->side + mx(pass, of->icon_mm) + mx(pass, 5);
    of->w = width - of->at - of->side;
    of->gap = my(pass, small ? 0 : 2);
    int least = of->whole ? paragraph_width(words_layout(pass, &of->look, of->words, 100000)) : 0;
    if (least > of->w) /* a long number is never broken: smaller, and whole */
        of->look.cap_mm *= 0.98 * of->w / least;
    of->what_h = words_height(pass, &of->small_print, of->what, of->w);
    of->words_h = words_height(pass, &of->look, of->words, of->w);
    return of->what_h + of->gap + of->words_h + 2 * my(pass, small ? 2.5 : 6);
}

static void card_draw(struct ui *ui, const struct number_card *of, struct box box)
{
    struct pass *pass = &ui->pass;
    int x = box.x + of->at, y = box.y + (box.h - of->what_h - of->gap - of->words_h) / 2;
    card(pass, box);
    icon_draw(pass, of->icon, of->icon_mm,
        (struct box){box.x + of->side, box.y, mx(pass, of->icon_mm), box.h}, pass->theme->accent);
    words_node(
        pass, of->what_id, ROLE_TEXT, &of->small_print, of->what, (struct box){x, y, of->w, of->what_h});
    y += of->what_h + of->gap;
    words_node(pass, of->id, ROLE_TEXT, &of->look, of->words, (struct box){x, y, of->w, of->words_h});
}

static void flow_card(struct ui *ui, struct flow *flow, struct number_card *of)
{
    struct box box;
    int h = card_measure(ui, of, flow->box.w);
    while (h > flow->box.h && of->look.cap_mm > 2.5) { /* smaller before it is cut */
        of->look.cap_mm *= 0.92;
        of->small_print.cap_mm *= of->small_print.cap_mm > 3.5 ? 0.92 : 1;
        h = card_measure(ui, of, flow->box.w);
    }
    if (of->words[0] && flow_take(flow, h + flow_grow(&ui->pass, flow, of->most), &box))
        card_draw(ui, of, box);
}

static bool roomy(const struct ui *ui, bool large)
{
    return large && ui->pass.size <= TEXT_NORMAL && !panel_small(&ui->panel);
}

static struct number_card emergency_card(struct ui *ui, const struct content *content, bool large)
{
    struct pass *pass = &ui->pass;
    struct number_card call = {.icon = "phone",
        .what_id = "number.what",
        .what = say_critical(pass, "In danger now? Call this number"),
        .id = "number.emergency",
        .words = say_number(pass, emergency_number(content)),
        .whole = true,
        .small_print = large ? look_body(pass) : look_quiet(pass),
        .icon_mm = cap_body(pass) * (roomy(ui, large) ? 4.8 : 3),
        .most = my(pass, large ? 45 : 22)};
    call.small_print.colour = pass->theme->panel_ink;
    call.look = (struct look){.cap_mm = number_cap(ui, large),
        .weight = TEXT_BOLD,
        .colour = pass->theme->panel_ink,
        .language = "en", /* as on the keys of a telephone */
        .align = pass->right_to_left ? TEXT_END : TEXT_START};
    return call;
}

static struct number_card safe_card(struct ui *ui, const struct content *content, bool large)
{
    struct pass *pass = &ui->pass;
    struct number_card where = {.icon = "place",
        .what_id = "number.where",
        .what = say_critical(pass, "A safe place with people"),
        .id = "number.safe_point",
        .words = network_text(&content->place->safe_point, pass->language),
        .small_print = large ? look_body(pass) : look_quiet(pass),
        .look = look_body(pass),
        .icon_mm = cap_body(pass) * (roomy(ui, large) ? 4.8 : 3),
        .most = my(pass, large ? 45 : 22)};
    where.small_print.colour = where.look.colour = pass->theme->panel_ink;
    where.look.cap_mm *= roomy(ui, large) ? 1.25 : 1;
    return where;
}

void flow_emergency(struct ui *ui, struct flow *flow, const struct content *content, bool large)
{
    if (!content->place)
        return;
    struct number_card call = emergency_card(ui, content, large);
    flow_card(ui, flow, &call);
}

void flow_safe_point(struct ui *ui, struct flow *flow, const struct content *content, bool large)
{
    if (!content->place)
        return;
    struct number_card where = safe_card(ui, content, large);
    flow_card(ui, flow, &where);
}

/* On a broad panel both stand side by side. */
static void flow_both(struct ui *ui, struct flow *flow, struct number_card *call, struct number_card *where)
{
    struct pass *pass = &ui->pass;
    int gap = mx(pass, 5), left = (flow->box.w - gap) * 2 / 5, right = flow->box.w - gap - left;
    int h = card_measure(ui, call, left), other = card_measure(ui, where, right);
    struct box box;
    h = other > h ? other : h;
    if (!flow_take(flow, h + flow_grow(pass, flow, call->most), &box))
        return;
    card_draw(ui, call, (struct box){box.x, box.y, left, box.h});
    card_draw(ui, where, (struct box){box.x + left + gap, box.y, right, box.h});
}

/* A number in digits that nobody can misread, and where there are people. */
void flow_number(struct ui *ui, struct flow *flow, const struct content *content, bool large)
{
    if (!content->place)
        return;
    struct number_card call = emergency_card(ui, content, large), where = safe_card(ui, content, large);
    if (call.words[0] && where.words[0] && flow->box.w > px_x(&ui->panel, 300)) {
        flow_both(ui, flow, &call, &where);
        return;
    }
    flow_card(ui, flow, &call);
    flow_card(ui, flow, &where);
}

void flow_truth(struct ui *ui, struct flow *flow)
{
    struct pass *pass = &ui->pass;
    const struct ui_facts *facts = ui->facts;
    struct look body = look_body(pass);
    flow_point(pass, flow, "truth.kept", "lock", &body,
        say_critical(pass, "Your message is kept safely in this machine. It leaves by itself."));
    flow_point(pass, flow, "truth.connected", "signal", &body,
        facts->connected_ago_s < 0
            ? say(pass, "This machine has not been connected yet. It tries again and again by itself.")
            : say_with(pass, "Last connection: {time} ago.", "time",
                  say_duration(pass, facts->connected_ago_s), NULL));
    if (facts->longest_leave_s > 0)
        flow_point(pass, flow, "truth.longest", "hourglass", &body,
            say_with(pass, "While there is a connection, it takes {time} at most.", "time",
                say_duration(pass, facts->longest_leave_s), NULL));
}

static const char *why_not(struct pass *pass, enum visit_work work)
{
    switch (work) {
    case WORK_FULL:
        return say_critical(pass, "There is no room in this machine right now. Nothing was kept. Please use "
                                  "one of the numbers, or try "
                                  "again later.");
    case WORK_RATE:
        return say_critical(pass, "Very many messages came from this machine just now. Nothing was kept yet. "
                                  "Please wait a minute and try "
                                  "again.");
    default:
        return say_critical(pass, "That did not work. Nothing was kept yet, and nobody has read it. Please "
                                  "try again, or use one of the "
                                  "numbers.");
    }
}

bool work_page(struct ui *ui, const struct content *content, enum visit_work work, const char *running,
    bool *ret_again, bool *ret_stop)
{
    struct pass *pass = &ui->pass;
    struct box box = frame_content(ui);
    struct look heading = look_heading(pass), body = look_body(pass);
    struct flow flow;
    *ret_again = *ret_stop = false;
    if (work == WORK_RUNNING) {
        flow_begin(pass, &flow, box);
        flow_words(pass, &flow, "work.title", ROLE_HEADING, &heading, say(pass, "One moment"));
        flow_words(pass, &flow, "work.text", ROLE_TEXT, &body, running);
        struct box at;
        flow_space(&flow, my(pass, 4));
        if (flow_take(&flow, my(pass, 4), &at))
            working(pass, "work.running", at, say(pass, "One moment"));
        flow_end(pass, &flow);
        return true;
    }
    if (work != WORK_FULL && work != WORK_RATE && work != WORK_FAILED)
        return false;
    int gap = mx(pass, 5), foot_h = foot_height(ui);
    int half = (box.w - gap) / 2;
    const char *stop = say(pass, "Not now"), *again = say(pass, "Try again");
    int h = button_height(pass, "again", again, half), h2 = button_height(pass, NULL, stop, half);
    foot_h = h > foot_h ? h : foot_h;
    foot_h = h2 > foot_h ? h2 : foot_h;
    struct box foot = frame_take_foot(ui, &box, foot_h);
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "work.title", ROLE_HEADING, &heading, say(pass, "Not yet"));
    flow_words(pass, &flow, "work.text", ROLE_TEXT, &body, why_not(pass, work));
    flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    *ret_stop = button(
        pass, "work.stop", (struct box){foot.x, foot.y, half, foot.h}, BUTTON_PLAIN, NULL, stop, true);
    *ret_again = button(pass, "work.again", (struct box){foot.x + half + gap, foot.y, half, foot.h},
        BUTTON_MAIN, "again", again, true);
    return true;
}
