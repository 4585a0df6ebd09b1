/* Numbers that help now, with no network at all: the emergency number, then the numbers of this place, those
 * that answer now first; and what else helps. */
#include <string.h>

#include "call_time.h"
#include "help_card.h"
#include "services_list.h"

#define ACTIONS 4

struct listed { /* without the emergency number that stands on top */
    struct help_line in[HELP_LINES_SHOWN];
    size_t count;
};

/* Some places have several emergency numbers; the first stands in large digits on top. */
static void list_lines(
    struct ui *ui, const struct content *content, const struct visit *visit, struct listed *listed)
{
    struct help_wish wish = {ui->pass.language, visit->child};
    const char *first = emergency_number(content);
    size_t count = help_lines_now(ui->help, ui->facts, &wish, listed->in);
    listed->count = 0;
    for (size_t i = 0; i < count; i++)
        if (!listed->in[i].hotline->emergency || strcmp(listed->in[i].hotline->number, first) != 0)
            listed->in[listed->count++] = listed->in[i];
}

static struct nav flow_lines(struct ui *ui, struct flow *flow, const struct content *content,
    struct visit *visit, const struct listed *listed, size_t from, size_t until)
{
    struct nav nav = {0};
    for (size_t i = from; i < until && i < listed->count; i++) {
        struct nav at = flow_help_line(ui, flow, content, visit, &listed->in[i], i == 0);
        nav = at.kind != NAV_STAY ? at : nav;
    }
    return nav;
}

/* Children's numbers first: said by the visitor, since nobody else knows. */
static void flow_child(struct ui *ui, struct flow *flow, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct choice_view view = {.id = "help.child",
        .label = say(pass, "I am under 18"),
        .icon = "age-child",
        .chosen = visit->child,
        .enabled = true};
    struct box box;
    int most = mx(pass, 130), w = flow->box.w < most ? flow->box.w : most;
    if (!help_lines_for_children(ui->help) || !flow_take(flow, tile_height(pass, &view, w, true), &box))
        return;
    box.w = w;
    if (!tile(pass, box, ROLE_CHECK, &view, true))
        return;
    visit->child = !visit->child;
    pass->moved = true;
}

