#include "pack_sources.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void sources_put_bytes(const struct pack_sources *sources, const char *file, const void *bytes, size_t len)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", sources->folder, file);
    for (char *slash = strchr(path + strlen(sources->folder) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = 0;
        assert_true(mkdir(path, 0700) == 0 || errno == EEXIST);
        *slash = '/';
    }
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, len, out), len);
    assert_int_equal(fclose(out), 0);
}

void sources_put(const struct pack_sources *sources, const char *file, const char *text)
{
    sources_put_bytes(sources, file, text, strlen(text));
}

void sources_begin(struct pack_sources *sources)
{
    snprintf(sources->folder, sizeof sources->folder, "/tmp/wayside-pack-XXXXXX");
    assert_non_null(mkdtemp(sources->folder));
    sources->ground = (struct builder_ground){.folder = sources->folder,
        .languages = WAYSIDE_SOURCE "/i18n/languages.json",
        .today = "2026-11-24",
        .rsvg = "rsvg-convert"};
    sources_put(sources, "pack.ini",
        "[pack]\nowner = harbour\nid = port\ntitle = Your rights at the port\nversion = 1\nlanguages = en\n"
        "topics = papers\n");
    sources_put(sources, "topics/papers.md",
        "---\ntitle: Who keeps your papers?\nsummary: Your passport is yours\naudience: worker\n---\n"
        "Nobody may keep your passport, not even an employer.\n\n- Ask for it back.\n- Write down its "
        "number.\n\n"
        "{help}\n");
}

static void remove_all(const char *folder)
{
    DIR *all = opendir(folder);
    struct dirent *entry;
    while (all && (entry = readdir(all))) {
        char path[1024];
        struct stat about;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (lstat(path, &about) == 0 && S_ISDIR(about.st_mode))
            remove_all(path);
        else
            unlink(path);
    }
    if (all)
        closedir(all);
    rmdir(folder);
}

void sources_end(struct pack_sources *sources)
{
    remove_all(sources->folder);
}

const struct report_line *sources_said(
    const struct report *report, const char *file, const char *place, const char *words)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct report_line *line = &report->lines[i];
        if (strcmp(line->file, file) == 0 && strcmp(line->place, place) == 0 &&
            (!words || strstr(line->text, words)))
            return line;
    }
    return NULL;
}

bool sources_report(const struct pack_sources *sources, struct report *ret_report)
{
    struct built built;
    report_init(ret_report);
    bool done = builder_build(&sources->ground, &built, ret_report);
    built_clear(&built);
    return done;
}

void sources_need_said(const struct report *report, const char *file, const char *place, const char *words)
{
    if (sources_said(report, file, place, words))
        return;
    sources_print(report);
    print_error("not said: %s: %s: %s\n", file, place, words);
    fail();
}

void sources_print(const struct report *report)
{
    for (size_t i = 0; i < report->count; i++)
        fprintf(stderr, "%s: %s: %s%s%s\n", report->lines[i].kind == REPORT_MISTAKE ? "mistake" : "warning",
            report->lines[i].file, report->lines[i].place, report->lines[i].place[0] ? ": " : "",
            report->lines[i].text);
}

const struct built_file *built_file_of(const struct built *built, const char *path)
{
    for (size_t i = 0; i < built->file_count; i++)
        if (strcmp(built->files[i].path, path) == 0)
            return &built->files[i];
    return NULL;
}

int sources_set_up(void **state)
{
    struct pack_sources *sources = calloc(1, sizeof *sources);
    sources_begin(sources);
    *state = sources;
    return 0;
}

int sources_tear_down(void **state)
{
    sources_end(*state);
    free(*state);
    return 0;
}
