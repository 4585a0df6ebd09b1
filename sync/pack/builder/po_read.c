#include "po_read.h"

#include <gettext-po.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/cursor.h"
#include "po_file.h"

/* ---- before libgettextpo ---- */

static bool charset_good(const char *file, const char *text, struct report *report)
{
    static const char key[] = "charset=", wanted[] = "UTF-8";
    const char *at = strstr(text, key);
    if (at && strncasecmp(at + strlen(key), wanted, strlen(wanted)) == 0)
        return true;
    report_mistake(report, file, "",
        "The head of the file does not say charset=UTF-8. Open it in Poedit, choose UTF-8 in the properties "
        "of the "
        "translation and save it; or copy the head of po/pack.pot.");
    return false;
}

/* The lines that begin entries, also obsolete ones: libgettextpo does not tell where an entry stands. */
struct lines {
    size_t *in, count;
};
static bool find_lines(const char *text, struct lines *ret_lines)
{
    struct lines lines = {.in = NULL};
    size_t line = 1, cap = 0;
    for (const char *p = text; *p; line++) {
        const char *word = p;
        if (strncmp(word, "#~", 2) == 0)
            word += 2;
        word += strspn(word, " \t");
        if (strncmp(word, "msgid", 5) == 0 && strchr(" \t\"", word[5]) && word[5]) {
            if (lines.count == cap) {
                cap = cap ? 2 * cap : 64;
                size_t *in = realloc(lines.in, cap * sizeof *in);
                if (!in) {
                    free(lines.in);
                    return false;
                }
                lines.in = in;
            }
            lines.in[lines.count++] = line;
        }
        const char *lf = strchr(p, '\n');
        p = lf ? lf + 1 : p + strlen(p);
    }
    *ret_lines = lines;
    return true;
}

/* ---- entries ---- */

static const char *or_nothing(const char *text)
{
    return text ? text : "";
}

void po_comments_free(const char *comments)
{
    if (comments[0])
        free((void *)(uintptr_t)comments);
}

static bool same_order(po_file_t po, const struct lines *lines)
{
    po_message_iterator_t iterator = po_message_iterator(po, NULL);
    size_t count = 0;
    while (po_next_message(iterator))
        count++;
    po_message_iterator_free(iterator);
    return count == lines->count;
}

static bool entries(po_file_t po, const struct lines *lines, po_each *each, void *ctx)
{
    bool known = same_order(po, lines);
    po_message_iterator_t iterator = po_message_iterator(po, NULL);
    po_message_t message;
    size_t i = 0;
    for (; (message = po_next_message(iterator)) && i < STRINGS_MOST; i++) {
        const struct po_entry entry = {.msgid = or_nothing(po_message_msgid(message)),
            .text = or_nothing(po_message_msgstr(message)),
            .notes = or_nothing(po_message_comments(message)),
            .extracted = or_nothing(po_message_extracted_comments(message)),
            .fuzzy = po_message_is_fuzzy(message),
            .obsolete = po_message_is_obsolete(message),
            .other = po_message_msgctxt(message) || po_message_msgid_plural(message),
            .line = known ? lines->in[i] : 0};
        each(ctx, &entry);
        po_comments_free(entry.notes);
        po_comments_free(entry.extracted);
    }
    po_message_iterator_free(iterator);
    return !message;
}

static bool read_text(const char *file, const char *text, struct report *report, po_each *each, void *ctx)
{
    struct lines lines;
    size_t mistakes = report->mistakes;
    if (!find_lines(text, &lines)) {
        report_mistake(report, file, "", "There is not enough memory.");
        return false;
    }
    po_file_t po = lines.count <= STRINGS_MOST ? po_file_open(file, text, strlen(text), report) : NULL;
    if (lines.count > STRINGS_MOST || (po && !entries(po, &lines, each, ctx)))
        report_mistake(report, file, "", "The file has more than %d texts.", STRINGS_MOST);
    if (po)
        po_file_free(po);
    free(lines.in);
    return report->mistakes == mistakes;
}

bool po_read(const char *file, const void *bytes, size_t len, struct report *report, po_each *each, void *ctx)
{
    char place[32];
    size_t line = text_wrong_line(bytes, len);
    if (line) {
        snprintf(place, sizeof place, "line %zu", line);
        report_mistake(report, file, place,
            "Here the file is not UTF-8; perhaps two programs with different character sets wrote it. Type "
            "the line "
            "anew and save as UTF-8.");
        return false;
    }
    size_t mark = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    char *text = strndup((const char *)bytes + mark, len - mark);
    if (!text)
        report_mistake(report, file, "", "There is not enough memory.");
    bool done = text && charset_good(file, text, report) && read_text(file, text, report, each, ctx);
    free(text);
    return done;
}

/* ---- comments ---- */

static const char review[] = "reviewed by:";

bool po_is_review(const char *line, size_t len)
{
    size_t spaces = strspn(line, " \t");
    if (spaces >= len)
        return false;
    line += spaces;
    len -= spaces;
    return len > strlen(review) && strncasecmp(line, review, strlen(review)) == 0;
}

static bool has_line(const char *notes, const char *wanted)
{
    for (const char *line = notes; *line;) {
        size_t len = strcspn(line, "\n"), spaces = strspn(line, " \t");
        size_t words = spaces < len ? len - spaces : 0;
        while (words > 0 && strchr(" \t.\r", line[spaces + words - 1]))
            words--;
        if (words == strlen(wanted) && strncasecmp(line + spaces, wanted, words) == 0)
            return true;
        line += len + (line[len] == '\n');
    }
    return false;
}

bool po_unreviewed(const struct po_entry *entry)
{
    return has_line(entry->notes, "unreviewed") || has_line(entry->extracted, "unreviewed");
}

/* The name of such a line, without spaces around it. */
static size_t name_of(const char *line, size_t len, const char **ret_name)
{
    const char *name = strchr(line, ':') + 1, *end = line + len;
    while (name < end && strchr(" \t", *name))
        name++;
    while (end > name && strchr(" \t\r", end[-1]))
        end--;
    *ret_name = name;
    return (size_t)(end - name);
}

#define REVIEWERS_MOST 8

unsigned po_reviewers(const char *notes)
{
    const char *names[REVIEWERS_MOST], *name;
    size_t lens[REVIEWERS_MOST];
    unsigned count = 0;
    for (const char *line = notes; *line && count < REVIEWERS_MOST;) {
        size_t len = strcspn(line, "\n");
        size_t name_len = po_is_review(line, len) ? name_of(line, len, &name) : 0;
        bool new = name_len > 0;
        for (unsigned i = 0; i < count && new; i++)
            new = lens[i] != name_len || strncasecmp(names[i], name, name_len) != 0;
        if (new) {
            names[count] = name;
            lens[count++] = name_len;
        }
        line += len + (line[len] == '\n');
    }
    return count;
}
