/* check and pack: what builder makes of the sources. */
#include <jansson.h>
#include <stdio.h>

#include "commands.h"
#include "sources.h"

static json_t *line_json(const struct report_line *line)
{
    return json_pack("{s:s,s:s,s:s,s:s}", "kind", line->kind == REPORT_MISTAKE ? "mistake" : "warning",
        "file", line->file, "place", line->place, "text", line->text);
}

/* {"mistakes":1,"warnings":0,"lines":[{"kind","file","place","text"}]} */
static bool print_json(const struct report *report)
{
    json_t *lines = json_array();
    for (size_t i = 0; i < report->count; i++) {
        json_array_append_new(lines, line_json(&report->lines[i]));
    }
    json_t *all = json_pack("{s:I,s:I,s:o}", "mistakes", (json_int_t)report->mistakes, "warnings",
        (json_int_t)(report->count + report->more - report->mistakes), "lines", lines);
    bool good = all && json_dumpf(all, stdout, JSON_COMPACT) == 0;
    putchar('\n');
    json_decref(all);
    return good;
}

static int check_json(struct run *run, const char *folder)
{
    struct report report;
    struct built built;
    report_init(&report);
    bool good = sources_report(run, folder, &built, &report);
    if (!print_json(&report)) {
        good = !complain("the report could not be written");
    }
    report_clear(&report);
    built_clear(&built);
    return good ? DONE : FAILED;
}

int check_run(struct run *run)
{
    struct built built;
    int code;
    const char *folder = sources_folder(run, &code);
    if (!folder) {
        return code;
    }
    if (run->options.json) {
        return check_json(run, folder);
    }
    bool good = sources_build(run, folder, &built);
    if (good) {
        say(run, "%s%s is right:%s version %d, %zu files when built", paint(run, PAINT_GOOD), built.id,
            paint(run, PAINT_NONE), built.version, built.file_count);
        say_next(run, "preview %s --out pictures", folder);
    } else {
        say_next(run, "check %s        (after you mended what stands above)", folder);
    }
    built_clear(&built);
    return good ? DONE : FAILED;
}

int pack_run(struct run *run)
{
    struct built built;
    int code;
    const char *folder = sources_folder_out(run, &code);
    if (!folder) {
        return code;
    }
    bool good = sources_build_spoken(run, folder, &built) && make_folder(run->options.out) &&
                built_write(&built, run->options.out);
    if (good) {
        say(run, "%s, version %d: %zu files are in %s", built.id, built.version, built.file_count,
            run->options.out);
        say_next(run, "sign %s", folder);
    }
    built_clear(&built);
    return good ? DONE : FAILED;
}
