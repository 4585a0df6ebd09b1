/* One job of the gallery: pages drawn, looked at, put onto the sheet. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gallery_inside.h"
#include "stage_inside.h"

#define PICTURES_MOST 24 /* with findings, of one job */
#define MARK 0xffff40a0u

static const char *const sizes[TEXT_SIZES] = {"small", "normal", "large", "largest"};
static const char *const contrasts[CONTRASTS] = {"normal", "high", "low"};

static void check_bar_node(struct bar_seen *bar, const struct ui_node *node, struct flaws *flaws)
{
    for (size_t i = 0; i < bar->count; i++) {
        if (strcmp(bar->id[i], node->id))
            continue;
        const struct box *was = &bar->box[i];
        if (was->x != node->box.x || was->y != node->box.y || was->w != node->box.w || was->h != node->box.h)
            flaws_add(flaws, node->box, "%.40s is not where it is on other pages", node->id);
        return;
    }
    if (bar->count == BAR_NODES)
        return;
    memcpy(bar->id[bar->count], node->id, NODE_ID);
    bar->box[bar->count++] = node->box;
}

/* A button that would lead nowhere is not there; the others stay where they are. */
static bool may_lack(const struct visit *visit, const char *id)
{
    if (!strcmp(id, "bar.back"))
        return visit->screen == SCREEN_RECEIPT || visit->screen == SCREEN_GOODBYE ||
               visit->sending == WORK_RUNNING || visit->writing == WORK_RUNNING ||
               visit->screen == SCREEN_TAKE_BACK || visit->screen == SCREEN_DELETE;
    return !strcmp(id, "bar.language") && visit->screen == SCREEN_LANGUAGE;
}

static void check_bar(
    struct worker *worker, const struct page_view *page, const char *language, struct flaws *flaws)
{
    static const char *const needed[] = {"bar.back", "bar.language", "bar.size", "bar.contrast", "leave"};
    const struct visit *visit = visit_of(worker->stage->keeper);
    bool rtl = language_right_to_left(language);
    if (visit->screen == SCREEN_ATTRACT)
        return;
    if (worker->bar.right_to_left != rtl)
        worker->bar = (struct bar_seen){.right_to_left = rtl};
    for (size_t i = 0; i < page->node_count; i++)
        if (node_of_bar(&page->nodes[i]))
            check_bar_node(&worker->bar, &page->nodes[i], flaws);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!ui_node(worker->stage->ui, needed[i]) && !may_lack(visit, needed[i]))
            flaws_add(flaws, (struct box){0}, "%s is not on this page", needed[i]);
}

/* What the widgets say of themselves is listed too; most of it the pixels say again. */
static void take_own_findings(struct stage *stage, struct flaws *flaws)
{
    char *rest = stage->findings, *line;
    while ((line = strsep(&rest, "\n")))
        if (line[0])
            flaws_add(flaws, (struct box){0}, "%.150s", line);
    stage->findings[0] = 0;
}

/* Brought down, nothing that is pressed is above what an arm reaches from a wheelchair. */
static void check_reach(const struct stage *stage, struct flaws *flaws)
{
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    int top = px_y(&stage->settings->panel, stage->facts.panel_top_mm - 1220);
    for (size_t i = 0; i < count && visit_of(stage->keeper)->reach; i++)
        if (node_touched(&nodes[i]) && nodes[i].box.y < top)
            flaws_add(flaws, nodes[i].box, "out of reach: %.60s", nodes[i].id);
}

static void look_at_page(struct worker *worker, const struct scene_look *look, struct flaws *flaws)
{
    struct stage *stage = worker->stage;
    struct page_view page = {.surface = &stage->surface,
        .list = ui_list(stage->ui),
        .text = ui_text(stage->ui),
        .panel = &stage->settings->panel,
        .contrast = look->contrast};
    page.nodes = ui_nodes(stage->ui, &page.node_count);
    if (visit_of(stage->keeper)->screen == SCREEN_ATTRACT)
        page.contrast = CONTRAST_NORMAL;
    take_own_findings(stage, flaws);
    flaws_of_boxes(&page, flaws);
    flaws_of_ink(&page, flaws);
    flaws_of_colours(&page, flaws);
    check_bar(worker, &page, look->language, flaws);
    check_reach(stage, flaws);
}

