/* A topic's file: front matter between two lines of ---, then its body. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "sources.h"

#define TITLE_BYTES 200

static const char *const keys[] = {
    "title", "summary", "audience", "picture", "campaign", "review_by", "story", "episode", "needs"};
#define KEYS (sizeof keys / sizeof *keys)
_Static_assert(KEYS == TOPIC_KEYS, "each has its line");
#define LINE_REVIEW 5
#define LINE_STORY 6
#define LINE_EPISODE 7
#define LINE_NEEDS 8

struct reading {
    const char *file, *p, *end;
    size_t line; /* of p */
    struct report *report;
    struct topic *topic;
};

static void complain(struct reading *reading, size_t line, const char *what)
{
    char place[32];
    snprintf(place, sizeof place, "line %zu", line);
    report_mistake(reading->report, reading->file, place, "%s", what);
}

/* One line without its end and without spaces around it; false at the end of the file. */
static bool next_line(struct reading *reading, const char **ret_line, size_t *ret_len, bool *ret_indented)
{
    if (reading->p == reading->end)
        return false;
    const char *line = reading->p, *lf = memchr(line, '\n', (size_t)(reading->end - line));
    size_t len = (size_t)((lf ? lf : reading->end) - line);
    reading->p = lf ? lf + 1 : reading->end;
    reading->line++;
    *ret_indented = len > 0 && (*line == ' ' || *line == '\t');
    while (len > 0 && strchr(" \t\r", line[len - 1]))
        len--;
    while (len > 0 && strchr(" \t", *line))
        line++, len--;
    *ret_line = line;
    *ret_len = len;
    return true;
}

static char **value_of(struct topic *topic, size_t key)
{
    char **const values[KEYS] = {&topic->title, &topic->summary, &topic->audience, &topic->picture,
        &topic->campaign, &topic->review_by, &topic->story, &topic->episode, &topic->needs_text};
    return values[key];
}

static void take_value(struct reading *reading, size_t key, const char *text, size_t len)
{
    char **value = value_of(reading->topic, key);
    while (len > 0 && strchr(" \t", *text))
        text++, len--;
    if (len >= 2 && (*text == '"' || *text == '\'') && text[len - 1] == *text)
        text++, len -= 2;
    if (*value) {
        complain(reading, reading->line, "This name stands there twice. Take one of the two lines out.");
        return;
    }
    reading->topic->lines[key] = reading->line;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7f) {
            complain(
                reading, reading->line, "There is a character that cannot be shown. Type the line anew.");
            return;
        }
    if (len > 0)
        *value = strndup(text, len);
    if (*value && text_overrides(*value))
        complain(reading, reading->line,
            "A hidden character turns the order of letters round here. Delete the words and type them anew.");
}

static void take_line(struct reading *reading, const char *line, size_t len, bool indented)
{
    const char *colon = memchr(line, ':', len);
    size_t name = colon ? (size_t)(colon - line) : 0;
    char sentence[200];
    if (indented) {
        complain(
            reading, reading->line, "Write each value on one line; a line here does not begin with spaces.");
        return;
    }
    if (!colon) {
        complain(reading, reading->line, "Between the lines of --- each line has the form name: value.");
        return;
    }
    while (name > 0 && strchr(" \t", line[name - 1]))
        name--;
    for (size_t i = 0; i < KEYS; i++)
        if (strlen(keys[i]) == name && memcmp(keys[i], line, name) == 0) {
            take_value(reading, i, colon + 1, len - (size_t)(colon + 1 - line));
            return;
        }
    snprintf(sentence, sizeof sentence,
        "\"%.*s\" is not known. There are title, summary, audience, picture, campaign, review_by, story, "
        "episode and needs.",
        (int)(name < 40 ? name : 40), line);
    complain(reading, reading->line, sentence);
}

/* False when there is none: then nothing else of the file makes sense. */
static bool front_matter(struct reading *reading)
{
    const char *line;
    size_t len;
    bool indented;
    if (!next_line(reading, &line, &len, &indented) || len != 3 || memcmp(line, "---", 3) != 0) {
        complain(reading, 1,
            "A topic begins with a line of ---, then lines like title: Who keeps your papers?, then "
            "--- again.");
        return false;
    }
    while (next_line(reading, &line, &len, &indented)) {
        if (len == 3 && memcmp(line, "---", 3) == 0)
            return true;
        if (len > 0 && *line != '#')
            take_line(reading, line, len, indented);
    }
    complain(reading, 1, "The second line of ---, which ends title and summary, is missing.");
    return false;
}

/* A whole number from 1 to PACK_EPISODES, else 0. */
static int episode_of(const char *text)
{
    size_t len = strspn(text, "0123456789");
    int number = len > 0 && len <= 2 && !text[len] ? atoi(text) : 0;
    return number <= PACK_EPISODES ? number : 0;
}

