#include "base/trouble.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define HOUR_MS 3600000

void trouble_met(struct trouble *trouble, struct log *log, int64_t now_ms, const char *format, ...)
{
    char sentence[sizeof trouble->said];
    va_list list;
    va_start(list, format);
    vsnprintf(sentence, sizeof sentence, format, list);
    va_end(list);
    bool same = strcmp(sentence, trouble->said) == 0;
    if (same && trouble->lasts)
        return;
    trouble->lasts = true;
    if (same && now_ms - trouble->said_ms < HOUR_MS) {
        trouble->again++;
        return;
    }
    if (same && trouble->again)
        log_line(log, "%.200s (and %u times before)", sentence, trouble->again);
    else
        log_line(log, "%s", sentence);
    memcpy(trouble->said, sentence, sizeof sentence);
    trouble->said_ms = now_ms;
    trouble->again = 0;
}

void trouble_over(struct trouble *trouble, struct log *log, const char *what)
{
    if (!trouble->lasts)
        return;
    trouble->lasts = false;
    if (!trouble->again)
        log_line(log, "%s", what);
}
