/* Hotlines (hotlines/<owner>.json, two signatures): numbers that people in danger will dial. */
#ifndef WAYSIDE_PACK_HOTLINES_H
#define WAYSIDE_PACK_HOTLINES_H

#include <stdbool.h>
#include <stddef.h>

#include "pack/network.h" /* struct network_text */

#define HOTLINES_BYTES (4 << 20)
#define HOTLINES_MAX 4096
#define HOTLINE_NAME 200 /* bytes, in each language */

enum hotline_fact { FACT_UNKNOWN, FACT_NO, FACT_YES };
struct hotline {
    char *id, *owner;
    bool emergency;    /* the emergency number of its places: as dialled there, "112" */
    char *number;      /* E.164 ("+442079460018"), or what is dialled here ("112", "116000") */
    char *text_number; /* for messages; "" none */
    struct network_text name, answered_by; /* "trained women of a charity" */
    char **languages;
    size_t language_count;
    char *opening_hours; /* OpenStreetMap syntax, rules/opening_hours.h; "24/7" */
    char *time_zone;     /* in which they are; "" the place's */
    char **places;       /* codes; empty: everywhere */
    size_t place_count;
    char checked_on[11]; /* YYYY-MM-DD */
    enum hotline_fact free_from_foreign_sim, records_calls, on_phone_bill, children;
};
struct hotlines {
    struct hotline *in;
    size_t count;
};
/* Adds those of one file; owner: the NGO of its path. False with one sentence that names the field. */
bool hotlines_read(
    struct hotlines *hotlines, const char *owner, const void *json, size_t len, char ret_message[static 256]);
void hotlines_clear(struct hotlines *hotlines);
/* For one place only; those withdrawn are gone. ids of withdrawn/<owner>/list.json. */
void hotlines_keep_place(struct hotlines *hotlines, const char *place);
void hotlines_withdraw(struct hotlines *hotlines, const char *owner, const char *id);
/* All of an owner's, for when it cannot be known which of them are withdrawn. Its emergency numbers stay: a
 * visitor without one is worse off. */
void hotlines_drop(struct hotlines *hotlines, const char *owner);
/* "+442079460018" (E.164), or a short one as it is dialled here: digits, * and #. */
bool hotline_is_number(const char *text);
bool hotline_here(const struct hotline *hotline, const char *place);

#endif
