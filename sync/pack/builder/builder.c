#include "builder/builder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builder_parts.h"
#include "i18n/catalogue.h"
#include "sources.h"

#define LANGUAGES_BYTES (1 << 16)

static bool known_tag(const struct languages *languages, const char *tag)
{
    for (size_t i = 0; i < languages->count; i++)
        if (strcmp(languages->in[i].tag, tag) == 0)
            return true;
    return false;
}

static bool image_languages(struct build *build, struct languages *ret_languages)
{
    struct buffer bytes;
    char message[256] = "";
    buffer_init(&bytes, LANGUAGES_BYTES);
    enum base_error error = file_read(build->ground->languages, LANGUAGES_BYTES, &bytes);
    if (error)
        snprintf(
            message, sizeof message, "The list of languages cannot be read: %s.", base_error_text(error));
    bool read = !error && languages_read(bytes.bytes, bytes.len, ret_languages, message);
    if (!read)
        report_mistake(build->report, "languages.json", "", "%s", message);
    buffer_clear(&bytes);
    return read;
}

static bool keep_languages(struct build *build, const struct list *tags)
{
    build->languages = calloc(tags->count + 1, sizeof *build->languages);
    build->strings.languages = calloc(tags->count + 1, sizeof *build->strings.languages);
    if (!build->languages || !build->strings.languages)
        return false;
    for (size_t i = 0; i < tags->count; i++) {
        if (strlen(tags->in[i]) >= sizeof *build->languages)
            continue; /* reported as unknown */
        char *tag = build->languages[build->language_count++];
        snprintf(tag, sizeof *build->languages, "%s", tags->in[i]);
        if (i > 0)
            snprintf(build->strings.languages[build->strings.language_count++].tag,
                sizeof build->strings.languages->tag, "%s", tag);
    }
    return true;
}

static void check_languages(struct build *build, const struct pack_ini *pack)
{
    const struct list *tags = &pack->languages;
    struct languages languages = {.in = NULL};
    char place[32];
    snprintf(place, sizeof place, "line %zu", pack->languages_line);
    if (!image_languages(build, &languages))
        return;
    for (size_t i = 0; i < tags->count; i++)
        if (!known_tag(&languages, tags->in[i]))
            report_mistake(build->report, "pack.ini", place,
                "The machines know no language \"%.30s\". Correct the tag, or take it out of languages; a "
                "new "
                "language is added to the machines first.",
                tags->in[i]);
    languages_clear(&languages);
}

/* pack.ini; false: there is nothing to go on with. */
static bool begin(struct build *build, struct source *source)
{
    struct buffer bytes;
    bool read = build_read(build, "pack.ini", SOURCE_INI_BYTES, &bytes);
    if (read) {
        pack_ini_read("pack.ini", bytes.bytes, bytes.len, build->report, &source->pack);
        build->live = source->pack.live || build->ground->live;
        read = source->pack.owner && source->pack.id && source->pack.title &&
               keep_languages(build, &source->pack.languages);
        if (!read)
            report_mistake(build->report, "pack.ini", "", "There is not enough memory.");
        check_languages(build, &source->pack);
    }
    buffer_clear(&bytes);
    return read;
}

bool build_begin(
    const struct builder_ground *ground, struct report *report, struct build *build, struct source *source)
{
    *build = (struct build){.ground = ground, .report = report};
    *source = (struct source){.topics = NULL};
    enum base_error error = disk_open(ground->folder, &build->sources);
    if (error) {
        report_mistake(
            report, "pack.ini", "", "The folder of the pack cannot be opened: %s.", base_error_text(error));
        return false;
    }
    if (!begin(build, source))
        return false;
    const struct pack_ini *pack = &source->pack;
    char place[32];
    snprintf(place, sizeof place, "line %zu", pack->title_line);
    snprintf(build->output.prefix, sizeof build->output.prefix, "packs/%s/%s/", pack->owner, pack->id);
    if (pack->title[0])
        speak_check(build, "pack.ini", place, pack->title);
    if (pack->title[0] &&
        !strings_add(&build->strings, pack->title, STRING_LANG, "pack.ini", place, "title of the pack"))
        report_mistake(report, "pack.ini", place, "The title cannot be used; write it anew.");
    topics_build(build, source);
    forms_build(build, source);
    media_build(build, source);
    tables_build(build, source);
    source->has_hotlines = hotlines_load(build, &source->hotlines);
    return true;
}

void build_end(struct build *build, struct source *source)
{
    output_clear(&build->output);
    strings_clear(&build->strings);
    free(build->languages);
    disk_close(&build->sources);
    source_clear(source);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct built_file *)a)->path, ((const struct built_file *)b)->path);
}

static bool hand_over(struct build *build, const struct source *source, struct built *ret_built)
{
    struct built built = {.version = source->pack.version};
    built.owner = strdup(source->pack.owner);
    if (!built.owner || asprintf(&built.id, "%s/%s", source->pack.owner, source->pack.id) < 0) {
        report_mistake(build->report, "pack.ini", "", "There is not enough memory.");
        free(built.owner);
        return false;
    }
    built.files = build->output.files;
    built.file_count = build->output.count;
    build->output = (struct output){.files = NULL};
    qsort(built.files, built.file_count, sizeof *built.files, by_path);
    *ret_built = built;
    return true;
}

bool builder_build(const struct builder_ground *ground, struct built *ret_built, struct report *report)
{
    struct build build;
    struct source source;
    size_t mistakes = report->mistakes;
    bool done = false;
    *ret_built = (struct built){.owner = NULL};
    if (build_begin(ground, report, &build, &source)) {
        po_build(&build);
        voices_build(&build, &source);
        pack_write(&build, &source);
        lang_write(&build, &source);
        if (source.has_hotlines)
            hotlines_write(&build, source.pack.owner, &source.hotlines);
        if (report->mistakes == mistakes)
            build_prove(&build, &source);
        done = report->mistakes == mistakes && hand_over(&build, &source, ret_built);
    }
    build_end(&build, &source);
    report_sort(report);
    return done;
}

void built_clear(struct built *built)
{
    for (size_t i = 0; i < built->file_count; i++) {
        free(built->files[i].path);
        free(built->files[i].bytes);
    }
    free(built->files);
    free(built->owner);
    free(built->id);
    *built = (struct built){.owner = NULL};
}