/* The whole page as it is, each finding in a frame; the next step paints the page anew. */
static bool write_marked(struct worker *worker, const struct flaws *flaws, const char *name)
{
    char path[700];
    struct damage damage;
    struct surface copy = worker->stage->surface;
    size_t bytes = (size_t)copy.stride * (size_t)copy.height * 4;
    struct draw_list *list = draw_list_new();
    copy.pixels = malloc(bytes);
    bool good = list && copy.pixels;
    if (good) {
        memcpy(copy.pixels, worker->stage->surface.pixels, bytes);
        draw_picture(list, 0, 0,
            &(struct picture){worker->stage->surface.pixels, copy.width, copy.height, copy.stride, 1});
        for (size_t i = 0; i < flaws->count; i++)
            draw_frame(list, box_grown(flaws->in[i].box, 4), MARK, 0, 3);
        draw_paint(NULL, list, 0xff000000u, &copy, &damage);
        snprintf(path, sizeof path, "%.400s/%s", worker->options->folder, name);
        good = picture_write(&copy, path, worker->message);
    }
    free(copy.pixels);
    draw_list_free(list);
    return good;
}

static json_t *lines_of(const struct flaws *flaws)
{
    json_t *lines = json_array();
    for (size_t i = 0; i < flaws->count; i++) {
        json_t *line = json_string(flaws->in[i].text);
        json_array_append_new(lines, line ? line : json_string("(not UTF-8)"));
    }
    return lines;
}

static bool take_page(struct worker *worker, const struct scene *scene, const struct scene_look *look,
    int page, const struct flaws *flaws)
{
    char caption[256], picture[400] = "";
    const char *panel = gallery_panels[worker->job->panel].name;
    snprintf(caption, sizeof caption, "%s %d  %s %s%s%s", scene->name, page, look->language,
        sizes[look->size], look->contrast ? " " : "", look->contrast ? contrasts[look->contrast] : "");
    if (flaws->count && worker->pictures++ < PICTURES_MOST)
        snprintf(picture, sizeof picture, "findings/%s-%s-%s-%s-%s-%d.png", panel, look->language,
            sizes[look->size], contrasts[look->contrast], scene->name, page);
    for (char *at = picture; *at; at++)
        *at = *at == '+' || *at == '!' ? '-' : *at;
    json_array_append_new(
        worker->pages, json_pack("{s:s,s:s,s:i,s:s,s:s,s:s,s:o,s:s}", "panel", panel, "scene", scene->name,
                           "page", page, "language", look->language, "size", sizes[look->size], "contrast",
                           contrasts[look->contrast], "findings", lines_of(flaws), "picture", picture));
    return sheet_add(worker->sheet, &worker->stage->surface, caption, flaws->count, worker->message) &&
           (!picture[0] || write_marked(worker, flaws, picture));
}

static bool draw_scene(struct worker *worker, const struct scene *scene, const struct scene_look *look)
{
    char why[256] = "";
    struct flaws *flaws = calloc(1, sizeof *flaws);
    bool good = flaws, there = good && scene_stand(worker->stage, scene, look, why);
    if (good && !there && !scene->optional) {
        flaws_add(flaws, (struct box){0}, "cannot be reached: %.120s", why);
        good = take_page(worker, scene, look, 1, flaws);
    }
    for (int page = 1; good && there; page++) {
        *flaws = (struct flaws){0};
        look_at_page(worker, look, flaws);
        good = take_page(worker, scene, look, page, flaws);
        there = good && scene_turn(worker->stage, page);
    }
    worker->stage->findings[0] = 0;
    free(flaws);
    return good;
}

/* Languages and contrasts in turn: over all scenes every pair of two things comes about. */
static struct scene_look look_for(const struct worker *worker, size_t at)
{
    const struct job *job = worker->job;
    const struct languages *languages = &worker->stage->image.languages;
    struct scene_look look = {job->language, job->size, CONTRAST_NORMAL};
    size_t turn = at + 3 * job->panel + 5 * (size_t)job->size;
    if (!job->language)
        look.language = worker->options->language ? worker->options->language
                                                  : languages->in[turn % languages->count].tag;
    if (job->turning)
        look.contrast = (enum contrast)((at / languages->count + job->panel + (size_t)job->size) % CONTRASTS);
    return look;
}

bool job_run(struct worker *worker)
{
    char base[600];
    bool good = true;
    const struct gallery_panel *panel = &gallery_panels[worker->job->panel];
    snprintf(base, sizeof base, "%.400s/%s", worker->options->folder, worker->job->name);
    worker->sheet = sheet_new(worker->settings->fonts, &panel->panel, base, worker->message);
    if (!worker->sheet)
        return false;
    for (size_t i = 0; good && i < worker->scenes->count; i++) {
        struct scene_look look = look_for(worker, i);
        good = draw_scene(worker, &worker->scenes->in[i], &look);
    }
    return sheet_end(worker->sheet, worker->message) && good;
}
