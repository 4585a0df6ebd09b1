/* Form conditions: XLSForm "relevant" expressions as a checked tree, evaluated over the answers of one
 * visit. Subset: ${name}, 'text', numbers, = != < <= > >=, and, or, not(), selected(), count-selected().
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

/* How the expression asks for answers. Both borrowed for the length of the call. */
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
void condition_free(struct condition *condition);
/* Names that the expression mentions, for the form's check. each returns false to stop. */
bool condition_questions(
    const struct condition *condition, bool (*each)(void *ctx, const char *name), void *ctx);
/* Choices that it looks for, by selected() or by = and != with a text that is not empty. */
bool condition_choices(const struct condition *condition,
    bool (*each)(void *ctx, const char *question, const char *choice), void *ctx);
/* A NULL condition is true. = and != between texts compare bytes; everything else compares numbers, and
 * an answer that is not a number makes a comparison false and != true. */
bool condition_true(const struct condition *condition, const struct condition_answers *answers);

#endif
