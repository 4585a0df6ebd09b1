/* What the program's commands share. */
#ifndef WAYSIDE_HUB_PROGRAM_H
#define WAYSIDE_HUB_PROGRAM_H

#include <stdbool.h>

#include "base/settings.h"
#include "hub/hub.h"

#define HOSTS_MOST 16

struct options {
    const char *settings, *role, *name, *operand;
    const char *hosts[HOSTS_MOST];
    size_t host_count;
    bool json;
};

/* The texts of *ret_hub are borrowed from *ret_settings. */
MUST_CHECK bool program_settings(const char *path, struct settings **ret_settings,
    struct hub_settings *ret_hub, char ret_message[static HUB_MESSAGE]);
/* Prints the sentence, returns code. */
int fail(const char *sentence, int code);

int command_init(const struct hub_settings *settings, const struct options *options);
int command_content_keys(const struct hub_settings *settings, const struct options *options);
int command_serve(const struct hub_settings *settings, const struct options *options);
int command_token(const struct hub_settings *settings, const struct options *options);
int command_enrolments(const struct hub_settings *settings, const struct options *options);
int command_approve(const struct hub_settings *settings, const struct options *options);
int command_identities(const struct hub_settings *settings, const struct options *options);
int command_revoke(const struct hub_settings *settings, const struct options *options);

#endif
