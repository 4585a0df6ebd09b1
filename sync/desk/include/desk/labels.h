/* What coded answers mean, in the coordinator's language: the form's labels through a catalogue. Without
 * a form, or for a question that it does not have, names are shown as they are. */
#ifndef WAYSIDE_DESK_LABELS_H
#define WAYSIDE_DESK_LABELS_H

#include <stdbool.h>

#include "base/error.h"
#include "pack/form.h"

struct labels;

/* forms: paths of form/<id>.json, by commas, or NULL. catalogues: a folder with <language>.mo, or NULL;
 * English needs none. NULL with one sentence on a fault. */
struct labels *labels_new(
    const char *forms, const char *catalogues, const char *language, char ret_message[static 256]);
void labels_free(struct labels *labels); /* takes NULL */

/* The form of that id, else the first there is; NULL when there is none. All below take NULL for it. */
const struct form *labels_form(const struct labels *labels, const char *id);
/* NULL when the form has no such question. */
const struct form_question *labels_question(const struct form *form, const char *name);
/* Translated, or the name itself. Borrowed. */
const char *labels_of_question(const struct labels *labels, const struct form *form, const char *name);
const char *labels_of_choice(
    const struct labels *labels, const struct form *form, const char *question, const char *choice);
/* The urgency that a choice raises to, 0 when none. */
int labels_urgency(const struct form *form, const char *question, const char *choice);
const char *labels_text(const struct labels *labels, const char *msgid);

#endif
