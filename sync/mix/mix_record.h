/* The records of GET /v1/mix/envelopes: id 16 | pseudonym 16 | outer file 16,384. Pure. */
#ifndef WAYSIDE_MIX_RECORD_H
#define WAYSIDE_MIX_RECORD_H

#include <stdbool.h>

#include "base/cursor.h"
#include "base/limits.h"

#define MIX_PAGE 64 /* records in one answer of the hub; 1 MiB */
#define MIX_RECORD (2 * ID_BYTES + ENVELOPE_BYTES)

struct mix_record { /* all in the bytes of the cursor */
    const uint8_t *id, *pseudonym;
    const uint8_t *file; /* ENVELOPE_BYTES */
};
/* False when what is next is not a whole record. */
MUST_CHECK bool mix_record_read(struct cursor *cursor, struct mix_record *ret_record);
/* True when all of it is records, at most MIX_PAGE. */
MUST_CHECK bool mix_records_valid(const void *bytes, size_t len, size_t *ret_count);

#endif
