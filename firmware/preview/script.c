#include "preview/script.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"

#define WAIT_MOST 3600000 /* ms: an hour of the stage's clock */

static const struct verb {
    const char *name;
    enum script_verb verb;
    size_t words;
    bool number, file; /* the last word is milliseconds; the word names a file */
} verbs[] = {
    {"press", SCRIPT_PRESS, 1, false, false},
    {"hold", SCRIPT_HOLD, 2, true, false},
    {"type", SCRIPT_TYPE, 1, false, false},
    {"key", SCRIPT_KEY, 1, false, false},
    {"wait", SCRIPT_WAIT, 1, true, false},
    {"expect", SCRIPT_EXPECT, 1, false, false},
    {"shot", SCRIPT_SHOT, 1, false, true},
    {"nodes", SCRIPT_NODES, 1, false, true},
    {"set", SCRIPT_SET, 2, false, false},
    {"answer", SCRIPT_ANSWER, 2, false, false},
};

struct line {
    const char *at, *end;
    char word[SCRIPT_WORDS + 1][SCRIPT_TEXT];
    size_t words;
};

/* "..." with \" \\ and \n; the opening quote is behind. */
static const char *read_quoted(struct line *line, char *out)
{
    size_t len = 0;
    while (line->at < line->end && *line->at != '"') {
        char c = *line->at++;
        if (c == '\\') {
            if (line->at == line->end || !strchr("\"\\n", *line->at))
                return "after \\ only \", \\ or n may stand";
            c = *line->at++ == 'n' ? '\n' : line->at[-1];
        }
        if (len + 1 == SCRIPT_TEXT)
            return "a text is too long";
        out[len++] = c;
    }
    if (line->at == line->end)
        return "a text has no closing quote";
    line->at++;
    out[len] = 0;
    return NULL;
}

static const char *read_plain(struct line *line, char *out)
{
    size_t len = 0;
    while (line->at < line->end && *line->at != ' ') {
        if (*line->at == '"')
            return "a quote inside a word";
        if (len + 1 == SCRIPT_TEXT)
            return "a word is too long";
        out[len++] = *line->at++;
    }
    out[len] = 0;
    return NULL;
}

static const char *split(struct line *line)
{
    const char *why = NULL;
    line->words = 0;
    while (!why) {
        while (line->at < line->end && *line->at == ' ')
            line->at++;
        if (line->at == line->end || (*line->at == '#' && line->words == 0))
            return NULL;
        if (line->words == SCRIPT_WORDS + 1)
            return "too many words";
        bool quoted = *line->at == '"';
        line->at += quoted;
        char *out = line->word[line->words++];
        why = quoted ? read_quoted(line, out) : read_plain(line, out);
    }
    return why;
}

static bool read_number(const char *text, int64_t *ret_number)
{
    int64_t number = 0;
    if (!*text || strlen(text) > 7)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        number = number * 10 + (*text - '0');
    }
    *ret_number = number;
    return number <= WAIT_MOST;
}

static bool file_name(const char *text)
{
    size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_");
    return len > 0 && len <= 64 && !text[len];
}

static const char *make_step(const struct line *line, struct script_step *step)
{
    const struct verb *verb = NULL;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs && !verb; i++)
        if (!strcmp(verbs[i].name, line->word[0]))
            verb = &verbs[i];
    if (!verb)
        return "there is no such verb";
    if (line->words != verb->words + 1)
        return "the verb has too few or too many words after it";
    if (verb->number && !read_number(line->word[verb->words], &step->number))
        return "milliseconds must be a number up to 3600000";
    if (verb->file && !file_name(line->word[1]))
        return "a name has a-z, 0-9, - and _ only, 64 at most";
    step->verb = verb->verb;
    for (size_t i = 0; i < verb->words; i++) {
        step->word[i] = strdup(line->word[i + 1]);
        if (!step->word[i])
            return "not enough memory";
        step->words++;
    }
    return NULL;
}

static const char *read_line(struct script *script, struct line *line, unsigned number)
{
    const char *why = split(line);
    if (why || line->words == 0)
        return why;
    if (script->count == SCRIPT_STEPS)
        return "the script has too many steps";
    struct script_step *step = &script->steps[script->count++];
    step->line = number;
    return make_step(line, step);
}

_Bool script_read(const void *bytes, size_t len, struct script *ret_script, char ret_message[static 256])
{
    struct script script = {.steps = calloc(SCRIPT_STEPS, sizeof *script.steps)};
    struct line *line = calloc(1, sizeof *line);
    const char *why = NULL, *at = bytes, *end = at + len;
    unsigned number = 0;
    if (!script.steps || !line)
        why = "not enough memory";
    else if (len > SCRIPT_BYTES || !utf8_valid(bytes, len) || memchr(bytes, 0, len))
        why = "a script is UTF-8 text of at most 65536 bytes";
    while (!why && at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        line->at = at;
        line->end = stop ? stop : end;
        at = stop ? stop + 1 : end;
        why = read_line(&script, line, ++number);
    }
    free(line);
    if (why) {
        snprintf(ret_message, 256, "line %u: %s", number, why);
        script_clear(&script);
        return false;
    }
    *ret_script = script;
    return true;
}

void script_clear(struct script *script)
{
    for (size_t i = 0; i < script->count; i++)
        for (size_t word = 0; word < script->steps[i].words; word++)
            free(script->steps[i].word[word]);
    free(script->steps);
    *script = (struct script){0};
}
