/* The way a function hands over a buffer that it made: all of it, or nothing. */
#ifndef WAYSIDE_SEAL_GIVE_H
#define WAYSIDE_SEAL_GIVE_H

#include "base/buffer.h"
#include "seal/error.h"

MUST_CHECK enum seal_error error_of(enum base_error error);
/* Moves *made to *ret when there is no error, else clears it and leaves *ret alone. Returns error. */
MUST_CHECK enum seal_error buffer_give(enum seal_error error, struct buffer *made, struct buffer *ret);

#endif
