/* What is true, said the same way on every screen: who reads, when it leaves, which number helps now. */
#include "screen.h"

#include <stdio.h>

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
    double cap = body * (large ? 6 : 2.6);
    return cap > 32 ? 32 : cap;
}

/* A number in digits that nobody can misread, and where there are people. */
void flow_number(struct ui *ui, struct flow *flow, const struct content *content, bool large)
{
    struct pass *pass = &ui->pass;
    if (!content->place)
        return;
    const char *number = content->place->emergency_number;
    const char *safe = network_text(&content->place->safe_point, pass->language);
    bool has_number = number && number[0];
    struct look small_print = look_quiet(pass), body = look_body(pass);
    struct look digits = {.cap_mm = number_cap(ui, large),
        .weight = TEXT_BOLD,
        .colour = pass->theme->panel_ink,
        .language = "en", /* as on the keys of a telephone */
        .align = pass->right_to_left ? TEXT_END : TEXT_START};
    small_print.colour = body.colour = pass->theme->panel_ink;
    const char *danger = say_critical(pass, "In danger now? Call this number");
    const char *point = say_critical(pass, "A safe place with people");
    int pad = my(pass, panel_small(&ui->panel) ? 2.5 : 6), side = mx(pass, 8),
        icon = mx(pass, cap_body(pass) * 3);
    int w = flow->box.w - 2 * side - icon - mx(pass, 5), x_in = side + icon + mx(pass, 5);
    int danger_h = has_number ? words_height(pass, &small_print, danger, w) : 0;
    int number_h = has_number ? words_height(pass, &digits, number, w) : 0;
    int point_h = safe[0] ? words_height(pass, &small_print, point, w) : 0;
    int safe_h = safe[0] ? words_height(pass, &body, safe, w) : 0;
    struct box box;
    if (has_number && flow_take(flow, danger_h + number_h + 2 * pad, &box)) {
        card(pass, box);
        icon_draw(pass, "phone", cap_body(pass) * 3, (struct box){box.x + side, box.y, icon, box.h},
            pass->theme->accent);
        words_node(pass, "number.what", ROLE_TEXT, &small_print, danger,
            (struct box){box.x + x_in, box.y + pad, w, danger_h});
        words_node(pass, "number.emergency", ROLE_TEXT, &digits, number,
            (struct box){box.x + x_in, box.y + pad + danger_h, w, number_h});
    }
    if (safe[0] && flow_take(flow, point_h + safe_h + 2 * pad, &box)) {
        card(pass, box);
        icon_draw(pass, "place", cap_body(pass) * 3, (struct box){box.x + side, box.y, icon, box.h},
            pass->theme->accent);
        words_node(pass, "number.where", ROLE_TEXT, &small_print, point,
            (struct box){box.x + x_in, box.y + pad, w, point_h});
        words_node(pass, "number.safe_point", ROLE_TEXT, &body, safe,
            (struct box){box.x + x_in, box.y + pad + point_h, w, safe_h});
    }
}

void flow_readers(struct ui *ui, struct flow *flow, const struct content *content)
{
    struct pass *pass = &ui->pass;
    const struct network_team *team = team_here(content);
    struct look body = look_body(pass);
    if (!team)
        return;
    const char *name = network_text(&team->name, pass->language);
    const char *when = network_text(&team->reads_by, pass->language);
    flow_point(pass, flow, "readers.nobody", "clock", &body,
        say_critical(pass, "Nobody is reading this at this moment."));
    flow_point(pass, flow, "readers.who", "people", &body,
        when[0] ? say_with(pass, "{team} reads it {when}.", "team", name, "when", when, NULL)
                : say_with(pass, "Only {team} can read it.", "team", name, NULL));
    pass->critical = true;
}

void flow_truth(struct ui *ui, struct flow *flow)
{
    struct pass *pass = &ui->pass;
    const struct ui_facts *facts = ui->facts;
    struct look body = look_body(pass);
    flow_point(pass, flow, "truth.kept", "lock", &body,
        say_critical(pass, "It is kept safely in this machine. It leaves by itself."));
    flow_point(pass, flow, "truth.connected", "signal", &body,
        facts->connected_ago_s < 0
            ? say(pass, "This machine has not been connected yet. It tries again and again by itself.")
            : say_with(pass, "Last connection: {time} ago.", "time",
                  say_duration(pass, facts->connected_ago_s), NULL));
    if (facts->longest_leave_s > 0)
        flow_point(pass, flow, "truth.longest", "hourglass", &body,
            say_with(pass, "The longest it can take, while there is a connection: {time}.", "time",
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
