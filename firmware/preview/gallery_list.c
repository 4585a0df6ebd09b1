/* findings.txt: each thing once, with the pages it is on; findings.json: each page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"
#include "gallery_inside.h"

#define LIST_BYTES (16 << 20)
#define PAGES_NAMED 6 /* of one finding */

/* By finding: the pages it is on, as words. Keys keep the order in which they came. */
static json_t *by_finding(json_t *pages, size_t *ret_count)
{
    json_t *all = json_object(), *page, *line;
    size_t i, k;
    *ret_count = 0;
    json_array_foreach(pages, i, page)
    {
        json_array_foreach(json_object_get(page, "findings"), k, line)
        {
            json_t *on = json_object_get(all, json_string_value(line));
            if (!on) {
                on = json_array();
                json_object_set_new(all, json_string_value(line), on);
            }
            json_array_append(on, page);
            ++*ret_count;
        }
    }
    return all;
}

static const char *word(json_t *page, const char *key)
{
    return json_string_value(json_object_get(page, key));
}

static enum base_error write_finding(struct buffer *text, const char *what, json_t *on)
{
    size_t i;
    json_t *page;
    enum base_error error = buffer_printf(text, "%s\n", what);
    json_array_foreach(on, i, page)
    {
        if (error != BASE_OK || i == PAGES_NAMED)
            break;
        error = buffer_printf(text, "    %s %d, %s, %s, %s text, %s contrast%s%s\n", word(page, "scene"),
            (int)json_integer_value(json_object_get(page, "page")), word(page, "panel"),
            word(page, "language"), word(page, "size"), word(page, "contrast"),
            word(page, "picture")[0] ? ": " : "", word(page, "picture"));
    }
    if (error == BASE_OK && json_array_size(on) > PAGES_NAMED)
        error = buffer_printf(text, "    and on %zu more\n", json_array_size(on) - PAGES_NAMED);
    return error;
}

static bool put(const char *folder, const char *name, const void *bytes, size_t len, char message[static 256])
{
    char path[512];
    snprintf(path, sizeof path, "%.400s/%s", folder, name);
    if (file_put(path, bytes, len, 0644) == BASE_OK)
        return true;
    snprintf(message, 256, "%.180s cannot be written; is the disk full?", path);
    return false;
}

bool gallery_list(const char *folder, json_t *pages, size_t *ret_findings, char ret_message[static 256])
{
    struct buffer text;
    enum base_error error = BASE_OK;
    json_t *all = by_finding(pages, ret_findings), *on;
    const char *what;
    char *json = json_dumps(pages, JSON_INDENT(1) | JSON_COMPACT);
    buffer_init(&text, LIST_BYTES);
    json_object_foreach(all, what, on)
    {
        if (error == BASE_OK)
            error = write_finding(&text, what, on);
    }
    if (error == BASE_OK && !*ret_findings)
        error = buffer_printf(&text, "nothing found on %zu pages\n", json_array_size(pages));
    bool good = json && error == BASE_OK && put(folder, "findings.txt", text.bytes, text.len, ret_message) &&
                put(folder, "findings.json", json, strlen(json), ret_message);
    if (!json || error != BASE_OK)
        snprintf(ret_message, 256, "the list of findings: not enough memory");
    buffer_clear(&text);
    json_decref(all);
    free(json);
    return good;
}
