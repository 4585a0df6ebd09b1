#include "rules/condition.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "condition_tree.h"

void condition_free(struct condition *condition)
{
    free(condition);
}

bool condition_questions(
    const struct condition *condition, bool (*each)(void *ctx, const char *name), void *ctx)
{
    for (size_t i = 0; i < condition->count; i++)
        if (condition->nodes[i].question && !each(ctx, condition->nodes[i].question))
            return false;
    return true;
}

bool condition_choices(const struct condition *condition,
    bool (*each)(void *ctx, const char *question, const char *choice), void *ctx)
{
    for (size_t i = 0; i < condition->count; i++) {
        const struct node *node = &condition->nodes[i];
        if (node->type == NODE_SELECTED && !each(ctx, node->question, node->text))
            return false;
        if (node->type != NODE_EQUAL && node->type != NODE_UNEQUAL)
            continue;
        const struct node *a = &condition->nodes[node->left], *b = &condition->nodes[node->right];
        const struct node *question = a->type == NODE_QUESTION ? a : b;
        const struct node *text = a->type == NODE_TEXT ? a : b;
        if (question->type == NODE_QUESTION && text->type == NODE_TEXT && text->text[0] &&
            !each(ctx, question->question, text->text))
            return false;
    }
    return true;
}

/* NaN for what is not a number: every comparison with it is then false, and != true, as in XPath. */
static double number_of(const struct node *node, const struct condition_answers *answers)
{
    double number = NAN;
    if (node->type == NODE_NUMBER)
        return node->number;
    if (node->type == NODE_COUNT)
        return answers->count(answers->ctx, node->question);
    if (node->type == NODE_TEXT)
        return NAN;
    const char *value = answers->value(answers->ctx, node->question);
    return value && condition_number(value, strlen(value), &number) ? number : NAN;
}

static const char *text_of(const struct node *node, const struct condition_answers *answers)
{
    if (node->type == NODE_TEXT)
        return node->text;
    const char *value = answers->value(answers->ctx, node->question);
    return value ? value : "";
}

static bool is_text(const struct node *node)
{
    return node->type == NODE_TEXT || node->type == NODE_QUESTION;
}

bool condition_is_date(const char *text)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const char shape[] = "0000-00-00";
    if (strnlen(text, sizeof shape) != sizeof shape - 1)
        return false;
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    int year = atoi(text), month = atoi(text + 5), day = atoi(text + 8);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] - (month == 2 && !leap);
}

bool condition_is_number(const char *text)
{
    double number;
    return condition_number(text, strnlen(text, 32), &number);
}

/* By size: -1, 0, 1 as numbers that compare as the dates do. False when they are not two dates. */
static bool compare_dates(const struct node *a, const struct node *b, const struct condition_answers *answers,
    double *ret_left, double *ret_right)
{
    if (!is_text(a) || !is_text(b))
        return false;
    const char *left = text_of(a, answers), *right = text_of(b, answers);
    if (!condition_is_date(left) || !condition_is_date(right))
        return false;
    *ret_left = strcmp(left, right);
    *ret_right = 0;
    return true;
}

static bool compare(
    enum node_type type, const struct node *a, const struct node *b, const struct condition_answers *answers)
{
    if ((type == NODE_EQUAL || type == NODE_UNEQUAL) && is_text(a) && is_text(b))
        return (strcmp(text_of(a, answers), text_of(b, answers)) == 0) == (type == NODE_EQUAL);
    double left, right;
    if (!compare_dates(a, b, answers, &left, &right)) {
        left = number_of(a, answers);
        right = number_of(b, answers);
    }
    switch (type) {
    case NODE_EQUAL:
        return left == right;
    case NODE_UNEQUAL:
        return left != right;
    case NODE_LESS:
        return left < right;
    case NODE_LESS_EQUAL:
        return left <= right;
    case NODE_MORE:
        return left > right;
    default:
        return left >= right;
    }
}

/* As deep as the tree, which has CONDITION_NODES nodes at most. */
static bool node_true(
    const struct condition *condition, const struct node *node, const struct condition_answers *answers)
{
    const struct node *left = &condition->nodes[node->left], *right = &condition->nodes[node->right];
    switch (node->type) {
    case NODE_OR:
        return node_true(condition, left, answers) || node_true(condition, right, answers);
    case NODE_AND:
        return node_true(condition, left, answers) && node_true(condition, right, answers);
    case NODE_NOT:
        return !node_true(condition, left, answers);
    case NODE_SELECTED:
        return answers->selected(answers->ctx, node->question, node->text);
    default:
        return compare(node->type, left, right, answers);
    }
}

bool condition_true(const struct condition *condition, const struct condition_answers *answers)
{
    return !condition || node_true(condition, &condition->nodes[condition->root], answers);
}

const char *condition_value(const struct condition *condition, const struct condition_answers *answers,
    char room[static CONDITION_ROOM])
{
    const struct node *root = &condition->nodes[condition->root];
    switch (root->type) {
    case NODE_TEXT:
    case NODE_NUMBER:
        return root->text;
    case NODE_QUESTION:
        return text_of(root, answers);
    case NODE_COUNT:
        snprintf(room, CONDITION_ROOM, "%d", answers->count(answers->ctx, root->question));
        return room;
    default:
        return node_true(condition, root, answers) ? "true" : "false";
    }
}
