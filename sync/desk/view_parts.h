/* Shared by view.c and view_case.c only. */
#ifndef WAYSIDE_DESK_VIEW_PARTS_H
#define WAYSIDE_DESK_VIEW_PARTS_H

#include "desk/labels.h"
#include "desk/view.h"

json_t *view_hex(const uint8_t *bytes, size_t len);
/* {by, mine, at} */
json_t *view_laptop(
    const uint8_t laptop[static LAPTOP_BYTES], int64_t at, const struct desk_context *context);
/* The form whose words the first document uses; NULL: none is known. */
const struct form *view_form(const struct case_file *file, const struct labels *labels);
/* The one choice of a question in the first document, "" when none. */
const char *view_answer(const struct case_file *file, const char *question);
bool view_chosen(const json_t *value, const char *choice);

#endif
