/* What was built is read as a kiosk reads it: what a kiosk would refuse never leaves the editor's laptop. */
#include <stdio.h>
#include <string.h>

#include "builder_parts.h"
#include "pack/hotlines.h"

static enum base_error get(void *self, const char *name, struct buffer *ret_bytes)
{
    const struct built_file *file = output_find(self, name);
    return file ? buffer_add(ret_bytes, file->bytes, file->len) : BASE_NOT_FOUND;
}

static void prove_hotlines(struct build *build, const char *owner)
{
    char path[64], message[256] = "";
    struct hotlines hotlines = {.in = NULL};
    snprintf(path, sizeof path, "/hotlines/%s.json", owner);
    const struct built_file *file = output_find(&build->output, path);
    if (file && !hotlines_read(&hotlines, owner, file->bytes, file->len, message))
        report_mistake(
            build->report, "hotlines.csv", "", "A kiosk would not show these numbers: %s", message);
    hotlines_clear(&hotlines);
}

void build_prove(struct build *build, const struct source *source)
{
    const struct pack_files files = {.get = get, .self = &build->output};
    char message[256] = "";
    struct pack *pack = pack_read(&files, message);
    if (!pack)
        report_mistake(build->report, "pack.ini", "", "A kiosk would not show this pack: %s", message);
    pack_free(pack);
    prove_hotlines(build, source->pack.owner);
}
