/* What belongs to every page that is read: in which language it is, where help is, taking it along. */
#include "reading.h"

#include <stdio.h>
#include <string.h>

#define LANGUAGES_OFFERED 4

struct nav help_buttons(struct ui *ui, const struct content *content, struct visit *visit, struct box box)
{
    struct pass *pass = &ui->pass;
    int gap = mx(pass, panel_small(&ui->panel) ? 3 : 5), half = (box.w - gap) / 2;
    struct nav nav = {0};
    if (button(pass, "topic.help", (struct box){box.x, box.y, half, box.h}, BUTTON_MAIN, "phone",
            say(pass, "Help now"), true))
        nav = nav_go(SCREEN_HELP);
    if (button(pass, "topic.tell", (struct box){box.x + half + gap, box.y, half, box.h}, BUTTON_PLAIN, "tell",
            say(pass, "Tell someone"), true))
        nav = nav_tell(content, visit);
    return nav;
}

int help_buttons_height(struct ui *ui, int width)
{
    struct pass *pass = &ui->pass;
    int half = (width - mx(pass, 5)) / 2, h = foot_height(ui);
    int a = button_height(pass, "phone", say(pass, "Help now"), half);
    int b = button_height(pass, "tell", say(pass, "Tell someone"), half);
    h = a > h ? a : h;
    return b > h ? b : h;
}

void flow_elsewhere(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct look look = look_body(pass);
    struct choice_view views[LANGUAGES_OFFERED];
    const char *tags[LANGUAGES_OFFERED];
    size_t topic = (size_t)(view->topic - view->pack->topics), count = 0;
    flow_point(pass, flow, "topic.elsewhere", "info", &look,
        say_with(pass, "This page is not in your language. You see it in: {language}", "language",
            say_language(ui, content, view->language->tag), NULL));
    for (size_t i = 0; i < view->pack->language_count && count < LANGUAGES_OFFERED; i++) {
        const struct pack_language *language = &view->pack->languages[i];
        char id[NODE_ID];
        if (!language->topics[topic].there)
            continue;
        snprintf(id, sizeof(id), "topic.in.%s", language->tag);
        views[count] = (struct choice_view){.id = scratch_text(pass, id, strlen(id)),
            .label = say_language(ui, content, language->tag),
            .chosen = language == view->language,
            .enabled = true};
        tags[count++] = language->tag;
    }
    if (count < 2)
        return;
    size_t chosen = flow_buttons(pass, flow, views, count);
    if (chosen < count) {
        snprintf(visit->topic_language, sizeof(visit->topic_language), "%s", tags[chosen]);
        turn(ui);
    }
}

bool mirror_as(struct ui *ui, struct flow *flow, const struct topic_view *view)
{
    struct pass *pass = &ui->pass;
    bool before = pass->mirrored;
    if (!view->mine)
        (void)pass_mirror(pass, language_right_to_left(view->language->tag));
    if (pass->mirrored != before) /* the same place, reckoned from the other edge */
        flow->box.x = ui->panel.width - flow->box.x - flow->box.w;
    return before;
}

void mirror_back(struct ui *ui, struct flow *flow, bool before)
{
    if (ui->pass.mirrored != before)
        flow->box.x = ui->panel.width - flow->box.x - flow->box.w;
    (void)pass_mirror(&ui->pass, before);
}

/* Is there a service for one of the topic's needs? */
static bool services_for(const struct content *content, const struct pack_topic *topic)
{
    for (size_t p = 0; p < content->pack_count; p++) {
        const struct pack_table *table = pack_table(content->packs[p], "services");
        for (size_t i = 0; table && i < table->row_count; i++)
            for (size_t k = 0; k < topic->need_count; k++)
                if (service_meets(table_cell(table, i, "need"), topic->needs[k]))
                    return true;
    }
    return false;
}

static void wish_for(struct visit *visit, const struct pack_topic *topic)
{
    size_t len = 0;
    visit->needs[0] = 0;
    for (size_t i = 0; i < topic->need_count && len + PACK_NEED + 2 < sizeof(visit->needs); i++)
        len += (size_t)snprintf(
            visit->needs + len, sizeof(visit->needs) - len, "%s%.16s", len ? " " : "", topic->needs[i]);
}

/* Side by side, one above the other where that is too narrow. */
struct nav flow_onward(struct ui *ui, struct flow *flow, const struct content *content,
    const struct topic_view *view, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    const char *services = say(pass, "Who can help with this"), *along = say(pass, "Take this page with you");
    bool helped = services_for(content, view->topic), web = view->pack->web[0];
    bool narrow = panel_small(&ui->panel) || pass->size >= TEXT_LARGE;
    int gap = mx(pass, 5), w = narrow ? flow->box.w : (flow->box.w - gap) / 2;
    int h = button_height(pass, "qr", along, w), other = button_height(pass, "next-team", services, w);
    struct box box = {0};
    struct nav nav = {0};
    h = other > h ? other : h;
    bool shown = (helped || web) && flow_take(flow, h, &box);
    box.w = w;
    if (helped && shown && button(pass, "topic.services", box, BUTTON_PLAIN, "next-team", services, true)) {
        wish_for(visit, view->topic);
        nav = nav_go(SCREEN_SERVICES);
    }
    if (helped && web && narrow)
        shown = flow_take(flow, h, &box);
    else if (helped)
        box.x += w + gap;
    if (web && shown && button(pass, "topic.along", box, BUTTON_PLAIN, "qr", along, true))
        nav = nav_go(SCREEN_ALONG);
    return nav;
}
