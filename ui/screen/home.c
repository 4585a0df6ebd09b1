/* What a person may do here. Words are neutral when read from three metres. */
#include "packs.h"

#define TILES 4

/* What the number below the tiles needs: a flow on which nothing is drawn. */
static int number_height(struct ui *ui, const struct flow *flow, const struct content *content)
{
    struct flow dry = {
        .box = flow->box, .gap = flow->gap - flow->spread, .tight = true, .current = UINT16_MAX};
    if (panel_small(&ui->panel))
        return 0; /* behind "Help now" */
    dry.box.h = ui->panel.height * 4;
    flow_number(ui, &dry, content, false);
    return dry.y + px_y(&ui->panel, 6);
}

struct nav screen_home(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct topic_ref any;
    struct look heading = look_heading(pass);
    enum screen_id leads[TILES];
    struct choice_view views[TILES];
    size_t count = 0;
    (void)visit;
    leads[count] = SCREEN_HELP;
    views[count++] = (struct choice_view){"home.help", say(pass, "Help now"), "phone", false, true, NULL};
    leads[count] = SCREEN_FORM;
    views[count++] = (struct choice_view){
        "home.tell", say(pass, "Tell someone, privately"), "tell", false, true, NULL};
    if (topics_shown(ui, content, &any, 1) > 0) {
        leads[count] = SCREEN_TOPICS;
        views[count++] = (struct choice_view){
            "home.rights", say(pass, "Your rights, and signs"), "info", false, true, NULL};
    }
    leads[count] = SCREEN_DIGITS;
    views[count++] = (struct choice_view){
        "home.answer", say(pass, "Read my answer"), "answer", false, true, NULL};
    flow_begin(pass, &flow, frame_content(ui));
    if (!panel_small(&ui->panel)) /* there the tiles need its height */
        flow_words(
            pass, &flow, "home.title", ROLE_HEADING, &heading, say(pass, "What would you like to do?"));
    flow_space(&flow, my(pass, panel_small(&ui->panel) ? 0 : 4));
    flow.reserve = number_height(ui, &flow, content);
    size_t chosen = flow_tiles(pass, &flow, ROLE_BUTTON, views, count);
    flow_space(&flow, my(pass, panel_small(&ui->panel) ? 0 : 6));
    if (!panel_small(&ui->panel))
        flow_number(ui, &flow, content, false);
    flow_end(pass, &flow);
    return chosen < count ? nav_go(leads[chosen]) : (struct nav){0};
}
