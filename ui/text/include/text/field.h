/* The text field: what is typed, with a logical caret between grapheme clusters. The bytes are the
 * caller's (they lie in the visit's arena); a field never allocates. */
#ifndef WAYSIDE_TEXT_FIELD_H
#define WAYSIDE_TEXT_FIELD_H

#include <stdbool.h>
#include <stddef.h>

struct text_field {
    char *bytes;     /* UTF-8, NUL-terminated, cap bytes with the NUL; borrowed */
    size_t len, cap; /* cap - 1 is the limit that the screen shows */
    size_t caret;    /* byte offset, always at a cluster boundary */
    size_t cleared;  /* after field_clear: bytes that undo can bring back (they lie past the NUL) */
};
/* bytes may hold text already (NUL-terminated); the caret stands at its end. */
void field_init(struct text_field *field, char *bytes, size_t cap);
/* Bytes that still fit. A quote, a backslash or a line end takes two, as it will in the sealed document:
 * so what fits here always fits there. */
size_t field_room(const struct text_field *field);
/* False, and nothing changes, when it does not fit or is not valid UTF-8. */
bool field_insert(struct text_field *field, const char *utf8);
/* One code point in Indic and South-East Asian scripts and vocalised Arabic, else one cluster. */
void field_backspace(struct text_field *field);
/* Instead of `taken` of the `back` bytes before the caret, from the first of them; the caret stays behind the
 * rest of them. Both end at cluster boundaries. False, and nothing changes, as for field_insert, and inside a
 * character. */
bool field_replace(struct text_field *field, size_t back, size_t taken, const char *utf8);
void field_move(struct text_field *field, int clusters); /* logical, negative is back */
void field_clear(struct text_field *field);              /* may be undone until the next insert */
bool field_undo(struct text_field *field);

#endif
