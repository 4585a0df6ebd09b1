#include <jansson.h>
#include <string.h>

#include "wire/problem.h"

static size_t add_printable(char *text, size_t used, const char *more)
{
    for (; more && *more && used + 1 < PROBLEM_TEXT; more++)
        text[used++] = *more >= 0x20 && *more < 0x7f ? *more : '?';
    text[used] = 0;
    return used;
}

void problem_read(const void *bytes, size_t len, char ret_text[static PROBLEM_TEXT])
{
    ret_text[0] = 0;
    if (!bytes || !len || len > PROBLEM_BYTES)
        return;
    json_t *json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(json)) {
        const char *title = json_string_value(json_object_get(json, "title"));
        const char *detail = json_string_value(json_object_get(json, "detail"));
        size_t used = add_printable(ret_text, 0, title);
        if (used && detail && *detail)
            used = add_printable(ret_text, used, ": ");
        add_printable(ret_text, used, detail);
    }
    json_decref(json);
}
