#include "cli.h"

#include <stdarg.h>

static void say(const char *format, va_list args)
{
    fputs("wayside-seal: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

int failed(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
    return CLI_FAILED;
}

int misused(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
    return CLI_USAGE;
}
