/* Finds what must stay whole and in order: telephone numbers, dates, times, amounts, codes. */
#ifndef WAYSIDE_TEXT_NUMBER_H
#define WAYSIDE_TEXT_NUMBER_H

#include <stdbool.h>
#include <unicode/utypes.h>

#define NUMBER_UNITS 40 /* longer is a list of digits, not a number: kept in order, but lines may break */

struct number {
    int32_t start, end;                 /* the digits with their signs and separators, in UTF-16 units */
    int32_t isolate_start, isolate_end; /* with the letters it is written together with: "example.org/12" */
};
/* The next number at or after `from`. */
bool number_find(const UChar *text, int32_t len, int32_t from, struct number *ret_number);

#endif
