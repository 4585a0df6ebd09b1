#include "demo/editor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"
#include "demo/people.h"

/* Every occurrence; false when there is none. */
static bool replace_in(const struct stage *stage, const char *name, const char *from, const char *to)
{
    char path[512];
    struct buffer old, new;
    snprintf(path, sizeof path, "%s/port/%s", stage->run, name);
    buffer_init(&old, 1 << 20);
    buffer_init(&new, 1 << 20);
    bool good = file_read(path, old.max, &old) == BASE_OK, found = false;
    const char *at = (const char *)old.bytes;
    while (good && at) {
        const char *next = strstr(at, from);
        good = buffer_add(&new, at, next ? (size_t)(next - at) : strlen(at)) == BASE_OK &&
               (!next || buffer_text(&new, to) == BASE_OK);
        found = found || next;
        at = next ? next + strlen(from) : NULL;
    }
    good = good && found && file_put(path, new.bytes, new.len, 0640) == BASE_OK;
    if (!good)
        fprintf(stderr, "wayside-demo: %s could not be changed: there is no \"%s\" in it\n", path, from);
    buffer_clear(&old);
    buffer_clear(&new);
    return good;
}

bool editor_begin(struct stage *stage)
{
    char folder[500], starter[512];
    snprintf(folder, sizeof folder, "%s/port", stage->run);
    snprintf(starter, sizeof starter, "%s/starter", stage->share);
    return people_publish(
               stage, NULL, NULL, (const char *const[]){"new", folder, "--starter", starter, NULL}) &&
           people_publish(stage, NULL, NULL, (const char *const[]){"check", folder, NULL});
}

bool editor_change(struct stage *stage)
{
    return replace_in(stage, "topics/your-papers.md", EDITOR_OLD_SENTENCE, EDITOR_SENTENCE) &&
           replace_in(
               stage, "hotlines.csv", "harbour-line," EDITOR_OLD_NUMBER, "harbour-line," EDITOR_NUMBER) &&
           replace_in(stage, "media/papers.svg", "#0a424b", "#7a2637") &&
           replace_in(stage, "pack.ini", "version = 1", "version = 2");
}

bool editor_preview(struct stage *stage)
{
    char folder[500], out[500];
    snprintf(folder, sizeof folder, "%s/port", stage->run);
    snprintf(out, sizeof out, "%s/preview", stage->run);
    return people_publish(
        stage, NULL, NULL, (const char *const[]){"preview", folder, "--out", out, "--language", "en", NULL});
}
