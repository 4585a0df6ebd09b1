/* Writes JSON (RFC 8259) into the caller's memory and nowhere else, so that what a visitor typed is
 * not copied to the heap. The first overflow or misuse (a value without its key, a bracket that does
 * not match) sticks; ask json_done once at the end. */
#ifndef WAYSIDE_BASE_JSON_WRITE_H
#define WAYSIDE_BASE_JSON_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_WRITE_DEPTH 32

struct json_write {
    char *out;       /* borrowed; a NUL follows the last byte when there is room for it */
    size_t cap, len; /* len never exceeds cap */
    bool comma;      /* the next value or key needs one */
    bool keyed;      /* a key stands without its value */
    bool failed;
    unsigned depth;   /* brackets that are open, at most JSON_WRITE_DEPTH */
    uint32_t objects; /* one bit for each: it is a '{' */
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
/* True when exactly one whole value was written and nothing went wrong. */
bool json_done(const struct json_write *json);
/* key and value in one. */
void json_member_text(struct json_write *json, const char *key, const char *text);
void json_member_int(struct json_write *json, const char *key, int64_t value);
void json_member_hex(struct json_write *json, const char *key, const uint8_t *bytes, size_t len);

#endif
