/* One line to standard error for the operator: "wayside-agent: <sentence>". It names the file, field
 * or address and what to do. Never anything that a visitor typed, no secret, no id of a report.
 * Repeats of the same line within a minute are counted instead of written. For one thread at a time. */
#ifndef WAYSIDE_BASE_LOG_H
#define WAYSIDE_BASE_LOG_H

struct log {
    const char *program; /* borrowed, "wayside-agent" */
    char last[256];
    long long last_ms;
    unsigned repeats;
};

void log_init(struct log *log, const char *program);
void log_line(struct log *log, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
