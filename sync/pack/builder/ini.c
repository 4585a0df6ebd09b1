#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "sources.h"

#define VALUES_MOST 2048
#define VALUE_BYTES SOURCE_INI_BYTES

struct reading {
    struct ini *ini;
    struct report *report;
    const char *file;
    struct cursor cursor;
    size_t line;
    bool indented; /* the line goes on with the value before it */
    bool full;
};

static void complain(struct reading *reading, const char *what)
{
    char place[32];
    snprintf(place, sizeof place, "line %zu", reading->line);
    report_mistake(reading->report, reading->file, place, "%s", what);
}

/* inih asks here for each line. It would cut a long one silently; such a line is left out and reported. */
static char *next_line(char *out, int size, void *stream)
{
    struct reading *reading = stream;
    struct cursor *cursor = &reading->cursor;
    const uint8_t *line;
    size_t len;
    if (cursor_left(cursor) == 0)
        return NULL;
    reading->line++;
    if (!cursor_line(cursor, cursor_left(cursor), &line, &len)) {
        len = cursor_left(cursor);
        if (!cursor_bytes(cursor, len, &line))
            return NULL;
    }
    reading->indented = len > 0 && (*line == ' ' || *line == '\t');
    if (len + 2 > (size_t)size) {
        complain(reading,
            "The line is too long. End it after 190 bytes and go on in the next line, which begins "
            "with spaces.");
        len = 0;
    } else if (len > 0 && *line == '[' &&
               !memchr(line, ']', len)) { /* inih would stay in the section before */
        complain(reading, "The name in brackets has no end. Write it as [pack] or [campaign name].");
        len = 0;
    }
    memcpy(out, line, len);
    memcpy(out + len, "\n", 2);
    size_t spaces = strspn(out, " \t");
    if (out[spaces] != ';' && out[spaces] != '#' && (strstr(out, " ;") || strstr(out, "\t;")))
        complain(reading, "What stands after a semicolon would be left out. Write it without the semicolon.");
    return out;
}

static bool value_append(struct ini_value *value, const char *more)
{
    size_t len = strlen(value->value), add = strlen(more);
    char *text = len + add + 2 <= VALUE_BYTES ? realloc(value->value, len + add + 2) : NULL;
    if (!text)
        return false;
    text[len] = ' ';
    memcpy(text + len + 1, more, add + 1);
    value->value = text;
    return true;
}

static bool value_add(struct ini *ini, const char *section, const char *key, const char *text, size_t line)
{
    if (ini->count == VALUES_MOST)
        return false;
    struct ini_value *in = realloc(ini->in, (ini->count + 1) * sizeof *in);
    if (!in)
        return false;
    ini->in = in;
    in[ini->count] = (struct ini_value){
        .section = strdup(section), .key = strdup(key), .value = strdup(text), .line = line};
    const struct ini_value *new = &in[ini->count++];
    return new->section &&new->key &&new->value;
}

static struct ini_value *find(const struct ini *ini, const char *section, const char *key)
{
    for (size_t i = 0; i < ini->count; i++) {
        struct ini_value *value = &ini->in[i];
        if (strcmp(value->section, section) == 0 && strcmp(value->key, key) == 0)
            return value;
    }
    return NULL;
}

static int take(void *user, const char *section, const char *key, const char *value)
{
    struct reading *reading = user;
    struct ini *ini = reading->ini;
    struct ini_value *before = find(ini, section, key);
    bool done = true;
    if (reading->full)
        return 0;
    if (before && reading->indented)
        done = value_append(before, value);
    else if (!section[0])
        complain(reading, "This line stands above [pack]. Make [pack] the first line.");
    else if (before)
        complain(reading, "This name stands there twice. Take one of the two lines out.");
    else
        done = value_add(ini, section, key, value, reading->line);
    if (!done) {
        complain(reading, "The file is too large from here on.");
        reading->full = true;
    }
    return done;
}

void ini_read(const char *file, const void *bytes, size_t len, struct report *report, struct ini *ret_ini)
{
    struct reading reading = {.ini = ret_ini, .report = report, .file = file};
    char place[32];
    size_t line = text_wrong_line(bytes, len);
    *ret_ini = (struct ini){.in = NULL};
    if (line) {
        snprintf(place, sizeof place, "line %zu", line);
        report_mistake(report, file, place, "The file is not saved as UTF-8. Save it so in your editor.");
        return;
    }
    cursor_init(&reading.cursor, bytes, len);
    int wrong = ini_parse_stream(next_line, &reading, take, &reading);
    if (wrong <= 0 || reading.full)
        return;
    snprintf(place, sizeof place, "line %d", wrong);
    report_mistake(
        report, file, place, "This is neither a [name in brackets] nor a line of the form name = value.");
}

struct ini_value *ini_find(struct ini *ini, const char *section, const char *key)
{
    struct ini_value *value = find(ini, section, key);
    if (value)
        value->known = true;
    return value;
}

void ini_clear(struct ini *ini)
{
    for (size_t i = 0; i < ini->count; i++) {
        free(ini->in[i].section);
        free(ini->in[i].key);
        free(ini->in[i].value);
    }
    free(ini->in);
    *ini = (struct ini){.in = NULL};
}
