/* forms/: which of them are built, and in which order they are offered. */
#include <stdio.h>
#include <string.h>

#include "sources.h"

/* "help" of "help.xlsx"; false with a mistake when it is no good name. */
static bool id_of(struct build *build, const char *file, const char *name, char ret_id[static SLUG_BYTES + 1])
{
    size_t len = (size_t)(strrchr(name, '.') - name);
    if (len <= SLUG_BYTES) {
        memcpy(ret_id, name, len);
        ret_id[len] = 0;
        if (is_slug(ret_id))
            return true;
    }
    report_mistake(build->report, file, "",
        "Name the file with small letters a to z, digits and hyphens, at most 64: forms/help.xlsx.");
    return false;
}

static void take(struct build *build, struct source *source, const char *name, struct list *seen)
{
    char file[300], id[SLUG_BYTES + 1];
    snprintf(file, sizeof file, "forms/%s", name);
    if (!id_of(build, file, name, id))
        return;
    if (source->pack.forms_named && !list_has(&source->pack.forms, id)) {
        report_warning(
            build->report, file, "", "The line forms of pack.ini does not name this form; it is left out.");
        return;
    }
    if (list_has(seen, id)) {
        report_mistake(build->report, file, "", "There are two forms of this name. Take one away.");
        return;
    }
    if (!list_add(seen, id, strlen(id)) ||
        (form_build(build, file, id) && !list_add(&source->forms, id, strlen(id))))
        report_mistake(build->report, file, "", "There is not enough memory.");
}

void forms_build(struct build *build, struct source *source)
{
    static const char *const endings[] = {".xlsx", ".csv", NULL};
    struct disk_names names;
    struct list seen = {.in = NULL};
    char place[32];
    snprintf(place, sizeof place, "line %zu", source->pack.forms_line);
    if (!source_names(build, "forms", endings, PACK_FORMS, &names))
        return;
    for (size_t i = 0; i < names.count; i++)
        take(build, source, names.names[i], &seen);
    for (size_t i = 0; i < source->pack.forms.count; i++)
        if (!list_has(&seen, source->pack.forms.in[i]))
            report_mistake(build->report, "pack.ini", place,
                "There is no forms/%.64s.xlsx or .csv. Put it there, or take \"%.64s\" out of forms.",
                source->pack.forms.in[i], source->pack.forms.in[i]);
    disk_names_free(&names);
    list_clear(&seen);
}