/* Why nobody can call back from here just now. */
static void flow_no_call(struct ui *ui, struct flow *flow, const struct content *content)
{
    struct pass *pass = &ui->pass;
    struct look quiet = look_quiet(pass);
    enum call_offer offer = call_offer(content, ui->facts);
    if (offer == CALL_OFFERED)
        return;
    const char *why = say(pass, "Nobody can call you back from here.");
    if (offer == CALL_NOT_CONNECTED)
        why = say(
            pass, "A call can be asked for only when this machine was connected in the last 15 minutes.");
    if (offer == CALL_FULL)
        why = say(pass, "You cannot ask for a call back right now. Please try again later.");
    flow_point(pass, flow, "help.no_call", "phone", &quiet, why);
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

/* What else helps: only what this place has. */
static size_t actions(struct ui *ui, const struct content *content, struct choice_view ret_in[static ACTIONS])
{
    struct pass *pass = &ui->pass;
    size_t count = 0;
    if (content->forms[FORM_HELP])
        ret_in[count++] = (struct choice_view){.id = "help.tell",
            .label = say(pass, "Tell someone, privately"),
            .icon = "tell",
            .enabled = true};
    if (call_offer(content, ui->facts) == CALL_OFFERED)
        ret_in[count++] = (struct choice_view){
            .id = "help.call", .label = say(pass, "Ask to be called back"), .icon = "phone", .enabled = true};
    ret_in[count++] = (struct choice_view){
        .id = "help.card", .label = say(pass, "Interpreter card"), .icon = "language", .enabled = true};
    if (services_offered(ui->services))
        ret_in[count++] = (struct choice_view){.id = "help.services",
            .label = say(pass, "Doctor, bed, food, lawyer"),
            .icon = "bed",
            .enabled = true};
    return count;
}

static struct nav act(const struct content *content, struct visit *visit, const char *id)
{
    if (strcmp(id, "help.tell") == 0)
        return nav_tell(content, visit);
    if (strcmp(id, "help.call") == 0)
        return nav_form(visit, FORM_CALL);
    if (strcmp(id, "help.card") == 0)
        return nav_go(SCREEN_CARD);
    visit->needs[0] = 0;
    return nav_go(SCREEN_SERVICES);
}

/* Rows of buttons at the foot of every page. */
struct foot {
    int columns, rows, w, h, gap_x, gap_y;
};

static struct foot foot_of(struct ui *ui, const struct choice_view *views, size_t count, int width)
{
    struct pass *pass = &ui->pass;
    struct foot foot = {.gap_x = mx(pass, 5), .gap_y = my(pass, 4), .h = foot_height(ui)};
    foot.columns = ui->panel.width > ui->panel.height || count < 2 ? (int)count : 2;
    foot.rows = ((int)count + foot.columns - 1) / foot.columns;
    foot.w = (width - (foot.columns - 1) * foot.gap_x) / foot.columns;
    for (size_t i = 0; i < count; i++) {
        int h = button_height(pass, views[i].icon, views[i].label, foot.w);
        foot.h = h > foot.h ? h : foot.h;
    }
    return foot;
}

static size_t foot_draw(
    struct ui *ui, const struct foot *foot, struct box box, const struct choice_view *views, size_t count)
{
    size_t touched = count;
    for (size_t i = 0; i < count; i++) {
        int row = (int)i / foot->columns, column = (int)i % foot->columns;
        bool alone = i + 1 == count && column == 0;
        struct box at = {box.x + column * (foot->w + foot->gap_x), box.y + row * (foot->h + foot->gap_y),
            alone ? box.w : foot->w, foot->h};
        if (button(&ui->pass, views[i].id, at, BUTTON_PLAIN, views[i].icon, views[i].label, views[i].enabled))
            touched = i;
    }
    return touched;
}

/* All below the heading. Where a page holds little, the first number comes before the place, and what else
 * helps right after it: nobody turns twenty pages. touched: an action's index. */
static struct nav flow_all(struct ui *ui, struct flow *flow, const struct content *content,
    struct visit *visit, const struct choice_view *views, size_t count, size_t *ret_touched)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    struct listed listed;
    bool small = panel_small(&ui->panel), after = small || pass->size > TEXT_NORMAL;
    list_lines(ui, content, visit, &listed);
    if (after)
        flow_emergency(ui, flow, content, false);
    else
        flow_number(ui, flow, content, false);
    if (!after)
        flow_child(ui, flow, visit);
    struct nav nav = flow_lines(ui, flow, content, visit, &listed, 0, 1);
    if (after)
        flow_safe_point(ui, flow, content, false);
    if (small)
        *ret_touched = flow_tiles(pass, flow, ROLE_BUTTON, views, count);
    if (after)
        flow_child(ui, flow, visit);
    struct nav more = flow_lines(ui, flow, content, visit, &listed, 1, listed.count);
    if (listed.count == 0)
        flow_words(pass, flow, "help.none", ROLE_TEXT, &body, say(pass, "No other numbers are known here."));
    flow_no_call(ui, flow, content);
    flow_checked(ui, flow);
    return more.kind != NAV_STAY ? more : nav;
}

struct nav screen_help(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass);
    struct box box = frame_content(ui), at = {0};
    struct choice_view views[ACTIONS];
    size_t count = actions(ui, content, views), touched = count;
    struct foot foot = foot_of(ui, views, count, box.w);
    bool small = panel_small(&ui->panel); /* there height is what a number needs */
    if (!small)
        at = frame_take_foot(ui, &box, foot.rows * (foot.h + foot.gap_y) - foot.gap_y);
    flow_begin(pass, &flow, box);
    if (!small)
        flow_words(pass, &flow, "help.title", ROLE_HEADING, &heading, say(pass, "Help now"));
    struct nav nav = flow_all(ui, &flow, content, visit, views, count, &touched);
    flow_end(pass, &flow);
    mark_packs(ui, content);
    if (!small)
        touched = foot_draw(ui, &foot, at, views, count);
    return touched < count ? act(content, visit, views[touched].id) : nav;
}
