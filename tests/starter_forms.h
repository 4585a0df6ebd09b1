/* starter_forms: the four forms of the starter pack, as they were built (a test of builder holds that they
 * are what the tables say). Link: SOURCES starter_forms.c. */
#ifndef WAYSIDE_TESTS_STARTER_FORMS_H
#define WAYSIDE_TESTS_STARTER_FORMS_H

#include "pack/form.h"
#include "visit/visit.h"

/* Fails the test when one is not right. */
void starter_forms_read(struct form *ret_forms[static FORM_ROLES]);
void starter_forms_free(struct form *forms[static FORM_ROLES]);

size_t starter_question(
    const struct form *form, const char *name); /* index; fails the test when there is none */
void starter_choose(const struct form *form, struct visit *visit, const char *name, const char *choice);

#endif
