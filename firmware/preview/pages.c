/* Every page of a pack, in each of its languages: pictures, what can be heard, and what is wrong with them.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lead.h"
#include "preview/stage.h"
#include "screen/answers.h"
#include "stage_inside.h"

#define PAGES_MOST 64 /* of one topic or question */

struct pages {
    struct stage *stage;
    const char *folder, *language;
    json_t *list;
    size_t findings;
    char *message; /* 256 bytes */
};

static void stand_on(struct pages *pages, enum screen_id screen)
{
    struct stage *stage = pages->stage;
    visit_end(stage->keeper);
    ui_forget(stage->ui);
    struct visit *visit = visit_of(stage->keeper);
    snprintf(visit->language, sizeof visit->language, "%s", pages->language);
    visit->screen = screen;
    visit->told_first = true;
}

/* The findings of all steps since the last time, as lines. */
static json_t *take_findings(struct pages *pages)
{
    json_t *lines = json_array();
    char *text = pages->stage->findings, *rest = text, *line;
    while ((line = strsep(&rest, "\n")))
        if (line[0] && !json_array_append_new(lines, json_string(line)))
            pages->findings++;
    text[0] = 0;
    return lines;
}

static bool write_page(struct pages *pages, const char *kind, const char *of, int number, int page)
{
    char name[160], path[512];
    char *nodes = stage_nodes(pages->stage);
    const char *between = of[0] ? "-" : "";
    int len = snprintf(name, sizeof name, "%.15s-%s%s%.60s-%02d", pages->language, kind, between, of, number);
    if (page > 1)
        snprintf(name + len, sizeof name - (size_t)len, "-%d", page);
    snprintf(path, sizeof path, "%.300s/%s.png", pages->folder, name);
    bool good = nodes && picture_write(&pages->stage->surface, path, pages->message);
    snprintf(path, sizeof path, "%.300s/%s.txt", pages->folder, name);
    if (good && file_put(path, nodes, strlen(nodes), 0644) != BASE_OK)
        good = stage_fail(pages->message, "%.200s cannot be written; is the disk full?", path);
    free(nodes);
    char *file = name + strlen(name);
    json_t *entry = json_pack("{s:s,s:s,s:s,s:i,s:i,s:o}", "language", pages->language, "kind", kind, "of",
        of, "number", number, "page", page, "findings", take_findings(pages));
    strcpy(file, ".png");
    json_object_set_new(entry, "file", json_string(name));
    strcpy(file, ".txt");
    json_object_set_new(entry, "nodes", json_string(name));
    json_array_append_new(pages->list, entry);
    return good;
}

/* What stands there, and all that turning the page shows. */
static bool write_pages(struct pages *pages, const char *kind, const char *of, int number)
{
    struct stage *stage = pages->stage;
    ui_repaint(stage->ui);
    stage_step(stage, NULL, 0);
    for (int page = 1;; page++) {
        if (!write_page(pages, kind, of, number, page))
            return false;
        const struct ui_node *next = ui_node(stage->ui, "page.next");
        if (!next || !next->enabled || page == PAGES_MOST)
            return true;
        if (!stage_press(stage, "page.next", pages->message))
            return false;
    }
}

static void note_unreachable(struct pages *pages, const char *of, size_t number, const char *name)
{
    char line[256];
    snprintf(line, sizeof line, "no answers were found that lead to the question %.60s; check its condition",
        name);
    json_array_append_new(
        pages->list, json_pack("{s:s,s:s,s:s,s:i,s:i,s:[s]}", "language", pages->language, "kind", "form",
                         "of", of, "number", (int)number, "page", 1, "findings", line));
    pages->findings++;
}

/* What a form is for, by its name; one of another name stands where help does. */
static enum form_role role_of(const struct form *form)
{
    for (size_t i = 0; i < FORM_ROLES; i++)
        if (strcmp(form_id((enum form_role)i), form->id) == 0)
            return (enum form_role)i;
    return FORM_HELP;
}

static bool write_form(struct pages *pages, const struct form *form)
{
    struct stage *stage = pages->stage;
    enum form_role role = role_of(form);
    stage->content.forms[role] = form;
    for (size_t i = 0; i < form->question_count; i++) {
        if (form->questions[i].type == QUESTION_CALCULATE)
            continue;
        bool sign = form->questions[i].shows == NOTE_SIGN; /* no page: among those that answers show */
        stand_on(pages, sign ? SCREEN_JOB : SCREEN_FORM);
        visit_of(stage->keeper)->form = role;
        if (!lead_to(form, visit_of(stage->keeper), i))
            note_unreachable(pages, form->id, i + 1, form->questions[i].name);
        else if (!write_pages(pages, "form", form->id, (int)i + 1))
            return false;
    }
    return true;
}

