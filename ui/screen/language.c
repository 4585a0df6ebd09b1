/* Choose a language. Reached from the attract screen and from the bar; leads home, or back. The place's
 * languages come first, most spoken here first; then all others of the machine, by their first letter. */
#include "screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LANGUAGES_SHOWN 64

struct offered {
    const struct language *in[LANGUAGES_SHOWN];
    size_t count;
};

static void offer(struct offered *offered, const struct language *language)
{
    for (size_t i = 0; i < offered->count; i++)
        if (offered->in[i] == language)
            return;
    if (offered->count < LANGUAGES_SHOWN)
        offered->in[offered->count++] = language;
}

static struct offered of_place(const struct content *content)
{
    struct offered offered = {.count = 0};
    for (size_t i = 0; content->place && i < content->place->language_count; i++)
        for (size_t k = 0; k < content->languages->count; k++)
            if (strcmp(content->languages->in[k].tag, content->place->languages[i]) == 0)
                offer(&offered, &content->languages->in[k]);
    return offered;
}

static int by_autonym(const void *a, const void *b)
{
    const struct language *const *one = a, *const *other = b;
    return strcmp((*one)->autonym, (*other)->autonym);
}

/* Scripts one after the other, as Unicode has them. */
static struct offered others(const struct content *content, const struct offered *here)
{
    struct offered offered = {.count = 0};
    for (size_t k = 0; k < content->languages->count; k++) {
        bool listed = false;
        for (size_t i = 0; i < here->count; i++)
            listed |= here->in[i] == &content->languages->in[k];
        if (!listed)
            offer(&offered, &content->languages->in[k]);
    }
    qsort(offered.in, offered.count, sizeof(offered.in[0]), by_autonym);
    return offered;
}

/* Each in its own script, to be said in its own language. Returns which was touched, or NULL. */
static const struct language *flow_languages(
    struct ui *ui, struct flow *flow, const struct visit *visit, const struct offered *offered)
{
    struct pass *pass = &ui->pass;
    struct choice_view views[LANGUAGES_SHOWN];
    for (size_t i = 0; i < offered->count; i++) {
        char id[48];
        snprintf(id, sizeof(id), "language.%s", offered->in[i]->tag);
        views[i] = (struct choice_view){.id = scratch_text(pass, id, strlen(id)),
            .label = offered->in[i]->autonym,
            .language = offered->in[i]->tag,
            .chosen = strcmp(visit->language, offered->in[i]->tag) == 0,
            .enabled = true};
    }
    size_t at = flow_tiles(pass, flow, ROLE_CHOICE, views, offered->count);
    for (size_t i = 0; i < offered->count && pass->input && pass->input->kind == UI_PRESS; i++)
        if (pass->state->pressed == id_hash(views[i].id)) {
            ui->speech.autonym = offered->in[i]->autonym;
            ui->speech.autonym_language = offered->in[i]->tag;
        }
    return at < offered->count ? offered->in[at] : NULL;
}

/* On a small panel all stand in one group, so that nine of them are one page. */
static void join(struct offered *here, struct offered *rest)
{
    for (size_t i = 0; i < rest->count; i++)
        offer(here, rest->in[i]);
    rest->count = 0;
}

/* Not before a language is chosen: who has just come looks for that alone. */
static bool flow_voice(struct pass *pass, struct flow *flow)
{
    struct box box;
    const char *words = say(pass, "Voice: speed and loudness");
    int h = button_height(pass, "listen", words, flow->box.w);
    return flow_take(flow, h, &box) &&
           button(pass, "language.voice", box, BUTTON_PLAIN, "listen", words, true);
}

struct nav screen_language(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct look heading = look_heading(pass), more = look_body(pass);
    struct offered here = of_place(content), rest = others(content, &here);
    const struct language *chosen, *other = NULL;
    bool small = panel_small(&ui->panel);
    more.weight = TEXT_BOLD;
    if (small)
        join(&here, &rest);
    flow_begin(pass, &flow, frame_content(ui));
    if (!small) /* there the names need its height, and they are their own heading */
        flow_point(pass, &flow, "language.title", "language", &heading, say(pass, "Choose your language"));
    flow_space(&flow, my(pass, small ? 0 : 4));
    if (rest.count > 0) /* not on another page because those of the place stand large */
        flow.reserve = words_height(pass, &more, "0", flow.box.w) + 2 * flow.gap +
                       (int)(rest.count + 1) / 2 * my(pass, 24);
    chosen = flow_languages(ui, &flow, visit, &here);
    flow.reserve = 0;
    if (rest.count > 0) {
        flow_words(pass, &flow, "language.more", ROLE_HEADING, &more, say(pass, "More languages"));
        other = flow_languages(ui, &flow, visit, &rest);
    }
    bool voice = visit->language[0] && content->voice.has && flow_voice(pass, &flow);
    flow_end(pass, &flow);
    chosen = other ? other : chosen;
    if (!chosen)
        return voice ? nav_go(SCREEN_VOICE) : (struct nav){0};
    snprintf(visit->language, sizeof(visit->language), "%s", chosen->tag);
    pass->state->layer = pass->state->latin = pass->state->shift = 0;
    return visit->back_count > 0 ? nav_back() : nav_instead(SCREEN_HOME);
}
