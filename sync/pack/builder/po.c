/* po/<tag>.po: translations of what the other sources say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/cursor.h"
#include "po_read.h"
#include "sources.h"

#define LINES_NAMED 6

/* How many entries of a kind there are, and where the first ones stand. */
struct tally {
    size_t count;
    char lines[96];
};
struct taking {
    struct build *build;
    const char *file;
    struct string_language *language;
    bool all_unreviewed;
    struct tally fuzzy, unknown, other, number;
};

static void count(struct tally *tally, size_t line)
{
    size_t used = strlen(tally->lines);
    tally->count++;
    if (line && tally->count <= LINES_NAMED)
        snprintf(tally->lines + used, sizeof tally->lines - used, "%s%zu", used ? ", " : "line ", line);
    else if (tally->count == LINES_NAMED + 1 && used)
        snprintf(tally->lines + used, sizeof tally->lines - used, " ...");
}

static void complain(const struct taking *taking, const struct po_entry *entry, const char *what)
{
    char place[32] = "";
    if (entry->line)
        snprintf(place, sizeof place, "line %zu", entry->line);
    report_mistake(taking->build->report, taking->file, place, "%s", what);
}

/* The next {word} of a text; NULL: none. */
static const char *next_word(const char *text, size_t *ret_len)
{
    for (const char *open = strchr(text, '{'); open; open = strchr(open + 1, '{')) {
        size_t len = strcspn(open, "} \n");
        if (open[len] == '}') {
            *ret_len = len + 1;
            return open;
        }
    }
    return NULL;
}

static size_t count_word(const char *text, const char *word, size_t len)
{
    size_t n = 0, found_len;
    for (const char *found = next_word(text, &found_len); found;
         found = next_word(found + found_len, &found_len))
        n += found_len == len && memcmp(found, word, len) == 0;
    return n;
}

/* Each {word} of one text is as often in the other. */
static bool has_words_of(const char *text, const char *other)
{
    size_t len;
    for (const char *word = next_word(other, &len); word; word = next_word(word + len, &len))
        if (count_word(text, word, len) != count_word(other, word, len))
            return false;
    return true;
}

static const char *wrong(const struct po_entry *entry)
{
    const char *text = entry->text;
    if (strlen(text) > TRANSLATION_BYTES)
        return "The translation is longer than 8,000 bytes. Make it shorter.";
    if (!utf8_valid(text, strlen(text)))
        return "The translation is not UTF-8 text. Type it anew.";
    if (text_overrides(text))
        return "A hidden character turns the order of letters round here. Delete the words and type them "
               "anew.";
    for (const char *p = text; *p; p++)
        if (((unsigned char)*p < ' ' && *p != '\n') || *p == 0x7f)
            return "There is a character in the translation that cannot be shown. Type it anew.";
    if (!has_words_of(text, entry->msgid) || !has_words_of(entry->msgid, text))
        return "Words in braces, like {n}, are not the same in the translation. Copy them as they are.";
    return NULL;
}

static void take(struct taking *taking, const struct po_entry *entry)
{
    size_t string = strings_find(&taking->build->strings, entry->msgid);
    struct string_text text = {.unreviewed = taking->all_unreviewed || po_unreviewed(entry),
        .reviewers = po_reviewers(entry->notes)};
    const char *why = wrong(entry);
    char *copy = strdup(entry->text);
    text.text = copy;
    if (string == SIZE_MAX)
        count(&taking->unknown, entry->line);
    else if (why)
        complain(taking, entry, why);
    else if (!copy || !strings_put(taking->language, string, &text))
        complain(taking, entry, "There is not enough memory.");
    else if (has_phone(entry->text) && !has_phone(entry->msgid))
        count(&taking->number, entry->line);
    free(copy);
}

