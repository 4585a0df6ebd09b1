#include "parts.h"

bool form_build(struct build *build, const char *file, const char *id)
{
    (void)id;
    report_mistake(build->report, file, "", "Forms are not read yet.");
    return false;
}
