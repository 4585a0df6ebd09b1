/* Inside ui/screen only: what the pages of a form share. */
#ifndef WAYSIDE_SCREEN_FORM_INSIDE_H
#define WAYSIDE_SCREEN_FORM_INSIDE_H

#include "packs.h"

#define CALL_CONNECTED_S (15 * 60) /* a call is offered only when the machine was connected so recently */

/* Nothing may be begun now; who reads it and what they must pass on. Sets visit->told_first. */
struct nav form_before_page(struct ui *ui, const struct content *content, struct visit *visit);
/* Was the machine connected so recently that a call may be asked for? If not, why. */
bool call_offered(const struct ui *ui);
const char *say_no_call(struct pass *pass);

/* The words of a note and what it shows. */
void flow_note(struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit);
/* All who could read it are excluded: said, with numbers. */
void flow_nobody_left(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit);
/* What a note's main button does, beside "Next"; NULL: it has none. */
const char *say_note_way(struct pass *pass, const struct form_question *question);
struct nav note_way(const struct content *content, struct visit *visit);

/* One question's choices as tiles; its permissions, each with no and yes. */
void flow_choices(struct ui *ui, struct flow *flow, const struct content *content,
    const struct form_question *question, uint32_t *chosen);
void flow_consents(struct ui *ui, struct flow *flow, const struct content *content,
    const struct form_question *question, uint32_t *chosen);

#endif
