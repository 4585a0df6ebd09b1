#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

#define QUIET_MS 60000

void log_init(struct log *log, const char *program)
{
    *log = (struct log){.program = program};
}

void log_line(struct log *log, const char *format, ...)
{
    char line[sizeof log->last];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    for (char *c = line; *c; c++) /* one line stays one line, whatever a name or an address holds */
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = '?';
    struct clock_source clock = clock_system();
    long long now = clock.mono_ms(clock.self);
    bool same = log->last[0] && strcmp(line, log->last) == 0;
    if (same && now - log->last_ms < QUIET_MS) {
        log->repeats++;
        return;
    }
    if (log->repeats)
        fprintf(stderr, "%s: (the line before: %u times more)\n", log->program, log->repeats);
    fprintf(stderr, "%s: %s\n", log->program, line);
    memcpy(log->last, line, sizeof line);
    log->last_ms = now;
    log->repeats = 0;
}
