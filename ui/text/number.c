#include "number.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

static UChar32 char_at(const UChar *text, int32_t len, int32_t at)
{
    UChar32 c = 0;
    if (at < 0 || at >= len)
        return 0;
    U16_GET(text, 0, at, len, c);
    return c;
}

static UChar32 char_before(const UChar *text, int32_t len, int32_t at)
{
    return at > 0 ? char_at(text, len, at - 1) : 0;
}

static bool digit(UChar32 c)
{
    return u_charType(c) == U_DECIMAL_DIGIT_NUMBER;
}

static bool european(UChar32 c)
{
    return u_charDirection(c) == U_EUROPEAN_NUMBER;
}

/* Between two digits alone. A dash is not among them: "9–17" is two numbers, in the order of the text. */
static bool separator(UChar32 c)
{
    switch (c) {
    case ' ':
    case 0xa0:   /* no-break space */
    case 0x2007: /* figure space */
    case 0x2009: /* thin space */
    case 0x202f: /* narrow no-break space */
    case '-':
    case 0x2011: /* no-break hyphen */
    case '.':
    case ',':
    case '/':
    case ':':
    case 0x66b: /* Arabic decimal and thousands separators */
    case 0x66c:
        return true;
    default:
        return false;
    }
}

/* Where the next digit of this number is, after a separator or after one beside a bracket; 0: none. */
static int32_t next_digit(const UChar *text, int32_t len, int32_t at)
{
    UChar32 first = char_at(text, len, at), second = char_at(text, len, at + 1);
    if (digit(first))
        return at;
    if (digit(second) && (separator(first) || first == ')' || first == '('))
        return at + 1;
    bool pair = (first == ')' && separator(second)) || (separator(first) && second == '(');
    return pair && digit(char_at(text, len, at + 2)) ? at + 2 : 0;
}

static int32_t after(const UChar *text, int32_t len, int32_t at)
{
    U16_FWD_1(text, at, len);
    return at;
}

static bool terminator(UChar32 c)
{
    return u_charDirection(c) == U_EUROPEAN_NUMBER_TERMINATOR;
}

static bool opens(const UChar *text, int32_t start, int32_t end)
{
    int depth = 0;
    for (int32_t i = start; i < end; i++)
        depth += (text[i] == '(') - (text[i] == ')');
    return depth > 0;
}

/* Signs in front: + ( * and, with European digits, currency and the like. */
static int32_t with_prefix(const UChar *text, int32_t len, int32_t from, int32_t start)
{
    bool western = european(char_at(text, len, start));
    while (start > from) {
        UChar32 c = char_before(text, len, start);
        if (c != '+' && c != '(' && c != '*' && !(western && terminator(c)))
            break;
        start--;
    }
    return start;
}

/* Signs behind: the bracket that was opened, * and # of dialling codes, per cent. */
static int32_t with_suffix(const UChar *text, int32_t len, int32_t start, int32_t end, bool western)
{
    for (; end < len; end++) {
        UChar32 c = text[end];
        if (!(c == ')' && opens(text, start, end)) && c != '*' && !(western && terminator(c)))
            break;
    }
    return end;
}

static bool left_to_right_letter(UChar32 c)
{
    return u_charDirection(c) == U_LEFT_TO_RIGHT && !digit(c);
}

/* What addresses are made of besides letters and digits. */
static bool joins_a_token(UChar32 c)
{
    return (c > ' ' && c < 0x7f && c != '(' && c != ')' && c != '"') || digit(c);
}

/* A letter written together with the digits belongs to their order; then the whole token does. */
static void isolate_token(const UChar *text, int32_t len, int32_t from, struct number *number)
{
    int32_t start = number->start, end = number->end, letter = start;
    for (int32_t i = start; i > from; letter = left_to_right_letter(char_at(text, len, i)) ? i : letter) {
        UChar32 c = char_before(text, len, i);
        if (!left_to_right_letter(c) && !joins_a_token(c))
            break;
        U16_BACK_1(text, 0, i);
    }
    number->isolate_start = letter;
    number->isolate_end = end;
    for (int32_t i = end; i < len; i = after(text, len, i)) {
        UChar32 c = char_at(text, len, i);
        if (!left_to_right_letter(c) && !joins_a_token(c))
            break;
        if (left_to_right_letter(c) || digit(c))
            number->isolate_end = after(text, len, i);
    }
}

bool number_find(const UChar *text, int32_t len, int32_t from, struct number *ret_number)
{
    int32_t first = from;
    while (first < len && !digit(char_at(text, len, first)))
        first = after(text, len, first);
    if (first >= len)
        return false;
    bool western = european(char_at(text, len, first));
    int32_t start = with_prefix(text, len, from, first), end = after(text, len, first);
    for (int32_t next; end < len && (next = next_digit(text, len, end));)
        end = after(text, len, next);
    end = with_suffix(text, len, start, end, western);
    while (start < first && text[start] == '(' && opens(text, start, end))
        start++; /* a bracket of the sentence, not of the number */
    *ret_number = (struct number){.start = start, .end = end};
    isolate_token(text, len, from, ret_number);
    return true;
}
