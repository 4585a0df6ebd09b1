/* Any bytes as an expression: refused with a place inside it, or a tree that can be evaluated. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/condition.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *value(void *ctx, const char *question)
{
    (void)ctx;
    return question; /* whatever the input says */
}

static bool selected(void *ctx, const char *question, const char *choice)
{
    (void)ctx;
    return strcmp(question, choice) < 0;
}

static int count(void *ctx, const char *question)
{
    (void)ctx;
    return (int)strlen(question);
}

static bool each_name(void *ctx, const char *name)
{
    *(size_t *)ctx += strlen(name);
    return true;
}

static bool each_choice(void *ctx, const char *question, const char *choice)
{
    *(size_t *)ctx += strlen(question) + strlen(choice);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct condition_answers answers = {.value = value, .selected = selected, .count = count};
    char *expression = malloc(size + 1);
    size_t offset = SIZE_MAX, sum = 0;
    const char *why = NULL;
    if (!expression)
        return 0;
    memcpy(expression, data, size);
    expression[size] = 0;
    struct condition *condition = condition_new(expression, &offset, &why);
    if (!condition && (!why || offset > strlen(expression)))
        abort();
    if (condition) {
        condition_questions(condition, each_name, &sum);
        condition_choices(condition, each_choice, &sum);
        condition_true(condition, &answers);
    }
    condition_free(condition);
    char room[CONDITION_ROOM];
    condition = condition_new_value(expression, &offset, &why);
    if (condition && !condition_value(condition, &answers, room))
        abort();
    condition_free(condition);
    free(expression);
    return 0;
}
