/* The coordinator at her page, through Chromium. Each returns false after one sentence on standard error. */
#ifndef WAYSIDE_DEMO_DESK_H
#define WAYSIDE_DEMO_DESK_H

#include <stdbool.h>

#include "browser/webdriver.h"
#include "demo/stage.h"

bool desk_unlock(struct browser *browser, const struct stage *stage);
bool desk_wait_for_case(struct browser *browser);
bool desk_open_case(struct browser *browser); /* from the list, and takes it if nobody has */
bool desk_unfold(struct browser *browser);    /* what was typed */
bool desk_look_at(struct browser *browser, const char *css);
bool desk_shows(struct browser *browser, const char *text); /* within 60 s */
bool desk_answer(struct browser *browser, const char *text);
bool desk_picture(void *browser, const char *path); /* for album_file */
bool desk_lost(struct browser *browser);            /* says why the last call failed; false */

#endif
