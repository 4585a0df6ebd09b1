/* The grammar, one function for each rule; the rule stands above it.
 *
 *   condition = or                      the whole must be a truth, not a value, but for a calculation
 *   or        = and *("or" and)
 *   and       = truth *("and" truth)
 *   truth     = operand [compare operand]
 *   compare   = "=" / "!=" / "<=" / "<" / ">=" / ">"
 *   operand   = "(" or ")" / not / selected / count / question / text / number
 *   not       = "not" "(" or ")"
 *   selected  = "selected" "(" question "," text ")"
 *   count     = "count-selected" "(" question ")"
 *   question  = "." / "${" name "}"     name: a letter or _, then letters, digits, _ - .
 *   text      = "'" *any "'" / DQUOTE *any DQUOTE
 *   number    = ["-"] 1*DIGIT ["." 1*DIGIT]
 */
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "condition_tree.h"

#define NONE UINT8_MAX

struct parser {
    const char *begin;
    struct cursor in;
    struct condition *tree;
    size_t strings; /* bytes used */
    unsigned depth;
    const char *why; /* the first fault; then everything stops */
    const uint8_t *where;
};

static uint8_t parse_or(struct parser *parser);

static uint8_t fail_at(struct parser *parser, const uint8_t *where, const char *why)
{
    if (!parser->why) {
        parser->why = why;
        parser->where = where;
    }
    return NONE;
}

static uint8_t fail(struct parser *parser, const char *why)
{
    return fail_at(parser, parser->in.p, why);
}

static void skip_space(struct parser *parser)
{
    struct cursor *in = &parser->in;
    while (in->p < in->end && (*in->p == ' ' || *in->p == '\t' || *in->p == '\n' || *in->p == '\r'))
        in->p++;
}

static bool literal(struct parser *parser, const char *text)
{
    skip_space(parser);
    return cursor_literal(&parser->in, text);
}

