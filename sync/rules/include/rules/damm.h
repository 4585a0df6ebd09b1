/* The Damm check digit (H. Michael Damm, 2004): catches every single wrong digit and every swap of
 * neighbours. The table is the totally anti-symmetric quasigroup of order 10 from his thesis. */
#ifndef WAYSIDE_RULES_DAMM_H
#define WAYSIDE_RULES_DAMM_H

#include <stdbool.h>
#include <stddef.h>

/* digits: len ASCII digits. Returns the ASCII check digit, or 0 when something else stands there. */
char damm_digit(const char *digits, size_t len);
/* True when all are digits and the last is right for those before it. */
bool damm_valid(const char *digits, size_t len);

#endif
