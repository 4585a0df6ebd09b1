/* What ICU knows of languages and time zones. Nothing here draws. */
#ifndef WAYSIDE_TEXT_LOCALE_H
#define WAYSIDE_TEXT_LOCALE_H

#include <stdbool.h>
#include <stddef.h>

struct text;

#define LANGUAGE_NAME 96 /* bytes of a language's name with its NUL */

/* The name of a language (BCP 47), as one writes it in the language `in`: "Romanian", "română". The tag
 * itself when ICU knows none. */
void language_name(const char *tag, const char *in, char ret_name[static LANGUAGE_NAME]);
/* The Latin letters that lead to Han characters, by their usual reading: "ni'hao"; ü is v. False: there is
 * none, or too long. */
bool han_letters(const char *han, size_t len, char *ret_letters, size_t cap);
/* Has the image a glyph for every character? Opens faces, so not for each pass. */
bool text_can_draw(struct text *text, const char *language, const char *utf8);

/* How many minutes the clocks of `zone` are ahead of those of `home` (negative: behind) when it is that
 * minute of that day (YYYY-MM-DD) at home; both are names of the time zone database ("Europe/London"). False
 * when a zone or the day is unknown. */
bool zone_ahead(const char *zone, const char *home, const char *day, int minute, int *ret_minutes);

#endif
