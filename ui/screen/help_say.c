/* A number as one says it. */
#include <stdio.h>
#include <string.h>

#include "help_lines.h"

#define NUMBER_TEXT 64

/* Digits of the country code that an international number begins with (ITU-T E.164, list of assigned codes).
 */
static size_t country_digits(const char *digits)
{
    static const char two[] =
        "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 "
        "61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";
    char first[4] = {digits[0], digits[1], ' ', 0};
    if (digits[0] == '1' || digits[0] == '7')
        return 1;
    return digits[1] && strstr(two, first) ? 2 : 3;
}

/* Threes, and fours where that leaves none alone. */
static size_t group_of(size_t left)
{
    if (left <= 4)
        return left;
    if (left == 5)
        return 2;
    return left == 8 ? 4 : 3;
}

const char *say_number(struct pass *pass, const char *number)
{
    char made[NUMBER_TEXT];
    size_t len = 0, plus = number[0] == '+', digits = strspn(number + plus, "0123456789");
    if (number[plus + digits] || digits < 5 || digits > 20)
        return number; /* short, or already written in its own way */
    const char *p = number + plus;
    if (plus) {
        size_t country = country_digits(p);
        len = (size_t)snprintf(made, sizeof(made), "+%.*s ", (int)country, p);
        p += country;
    }
    for (size_t left = strlen(p); left > 0;) {
        size_t group = group_of(left);
        memcpy(made + len, p, group);
        len += group;
        p += group;
        left -= group;
        if (left > 0)
            made[len++] = ' ';
    }
    return scratch_text(pass, made, len);
}
