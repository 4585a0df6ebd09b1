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
    QUESTION_PHONE,     /* a telephone number: digits after one optional plus */
};
/* What stands on a note's page beside its words. */
enum note_shows {
    NOTE_WORDS,    /* nothing */
    NOTE_NUMBERS,  /* the emergency number, where people are, the lines that answer now */
    NOTE_READERS,  /* who gets it now, and what they must pass on */
    NOTE_SERVICES, /* the way to the services for the needs */
    NOTE_SEND,     /* the way to send what is there */
    NOTE_HELP,     /* the way to the form about oneself */
    NOTE_SIGN,     /* no page: a warning sign among those that the answers show */
};
#define EXCLUDES_MAX 4 /* kinds of bodies that one choice keeps out */

struct form_choice {
    char *name;    /* what is written into the document: "today" */
    char *label;   /* msgid */
    char *picture; /* icon name, or NULL */
    int urgency;   /* choosing it raises the document to this urgency (1 is highest); 0: does not */
    char *excludes[EXCLUDES_MAX]; /* kinds of teams (network_team.kind) that must not get it then */
    size_t exclude_count;
    bool call; /* asks for a call: offered only where the machine was connected just now */
};
struct form_question {
    char *name;
    enum question_type type;
    char *label, *why;          /* msgids; why: "why we ask", may be NULL on a note, where it is more words;
                                   both NULL on a calculation */
    enum note_shows shows;      /* of a note */
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
#define PHONE_MOST 15    /* ITU-T E.164; at least PHONE_LEAST */
#define PHONE_LEAST 3

struct form {
    char *id;
    int version;
    char *title;  /* msgid */
    char *always; /* msgid: stands above every question, as "do not step in"; NULL: nothing */
    struct form_question *questions;
    size_t question_count;
};

/* NULL on any fault; ret_message then names field and rule in one sentence. Conditions are checked
 * whole: the questions that they mention stand earlier, and have the choices that they look for. */
struct form *form_read(const void *json, size_t len, char ret_message[static 256]);
void form_free(struct form *form); /* takes NULL */
/* NULL when there is none of that name. */
const struct form_question *form_question(const struct form *form, const char *name);
/* Bytes that the free text may take in the document, so that every other answer fits beside it; never 0. */
size_t form_text_room(const struct form *form);
/* Is text an answer to QUESTION_INTEGER, _DATE or _PHONE: well-formed, and not too long? */
bool form_is_integer(const char *text);
bool form_is_date(const char *text);
bool form_is_phone(const char *text);

#endif
