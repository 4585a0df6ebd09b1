/* base: the ground that every room may stand on: errors, bytes, locked memory, durable files, clock,
 * log. It is not a place for anything that only one room needs. */
#ifndef WAYSIDE_BASE_ERROR_H
#define WAYSIDE_BASE_ERROR_H

#define MUST_CHECK __attribute__((warn_unused_result))

/* What a room of the ground can answer. 0 is success; outputs are untouched on any other value. */
enum base_error {
    BASE_OK = 0,
    BASE_NO_MEMORY, /* allocation failed */
    BASE_NO_SPACE,  /* disk full or quota reached */
    BASE_NOT_FOUND, /* no such file or folder */
    BASE_EXISTS,    /* a file of that name is there already */
    BASE_DENIED,    /* permissions */
    BASE_IO,        /* any other fault of the disk */
    BASE_TOO_LARGE, /* over the named maximum */
    BASE_FORMAT,    /* bytes are not what the grammar asks */
    BASE_CUT,       /* test disk only: the power is off */
};

/* One plain phrase, lower case, without a full stop: "the disk is full". Never NULL. */
const char *base_error_text(enum base_error error);

#endif
