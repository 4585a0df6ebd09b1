/* Inside ui/screen only: questions that are answered with digits, a whole number, a day or a telephone
 * number. */
#ifndef WAYSIDE_SCREEN_FORM_DIGITS_H
#define WAYSIDE_SCREEN_FORM_DIGITS_H

#include "screen.h"

#define VALUE_BYTES sizeof(((struct visit_answer *)0)->value)
_Static_assert(VALUE_BYTES >= PHONE_MOST + 2, "a telephone number with its plus fits");
#define DAY_DIGITS 8 /* two of the day, two of the month, four of the year */

/* What is typed and the keys for it. value: "" or digits as they were typed; a day that is complete stands in
 * it as YYYY-MM-DD. */
void flow_digits(
    struct ui *ui, struct flow *flow, const struct form_question *question, char value[static VALUE_BYTES]);
/* The answer as one reads it: "42", "5 March 2026". */
const char *say_value(struct pass *pass, const struct form_question *question, const char *value);

/* What a key makes of the value; 0: nothing. Pure, for tests. */
void number_type(char value[static VALUE_BYTES], char key);
void date_type(char value[static VALUE_BYTES], char key);
void phone_type(char value[static VALUE_BYTES], char key); /* '+': an international one, or not */

#endif
