#include "rules/condition.h"

#include <math.h>
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

static bool compare(
    enum node_type type, const struct node *a, const struct node *b, const struct condition_answers *answers)
{
    if ((type == NODE_EQUAL || type == NODE_UNEQUAL) && is_text(a) && is_text(b))
        return (strcmp(text_of(a, answers), text_of(b, answers)) == 0) == (type == NODE_EQUAL);
    double left = number_of(a, answers), right = number_of(b, answers);
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
