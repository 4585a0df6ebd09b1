/* Shared by program.c and init.c only. */
#ifndef WAYSIDE_DESK_PROGRAM_PARTS_H
#define WAYSIDE_DESK_PROGRAM_PARTS_H

#include <stdbool.h>

#include "base/settings.h"
#include "desk/desk.h"

struct options {
    const char *settings, *passphrase_file; /* NULL when not given */
    bool json;
};
struct program_settings {
    struct desk_settings desk;
    const char *root, *content; /* [network] */
    int port;
    struct settings *file;
};

/* One sentence to standard error. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

int init_run(const struct options *options, const struct program_settings *settings);
int show_keys_run(const struct options *options, const struct program_settings *settings);

#endif
