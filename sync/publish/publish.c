#include "publish/publish.h"

#include <stdio.h>

int publish_program(int argc, char **argv)
{
    (void)argc;
    fprintf(stderr, "%s: no command is there yet\n", argv[0]);
    return 2;
}
