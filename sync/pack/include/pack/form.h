/* A form as compiled from XLSForm (form/<id>.json, docs/formats.md): questions in order, each with the
 * condition under which it is asked. Texts are msgids, looked up in the catalogue of the language. */
#ifndef WAYSIDE_PACK_FORM_H
#define WAYSIDE_PACK_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "rules/condition.h"

enum question_type {
    QUESTION_ONE,       /* select_one */
    QUESTION_SEVERAL,   /* select_multiple; at most `most` when not 0 */
    QUESTION_TEXT,      /* free text */
    QUESTION_NOTE,      /* a page without a question: "call now" */
    QUESTION_CONSENT,   /* a list of yes or no, each default no */
    QUESTION_INTEGER,   /* a whole number: digits after one optional minus, 9 at most */
    QUESTION_DATE,      /* a day as YYYY-MM-DD */
    QUESTION_CALCULATE, /* no page and no answer that leaves: a value for the conditions after it */
};
struct form_choice {
    char *name;    /* what is written into the document: "today" */
    char *label;   /* msgid */
    char *picture; /* icon name, or NULL */
    int urgency;   /* choosing it raises the document to this urgency (1 is highest); 0: does not */
};
struct form_question {
    char *name;
    enum question_type type;
    char *label, *why;          /* msgids; why: "why we ask", NULL on a note; both NULL on a calculation */
    char *indicator;            /* code list for the desk's summary, or NULL */
    int most;                   /* QUESTION_SEVERAL: at most so many, 0 any */
    bool child;                 /* one of those a child sees */
    struct condition *relevant; /* NULL: always */
    /* What an answer should fulfil, or NULL; then message (msgid) is shown. Never a hurdle: one may go on. */
    struct condition *constraint;
    char *message;
    struct condition *calculation; /* QUESTION_CALCULATE only: condition_value gives it */
    struct form_choice choices[CHOICES_MAX];
    size_t choice_count;
};
#define INTEGER_BYTES 10 /* "-123456789" */

struct form {
    char *id;
    int version;
    char *title; /* msgid */
    struct form_question *questions;
    size_t question_count;
};

/* NULL on any fault; ret_message then names field and rule in one sentence. Conditions are checked
 * whole: the questions that they mention stand earlier, and have the choices that they look for. */
struct form *form_read(const void *json, size_t len, char ret_message[static 256]);
void form_free(struct form *form); /* takes NULL */
/* NULL when there is none of that name. */
const struct form_question *form_question(const struct form *form, const char *name);
/* Is text an answer to QUESTION_INTEGER or QUESTION_DATE: well-formed, and for a number of at most 9 digits?
 */
bool form_is_integer(const char *text);
bool form_is_date(const char *text);

#endif
