/* Numbers that help now, with no network at all: the emergency number, then the numbers of this place, those
 * that answer now first. */
#include <string.h>

#include "help_card.h"

/* Some places have several emergency numbers; the first stands in large digits on top. */
static void flow_lines(struct ui *ui, struct flow *flow, const struct content *content, bool safe_point)
{
    struct pass *pass = &ui->pass;
    struct help_line lines[HELP_LINES_SHOWN];
    size_t count = help_lines_now(ui->help, ui->facts, pass->language, lines), drawn = 0;
    const char *first = emergency_number(content);
    struct look body = look_body(pass);
    for (size_t i = 0; i < count; i++) {
        if (lines[i].hotline->emergency && strcmp(lines[i].hotline->number, first) == 0)
            continue;
        flow_help_card(ui, flow, content, &lines[i], drawn == 0);
        if (drawn++ == 0 && safe_point)
            flow_safe_point(ui, flow, content, false);
    }
    if (drawn == 0 && safe_point)
        flow_safe_point(ui, flow, content, false);
    if (drawn == 0)
        flow_words(pass, flow, "help.none", ROLE_TEXT, &body, say(pass, "No other numbers are known here."));
}

static void flow_checked(struct ui *ui, struct flow *flow)
{
    struct pass *pass = &ui->pass;
    struct look quiet = look_quiet(pass);
    if (ui->facts->checked_ago_s < 0)
        return;
    flow_point(pass, flow, "help.checked", "signal", &quiet,
        say_with(pass, "This machine last looked for new numbers {time} ago.", "time",
            say_duration(pass, ui->facts->checked_ago_s), NULL));
}

static void mark_packs(struct ui *ui, const struct content *content)
{
    for (size_t i = 0; i < content->pack_count; i++)
        ui->pass.demo |= content->packs[i]->demo;
}

struct nav screen_help(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass);
    struct box box = frame_content(ui), foot = {0};
    bool small = panel_small(&ui->panel); /* there height is what a number needs */
    (void)visit;
    if (!small)
        foot = frame_take_foot(ui, &box, foot_height(ui));
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "help.title", ROLE_HEADING, &heading, say(pass, "Help now"));
    /* where a page holds little, the first number comes before the place */
    bool after = small || pass->size > TEXT_NORMAL;
    if (after)
        flow_emergency(ui, &flow, content, false);
    else
        flow_number(ui, &flow, content, false);
    flow_lines(ui, &flow, content, after);
    flow_checked(ui, &flow);
    flow_end(pass, &flow);
    mark_packs(ui, content);
    if (!small &&
        button(pass, "help.tell", foot, BUTTON_PLAIN, "tell", say(pass, "Tell someone, privately"), true))
        return nav_go(SCREEN_FORM);
    return (struct nav){0};
}
