#include "sources.h"
void tables_build(struct build *build, struct source *source)
{
    (void)build, (void)source;
}
