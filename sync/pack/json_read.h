/* Strict reading of a JSON document that names the field it stumbles over: "teams[2].id is not ...".
 * The first fault sticks; after it every function answers something harmless, so that a reader is one
 * straight list of fields with one look at the end. Unknown members are left alone. */
#ifndef WAYSIDE_PACK_JSON_READ_H
#define WAYSIDE_PACK_JSON_READ_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hold.h"

struct json_read {
    const char *document; /* "network.json", first word of the message */
    char *message;        /* 256 bytes of the caller's */
    char path[96];        /* "teams[2].recipients[0]" */
    bool failed;
};

/* In one document: what its bytes may turn into in memory is bounded too (some 100 MiB). */
#define JSON_READ_VALUES (1 << 19)

/* NULL, with the message, when it is not one JSON object with every key once, or of too many values. */
json_t *json_read_root(
    struct json_read *read, const char *document, const void *json, size_t len, char message[static 256]);

/* "<document>: <path>: <what>." Kept only when it is the first. */
void json_read_refuse(struct json_read *read, const char *what, ...) __attribute__((format(printf, 2, 3)));
/* Goes down one step and gives what to give json_read_up. index < 0: none. */
size_t json_read_down(struct json_read *read, const char *key, int index);
void json_read_up(struct json_read *read, size_t mark);
/* Refuses under the name of a member of where we are. */
void json_read_refuse_key(struct json_read *read, const char *key, const char *what);

/* A member of that type, or NULL and refused. */
json_t *json_read_object(struct json_read *read, const json_t *object, const char *key);
json_t *json_read_array(
    struct json_read *read, const json_t *object, const char *key, size_t min, size_t max);
bool json_read_bool(struct json_read *read, const json_t *object, const char *key);
int64_t json_read_int(
    struct json_read *read, const json_t *object, const char *key, int64_t min, int64_t max);
/* Borrowed from the document; "" when refused. 1 to max bytes, no control characters but LF. */
const char *json_read_text(struct json_read *read, const json_t *object, const char *key, size_t max);
/* The same of a value at hand (an array's), where we are. */
const char *json_read_text_value(struct json_read *read, const json_t *value, size_t max);
/* A copy, to be freed; NULL when refused. */
char *json_read_copy(struct json_read *read, const json_t *object, const char *key, size_t max);
/* len bytes as lower-case hexadecimal. */
void json_read_hex(
    struct json_read *read, const json_t *object, const char *key, uint8_t *ret_bytes, size_t len);
void json_read_hex_value(struct json_read *read, const json_t *value, uint8_t *ret_bytes, size_t len);

/* An array of count zeroed things; NULL and refused without memory. */
void *json_read_new(struct json_read *read, size_t count, size_t size);

/* A copy in hold; NULL when refused. may_be_empty: also "" or no such member, which give "". */
char *json_read_held(struct json_read *read, struct hold *hold, const json_t *object, const char *key,
    size_t max, bool may_be_empty);
/* The same of a value at hand. */
char *json_read_held_value(
    struct json_read *read, struct hold *hold, const json_t *value, size_t max, bool may_be_empty);
/* count zeroed things in hold; NULL and refused without memory. */
void *json_read_hold(struct json_read *read, struct hold *hold, size_t count, size_t size);
/* A member that is an array of at most max, or NULL when it is not there or refused. */
json_t *json_read_optional_array(struct json_read *read, const json_t *object, const char *key, size_t max);
/* An optional list of at most max texts of at most bytes each, each as fits says, else refused as what; once:
 * none twice. Returns how many; each of them and the list are to be freed. */
size_t json_read_texts(struct json_read *read, const json_t *object, const char *key, size_t max,
    size_t bytes, bool (*fits)(const char *text), const char *what, bool once, char ***ret_list);
/* YYYY-MM-DD; "" when it is not there and need not be. */
void json_read_day(struct json_read *read, const json_t *object, const char *key, bool may_be_empty,
    char ret_day[static 11]);

/* Letters, digits and those of also; begins with a letter or a digit; at most max bytes. */
bool json_read_is_word(const char *text, const char *also, size_t max);
/* What file names and targets are made of: small letters, digits and inner hyphens; len bytes, at least one.
 */
bool json_read_is_slug(const char *text, size_t len);
/* The shape of a BCP 47 tag: letters, then parts of 1 to 8 letters and digits behind hyphens. */
bool json_read_is_language(const char *text);

#endif
