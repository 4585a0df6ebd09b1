/* Inside ui/screen only: the numbers of this place in the order in which they help. */
#ifndef WAYSIDE_SCREEN_HELP_LINES_H
#define WAYSIDE_SCREEN_HELP_LINES_H

#include "answers_now.h"
#include "pack/hotlines.h"
#include "screen.h"

#define HELP_LINES_SHOWN 64 /* more than anybody turns pages for; the best of them */

struct help_lines;
struct services_list;
/* NULL when there are none, or no memory. Borrows the content. services: a number that one of them has for
 * children is a children's helpline; NULL: none are known. */
struct help_lines *help_lines_new(const struct content *content, const struct services_list *services);
void help_lines_free(struct help_lines *lines); /* takes NULL */

struct help_line { /* one number now */
    const struct hotline *hotline;
    size_t at; /* among all that are kept: help_line_at */
    struct answers_now now;
};
struct help_wish { /* of whom numbers are for */
    const char *language;
    bool child;
};
/* Emergency numbers first, then by answers_before. Returns how many. */
size_t help_lines_now(const struct help_lines *lines, const struct ui_facts *facts,
    const struct help_wish *wish, struct help_line ret_in[static HELP_LINES_SHOWN]);
/* Does one of them answer children, other than in an emergency? */
bool help_lines_for_children(const struct help_lines *lines);
/* NULL when there is none. */
const struct hotline *help_line_at(const struct help_lines *lines, size_t at);

/* The emergency number of this place, "" when none is known. */
const char *emergency_number(const struct content *content);
/* In groups, as one reads it out: "+44 207 946 0018". */
const char *say_number(struct pass *pass, const char *number);

#endif
