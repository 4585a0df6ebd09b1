#include "firmware/wipe.h"

#include <string.h>

#define STACK_WIPED (192 * 1024)

__attribute__((noinline)) void stack_wipe(void)
{
    unsigned char below[STACK_WIPED];
    explicit_bzero(below, sizeof below);
}
