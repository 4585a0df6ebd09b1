#include "sources.h"
void po_build(struct build *build, const struct source *source)
{
    (void)build, (void)source;
}
