/* Choose a language. Reached from the attract screen and from the bar; leads home, or back. */
#include "screen.h"

#include <stdio.h>
#include <string.h>

#define LANGUAGES_SHOWN 32

struct nav screen_language(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct choice_view views[LANGUAGES_SHOWN];
    const char *tags[LANGUAGES_SHOWN];
    size_t count = 0;
    struct flow flow;
    struct look heading = look_heading(pass);
    for (size_t i = 0; content->place && i < content->place->language_count; i++) {
        for (size_t k = 0; k < content->languages->count && count < LANGUAGES_SHOWN; k++) {
            const struct language *language = &content->languages->in[k];
            if (strcmp(language->tag, content->place->languages[i]) != 0)
                continue;
            char id[48];
            snprintf(id, sizeof(id), "language.%s", language->tag);
            views[count] = (struct choice_view){.id = scratch_text(pass, id, strlen(id)),
                .label = language->autonym,
                .chosen = strcmp(visit->language, language->tag) == 0,
                .enabled = true};
            tags[count++] = language->tag;
        }
    }
    flow_begin(pass, &flow, frame_content(ui));
    flow_point(pass, &flow, "language.title", "language", &heading, say(pass, "Choose your language"));
    flow_space(&flow, my(pass, panel_small(&ui->panel) ? 0 : 4));
    size_t chosen = flow_tiles(pass, &flow, ROLE_CHOICE, views, count);
    flow_end(pass, &flow);
    if (chosen == count)
        return (struct nav){0};
    snprintf(visit->language, sizeof(visit->language), "%s", tags[chosen]);
    pass->state->layer = pass->state->latin = pass->state->shift = 0;
    return visit->back_count > 0 ? nav_back() : nav_instead(SCREEN_HOME);
}
