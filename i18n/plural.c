#include "plural.h"

#include <string.h>

enum operation {
    NUMBER,
    N,
    NOT,
    TERNARY,
    OR,
    AND,
    EQUAL,
    NOT_EQUAL,
    LESS_OR_EQUAL,
    GREATER_OR_EQUAL,
    LESS,
    GREATER,
    PLUS,
    MINUS,
    TIMES,
    DIVIDED,
    MODULO,
};

/* Two-sided operators, those that begin alike with the longer first; a higher level binds closer. */
static const struct {
    const char *sign;
    enum operation operation;
    int level;
} operators[] = {
    {"||", OR, 1},
    {"&&", AND, 2},
    {"==", EQUAL, 3},
    {"!=", NOT_EQUAL, 3},
    {"<=", LESS_OR_EQUAL, 4},
    {">=", GREATER_OR_EQUAL, 4},
    {"<", LESS, 4},
    {">", GREATER, 4},
    {"+", PLUS, 5},
    {"-", MINUS, 5},
    {"*", TIMES, 6},
    {"/", DIVIDED, 6},
    {"%", MODULO, 6},
};
#define OPERATORS (sizeof operators / sizeof operators[0])
#define LEVELS 6

struct reader {
    const char *p, *end;
    int depth;
    struct plural *plural;
};

static void skip(struct reader *reader)
{
    while (reader->p < reader->end && (*reader->p == ' ' || *reader->p == '\t'))
        reader->p++;
}

static bool literal(struct reader *reader, const char *text)
{
    size_t len = strlen(text);
    skip(reader);
    if (len > (size_t)(reader->end - reader->p) || memcmp(reader->p, text, len) != 0)
        return false;
    reader->p += len;
    return true;
}

static bool node(struct reader *reader, struct plural_node node, uint8_t *ret_node)
{
    struct plural *plural = reader->plural;
    if (plural->count == PLURAL_NODES)
        return false;
    *ret_node = (uint8_t)plural->count;
    plural->nodes[plural->count++] = node;
    return true;
}

static bool digits(struct reader *reader, unsigned long *ret_value)
{
    unsigned long value = 0;
    skip(reader);
    const char *start = reader->p;
    for (; reader->p < reader->end && *reader->p >= '0' && *reader->p <= '9'; reader->p++) {
        if (value > 99999999)
            return false;
        value = value * 10 + (unsigned long)(*reader->p - '0');
    }
    *ret_value = value;
    return reader->p > start;
}

static bool ternary(struct reader *reader, uint8_t *ret_node);

/* unary = "!" unary | "(" ternary ")" | "n" | digits */
static bool unary(struct reader *reader, uint8_t *ret_node)
{
    uint8_t inner;
    unsigned long value;
    bool read = false;
    if (reader->depth >= PLURAL_DEPTH)
        return false;
    reader->depth++;
    if (literal(reader, "!"))
        read = unary(reader, &inner) && node(reader, (struct plural_node){NOT, inner, 0, 0, 0}, ret_node);
    else if (literal(reader, "("))
        read = ternary(reader, ret_node) && literal(reader, ")");
    else if (literal(reader, "n"))
        read = node(reader, (struct plural_node){N, 0, 0, 0, 0}, ret_node);
    else if (digits(reader, &value))
        read = node(reader, (struct plural_node){NUMBER, 0, 0, 0, value}, ret_node);
    reader->depth--;
    return read;
}

static bool operator_at(struct reader *reader, int level, enum operation *ret_operation)
{
    for (size_t i = 0; i < OPERATORS; i++)
        if (operators[i].level == level && literal(reader, operators[i].sign)) {
            *ret_operation = operators[i].operation;
            return true;
        }
    return false;
}

/* binary(level) = binary(level + 1) { operator of this level, binary(level + 1) } */
static bool binary(struct reader *reader, int level, uint8_t *ret_node)
{
    enum operation operation;
    uint8_t right;
    if (level > LEVELS)
        return unary(reader, ret_node);
    if (!binary(reader, level + 1, ret_node))
        return false;
    while (operator_at(reader, level, &operation))
        if (!binary(reader, level + 1, &right) ||
            !node(reader, (struct plural_node){(uint8_t)operation, *ret_node, right, 0, 0}, ret_node))
            return false;
    return true;
}

/* ternary = binary(1) [ "?" ternary ":" ternary ] */
static bool ternary(struct reader *reader, uint8_t *ret_node)
{
    uint8_t condition, yes, no;
    if (reader->depth >= PLURAL_DEPTH)
        return false;
    reader->depth++;
    bool read = binary(reader, 1, &condition);
    if (read && literal(reader, "?"))
        read = ternary(reader, &yes) && literal(reader, ":") && ternary(reader, &no) &&
               node(reader, (struct plural_node){TERNARY, condition, yes, no, 0}, ret_node);
    else
        *ret_node = condition;
    reader->depth--;
    return read;
}

/* "nplurals=" digits ";" "plural=" ternary [ ";" ] */
bool plural_read(const char *text, size_t len, struct plural *ret_plural)
{
    struct plural plural = {.count = 0};
    struct reader reader = {text, text + len, 0, &plural};
    unsigned long forms;
    if (!literal(&reader, "nplurals") || !literal(&reader, "=") || !digits(&reader, &forms) || forms < 1 ||
        forms > PLURAL_FORMS || !literal(&reader, ";") || !literal(&reader, "plural") ||
        !literal(&reader, "=") || !ternary(&reader, &plural.root))
        return false;
    if (literal(&reader, ";"))
        skip(&reader);
    skip(&reader);
    if (reader.p != reader.end)
        return false;
    plural.forms = (unsigned)forms;
    *ret_plural = plural;
    return true;
}

static unsigned long apply(enum operation operation, unsigned long a, unsigned long b)
{
    switch (operation) {
    case OR:
        return a || b;
    case AND:
        return a && b;
    case EQUAL:
        return a == b;
    case NOT_EQUAL:
        return a != b;
    case LESS_OR_EQUAL:
        return a <= b;
    case GREATER_OR_EQUAL:
        return a >= b;
    case LESS:
        return a < b;
    case GREATER:
        return a > b;
    case PLUS:
        return a + b;
    case MINUS:
        return a - b;
    case TIMES:
        return a * b;
    case DIVIDED:
        return b ? a / b : 0;
    case MODULO:
        return b ? a % b : 0;
    default:
        return 0;
    }
}

/* A node's parts always stand before it, so one pass from the first to the root is enough. */
unsigned plural_form(const struct plural *plural, unsigned long n)
{
    unsigned long value[PLURAL_NODES] = {0};
    for (size_t i = 0; i < plural->count; i++) {
        const struct plural_node *node = &plural->nodes[i];
        switch (node->operation) {
        case NUMBER:
            value[i] = node->value;
            break;
        case N:
            value[i] = n;
            break;
        case NOT:
            value[i] = !value[node->a];
            break;
        case TERNARY:
            value[i] = value[node->a] ? value[node->b] : value[node->c];
            break;
        default:
            value[i] = apply((enum operation)node->operation, value[node->a], value[node->b]);
        }
    }
    unsigned long form = value[plural->root];
    return form < plural->forms ? (unsigned)form : 0;
}
