/* A program's settings: an INI file (inih) read whole, asked by "section", "key". Unknown keys are
 * refused when all have been asked, so that a misspelt one is not silently ignored. */
#ifndef WAYSIDE_BASE_SETTINGS_H
#define WAYSIDE_BASE_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct settings;

/* On failure ret_message (256 bytes) holds one sentence with file and line. */
MUST_CHECK bool settings_read(const char *path, struct settings **ret_settings, char ret_message[static 256]);
void settings_free(struct settings *settings);

/* The value, borrowed until settings_free; NULL when absent. Asking marks the key as known. */
const char *settings_text(struct settings *settings, const char *section, const char *key);
/* Each adds one sentence to the settings' message when a key is missing or wrong, and returns a
 * harmless value; ask all, then settings_check once. */
const char *settings_need(struct settings *settings, const char *section, const char *key);
int64_t settings_number(struct settings *settings, const char *section, const char *key, int64_t standard,
    int64_t min, int64_t max);
double settings_decimal(
    struct settings *settings, const char *section, const char *key, double standard, double min, double max);
/* False when anything was missing, wrong or unknown; ret_message names file, section, key and what to do. */
MUST_CHECK bool settings_check(struct settings *settings, char ret_message[static 256]);

#endif
