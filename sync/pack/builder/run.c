/* What every part of one run needs: its sources. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "sources.h"

#define LISTED 65536 /* names in a folder that are looked at before it counts as too full */

bool build_read(struct build *build, const char *file, size_t most, struct buffer *bytes)
{
    buffer_init(bytes, most);
    enum base_error error = disk_get(&build->sources, file, bytes);
    if (!error && !bytes->bytes)
        error = buffer_add(bytes, "", 0);
    if (!error)
        return true;
    if (error == BASE_TOO_LARGE)
        report_mistake(
            build->report, file, "", "The file is larger than %zu KiB. Make it smaller.", most >> 10);
    else if (error == BASE_NOT_FOUND)
        report_mistake(build->report, file, "", "There is no such file. Write it, or check its name.");
    else
        report_mistake(build->report, file, "", "The file cannot be read: %s.", base_error_text(error));
    return false;
}

bool build_there(struct build *build, const char *file)
{
    struct buffer nothing;
    buffer_init(&nothing, 0);
    enum base_error error = disk_get(&build->sources, file, &nothing);
    buffer_clear(&nothing);
    return error != BASE_NOT_FOUND;
}

bool build_language(const struct build *build, const char *tag)
{
    for (size_t i = 0; i < build->language_count; i++)
        if (strcmp(build->languages[i], tag) == 0)
            return true;
    return false;
}

static bool ends_with(const char *name, const char *ending)
{
    size_t len = strlen(name), end = strlen(ending);
    return len > end && strcmp(name + len - end, ending) == 0;
}

static bool wanted(struct build *build, const char *folder, const char *name, const char *const *endings)
{
    char file[300];
    if (name[0] == '.' || ends_with(name, "~") || strcmp(name, "Thumbs.db") == 0)
        return false;
    for (const char *const *ending = endings; *ending; ending++)
        if (ends_with(name, *ending))
            return true;
    bool readable = utf8_valid(name, strlen(name));
    snprintf(file, sizeof file, "%s/%s", folder, readable ? name : "?");
    report_warning(build->report, file, "", "Files of this kind have no use in this folder; it is left out.");
    return false;
}

bool source_names(struct build *build, const char *folder, const char *const *endings, size_t most,
    struct disk_names *ret_names)
{
    struct disk_names names = {.names = NULL};
    enum base_error error = disk_names(&build->sources, folder, LISTED, &names);
    *ret_names = (struct disk_names){.names = NULL};
    if (error == BASE_NOT_FOUND)
        return true;
    if (error && error != BASE_TOO_LARGE) {
        report_mistake(build->report, folder, "", "The folder cannot be read: %s.", base_error_text(error));
        return false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < names.count; i++) {
        if (wanted(build, folder, names.names[i], endings))
            names.names[kept++] = names.names[i];
        else
            free(names.names[i]);
    }
    names.count = kept;
    if (error || kept > most) {
        report_mistake(build->report, folder, "",
            "There are more than %zu files in this folder, which a screen cannot offer. Make several packs "
            "of "
            "them.",
            most);
        disk_names_free(&names);
        return false;
    }
    *ret_names = names;
    return true;
}

void source_clear(struct source *source)
{
    for (size_t i = 0; i < source->topic_count; i++)
        topic_clear(&source->topics[i]);
    for (size_t i = 0; i < source->picture_count; i++) {
        free(source->pictures[i].name);
        free(source->pictures[i].alt);
        for (size_t k = 0; k < source->pictures[i].size_count; k++)
            free(source->pictures[i].sizes[k].file);
    }
    for (size_t i = 0; i < source->sound_count; i++) {
        free(source->sounds[i].name);
        free(source->sounds[i].language);
        free(source->sounds[i].of);
        free(source->sounds[i].file);
    }
    free(source->topics);
    free(source->pictures);
    free(source->sounds);
    list_clear(&source->forms);
    list_clear(&source->tables);
    table_clear(&source->hotlines);
    pack_ini_clear(&source->pack);
    *source = (struct source){.topics = NULL};
}
