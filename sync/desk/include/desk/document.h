/* What is inside an inner file: one JSON document (docs/formats.md, Documents). Pure: bytes in, a struct or
 * DESK_FORMAT out. Everything in it was chosen or typed by someone unknown. */
#ifndef WAYSIDE_DESK_DOCUMENT_H
#define WAYSIDE_DESK_DOCUMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "desk/error.h"

enum document_kind {
    DOCUMENT_HELP,
    DOCUMENT_REPORT,
    DOCUMENT_MESSAGE,
    DOCUMENT_VOICE,
    DOCUMENT_WITHDRAW,
    DOCUMENT_USAGE,
    DOCUMENT_COVER,
    DOCUMENT_ACTION, /* a colleague's or our own, read by action.h */
};
#define DOCUMENT_PLACE 64
#define DOCUMENT_TAG 36 /* a BCP 47 tag and a NUL */
#define DOCUMENT_HOUR_NONE (-1)

struct document {
    enum document_kind kind;
    uint8_t id[ID_BYTES], thread[ID_BYTES];
    char place[DOCUMENT_PLACE], day[16], lang[DOCUMENT_TAG];
    int hour;    /* 0 to 23 or DOCUMENT_HOUR_NONE */
    int urgency; /* 1 to 4; 4 when the document does not say */
    bool has_reply;
    bool erases; /* a withdraw of everything */
    uint8_t reply_to[32], reply_drop[32], reply_sign[32];
    json_t *json; /* the whole; members "answers", "consent" and "exclude" were checked */
};

/* json: exactly one object, trailing spaces allowed. A cover has only its kind; an action only kind and
 * id (action_read does the rest). */
MUST_CHECK enum desk_error document_read(const char *json, size_t len, struct document *ret_document);
void document_clear(struct document *document); /* takes a zeroed one */

/* A text member of at most cap - 1 bytes; false when absent, no text or too long. */
MUST_CHECK bool member_text(const json_t *object, const char *key, char *ret_text, size_t cap);
MUST_CHECK bool member_hex(const json_t *object, const char *key, uint8_t *ret_bytes, size_t len);
/* An integer member in min..max. */
MUST_CHECK bool member_int(
    const json_t *object, const char *key, int64_t min, int64_t max, int64_t *ret_value);

#endif
