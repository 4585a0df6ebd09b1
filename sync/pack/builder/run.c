/* What every part of one run needs: its sources. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cursor.h"
#include "sources.h"

#define LISTED 65536 /* names in a folder that are looked at before it counts as too full */
#define SOURCE_PATH 4096

/* What stands at that name itself, not what a link leads to; 0: nothing, or it cannot be asked. */
static mode_t type_of(const struct build *build, const char *file)
{
    char path[SOURCE_PATH];
    struct stat about;
    int len = snprintf(path, sizeof path, "%s/%s", build->ground->folder, file);
    bool there = len > 0 && len < (int)sizeof path && lstat(path, &about) == 0;
    return there ? about.st_mode & S_IFMT : 0;
}

/* A link would put on screens what lies elsewhere on this machine, a pipe has no end; neither is passed over
 * without a word. */
static bool is_plain(struct build *build, const char *file, mode_t wanted)
{
    mode_t type = type_of(build, file);
    if (type == 0 || type == wanted)
        return true;
    report_mistake(build->report, file, "",
        "This is %s, and %s is needed. Take it away, or put the %s itself there.",
        type == S_IFLNK   ? "a link"
        : type == S_IFDIR ? "a folder"
        : type == S_IFREG ? "a file"
                          : "neither a file nor a folder",
        wanted == S_IFDIR ? "a folder" : "a file", wanted == S_IFDIR ? "folder" : "file");
    return false;
}

bool build_read(struct build *build, const char *file, size_t most, struct buffer *bytes)
{
    buffer_init(bytes, most);
    if (!is_plain(build, file, S_IFREG))
        return false;
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
    return type_of(build, file) != 0;
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

/* Names what disk_names passes over: it gives plain files only. */
static void name_odd(struct build *build, const char *folder, const char *const *endings)
{
    char path[SOURCE_PATH], file[300];
    int len = snprintf(path, sizeof path, "%s/%s", build->ground->folder, folder);
    DIR *all = len > 0 && len < (int)sizeof path ? opendir(path) : NULL;
    for (struct dirent *entry; all && (entry = readdir(all));) {
        len = snprintf(file, sizeof file, "%s/%s", folder, entry->d_name);
        if (len < 0 || len >= (int)sizeof file || entry->d_name[0] == '.' || type_of(build, file) == S_IFREG)
            continue;
        if (wanted(build, folder, entry->d_name, endings))
            is_plain(build, file, S_IFREG);
    }
    if (all)
        closedir(all);
}

bool source_names(struct build *build, const char *folder, const char *const *endings, size_t most,
    struct disk_names *ret_names)
{
    struct disk_names names = {.names = NULL};
    *ret_names = names;
    if (!is_plain(build, folder, S_IFDIR))
        return false;
    name_odd(build, folder, endings);
    enum base_error error = disk_names(&build->sources, folder, LISTED, &names);
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
    list_clear(&source->voices);
    table_clear(&source->hotlines);
    pack_ini_clear(&source->pack);
    *source = (struct source){.topics = NULL};
}