/* "ar", "ar_EG" and "AR" are said by a file of "ar"; what is said not at all is believed. */
static void check_language(const struct taking *taking, const struct po_entry *head)
{
    static const char key[] = "Language:";
    char sentence[256], tag[24];
    const char *at = strstr(head->text, key), *own = taking->language->tag;
    if (!at || (at > head->text && at[-1] != '\n'))
        return;
    at += strlen(key);
    at += strspn(at, " \t");
    size_t len = strcspn(at, " \t\r\n"), first = strcspn(at, "_-@. \t\r\n");
    if (len == 0 || (first == strcspn(own, "-") && strncasecmp(at, own, first) == 0))
        return;
    snprintf(tag, sizeof tag, "%.*s", (int)len, at);
    snprintf(sentence, sizeof sentence,
        "The head of the file says that it is in the language \"%s\". Put the right file there; if it is in "
        "\"%s\", "
        "correct the line Language: in its head.",
        tag, own);
    complain(taking, head, sentence);
}

static void each(void *ctx, const struct po_entry *entry)
{
    struct taking *taking = ctx;
    if (!entry->msgid[0]) {
        taking->all_unreviewed |= po_unreviewed(entry);
        check_language(taking, entry);
    }
    if (!entry->msgid[0] || (!entry->text[0] && !entry->other))
        return;
    if (entry->obsolete)
        count(&taking->unknown, entry->line);
    else if (entry->other)
        count(&taking->other, entry->line);
    else if (entry->fuzzy)
        count(&taking->fuzzy, entry->line);
    else
        take(taking, entry);
}

static void warn(struct taking *taking)
{
    struct report *report = taking->build->report;
    if (taking->fuzzy.count)
        report_warning(report, taking->file, "",
            "%zu translations are marked fuzzy and not used (%s). Read each, correct it, and take the mark "
            "away.",
            taking->fuzzy.count, taking->fuzzy.lines);
    if (taking->unknown.count)
        report_warning(report, taking->file, "",
            "%zu translations are of sentences that the pack has no more (%s). wayside-publish templates "
            "brings "
            "the file up to date.",
            taking->unknown.count, taking->unknown.lines);
    if (taking->other.count)
        report_warning(report, taking->file, "",
            "%zu entries have a context or forms by number, which no sentence of a pack has (%s). They are "
            "not used.",
            taking->other.count, taking->other.lines);
    if (taking->number.count)
        report_warning(report, taking->file, "",
            "%zu translations have a telephone number that the sentence itself has not (%s). Numbers stand "
            "in "
            "hotlines.csv, where two people sign them.",
            taking->number.count, taking->number.lines);
}

static void read_one(struct build *build, struct string_language *language)
{
    char file[40];
    struct buffer bytes;
    snprintf(file, sizeof file, "po/%s.po", language->tag);
    struct taking taking = {.build = build, .file = file, .language = language};
    size_t mistakes = build->report->mistakes;
    if (!build_there(build, file)) {
        report_warning(build->report, file, "",
            "There is no translation into this language. wayside-publish templates makes the file; or take "
            "\"%s\" "
            "out of languages in pack.ini.",
            language->tag);
    } else {
        if (build_read(build, file, SOURCE_PO_BYTES, &bytes))
            po_read(file, bytes.bytes, bytes.len, build->report, each, &taking);
        buffer_clear(&bytes);
        warn(&taking);
    }
    language->unread = build->report->mistakes > mistakes;
}

/* A file that belongs to no language is a mistake: its translations would be lost without a word. */
static void name_strangers(struct build *build)
{
    static const char *const endings[] = {".po", ".pot", NULL};
    struct disk_names names;
    if (!source_names(build, "po", endings, 4 * PACK_LANGUAGES, &names))
        return;
    for (size_t i = 0; i < names.count; i++) {
        char tag[300], file[310];
        snprintf(tag, sizeof tag, "%s", names.names[i]);
        char *ending = strrchr(tag, '.');
        bool template = strcmp(ending, ".pot") == 0;
        *ending = 0;
        snprintf(file, sizeof file, "po/%s", names.names[i]);
        if (!template && !strings_language(&build->strings, tag))
            report_warning(build->report, file, "",
                "\"%.20s\" is not a second language of pack.ini. Add it to languages, or take the file away.",
                tag);
    }
    disk_names_free(&names);
}

void po_build(struct build *build)
{
    for (size_t i = 0; i < build->strings.language_count; i++)
        read_one(build, &build->strings.languages[i]);
    name_strangers(build);
}
