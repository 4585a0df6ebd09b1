/* The answer: who answers, how the matter stands, what they wrote; never what was told. Wrong digits and
 * nothing found look the same. */
#include "screen.h"

#include <stdio.h>
#include <string.h>

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* The day after an ISO day; "" when it is none. */
static void day_after(const char *today, char ret_day[static 40])
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year, month, day;
    ret_day[0] = 0;
    if (sscanf(today, "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 || month > 12)
        return;
    int last = days[month - 1] + (month == 2 && leap(year));
    if (++day > last) {
        day = 1;
        month++;
    }
    if (month > 12) {
        month = 1;
        year++;
    }
    snprintf(ret_day, 40, "%04d-%02d-%02d", year, month, day);
}

static const char *state_words(struct pass *pass, const char *state)
{
    if (strcmp(state, "received") == 0)
        return say(pass, "They have received your message.");
    if (strcmp(state, "working") == 0)
        return say(pass, "They are working on it.");
    if (strcmp(state, "closed") == 0)
        return say(pass, "They have finished. You can still write to them.");
    return say(pass, "They have answered you.");
}

static struct nav page_nothing(struct ui *ui, const struct content *content)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    struct box foot = frame_take_foot(ui, &box, foot_height(ui));
    char day[40];
    day_after(ui->facts->today, day);
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "answer.nothing", ROLE_HEADING, &heading,
        say_critical(pass, "Nothing new yet, or the digits are not right"));
    flow_words(pass, &flow, "answer.again", ROLE_TEXT, &body,
        day[0] ? say_with(pass, "Please look again on {day}.", "day", say_day(pass, day), NULL)
               : say(pass, "Please look again tomorrow."));
    flow_space(&flow, my(pass, panel_small(&ui->panel) ? 0 : 6));
    flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    return button(pass, "answer.back", foot, BUTTON_MAIN, NULL, say(pass, "Back to the digits"), true)
               ? nav_back()
               : (struct nav){0};
}

/* One answer: its day small, its words below, on a card where it fits on one page. */
static void flow_answer(struct ui *ui, struct flow *flow, const struct visit_found *found, size_t number)
{
    struct pass *pass = &ui->pass;
    struct look day = look_quiet(pass), words = look_body(pass);
    char day_id[48], text_id[48];
    struct box box;
    snprintf(day_id, sizeof(day_id), "answer.day.%zu", number);
    snprintf(text_id, sizeof(text_id), "answer.text.%zu", number);
    day.colour = words.colour = pass->theme->panel_ink;
    words.keep = TEXT_VISIT;
    if (pass->size <= TEXT_NORMAL && !panel_small(&ui->panel))
        words.cap_mm *= 1.2; /* what one came for */
    words.language = found->language[0] ? found->language : NULL;
    bool small = panel_small(&ui->panel);
    int pad = mx(pass, small ? 3 : 7), w = flow->box.w - 2 * pad, gap = my(pass, 2);
    const char *when = say_day(pass, found->day);
    int day_h = when[0] ? words_height(pass, &day, when, w) + gap : 0;
    int words_h = words_height(pass, &words, found->text, w);
    int h = day_h + words_h + 2 * my(pass, small ? 2 : 6);
    if (h > flow->box.h) {
        day.colour = pass->theme->quiet;
        words.colour = pass->theme->ink;
        if (when[0])
            flow_words(pass, flow, day_id, ROLE_TEXT, &day, when);
        flow_words(pass, flow, text_id, ROLE_TEXT, &words, found->text);
        return;
    }
    if (!flow_take(flow, h, &box))
        return;
    card(pass, box);
    box = box_inset(box, pad, my(pass, small ? 2 : 6));
    if (when[0])
        words_node(pass, day_id, ROLE_TEXT, &day, when, (struct box){box.x, box.y, w, day_h - gap});
    words_node(pass, text_id, ROLE_TEXT, &words, found->text, (struct box){box.x, box.y + day_h, w, words_h});
}

static void flow_found(struct ui *ui, struct flow *flow, const struct visit *visit)
{
    for (size_t i = 0; i < visit->found_count; i++)
        if (visit->found[i].text[0])
            flow_answer(ui, flow, &visit->found[i], i);
}

