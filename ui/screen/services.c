/* Doctor, bed, food, lawyer: first what one needs, then who has it, those that are open now first. */
#include <stdio.h>
#include <string.h>

#include "help_card.h"
#include "service_card.h"

#define LINES_INSTEAD 3 /* numbers that help where nothing of a kind is here */

/* NEEDS: none is open. One that was wished for alone is open at once. */
static size_t need_open(const struct visit *visit)
{
    bool from_tiles = visit->back_count > 0 && visit->back[visit->back_count - 1] == SCREEN_SERVICES;
    uint32_t wished = needs_read(visit->needs);
    if (from_tiles && visit->need[0])
        return need_named(visit->need, strlen(visit->need));
    if (wished == 0 || (wished & (wished - 1)) != 0)
        return NEEDS;
    size_t need = 0;
    while (!(wished & (UINT32_C(1) << need)))
        need++;
    return need;
}

struct nav screen_services_back(struct ui *ui, const struct content *content, struct visit *visit)
{
    (void)ui;
    (void)content;
    visit->need[0] = 0;
    return visit->back_count > 0 ? nav_back() : nav_end();
}

/* Said honestly, and what helps instead. */
static struct nav flow_nothing(
    struct ui *ui, struct flow *flow, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    struct help_line lines[HELP_LINES_SHOWN];
    struct help_wish wish = {pass->language, visit->child};
    size_t count = help_lines_now(ui->help, ui->facts, &wish, lines), drawn = 0;
    struct nav nav = {0};
    flow_point(pass, flow, "services.none", "info", &body, say(pass, "Nothing of this kind is known here."));
    if (count > 0)
        flow_words(pass, flow, "services.instead", ROLE_TEXT, &body,
            say(pass, "The people at these numbers may know where to find it:"));
    for (size_t i = 0; i < count && drawn < LINES_INSTEAD; i++) {
        if (lines[i].hotline->emergency)
            continue;
        struct nav at = flow_help_line(ui, flow, content, visit, &lines[i], drawn++ == 0);
        nav = at.kind != NAV_STAY ? at : nav;
    }
    return nav;
}

static struct nav page_need(struct ui *ui, const struct content *content, struct visit *visit, size_t need)
{
    struct pass *pass = &ui->pass;
    struct look heading = look_heading(pass);
    struct box box = frame_content(ui), foot = {0};
    struct service_now in[SERVICES_SHOWN];
    struct flow flow;
    struct nav nav = {0};
    size_t count = services_now(ui->services, ui->facts, pass->language, visit->child, need, in);
    const char *tell = say(pass, "Tell someone, privately");
    bool lead = count == 0 && !panel_small(&ui->panel);
    if (lead)
        foot = frame_take_foot(ui, &box, foot_height(ui));
    flow_begin(pass, &flow, box);
    if (count == 0 || !panel_small(&ui->panel)) /* there it would be a page of its own */
        flow_words(pass, &flow, "services.need", ROLE_HEADING, &heading, say_need(pass, need));
    for (size_t i = 0; i < count; i++)
        if (flow_service_card(ui, &flow, content, &in[i], i == 0)) {
            visit->number_of_service = true;
            visit->number_at = in[i].at;
            nav = nav_go(SCREEN_NUMBER);
        }
    if (count == 0)
        nav = flow_nothing(ui, &flow, content, visit);
    flow_end(pass, &flow);
    if (lead && button(pass, "services.tell", foot, BUTTON_PLAIN, "tell", tell, true))
        nav = nav_tell(content, visit);
    return nav;
}

/* What somebody here offers; of a list that was wished for everything, since an honest "no" helps too. */
static struct nav page_needs(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look heading = look_heading(pass);
    struct choice_view views[NEEDS];
    size_t needs[NEEDS], count = 0;
    uint32_t wished = needs_read(visit->needs), shown = wished ? wished : services_offered(ui->services);
    struct flow flow;
    struct nav nav = {0};
    for (size_t i = 0; i < NEEDS; i++) {
        if (!(shown & (UINT32_C(1) << i)))
            continue;
        needs[count] = i;
        views[count++] = (struct choice_view){
            .id = scratch_join(pass, "services.need", ".", need_at(i)->name),
            .label = say_need(pass, i),
            .icon = need_at(i)->icon,
            .enabled = true};
    }
    flow_begin(pass, &flow, frame_content(ui));
    flow_words(pass, &flow, "services.title", ROLE_HEADING, &heading, say(pass, "What do you need?"));
    size_t touched = flow_tiles(pass, &flow, ROLE_BUTTON, views, count);
    if (count == 0)
        nav = flow_nothing(ui, &flow, content, visit);
    flow_end(pass, &flow);
    if (touched == count)
        return nav;
    snprintf(visit->need, sizeof(visit->need), "%s", need_at(needs[touched])->name);
    return nav_go(SCREEN_SERVICES);
}

struct nav screen_services(struct ui *ui, const struct content *content, struct visit *visit)
{
    size_t need = need_open(visit);
    return need < NEEDS ? page_need(ui, content, visit, need) : page_needs(ui, content, visit);
}