static bool is_name_start(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_name(uint8_t c)
{
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* A word of the grammar, not merely the beginning of a longer one. */
static bool word(struct parser *parser, const char *text)
{
    skip_space(parser);
    struct cursor before = parser->in;
    if (!cursor_literal(&parser->in, text))
        return false;
    if (cursor_left(&parser->in) > 0 && is_name(*parser->in.p)) {
        parser->in = before;
        return false;
    }
    return true;
}

static uint8_t node(struct parser *parser, enum node_type type)
{
    struct condition *tree = parser->tree;
    if (tree->count == CONDITION_NODES)
        return fail(parser, "too long: it has too many parts");
    tree->nodes[tree->count] = (struct node){.type = type};
    return (uint8_t)tree->count++;
}

static const char *keep(struct parser *parser, const uint8_t *text, size_t len)
{
    char *copy = parser->tree->strings + parser->strings;
    memcpy(copy, text, len);
    copy[len] = 0;
    parser->strings += len + 1;
    return copy;
}

/* The answer itself; not the point of a number. */
static bool self(struct parser *parser)
{
    skip_space(parser);
    struct cursor *in = &parser->in;
    bool digit = cursor_left(in) > 1 && in->p[1] >= '0' && in->p[1] <= '9';
    return !digit && cursor_literal(in, ".");
}

static const char *question_name(struct parser *parser)
{
    if (self(parser))
        return keep(parser, (const uint8_t *)".", 1);
    if (!literal(parser, "${")) {
        fail(parser, "a question is expected here, as ${name}");
        return NULL;
    }
    struct cursor *in = &parser->in;
    const uint8_t *begin = in->p;
    if (in->p < in->end && is_name_start(*in->p))
        while (in->p < in->end && is_name(*in->p))
            in->p++;
    size_t len = (size_t)(in->p - begin);
    if (len == 0 || !cursor_literal(in, "}")) {
        fail(parser, "a question's name is letters, digits, _ - and . between ${ and }");
        return NULL;
    }
    return keep(parser, begin, len);
}

static const char *quoted(struct parser *parser)
{
    skip_space(parser);
    struct cursor *in = &parser->in;
    if (cursor_left(in) == 0 || (*in->p != '\'' && *in->p != '"')) {
        fail(parser, "a text is expected here, as 'text'");
        return NULL;
    }
    const uint8_t *begin = in->p + 1;
    const uint8_t *end = memchr(begin, *in->p, (size_t)(in->end - begin));
    if (!end) {
        fail(parser, "the text that begins here has no end quote");
        return NULL;
    }
    in->p = end + 1;
    return keep(parser, begin, (size_t)(end - begin));
}

bool condition_number(const char *text, size_t len, double *ret_number)
{
    double number = 0, unit = 1;
    bool negative = len > 0 && text[0] == '-', point = false;
    size_t i = negative;
    if (i == len || len > 16 || text[len - 1] == '.')
        return false;
    for (; i < len; i++) {
        if (text[i] == '.' && !point && i > negative) {
            point = true;
            continue;
        }
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (text[i] - '0');
        unit *= point ? 10 : 1;
    }
    *ret_number = (negative ? -number : number) / unit;
    return true;
}

static uint8_t parse_number(struct parser *parser)
{
    struct cursor *in = &parser->in;
    const uint8_t *begin = in->p;
    double number = 0;
    while (in->p < in->end && (*in->p == '-' || *in->p == '.' || (*in->p >= '0' && *in->p <= '9')))
        in->p++;
    if (!condition_number((const char *)begin, (size_t)(in->p - begin), &number))
        return fail_at(parser, begin, "a question, a text, a number or a function is expected here");
    uint8_t made = node(parser, NODE_NUMBER);
    if (made != NONE) {
        parser->tree->nodes[made].number = number;
        parser->tree->nodes[made].text = keep(parser, begin, (size_t)(in->p - begin));
    }
    return made;
}

static bool open_bracket(struct parser *parser)
{
    if (literal(parser, "("))
        return true;
    fail(parser, "a function's name is followed by (");
    return false;
}

static void close_bracket(struct parser *parser)
{
    if (!parser->why && !literal(parser, ")"))
        fail(parser, "a ) is missing here");
}

static uint8_t parse_selected(struct parser *parser)
{
    const char *question = open_bracket(parser) ? question_name(parser) : NULL;
    const char *choice = NULL;
    if (question && !literal(parser, ","))
        fail(parser, "a , is missing here");
    else if (question)
        choice = quoted(parser);
    close_bracket(parser);
    uint8_t made = parser->why ? NONE : node(parser, NODE_SELECTED);
    if (made != NONE) {
        parser->tree->nodes[made].question = question;
        parser->tree->nodes[made].text = choice;
    }
    return made;
}

static uint8_t parse_count(struct parser *parser)
{
    const char *question = open_bracket(parser) ? question_name(parser) : NULL;
    close_bracket(parser);
    uint8_t made = parser->why ? NONE : node(parser, NODE_COUNT);
    if (made != NONE)
        parser->tree->nodes[made].question = question;
    return made;
}

static bool is_truth(const struct parser *parser, uint8_t made)
{
    return parser->tree->nodes[made].type <= NODE_SELECTED;
}

static uint8_t parse_truth_in_brackets(struct parser *parser)
{
    const uint8_t *begin = parser->in.p;
    uint8_t inner = parse_or(parser);
    close_bracket(parser);
    if (parser->why)
        return NONE;
    return is_truth(parser, inner) ? inner : fail_at(parser, begin, "between these brackets stands no truth");
}

static uint8_t parse_not(struct parser *parser)
{
    uint8_t inner = open_bracket(parser) ? parse_truth_in_brackets(parser) : NONE;
    uint8_t made = parser->why ? NONE : node(parser, NODE_NOT);
    if (made != NONE)
        parser->tree->nodes[made].left = inner;
    return made;
}

static uint8_t parse_operand(struct parser *parser)
{
    const char *text;
    uint8_t made;
    if (literal(parser, "("))
        return parse_truth_in_brackets(parser);
    if (word(parser, "not"))
        return parse_not(parser);
    if (word(parser, "selected"))
        return parse_selected(parser);
    if (word(parser, "count-selected"))
        return parse_count(parser);
    if (cursor_left(&parser->in) > 0 && (*parser->in.p == '\'' || *parser->in.p == '"')) {
        text = quoted(parser);
        made = text ? node(parser, NODE_TEXT) : NONE;
        if (made != NONE)
            parser->tree->nodes[made].text = text;
        return made;
    }
    if (cursor_left(&parser->in) > 0 && (*parser->in.p == '$' || *parser->in.p == '.')) {
        text = question_name(parser);
        made = text ? node(parser, NODE_QUESTION) : NONE;
        if (made != NONE)
            parser->tree->nodes[made].question = text;
        return made;
    }
    return parse_number(parser);
}

static bool compare_sign(struct parser *parser, enum node_type *ret_type)
{
    static const struct {
        const char *sign;
        enum node_type type;
    } signs[] = {{"!=", NODE_UNEQUAL}, {"<=", NODE_LESS_EQUAL}, {">=", NODE_MORE_EQUAL}, {"=", NODE_EQUAL},
        {"<", NODE_LESS}, {">", NODE_MORE}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (literal(parser, signs[i].sign)) {
            *ret_type = signs[i].type;
            return true;
        }
    return false;
}

/* A text is never compared with a number, nor by size unless it is a date; an answer may be any of them. */
static const char *compare_fault(
    const struct parser *parser, enum node_type type, uint8_t left, uint8_t right)
{
    const struct node *a = &parser->tree->nodes[left], *b = &parser->tree->nodes[right];
    bool text = a->type == NODE_TEXT || b->type == NODE_TEXT;
    bool number = a->type == NODE_NUMBER || a->type == NODE_COUNT || b->type == NODE_NUMBER ||
                  b->type == NODE_COUNT;
    if (is_truth(parser, left) || is_truth(parser, right))
        return "a truth cannot be compared; use and, or, not()";
    bool dates = (a->type != NODE_TEXT || condition_is_date(a->text)) &&
                 (b->type != NODE_TEXT || condition_is_date(b->text));
    if (text && type != NODE_EQUAL && type != NODE_UNEQUAL && !dates)
        return "a text can only be compared with = and !=, unless it is a date as '2026-12-31'";
    if (text && number)
        return "a text is compared with a number here";
    return NULL;
}

static uint8_t parse_truth(struct parser *parser)
{
    enum node_type type;
    uint8_t left = parse_operand(parser);
    if (parser->why)
        return NONE;
    skip_space(parser);
    const uint8_t *sign = parser->in.p;
    if (!compare_sign(parser, &type))
        return left;
    uint8_t right = parse_operand(parser);
    if (parser->why)
        return NONE;
    const char *fault = compare_fault(parser, type, left, right);
    if (fault)
        return fail_at(parser, sign, fault);
    uint8_t made = node(parser, type);
    if (made != NONE) {
        parser->tree->nodes[made].left = left;
        parser->tree->nodes[made].right = right;
    }
    return made;
}

/* left side, word, right side: as often as it comes. */
static uint8_t parse_chain(
    struct parser *parser, const char *joint, enum node_type type, uint8_t (*side)(struct parser *parser))
{
    uint8_t left = side(parser);
    for (;;) {
        skip_space(parser);
        const uint8_t *where = parser->in.p;
        if (parser->why || !word(parser, joint))
            return left;
        uint8_t right = side(parser);
        if (parser->why)
            return NONE;
        if (!is_truth(parser, left) || !is_truth(parser, right))
            return fail_at(parser, where, "and, or join truths, such as comparisons");
        uint8_t made = node(parser, type);
        if (made == NONE)
            return NONE;
        parser->tree->nodes[made].left = left;
        parser->tree->nodes[made].right = right;
        left = made;
    }
}

static uint8_t parse_and(struct parser *parser)
{
    return parse_chain(parser, "and", NODE_AND, parse_truth);
}

static uint8_t parse_or(struct parser *parser)
{
    if (++parser->depth > CONDITION_DEPTH)
        return fail(parser, "too many brackets inside each other");
    uint8_t made = parse_chain(parser, "or", NODE_OR, parse_and);
    parser->depth--;
    return made;
}

static struct condition *parse_whole(
    const char *expression, bool value, size_t *ret_offset, const char **ret_why)
{
    size_t len = strnlen(expression, CONDITION_BYTES + 1);
    /* a string is no longer than what stood for it in the expression, and has a NUL */
    struct condition *tree = calloc(1, sizeof *tree + 2 * len + 1);
    struct parser parser = {.begin = expression, .tree = tree};
    cursor_init(&parser.in, expression, len);
    if (!tree)
        fail(&parser, "out of memory");
    else if (len > CONDITION_BYTES || !utf8_valid(expression, len))
        fail(&parser, "too long, or not UTF-8");
    else
        tree->root = parse_or(&parser);
    skip_space(&parser);
    if (!parser.why && cursor_left(&parser.in) > 0)
        fail(&parser, "it should end here");
    if (tree && !parser.why && !value && !is_truth(&parser, tree->root))
        fail_at(&parser, (const uint8_t *)expression, "a value alone is not a condition; compare it");
    if (!parser.why)
        return tree;
    *ret_offset = (size_t)(parser.where - (const uint8_t *)expression);
    *ret_why = parser.why;
    free(tree);
    return NULL;
}

struct condition *condition_new(const char *expression, size_t *ret_offset, const char **ret_why)
{
    return parse_whole(expression, false, ret_offset, ret_why);
}

struct condition *condition_new_value(const char *expression, size_t *ret_offset, const char **ret_why)
{
    return parse_whole(expression, true, ret_offset, ret_why);
}