/* What else can be done with what was told: beside each other where the words have room. */
static struct nav flow_rights(struct ui *ui, struct flow *flow, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    const char *back = say_critical(pass, "Take back a permission"),
               *erase = say_critical(pass, "Delete what I sent");
    int gap = mx(pass, 5), half = (flow->box.w - gap) / 2, at_least = foot_height(ui);
    bool beside = pass->size <= TEXT_NORMAL;
    int w = beside ? half : flow->box.w;
    int h = button_height(pass, "trust", back, w), h2 = button_height(pass, "clear", erase, w);
    h = h > h2 ? h : h2;
    h = h > at_least ? h : at_least;
    struct box at;
    bool back_now = false, erase_now = false;
    if (beside && flow_take(flow, h, &at)) {
        back_now = button(
            pass, "answer.take_back", (struct box){at.x, at.y, w, h}, BUTTON_PLAIN, "trust", back, true);
        erase_now = button(pass, "answer.delete", (struct box){at.x + w + gap, at.y, w, h}, BUTTON_PLAIN,
            "clear", erase, true);
    }
    if (!beside && flow_take(flow, h, &at))
        back_now = button(pass, "answer.take_back", at, BUTTON_PLAIN, "trust", back, true);
    if (!beside && flow_take(flow, h, &at))
        erase_now = button(pass, "answer.delete", at, BUTTON_PLAIN, "clear", erase, true);
    if (!back_now && !erase_now)
        return (struct nav){0};
    visit->writing = WORK_NONE;
    explicit_bzero(visit->taken_back, sizeof visit->taken_back);
    return nav_go(back_now ? SCREEN_TAKE_BACK : SCREEN_DELETE);
}

static struct nav page_found(struct ui *ui, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    int gap = mx(pass, 5), w = (box.w - gap) / 2;
    const char *write = say(pass, "Write back"), *done = say(pass, "Done");
    int h = button_height(pass, "pencil", write, w);
    struct box foot = frame_take_foot(ui, &box, h > foot_height(ui) ? h : foot_height(ui));
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "answer.team", ROLE_HEADING, &heading,
        visit->found_team[0] ? visit->found_team : say(pass, "Your answer"));
    flow_point(pass, &flow, "answer.state", "answer", &body, state_words(pass, visit->found_state));
    flow_found(ui, &flow, visit);
    struct nav rights = flow_rights(ui, &flow, visit);
    flow_end(pass, &flow);
    bool back = button(pass, "answer.write_back", (struct box){foot.x, foot.y, w, foot.h}, BUTTON_PLAIN,
        "pencil", write, true);
    bool end = button(pass, "answer.done", (struct box){foot.x + w + gap, foot.y, w, foot.h}, BUTTON_MAIN,
        "check", done, true);
    if (back) {
        visit->writing = WORK_NONE;
        return nav_go(SCREEN_WRITE_BACK);
    }
    return end ? nav_instead(SCREEN_GOODBYE) : rights;
}

/* The team has erased it: that is all there is, and nothing more can be sent to it. */
static struct nav page_deleted(struct ui *ui, const struct content *content, const struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), body = look_body(pass);
    struct box box = frame_content(ui);
    struct box foot = frame_take_foot(ui, &box, foot_height(ui));
    const char *when = visit->found_count ? say_day(pass, visit->found[0].day) : "";
    flow_begin(pass, &flow, box);
    flow_words(pass, &flow, "answer.deleted", ROLE_HEADING, &heading,
        say_critical(pass, "What you sent was deleted"));
    flow_words(pass, &flow, "answer.deleted_text", ROLE_TEXT, &body,
        when[0] ? say_with(pass, "{team} erased it on {day}, as you asked.", "team", visit->found_team, "day",
                      when, NULL)
                : say_with(pass, "{team} erased it, as you asked.", "team", visit->found_team, NULL));
    flow_words(pass, &flow, "answer.deleted_new", ROLE_TEXT, &body,
        say(pass, "You can always tell us again, and get new digits."));
    flow_space(&flow, my(pass, panel_small(&ui->panel) ? 0 : 6));
    flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    return button(pass, "answer.done", foot, BUTTON_MAIN, "check", say(pass, "Done"), true) ? nav_end()
                                                                                            : (struct nav){0};
}

struct nav screen_answer(struct ui *ui, const struct content *content, struct visit *visit)
{
    bool again, stop;
    struct pass *pass = &ui->pass;
    if (visit->reading == WORK_DONE && visit->found_deleted)
        return page_deleted(ui, content, visit);
    if (visit->reading == WORK_DONE)
        return page_found(ui, visit);
    if (!work_page(ui, content, visit->reading, say(pass, "We are looking for your answer in this machine."),
            &again, &stop))
        return page_nothing(ui, content);
    if (stop)
        return nav_back();
    if (again) {
        visit->reading = WORK_RUNNING;
        turn(ui);
    }
    return (struct nav){.want = again ? UI_READ_ANSWER : UI_NOTHING};
}
