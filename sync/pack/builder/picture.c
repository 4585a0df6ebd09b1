#include "parts.h"

bool picture_build(struct build *build, const char *file, struct pack_picture *ret_picture)
{
    (void)ret_picture;
    report_mistake(build->report, file, "", "Pictures are not read yet.");
    return false;
}
