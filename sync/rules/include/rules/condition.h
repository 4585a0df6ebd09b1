/* Form conditions: XLSForm "relevant", "constraint" and "calculation" expressions as a checked tree,
 * evaluated over the answers of one visit. Subset: ${name}, . (the answer itself, of a constraint), 'text',
 * numbers, dates as 'YYYY-MM-DD', = != < <= > >=, and, or, not(), selected(), count-selected().
 * Pure; a tree is made once (from form/<id>.json) and has a bound on nodes and depth. */
#ifndef WAYSIDE_RULES_CONDITION_H
#define WAYSIDE_RULES_CONDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONDITION_BYTES 2048 /* of the expression */
#define CONDITION_NODES 64   /* comparisons, joints, operands */
#define CONDITION_DEPTH 16   /* brackets inside each other */

struct condition; /* immutable */

/* How the expression asks for answers; the question "." is the one whose constraint it is. All borrowed for
 * the length of the call. */
struct condition_answers {
    /* value of the question as text ("" when not answered): for select_one the choice's name. */
    const char *(*value)(void *ctx, const char *question);
    /* is the choice selected (select_one or select_multiple); count of selected ones. */
    bool (*selected)(void *ctx, const char *question, const char *choice);
    int (*count)(void *ctx, const char *question);
    void *ctx;
};

/* NULL on error; then *ret_offset is the byte where it stopped and *ret_why a phrase (static). */
struct condition *condition_new(const char *expression, size_t *ret_offset, const char **ret_why);
/* The same for a calculation: a truth, a number, a text or an answer. */
struct condition *condition_new_value(const char *expression, size_t *ret_offset, const char **ret_why);
void condition_free(struct condition *condition);
/* Names that the expression mentions ("." too), for the form's check. each returns false to stop. */
bool condition_questions(
    const struct condition *condition, bool (*each)(void *ctx, const char *name), void *ctx);
/* Choices that it looks for, by selected() or by = and != with a text that is not empty. */
bool condition_choices(const struct condition *condition,
    bool (*each)(void *ctx, const char *question, const char *choice), void *ctx);
/* A NULL condition is true. = and != between texts compare bytes; by size two dates are compared as dates,
 * everything else as numbers, and an answer that is not one makes a comparison false and != true. */
bool condition_true(const struct condition *condition, const struct condition_answers *answers);
#define CONDITION_ROOM 16
/* What it gives as text: "true" or "false", a number, a text, an answer. Of condition_new_value. Borrowed
 * from the condition, from room, or from what answers->value gave. */
const char *condition_value(const struct condition *condition, const struct condition_answers *answers,
    char room[static CONDITION_ROOM]);
/* YYYY-MM-DD, a day that exists. Between two of them strcmp tells the earlier. */
bool condition_is_date(const char *text);
/* Digits with at most one point among them, after one optional minus, 16 bytes at most: what an answer must
 * be to be compared by size. */
bool condition_is_number(const char *text);

#endif
