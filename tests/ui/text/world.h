/* A text room with the image's fonts on the portrait panel, and two sheets to draw on. */
#ifndef TESTS_UI_TEXT_WORLD_H
#define TESTS_UI_TEXT_WORLD_H

#include "text/text.h"
#include "ui/text/sheet.h"

#define FONTS WAYSIDE_SOURCE "/assets/fonts.list"

struct world {
    struct text *text;
    struct sheet sheet, other;
};
struct panel world_panel(void);
int world_setup(void **state);
int world_teardown(void **state);
/* In the body size, kept as content. */
const struct paragraph *laid(struct world *world, const char *language, const char *utf8, int width);

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

#endif
