/* What of a visit's form would leave now. The check screen shows exactly this and the firmware seals
 * exactly this, so both agree. Pure: it reads the form and the visit and nothing else, and may run on
 * another thread over a copy of the visit. */
#ifndef WAYSIDE_SCREEN_ANSWERS_H
#define WAYSIDE_SCREEN_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pack/form.h"
#include "pack/network.h"
#include "visit/visit.h"

/* Is the question asked, given the answers before it? Answers to questions that are not asked count as
 * not given, so an answer behind a branch that was left has no effect and never leaves. */
bool form_asked(const struct form *form, const struct visit *visit, size_t question);

struct answer_leaving {
    const struct form_question *question;
    size_t index;     /* of the question in the form */
    uint32_t chosen;  /* bit per choice; for consents: bit = yes, every other choice is a no */
    const char *text; /* of QUESTION_TEXT, _INTEGER, _DATE, _PHONE, else NULL; borrowed from the visit */
};
/* Asked and answered, whether or not it was taken out on the check screen. Consents are always answered. */
bool answer_given(
    const struct form *form, const struct visit *visit, size_t question, struct answer_leaving *ret_answer);
/* Is it answered with digit keys: a whole number, a day, a telephone number? */
bool question_has_digits(const struct form_question *question);
/* Is the choice of that name chosen in the question of that name, which is asked? form may be NULL. */
bool form_chose(const struct form *form, const struct visit *visit, const char *question, const char *choice);
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

/* Does anything that leaves ask for a call: a telephone number? Then the hour matters. */
bool answers_ask_call(const struct form *form, const struct visit *visit);

/* Kinds of bodies (network_team.kind) that must not get it, each once, by the choices that leave. Returns how
 * many; borrowed from the form. */
#define EXCLUDED_MOST EXCLUDED_MAX
size_t answers_excluded(
    const struct form *form, const struct visit *visit, const char *ret_kinds[static EXCLUDED_MOST]);
/* What a form for this is called in a pack: "help", "report", "call", "job". */
const char *form_id(enum form_role role);
/* "report" for FORM_REPORT, else "help": the kind of the document and of its route. */
const char *form_kind(enum form_role role);
/* Who gets it now: the first team whose route fits this kind and whose kind is not excluded; a place without
 * a route for reports sends them where help goes. NULL: nobody is left. */
const struct network_team *form_team(const struct network *network, const struct network_place *place,
    enum form_role role, const struct form *form, const struct visit *visit);
/* Bytes that the text takes in a document: some characters are written as two or six (form_text_room). */
size_t text_written(const char *text);

/* The page of the form after or before `from`, or question_count when there is none. Calculations are no
 * pages, and never leave: they would tell what was taken out on the check screen. */
size_t form_next(const struct form *form, const struct visit *visit, size_t from);
size_t form_before(const struct form *form, const struct visit *visit, size_t from);
/* Is it asked, and a page? */
bool form_is_page(const struct form *form, const struct visit *visit, size_t question);
/* The first question that is asked, or question_count. */
size_t form_first(const struct form *form, const struct visit *visit);

#endif
