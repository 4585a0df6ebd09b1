#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xlsform.h"

/* What a cell asks for while it is checked: only what stands above it. */
struct check {
    struct xlsform *form;
    size_t row;
    enum xlsform_meaning meaning;
    const struct xlsform_question *self;
};

static const struct xlsform_question *asked(const struct check *check, const char *name)
{
    return strcmp(name, ".") == 0 ? check->self : xlsform_find(check->form, name);
}

static bool check_name(void *ctx, const char *name)
{
    const struct check *check = ctx;
    const struct xlsform_question *question = asked(check, name);
    if (!question && strcmp(name, ".") == 0)
        xlsform_mistake(check->form, SURVEY, check->row, check->meaning,
            "A full stop means the answer itself; it has a sense in a constraint only.");
    else if (!question)
        xlsform_mistake(check->form, SURVEY, check->row, check->meaning,
            "It asks for ${%.60s}, and no question above has this name.", name);
    else if (question->type == QUESTION_NOTE)
        xlsform_mistake(check->form, SURVEY, check->row, check->meaning,
            "It asks for ${%.60s}, a note, which has no answer.", name);
    return true;
}

static bool has_choice(
    const struct xlsform *form, const struct xlsform_question *question, const char *choice)
{
    for (size_t i = 0; i < question->choice_count; i++)
        if (strcmp(xlsform_cell(&form->tables[CHOICES], question->choices[i], COLUMN_NAME), choice) == 0)
            return true;
    return question->choice_count == 0;
}

static bool check_choice(void *ctx, const char *name, const char *choice)
{
    const struct check *check = ctx;
    const struct xlsform_question *question = asked(check, name);
    if (question && !has_choice(check->form, question, choice))
        xlsform_mistake(check->form, SURVEY, check->row, check->meaning,
            "It looks for '%.60s', which is no choice of ${%.60s} (list \"%.60s\").", choice, question->name,
            question->list);
    return true;
}

/* As an editor counts: characters, not bytes, from 1. */
static size_t character_at(const char *text, size_t offset)
{
    size_t count = 1;
    for (size_t i = 0; i < offset; i++)
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}

static const char *advice(const char *expression)
{
    static const char *const curly[] = {"\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d"};
    for (size_t i = 0; i < sizeof curly / sizeof *curly; i++)
        if (strstr(expression, curly[i]))
            return " The quotation marks are curly; write them straight, as 'yes'.";
    return "";
}

bool xlsform_expression(struct xlsform *form, size_t row, enum xlsform_meaning meaning,
    const struct xlsform_question *self, const char *expression)
{
    struct check check = {form, row, meaning, self};
    size_t offset = 0, before = form->build->report->mistakes;
    const char *why = "";
    if (!expression[0])
        return true;
    struct condition *condition = meaning == COLUMN_CALCULATION
                                      ? condition_new_value(expression, &offset, &why)
                                      : condition_new(expression, &offset, &why);
    if (!condition) {
        xlsform_mistake(form, SURVEY, row, meaning, "It is not understood at character %zu: %s.%s",
            character_at(expression, offset), why, advice(expression));
        return false;
    }
    condition_questions(condition, check_name, &check);
    condition_choices(condition, check_choice, &check);
    condition_free(condition);
    return form->build->report->mistakes == before;
}

/* One part as it is, several in brackets with "and" between them. */
static char *join(const char *const *parts, size_t count)
{
    size_t size = 1;
    for (size_t i = 0; i < count; i++)
        size += strlen(parts[i]) + strlen(" and ()");
    char *all = malloc(size), *to = all;
    for (size_t i = 0; all && i < count; i++)
        to += snprintf(
            to, size - (size_t)(to - all), count == 1 ? "%s%s" : "%s(%s)", i ? " and " : "", parts[i]);
    return all;
}

bool xlsform_relevant(struct xlsform *form, size_t row, char **ret_relevant)
{
    const char *parts[XLSFORM_GROUPS + 1], *own = xlsform_cell(&form->tables[SURVEY], row, COLUMN_RELEVANT);
    size_t count = 0, offset;
    const char *why;
    for (size_t i = 0; i < form->group_count; i++)
        if (form->groups[i].relevant[0])
            parts[count++] = form->groups[i].relevant;
    if (!xlsform_expression(form, row, COLUMN_RELEVANT, NULL, own))
        return false;
    if (own[0])
        parts[count++] = own;
    *ret_relevant = NULL;
    if (count == 0)
        return true;
    *ret_relevant = join(parts, count);
    struct condition *whole = *ret_relevant ? condition_new(*ret_relevant, &offset, &why) : NULL;
    if (!whole)
        xlsform_mistake(form, SURVEY, row, COLUMN_RELEVANT,
            "Together with those of its groups the condition is too long. Make it shorter, or calculate a "
            "part "
            "of it before.");
    condition_free(whole);
    return whole;
}
