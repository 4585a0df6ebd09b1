/* po/pack.pot with every text of the pack, and each po/<tag>.po brought up to it. */
#include <errno.h>
#include <gettext-po.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/disk.h"
#include "builder_parts.h"
#include "merge.h"
#include "po_file.h"

#define HEAD                                                                                                 \
    "Project-Id-Version: %s/%s\nReport-Msgid-Bugs-To: \nPO-Revision-Date: \nLast-Translator: \n"             \
    "Language-Team: \nLanguage: %s\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"            \
    "Content-Transfer-Encoding: 8bit\n"

static void insert_head(po_message_iterator_t at, const struct source *source, const char *tag)
{
    char head[512];
    po_message_t message = po_message_create();
    snprintf(head, sizeof head, HEAD, source->pack.owner, source->pack.id, tag);
    po_message_set_msgid(message, "");
    po_message_set_msgstr(message, head);
    po_message_insert(at, message);
}

static void insert(po_message_iterator_t at, const struct string *string)
{
    char comment[160], place[360];
    po_message_t message = po_message_create();
    po_message_set_msgid(message, string->msgid);
    po_message_set_msgstr(message, "");
    snprintf(comment, sizeof comment, "%s%s%s", string->comment, string->comment[0] ? "\n" : "",
        string->use & STRING_CRITICAL ? "critical\n" : "");
    po_message_set_extracted_comments(message, comment);
    for (size_t i = 0; i < string->place_count; i++) { /* "topics/papers.md:12", "forms/help.xlsx:C7" */
        const char *where = strrchr(string->places[i].place, ' ');
        snprintf(
            place, sizeof place, "%s%s%s", string->places[i].file, where ? ":" : "", where ? where + 1 : "");
        po_message_add_filepos(message, place, (size_t)-1);
    }
    po_message_insert(at, message);
}

/* The template as text. */
static bool template_text(
    struct build *build, const struct source *source, const char *tag, struct buffer *ret_text)
{
    po_file_t po = po_file_create();
    po_message_iterator_t at = po_message_iterator(po, NULL);
    insert_head(at, source, tag);
    for (size_t i = 0; i < build->strings.count; i++)
        insert(at, &build->strings.in[i]);
    po_message_iterator_free(at);
    bool done = po_file_text("po/pack.pot", po, build->report, ret_text);
    po_file_free(po);
    return done;
}

static bool put(struct build *build, const char *file, const struct buffer *text)
{
    struct buffer old;
    buffer_init(&old, SOURCE_PO_BYTES);
    enum base_error error = disk_get(&build->sources, file, &old);
    bool same = !error && old.len == text->len && memcmp(old.bytes, text->bytes, old.len) == 0;
    error = same ? BASE_OK : disk_put(&build->sources, file, text->bytes, text->len);
    if (error)
        report_mistake(build->report, file, "", "The file cannot be written: %s.", base_error_text(error));
    buffer_clear(&old);
    return !error;
}

/* A language that has no file yet gets the template with its name in the head. */
static void update(
    struct build *build, const struct source *source, const char *tag, const struct buffer *pot)
{
    char file[40];
    struct buffer old, new;
    bool done;
    snprintf(file, sizeof file, "po/%s.po", tag);
    buffer_init(&new, 2 * SOURCE_PO_BYTES);
    buffer_init(&old, SOURCE_PO_BYTES);
    if (build_there(build, file))
        done = build_read(build, file, SOURCE_PO_BYTES, &old) && merge(build->report, file, &old, pot, &new);
    else
        done = template_text(build, source, tag, &new);
    if (done)
        put(build, file, &new);
    buffer_clear(&old);
    buffer_clear(&new);
}

static bool make_folder(const struct build *build)
{
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/po", build->ground->folder);
    if (len > 0 && (size_t)len < sizeof path && (mkdir(path, 0755) == 0 || errno == EEXIST))
        return true;
    report_mistake(
        build->report, "po", "", "The folder po cannot be made. May you write into the folder of the pack?");
    return false;
}

bool builder_templates(const struct builder_ground *ground, struct report *report)
{
    struct build build;
    struct source source;
    struct buffer pot;
    size_t mistakes = report->mistakes;
    buffer_init(&pot, 2 * SOURCE_PO_BYTES);
    bool good = build_begin(ground, report, &build, &source) && report->mistakes == mistakes;
    if (good && make_folder(&build) && template_text(&build, &source, "", &pot) &&
        put(&build, "po/pack.pot", &pot))
        for (size_t i = 0; i < build.strings.language_count; i++)
            update(&build, &source, build.strings.languages[i].tag, &pot);
    buffer_clear(&pot);
    build_end(&build, &source);
    report_sort(report);
    return report->mistakes == mistakes;
}
