/* What of a visit's form would leave now. The check screen shows exactly this and the firmware seals
 * exactly this, so both agree. Pure: it reads the form and the visit and nothing else, and may run on
 * another thread over a copy of the visit. */
#ifndef WAYSIDE_SCREEN_ANSWERS_H
#define WAYSIDE_SCREEN_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pack/form.h"
#include "visit/visit.h"

/* Is the question asked, given the answers before it? Answers to questions that are not asked count as
 * not given, so an answer behind a branch that was left has no effect and never leaves. */
bool form_asked(const struct form *form, const struct visit *visit, size_t question);

struct answer_leaving {
    const struct form_question *question;
    size_t index;     /* of the question in the form */
    uint32_t chosen;  /* bit per choice; for consents: bit = yes, every other choice is a no */
    const char *text; /* of QUESTION_TEXT, _INTEGER, _DATE, else NULL; borrowed from the visit */
};
/* Asked and answered, whether or not it was taken out on the check screen. Consents are always answered. */
bool answer_given(
    const struct form *form, const struct visit *visit, size_t question, struct answer_leaving *ret_answer);
/* Does the answer fulfil the question's constraint? True when it has none, or is not answered. When false
 * the screen shows question->message; the person may go on, and the answer leaves as it is: an odd answer is
 * worth more than a lost one. */
bool answer_fits(const struct form *form, const struct visit *visit, size_t question);
/* Every answer as it would leave now, in the form's order: asked, answered, not taken out on the check
 * screen. A consent question that was taken out is walked with every choice a no. each returns false to
 * stop; then this returns false. */
bool answers_leaving(const struct form *form, const struct visit *visit,
    bool (*each)(void *ctx, const struct answer_leaving *answer), void *ctx);

/* The most pressing urgency among the choices that leave (1 is highest); 3 when none has one. */
int answers_urgency(const struct form *form, const struct visit *visit);

/* The page of the form after or before `from`, or question_count when there is none. Calculations are no
 * pages, and never leave: they would tell what was taken out on the check screen. */
size_t form_next(const struct form *form, const struct visit *visit, size_t from);
size_t form_before(const struct form *form, const struct visit *visit, size_t from);
/* The first question that is asked, or question_count. */
size_t form_first(const struct form *form, const struct visit *visit);

#endif
