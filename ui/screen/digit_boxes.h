/* Boxes for digits that are typed. Inside ui/screen only. */
#ifndef WAYSIDE_SCREEN_DIGIT_BOXES_H
#define WAYSIDE_SCREEN_DIGIT_BOXES_H

#include "screen.h"

struct digit_boxes {
    const char *id;
    const char *ascii; /* what was typed, NUL-terminated */
    int count, at;     /* how many; where the next one goes */
    int cells, group;
    const char *name; /* what is heard while nothing is typed */
};
int digit_boxes_height(struct ui *ui, const struct digit_boxes *digits, int width);
/* Where a group of them stands in this box; not mirrored. */
struct box digit_boxes_group(struct ui *ui, struct box box, const struct digit_boxes *digits, int group);
void digit_boxes(struct ui *ui, struct box box, const struct digit_boxes *digits);

#endif
