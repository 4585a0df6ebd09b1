/* sheet: many pages scaled into one picture with a line below each. */
#ifndef WAYSIDE_PREVIEW_SHEET_H
#define WAYSIDE_PREVIEW_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/draw.h"
#include "draw/theme.h"

struct sheet;
/* Pages of this panel. Pictures are base-1.png, base-2.png ... NULL with one sentence. */
struct sheet *sheet_new(
    const char *fonts, const struct panel *panel, const char *base, char ret_message[static 256]);
/* marked: a frame says that something is to be looked at. False with one sentence. */
MUST_CHECK bool sheet_add(struct sheet *sheet, const struct surface *page, const char *caption, bool marked,
    char ret_message[static 256]);
/* Writes what is left and frees. False with one sentence. */
MUST_CHECK bool sheet_end(struct sheet *sheet, char ret_message[static 256]);

#endif
