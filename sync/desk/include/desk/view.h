/* A case as the page gets it (JSON): codes that the page knows, labels from the form, and texts that
 * someone typed, which the page only ever sets as text.
 *
 * row: thread, words, kind help|report|call|deleted, began (false: only later documents have come), urgency,
 * why[{question,answer}], place, day, hour (-1), arrived, due (0), active, age child|unknown|adult,
 * child_near, lang, unread, first_read, refused, withdrawn, deleted, exclude[] (kinds of bodies that must not
 * get it), state, taken null|{by,mine,at}. One that is withdrawn has nothing that was told, and deleted_at
 * (0: it goes in a moment). case: the row, and fear, threats, company_said, danger[] and company[] (labels),
 * contact[], needs[], happening[], other[{question,answers[]}], texts[{question,text}],
 * consent[{name,label,yes,taken_back (seconds, 0 never)}], call
 * null|{number,until,others_name,voicemail,text_message, and labels: whose[],days[],hours[],others[],
 * cover[],word[]}, lang_read,
 * team_languages[], next_n, can_answer, cannot, zone, opened[{by,mine,at}], items[{type,at,...}] in the order
 * of time */
#ifndef WAYSIDE_DESK_VIEW_H
#define WAYSIDE_DESK_VIEW_H

#include "desk/case.h"

/* NULL when there is no memory. */
json_t *view_row(const struct case_file *file, const struct desk_context *context);
json_t *view_case(const struct case_file *file, const struct desk_context *context);
/* All that can be searched, for the index; free it. */
char *view_search_text(const struct case_file *file, const struct desk_context *context);
/* May this laptop answer now? DESK_OK or why not. */
enum desk_error view_can_answer(const struct case_file *file, const struct desk_context *context);

#endif
