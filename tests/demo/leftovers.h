/* Looks for what people typed in everything that the programs wrote: folders, stores, logs. */
#ifndef WAYSIDE_DEMO_LEFTOVERS_H
#define WAYSIDE_DEMO_LEFTOVERS_H

#include <stddef.h>

/* Every plain file below folder, as UTF-8, UTF-16 and UTF-32 in both orders. Returns how many files hold
 * one of the texts, each named on standard error; -1 when the folder cannot be read or nothing is in it. */
int leftovers_find(const char *folder, const char *const texts[], size_t count);

#endif
