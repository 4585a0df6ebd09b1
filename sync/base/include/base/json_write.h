/* Writes JSON (RFC 8259) into the caller's memory and nowhere else, so that what a visitor typed is
 * not copied to the heap. The first overflow or misuse sticks; look at the end once. */
#ifndef WAYSIDE_BASE_JSON_WRITE_H
#define WAYSIDE_BASE_JSON_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_write {
    char *out;       /* borrowed */
    size_t cap, len; /* len never exceeds cap */
    bool comma;      /* the next value or key needs one */
    bool failed;
};

void json_write_init(struct json_write *json, char *out, size_t cap);
void json_open(struct json_write *json, char bracket);  /* '{' or '[' */
void json_close(struct json_write *json, char bracket); /* '}' or ']' */
void json_key(struct json_write *json, const char *key);
/* Escapes what RFC 8259 asks, U+007F and U+2028/2029; bad UTF-8 becomes a failure. */
void json_text(struct json_write *json, const char *text);
void json_text_n(struct json_write *json, const char *text, size_t len);
void json_int(struct json_write *json, int64_t value);
void json_bool(struct json_write *json, bool value);
void json_hex(struct json_write *json, const uint8_t *bytes, size_t len); /* as a string */
/* key and value in one. */
void json_member_text(struct json_write *json, const char *key, const char *text);
void json_member_int(struct json_write *json, const char *key, int64_t value);
void json_member_hex(struct json_write *json, const char *key, const uint8_t *bytes, size_t len);

#endif
