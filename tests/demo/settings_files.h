/* The settings file of each program on the demo's stage. */
#ifndef WAYSIDE_DEMO_SETTINGS_FILES_H
#define WAYSIDE_DEMO_SETTINGS_FILES_H

#include <stdbool.h>

struct stage;

bool settings_files_write(const struct stage *stage);
/* The kiosk again, for a window half as large. */
bool settings_files_window(const struct stage *stage, const char *file);
/* Adds the one-time token to a program's file. */
bool settings_files_token(const struct stage *stage, const char *file, const char *token);

#endif
