/* What can be said of a form only when all of it is read: does every document that it makes fit, and can it
 * be read? */
#ifndef WAYSIDE_PACK_FORM_WHOLE_H
#define WAYSIDE_PACK_FORM_WHOLE_H

#include "json_read.h"
#include "pack/form.h"

void form_check_whole(struct json_read *read, const struct form *form);

#endif
