/* Dina, who writes Harbour Help's pack: begins with the starter, later changes a sentence, a number and a
 * picture. */
#ifndef WAYSIDE_DEMO_EDITOR_H
#define WAYSIDE_DEMO_EDITOR_H

#include "demo/stage.h"

#define EDITOR_OLD_SENTENCE "not the person who paid for your journey."
#define EDITOR_SENTENCE "not the person who paid for your journey, and not your family."
#define EDITOR_NUMBER "+442079460019"
#define EDITOR_OLD_NUMBER "+442079460018"

/* run/port: the starter pack, checked. */
bool editor_begin(struct stage *stage);
/* The sentence, the number of Harbour Help's line and the picture of the first topic. */
bool editor_change(struct stage *stage);
/* Pictures of every page, as they will be, in run/preview. */
bool editor_preview(struct stage *stage);

#endif
