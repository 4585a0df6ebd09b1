/* The envelopes of the network (docs/formats.md, Envelope). Every one has one size; a function that is
 * given another size answers SEAL_SIZE before it looks at anything else. */
#ifndef WAYSIDE_SEAL_ENVELOPE_H
#define WAYSIDE_SEAL_ENVELOPE_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "seal/error.h"
#include "seal/keys.h"

enum outer_type {
    OUTER_DUMMY = 0,
    OUTER_REPORT = 1, /* to a team: inner is an inner file */
    OUTER_ANSWER = 2, /* to a zone, under a tag: inner is an answer, zero-filled */
};
struct outer {
    enum outer_type type;
    uint8_t to[ID_BYTES];  /* team or zone; zero for a dummy */
    uint8_t tag[ID_BYTES]; /* type 2 only; else zero */
    uint8_t inner[INNER_BYTES];
};

/* To the mix's key. Fields that the type does not use must be zero, and so must what follows an answer:
 * SEAL_FORM. SEAL_KEY when the key is of low order. */
MUST_CHECK enum seal_error outer_seal(const struct outer *outer, const uint8_t mix_recipient[static 32],
    uint8_t ret_file[static ENVELOPE_BYTES]);
/* A dummy, random inside: the same size, the same way through outer_seal. */
MUST_CHECK enum seal_error outer_dummy(
    const uint8_t mix_recipient[static 32], uint8_t ret_file[static ENVELOPE_BYTES]);
/* identities: the mix's present key and those not yet destroyed. Wipes *ret_outer on failure. SEAL_FORM
 * when it opens but is none of the three types, or has bytes where outer_seal wants zeros. */
MUST_CHECK enum seal_error outer_open(const struct seal_identity *identities, size_t count,
    const uint8_t *file, size_t len, struct outer *ret_outer);

/* One JSON document of at most DOCUMENT_BYTES, padded here with spaces, to 1 to 16 recipients, filled
 * with stanzas for nobody to exactly 16, in random order. SEAL_SIZE when either count is outside of that,
 * SEAL_FORM when the document has a NUL in it, SEAL_KEY when a recipient is of low order. */
MUST_CHECK enum seal_error inner_seal(const char *json, size_t len, const uint8_t (*recipients)[32],
    size_t count, uint8_t ret_file[static INNER_BYTES]);
/* ret_json holds DOCUMENT_BYTES + 1; ends with a NUL, padding kept (ret_len is without it). A failure
 * after the size was right leaves ret_json wiped; SEAL_FORM when there is a NUL in the document. */
MUST_CHECK enum seal_error inner_open(const struct seal_identity *identities, size_t count,
    const uint8_t *file, size_t len, char ret_json[static DOCUMENT_BYTES + 1], size_t *ret_len);

/* An answer, to the key that only a receipt gives; signed JSON of at most ANSWER_PLAIN. */
MUST_CHECK enum seal_error answer_seal(
    const char *json, size_t len, const uint8_t recipient[static 32], uint8_t ret_file[static ANSWER_BYTES]);
MUST_CHECK enum seal_error answer_open(const struct seal_identity *identity, const uint8_t *file, size_t len,
    char ret_json[static ANSWER_PLAIN + 1], size_t *ret_len);

#endif