static bool write_topics(struct pages *pages)
{
    const struct pack *pack = pages->stage->invented.pack;
    const struct pack_language *language = pack_language(pack, pages->language);
    for (size_t i = 0; i < pack->topic_count; i++) {
        if (!language || !language->topics[i].there)
            continue; /* the list of topics says so */
        stand_on(pages, pack->topics[i].episode ? SCREEN_EPISODE : SCREEN_TOPIC);
        visit_of(pages->stage->keeper)->topic_pack = 0;
        visit_of(pages->stage->keeper)->topic = i;
        if (!write_pages(pages, "topic", pack->topics[i].slug, (int)i + 1))
            return false;
    }
    return true;
}

/* The lists that home leads to, as far as there is something in them. */
static bool write_parts(struct pages *pages)
{
    static const struct {
        const char *name;
        enum topic_part part;
        unsigned audiences; /* a bit for each enum pack_audience */
    } parts[] = {{"rights", PART_RIGHTS, 1u << AUDIENCE_PUBLIC | 1u << AUDIENCE_CHILD},
        {"work", PART_WORK, 1u << AUDIENCE_WORKER}, {"buyer", PART_BUYER, 1u << AUDIENCE_BUYER},
        {"staff", PART_STAFF, 1u << AUDIENCE_STAFF}};
    const struct pack *pack = pages->stage->invented.pack;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        bool any = false;
        for (size_t t = 0; t < pack->topic_count; t++)
            any |= (parts[i].audiences >> pack->topics[t].audience & 1) != 0;
        stand_on(pages, SCREEN_TOPICS);
        visit_of(pages->stage->keeper)->part = parts[i].part;
        if (any && !write_pages(pages, "topics", parts[i].name, 1))
            return false;
    }
    return true;
}

static bool write_screen(struct pages *pages, enum screen_id screen, const char *kind)
{
    stand_on(pages, screen);
    return write_pages(pages, kind, "", 1);
}

static bool write_language(struct pages *pages)
{
    const struct pack *pack = pages->stage->invented.pack;
    const struct form *own[FORM_ROLES];
    memcpy(own, pages->stage->content.forms, sizeof own);
    if (!write_screen(pages, SCREEN_HOME, "home") || !write_screen(pages, SCREEN_HELP, "help"))
        return false;
    if (pack->topic_count && (!write_parts(pages) || !write_topics(pages)))
        return false;
    for (size_t i = 0; i < pack->form_count; i++)
        if (!write_form(pages, pack->forms[i]))
            return false;
    memcpy(pages->stage->content.forms, own, sizeof own);
    return true;
}

static void note_language(struct pages *pages, const char *tag)
{
    json_array_append_new(pages->list,
        json_pack("{s:s,s:s,s:s,s:i,s:i,s:[s]}", "language", tag, "kind", "language", "of", "", "number", 1,
            "page", 1, "findings", "the machine's image does not have this language; nobody can choose it"));
    pages->findings++;
}

static bool write_list(struct pages *pages)
{
    char path[512];
    json_t *root = json_pack("{s:O,s:i}", "pictures", pages->list, "findings", (int)pages->findings);
    char *text = json_dumps(root, JSON_INDENT(1));
    snprintf(path, sizeof path, "%.400s/pictures.json", pages->folder);
    bool good = text && file_put(path, text, strlen(text), 0644) == BASE_OK;
    free(text);
    json_decref(root);
    return good || stage_fail(pages->message, "%.200s cannot be written; is the disk full?", path);
}

bool stage_pages(struct stage *stage, const char *only, const char *folder, size_t *ret_findings,
    char ret_message[static 256])
{
    struct pages pages = {.stage = stage, .folder = folder, .list = json_array(), .message = ret_message};
    const struct network_place *place = stage->content.place;
    const struct pack *pack = stage->invented.pack;
    bool good = pages.list;
    for (size_t i = 0; good && i < pack->language_count; i++) {
        pages.language = pack->languages[i].tag;
        if (only && strcmp(only, pages.language) != 0)
            continue;
        bool shown = false;
        for (size_t k = 0; k < place->language_count; k++)
            shown = shown || !strcmp(place->languages[k], pages.language);
        if (shown)
            good = write_language(&pages);
        else
            note_language(&pages, pages.language);
    }
    good = good && write_list(&pages);
    json_decref(pages.list);
    if (good)
        *ret_findings = pages.findings;
    return good;
}
