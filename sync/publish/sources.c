#include "sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

const char *sources_folder(const struct run *run, int *ret_code)
{
    char path[PUBLISH_TEXT];
    *ret_code = FAILED;
    if (run->options.word_count > 1) {
        *ret_code = USAGE;
        return NULL;
    }
    const char *folder = run->options.word_count == 1 ? run->options.words[0] : ".";
    if (!is_folder(folder)) {
        complain(
            "%s: there is no such folder; a new pack is made by: wayside-publish new %s", folder, folder);
        return NULL;
    }
    if (!join_path(path, folder, "pack.ini")) {
        return NULL;
    }
    if (!is_there(path)) {
        complain("%s is no pack: there is no pack.ini in it; name the pack's folder, or make one by: "
                 "wayside-publish new FOLDER",
            strcmp(folder, ".") == 0 ? "this folder" : folder);
        return NULL;
    }
    return folder;
}

const char *sources_folder_out(const struct run *run, int *ret_code)
{
    *ret_code = USAGE;
    return run->options.out ? sources_folder(run, ret_code) : NULL;
}

static void show_line(const struct run *run, const struct report_line *line)
{
    bool mistake = line->kind == REPORT_MISTAKE;
    printf("%s%-8s%s ", paint(run, mistake ? PAINT_BAD : PAINT_WARN), mistake ? "mistake" : "warning",
        paint(run, PAINT_NONE));
    print_safely(line->file);
    printf("%s%s: ", line->place[0] ? ", " : "", line->place);
    print_safely(line->text);
    putchar('\n');
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void sources_show(const struct run *run, const struct report *report, bool warnings)
{
    size_t shown = 0;
    for (size_t i = 0; i < report->count; i++) {
        if (warnings || report->lines[i].kind == REPORT_MISTAKE) {
            show_line(run, &report->lines[i]);
            shown++;
        }
    }
    if (report->more > 0) {
        printf("... and %zu more that are not shown\n", report->more);
    }
    size_t hints = report->count + report->more - report->mistakes;
    if (shown > 0) {
        printf("\n%zu mistake%s, %zu warning%s\n", report->mistakes, plural(report->mistakes), hints,
            plural(hints));
    }
}

bool sources_ground(const struct run *run, const char *folder, struct publish_settings *settings,
    char today[static 11], struct builder_ground *ret_ground)
{
    if (!publish_settings_find(run, folder, settings)) {
        return false;
    }
    struct clock_source clock = clock_system();
    day_format(clock.wall_s(clock.self), today);
    *ret_ground = (struct builder_ground){.folder = folder,
        .languages = settings->languages,
        .today = today,
        .live = run->options.live,
        .rsvg = "rsvg-convert"};
    return true;
}

static bool build_and_report(
    const struct run *run, const char *folder, bool speak, struct built *ret_built, struct report *report)
{
    struct publish_settings settings;
    struct builder_ground ground;
    char today[11], clips[PUBLISH_TEXT];
    *ret_built = (struct built){0};
    bool good = sources_ground(run, folder, &settings, today, &ground);
    ground.speak = speak;
    bool kept = good && speak && settings.folder[0] && join_path(clips, settings.folder, "clips") &&
                make_folder(settings.folder) && make_folder(clips);
    ground.clips = kept ? clips : NULL;
    good = good && builder_build(&ground, ret_built, report);
    report_sort(report);
    return good;
}

bool sources_report(const struct run *run, const char *folder, struct built *ret_built, struct report *report)
{
    return build_and_report(run, folder, false, ret_built, report);
}

struct manner { /* of a build */
    bool warnings, speak;
};

static bool build(
    const struct run *run, const char *folder, const struct manner *manner, struct built *ret_built)
{
    struct report report;
    report_init(&report);
    bool good = build_and_report(run, folder, manner->speak, ret_built, &report);
    if (!run->options.json) {
        sources_show(run, &report, manner->warnings);
    }
    report_clear(&report);
    return good;
}

bool sources_build(const struct run *run, const char *folder, struct built *ret_built)
{
    return build(run, folder, &(struct manner){.warnings = true}, ret_built);
}

static bool build_quietly(
    const struct run *run, const char *folder, const struct manner *manner, struct built *ret_built)
{
    bool good = build(run, folder, manner, ret_built);
    if (!good) {
        complain("%s has mistakes: nothing was done; mend them, then look again: wayside-publish check %s",
            folder, folder);
    }
    return good;
}

bool sources_build_quietly(const struct run *run, const char *folder, struct built *ret_built)
{
    return build_quietly(run, folder, &(struct manner){.speak = false}, ret_built);
}

bool sources_build_spoken(const struct run *run, const char *folder, struct built *ret_built)
{
    return build_quietly(run, folder, &(struct manner){.speak = true}, ret_built);
}

bool built_write(const struct built *built, const char *out)
{
    char path[PUBLISH_TEXT];
    for (size_t i = 0; i < built->file_count; i++) {
        const struct built_file *file = &built->files[i];
        if (!join_path(path, out, "%s", file->path) || !make_folder_of(path) ||
            !write_whole(path, file->bytes, file->len, 0644)) {
            return false;
        }
    }
    return true;
}

const struct built_file *built_find(const struct built *built, const char *path)
{
    for (size_t i = 0; i < built->file_count; i++) {
        if (strcmp(built->files[i].path, path) == 0) {
            return &built->files[i];
        }
    }
    return NULL;
}

const char *built_inside(const struct built *built, const char *path)
{
    size_t len = strlen(built->id);
    bool inside = strncmp(path, "packs/", 6) == 0 && strncmp(path + 6, built->id, len) == 0 &&
                  path[6 + len] == '/';
    return inside ? path + 6 + len + 1 : NULL;
}
