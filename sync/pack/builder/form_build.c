#include <string.h>

#include "xlsform.h"

bool form_build(struct build *build, const char *file, const char *id)
{
    struct xlsform form = {.build = build, .file = file, .id = id};
    struct buffer bytes;
    size_t before = build->report->mistakes;
    bool done = build_read(build, file, SOURCE_SHEET_BYTES, &bytes);
    if (done)
        done = xlsform_read(&form, bytes.bytes, bytes.len);
    if (done) {
        xlsform_rows(&form);
        done = build->report->mistakes == before && xlsform_write(&form);
    }
    xlsform_clear(&form);
    buffer_clear(&bytes);
    return done && build->report->mistakes == before;
}
