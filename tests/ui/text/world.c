#include "ui/text/world.h"

#include <stdlib.h>
#include <string.h>

struct panel world_panel(void)
{
    return (struct panel){1080, 1920, 4.03, 4.03};
}

int world_setup(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct panel panel = world_panel();
    char message[256];
    world->text = text_new(FONTS, &panel, message);
    if (!world->text)
        return -1;
    sheet_init(&world->sheet, 1080, 300);
    sheet_init(&world->other, 1080, 300);
    *state = world;
    return 0;
}

int world_teardown(void **state)
{
    struct world *world = *state;
    sheet_clear(&world->sheet);
    sheet_clear(&world->other);
    text_free(world->text);
    free(world);
    return 0;
}

const struct paragraph *laid(struct world *world, const char *language, const char *utf8, int width)
{
    struct text_style style = {.language = language, .cap_mm = 4.8};
    return text_layout(world->text, &style, utf8, strlen(utf8), width);
}
