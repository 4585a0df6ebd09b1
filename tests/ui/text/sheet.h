/* A white sheet to draw paragraphs on in black, to look at their ink, and to write as PNG. */
#ifndef TESTS_UI_TEXT_SHEET_H
#define TESTS_UI_TEXT_SHEET_H

#include "text/text.h"

struct sheet {
    struct surface surface;
    struct draw_list *list;
};
void sheet_init(struct sheet *sheet, int width, int height);
void sheet_clear(struct sheet *sheet);
/* Wipes the sheet, then draws the paragraph at x, y. */
void sheet_paragraph(struct sheet *sheet, const struct paragraph *paragraph, int x, int y);
/* The box around all ink darker than half. */
struct box sheet_ink(const struct sheet *sheet);
/* Does part of one sheet stand, pixel by pixel, somewhere on the other? */
bool sheet_finds(const struct sheet *sheet, const struct sheet *other, struct box part);
/* Into build folder/sheets/NAME.png, for people to look at. */
void sheet_write(const struct sheet *sheet, const char *name);

#endif
