/* lead: answers to a form that lead to a question, found by trying. */
#ifndef WAYSIDE_PREVIEW_LEAD_H
#define WAYSIDE_PREVIEW_LEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "pack/form.h"
#include "visit/visit.h"

/* The same answers each time; visit->question is the question then. False: none were found. */
bool lead_to(const struct form *form, struct visit *visit, size_t question);

#endif
