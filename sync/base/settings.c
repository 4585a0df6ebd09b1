#include "base/settings.h"

#include <errno.h>
#include <ini.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/cursor.h"
#include "base/disk.h"
#include "base/limits.h"

#define ENTRIES_MAX 256
#define NEITHER "%s:%d: this is neither a [section] nor a line of the form name = value."

struct entry {
    char *section, *key, *value;
    int line;
    bool known; /* somebody asked for it */
};
struct settings {
    char *path;
    struct entry entries[ENTRIES_MAX];
    size_t count;
    char message[256]; /* sentences about what is missing or wrong, as many as fit */
    bool failed;
};

static void complain(struct settings *settings, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void complain(struct settings *settings, const char *format, ...)
{
    size_t used = strlen(settings->message);
    char sentence[256];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    if (!settings->failed || used + 1 + strlen(sentence) < sizeof settings->message)
        snprintf(
            settings->message + used, sizeof settings->message - used, "%s%s", used ? " " : "", sentence);
    settings->failed = true;
}

static struct entry *find(struct settings *settings, const char *section, const char *key)
{
    for (size_t i = 0; i < settings->count; i++) {
        struct entry *entry = &settings->entries[i];
        if (strcmp(entry->section, section) == 0 && strcmp(entry->key, key) == 0)
            return entry;
    }
    return NULL;
}

/* ---- reading ---- */

struct reading {
    struct settings *settings;
    struct cursor cursor;
    int line;
};

/* inih asks here for each line. It would cut a long one silently, and take an indented one for more
 * of the line before: the first is refused here, the second loses its indent. */
static char *next_line(char *out, int size, void *stream)
{
    struct reading *reading = stream;
    struct cursor *cursor = &reading->cursor;
    const uint8_t *line;
    size_t len;
    if (cursor_left(cursor) == 0 || reading->settings->failed)
        return NULL;
    reading->line++;
    if (!cursor_line(cursor, cursor_left(cursor), &line, &len)) {
        len = cursor_left(cursor);
        if (!cursor_bytes(cursor, len, &line))
            return NULL;
    }
    while (len > 0 && (*line == ' ' || *line == '\t'))
        line++, len--;
    if (len + 2 > (size_t)size) {
        complain(reading->settings, "%s:%d: the line is too long, at most %d bytes are taken.",
            reading->settings->path, reading->line, size - 2);
        return NULL;
    }
    if (len > 0 && *line == '[' && !memchr(line, ']', len)) { /* inih would go on in the section before */
        complain(reading->settings, NEITHER, reading->settings->path, reading->line);
        return NULL;
    }
    memcpy(out, line, len);
    memcpy(out + len, "\n", 2);
    return out;
}

static int take(void *user, const char *section, const char *key, const char *value)
{
    struct reading *reading = user;
    struct settings *settings = reading->settings;
    struct entry *before = find(settings, section, key);
    if (settings->failed)
        return 0;
    if (!section[0] || !key[0]) {
        complain(settings, "%s:%d: a setting needs a [section] above it and a name.", settings->path,
            reading->line);
    } else if (before) {
        complain(settings, "%s:%d: %s in [%s] is given twice, first in line %d; take one out.",
            settings->path, reading->line, key, section, before->line);
    } else if (settings->count == ENTRIES_MAX) {
        complain(
            settings, "%s:%d: there are more than %d settings.", settings->path, reading->line, ENTRIES_MAX);
    } else {
        struct entry *entry = &settings->entries[settings->count++];
        *entry = (struct entry){
            .section = strdup(section), .key = strdup(key), .value = strdup(value), .line = reading->line};
        if (!entry->section || !entry->key || !entry->value)
            complain(settings, "%s: out of memory.", settings->path);
    }
    return !settings->failed;
}

static void parse(struct settings *settings, const struct buffer *bytes)
{
    struct reading reading = {.settings = settings};
    if (!utf8_valid(bytes->bytes, bytes->len) || memchr(bytes->bytes, 0, bytes->len)) {
        complain(settings, "%s: it is not UTF-8 text.", settings->path);
        return;
    }
    cursor_init(&reading.cursor, bytes->bytes, bytes->len);
    int line = ini_parse_stream(next_line, &reading, take, &reading);
    if (line && !settings->failed)
        complain(settings, NEITHER, settings->path, line);
}

bool settings_read(const char *path, struct settings **ret_settings, char ret_message[static 256])
{
    struct settings *settings = calloc(1, sizeof *settings);
    struct buffer bytes;
    buffer_init(&bytes, SETTINGS_BYTES);
    if (settings)
        settings->path = strdup(path);
    if (!settings || !settings->path) {
        snprintf(ret_message, 256, "%s: out of memory.", path);
        settings_free(settings);
        return false;
    }
    enum base_error error = file_read(path, SETTINGS_BYTES, &bytes);
    if (error)
        complain(settings, "%s: %s; name a settings file that can be read.", path, base_error_text(error));
    else
        parse(settings, &bytes);
    buffer_clear(&bytes);
    if (settings->failed) {
        snprintf(ret_message, 256, "%s", settings->message);
        settings_free(settings);
        return false;
    }
    *ret_settings = settings;
    return true;
}

void settings_free(struct settings *settings)
{
    if (!settings)
        return;
    for (size_t i = 0; i < settings->count; i++) {
        struct entry *entry = &settings->entries[i];
        if (entry->value)
            sodium_memzero(entry->value, strlen(entry->value));
        free(entry->section);
        free(entry->key);
        free(entry->value);
    }
    free(settings->path);
    free(settings);
}

/* ---- asking ---- */

static struct entry *ask(struct settings *settings, const char *section, const char *key)
{
    struct entry *entry = find(settings, section, key);
    if (entry)
        entry->known = true;
    return entry;
}

const char *settings_text(struct settings *settings, const char *section, const char *key)
{
    struct entry *entry = ask(settings, section, key);
    return entry ? entry->value : NULL;
}

const char *settings_need(struct settings *settings, const char *section, const char *key)
{
    struct entry *entry = ask(settings, section, key);
    if (entry && entry->value[0])
        return entry->value;
    complain(settings, "%s: %s is missing in [%s]; give it.", settings->path, key, section);
    return "";
}

int64_t settings_number(struct settings *settings, const char *section, const char *key, int64_t standard,
    int64_t min, int64_t max)
{
    struct entry *entry = ask(settings, section, key);
    if (!entry)
        return standard;
    char *end = NULL;
    const char *digits = entry->value + (entry->value[0] == '-');
    errno = 0;
    long long value = strtoll(entry->value, &end, 10);
    if (digits[0] >= '0' && digits[0] <= '9' && !*end && !errno && value >= min && value <= max)
        return value;
    complain(settings, "%s:%d: %s in [%s] must be a whole number from %lld to %lld.", settings->path,
        entry->line, key, section, (long long)min, (long long)max);
    return standard;
}

/* [-] digits [. digits]. Not strtod, which wants a comma in some locales. */
static bool decimal_read(const char *text, double *ret_value)
{
    double value = 0, unit = 1;
    bool negative = *text == '-', point = false, any = false;
    for (text += negative; *text; text++) {
        if (*text == '.' && any && !point && text[1]) {
            point = true;
            continue;
        }
        if (*text < '0' || *text > '9')
            return false;
        any = true;
        value = value * 10 + (*text - '0');
        unit *= point ? 10 : 1;
    }
    *ret_value = (negative ? -value : value) / unit;
    return any;
}

double settings_decimal(
    struct settings *settings, const char *section, const char *key, double standard, double min, double max)
{
    struct entry *entry = ask(settings, section, key);
    double value = 0;
    if (!entry)
        return standard;
    if (strlen(entry->value) < 32 && decimal_read(entry->value, &value) && value >= min && value <= max)
        return value;
    complain(settings, "%s:%d: %s in [%s] must be a number from %g to %g.", settings->path, entry->line, key,
        section, min, max);
    return standard;
}

bool settings_check(struct settings *settings, char ret_message[static 256])
{
    for (size_t i = 0; i < settings->count; i++) {
        struct entry *entry = &settings->entries[i];
        if (!entry->known)
            complain(settings, "%s:%d: %s in [%s] is not a setting of this program; correct or remove it.",
                settings->path, entry->line, entry->key, entry->section);
        entry->known = true; /* said once, also when checked again */
    }
    if (settings->failed)
        snprintf(ret_message, 256, "%s", settings->message);
    return !settings->failed;
}