static void check_story(struct reading *reading)
{
    struct topic *topic = reading->topic;
    if (topic->story && !is_slug(topic->story))
        complain(reading, topic->lines[LINE_STORY],
            "Call a story with small letters, digits and hyphens: story: new-job.");
    if (topic->story && !topic->episode)
        complain(reading, topic->lines[LINE_STORY],
            "Say which episode of the story this is, in a line of its own: episode: 1.");
    if (topic->episode && !topic->story)
        complain(reading, topic->lines[LINE_EPISODE],
            "Say of which story this is an episode, in a line of its own: story: new-job.");
    topic->episode_number = topic->episode ? episode_of(topic->episode) : 0;
    if (topic->episode && !topic->episode_number)
        complain(reading, topic->lines[LINE_EPISODE], "An episode is a whole number from 1 to 99.");
}

static void check_needs(struct reading *reading)
{
    struct topic *topic = reading->topic;
    char sentence[256];
    if (!topic->needs_text)
        return;
    if (!list_split(topic->needs_text, LIST_WORDS, PACK_NEEDS, &topic->needs))
        complain(reading, topic->lines[LINE_NEEDS], "At most 8 needs; keep those that help most here.");
    for (size_t i = 0; i < topic->needs.count; i++) {
        if (need_known(topic->needs.in[i]))
            continue;
        snprintf(sentence, sizeof sentence, "\"%.40s\" is no need. There are %s.", topic->needs.in[i],
            table_needs);
        complain(reading, topic->lines[LINE_NEEDS], sentence);
    }
}

static void check(struct reading *reading)
{
    static const char *const audiences[] = {"public", "worker", "buyer", "child", "staff"};
    const struct topic *topic = reading->topic;
    bool known = !topic->audience;
    if (!topic->title)
        complain(reading, topic->lines[0] ? topic->lines[0] : 1,
            "A topic needs a title: title: Who keeps your papers?");
    else if (strlen(topic->title) > TITLE_BYTES)
        complain(reading, topic->lines[0], "The title is longer than 200 bytes. A few words are enough.");
    if (topic->summary && strlen(topic->summary) > STRING_BYTES)
        complain(reading, topic->lines[1], "The summary is too long. One sentence is enough.");
    for (size_t i = 0; i < sizeof audiences / sizeof *audiences; i++)
        known |= topic->audience && strcmp(topic->audience, audiences[i]) == 0;
    if (!known)
        complain(reading, topic->lines[2], "The audience is public, worker, buyer, child or staff.");
    if (topic->review_by && !is_day(topic->review_by))
        complain(reading, topic->lines[LINE_REVIEW], "This is no day. Write it as 2027-06-30.");
    check_story(reading);
    check_needs(reading);
}

/* An episode is told in pictures: it begins with one. */
static void check_panels(struct reading *reading)
{
    const struct topic *topic = reading->topic;
    if (topic->story && (topic->block_count == 0 || topic->blocks[0].type != BLOCK_PICTURE))
        complain(reading, topic->block_count ? topic->blocks[0].line : 1,
            "An episode begins with a picture, ![what it shows](name); each picture and the words below it "
            "are one page.");
}

/* A zip (.docx, .odt), RTF, or an old .doc, whatever its name is. */
static bool from_word_processor(const void *bytes, size_t len)
{
    static const char *const begins[] = {"PK\x03\x04", "{\\rtf", "\xd0\xcf\x11\xe0"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (len >= strlen(begins[i]) && memcmp(bytes, begins[i], strlen(begins[i])) == 0)
            return true;
    return false;
}

bool topic_read(
    const char *file, const void *bytes, size_t len, struct report *report, struct topic *ret_topic)
{
    struct reading reading = {
        .file = file, .p = bytes, .end = (const char *)bytes + len, .report = report, .topic = ret_topic};
    size_t mistakes = report->mistakes, wrong = text_wrong_line(bytes, len);
    *ret_topic = (struct topic){.file = strdup(file)};
    if (from_word_processor(bytes, len)) {
        complain(&reading, 1,
            "The file was saved by a word processor. Open it there, choose \"Save as\", and take plain text "
            "(UTF-8).");
        return false;
    }
    if (wrong) {
        complain(&reading, wrong, "The file is not saved as UTF-8 text. Save it so in your editor.");
        return false;
    }
    if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        reading.p += 3;
    if (!front_matter(&reading))
        return false;
    check(&reading);
    if (markdown_read(
            file, reading.line + 1, reading.p, (size_t)(reading.end - reading.p), report, ret_topic))
        check_panels(&reading);
    return report->mistakes == mistakes;
}

void topic_clear(struct topic *topic)
{
    for (size_t i = 0; i < topic->block_count; i++) {
        list_clear(&topic->blocks[i].text);
        free(topic->blocks[i].lines);
        free(topic->blocks[i].picture);
    }
    for (size_t i = 0; i < KEYS; i++)
        free(*value_of(topic, i));
    free(topic->blocks);
    list_clear(&topic->needs);
    free(topic->slug);
    free(topic->file);
    *topic = (struct topic){.slug = NULL};
}
