/* The tree that condition_parse.c makes and condition.c walks. */
#ifndef WAYSIDE_RULES_CONDITION_TREE_H
#define WAYSIDE_RULES_CONDITION_TREE_H

#include "rules/condition.h"

enum node_type {
    NODE_OR,
    NODE_AND,
    NODE_NOT,
    NODE_EQUAL,
    NODE_UNEQUAL,
    NODE_LESS,
    NODE_LESS_EQUAL,
    NODE_MORE,
    NODE_MORE_EQUAL,
    NODE_SELECTED,
    NODE_COUNT,
    NODE_QUESTION,
    NODE_TEXT,
    NODE_NUMBER,
};
struct node {
    enum node_type type;
    uint8_t left, right;         /* of or, and, comparisons; left alone of not */
    const char *question, *text; /* into the condition's strings; text: choice or literal, also of a number */
    double number;
};
struct condition {
    struct node nodes[CONDITION_NODES];
    size_t count;
    uint8_t root;
    char strings[]; /* every name and literal, each with a NUL */
};

/* digits [. digits], after one optional minus; nothing before or behind. */
bool condition_number(const char *text, size_t len, double *ret_number);

#endif
