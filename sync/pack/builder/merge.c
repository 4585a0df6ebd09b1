#include "merge.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "po_file.h"
#include "po_read.h"

/* ---- comments that msgmerge would lose or keep wrongly ---- */

static void append(char *out, size_t *used, const char *line, size_t len)
{
    memcpy(out + *used, line, len);
    out[*used + len] = '\n';
    *used += len + 1;
}

/* "#. unreviewed" is the template's kind of comment, which msgmerge takes from the template: as a comment of
 * people it stays. */
static void keep_unreviewed(po_message_t message)
{
    const struct po_entry only_notes = {.notes = po_message_comments(message), .extracted = ""};
    const struct po_entry only_extracted = {.notes = "", .extracted = po_message_extracted_comments(message)};
    char *notes = NULL;
    if (po_unreviewed(&only_extracted) && !po_unreviewed(&only_notes) &&
        asprintf(&notes, "%sunreviewed\n", only_notes.notes) > 0)
        po_message_set_comments(message, notes);
    free(notes);
    po_comments_free(only_notes.notes);
    po_comments_free(only_extracted.extracted);
}

/* Who reviewed the old sentence has not reviewed the new one. */
static void drop_reviews(po_message_t message)
{
    const char *notes = po_message_comments(message);
    char *kept = malloc(strlen(notes) + 2);
    size_t used = 0;
    for (const char *line = notes; *line && kept;) {
        size_t len = strcspn(line, "\n");
        if (!po_is_review(line, len))
            append(kept, &used, line, len);
        line += len + (line[len] == '\n');
    }
    if (kept) {
        kept[used] = 0;
        po_message_set_comments(message, kept);
    }
    free(kept);
    po_comments_free(notes);
}

static bool each_message(struct report *report, const char *file, struct buffer *text,
    void (*change)(po_message_t message), bool only_fuzzy)
{
    struct buffer new;
    po_file_t po = po_file_open(file, (char *)text->bytes, text->len, report);
    if (!po)
        return false;
    po_message_iterator_t at = po_message_iterator(po, NULL);
    for (po_message_t message = po_next_message(at); message; message = po_next_message(at))
        if (!only_fuzzy || po_message_is_fuzzy(message))
            change(message);
    po_message_iterator_free(at);
    buffer_init(&new, text->max);
    bool done = po_file_text(file, po, report, &new);
    po_file_free(po);
    if (done) {
        buffer_clear(text);
        *text = new;
    } else {
        buffer_clear(&new);
    }
    return done;
}

/* ---- the program ---- */

static void child(int old, int pot, int out)
{
    char old_path[40], pot_path[40];
    int nowhere = open("/dev/null", O_RDWR);
    memory_path(old, old_path);
    memory_path(pot, pot_path);
    if (nowhere < 0 || dup2(nowhere, 0) < 0 || dup2(out, 1) < 0 || dup2(nowhere, 2) < 0)
        _exit(127);
    setenv("LC_ALL", "C.UTF-8", 1);
    execlp("msgmerge", "msgmerge", "--quiet", "--previous", "--no-wrap", "--force-po", "-o", "-", old_path,
        pot_path, (char *)NULL);
    _exit(127);
}

static int run(int old, int pot, int out)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0)
        child(old, pot, out);
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool msgmerge(struct report *report, const char *file, const struct buffer *old,
    const struct buffer *pot, struct buffer *ret_text)
{
    int old_fd = memory_file(old->bytes, old->len), pot_fd = memory_file(pot->bytes, pot->len);
    int out = memory_file("", 0), code = -1;
    if (old_fd >= 0 && pot_fd >= 0 && out >= 0)
        code = run(old_fd, pot_fd, out);
    bool done = code == 0 && memory_take(out, ret_text);
    if (code == 127)
        report_mistake(report, file, "", "The program msgmerge is missing. Install the package gettext.");
    else if (!done)
        report_mistake(report, file, "",
            "The file could not be brought up to date and is as it was. Open it in Poedit, which shows what "
            "is wrong.");
    if (old_fd >= 0)
        close(old_fd);
    if (pot_fd >= 0)
        close(pot_fd);
    if (out >= 0)
        close(out);
    return done;
}

static void ignore(void *ctx, const struct po_entry *entry)
{
    (void)ctx, (void)entry;
}

bool merge(struct report *report, const char *file, const struct buffer *old, const struct buffer *pot,
    struct buffer *ret_text)
{
    struct buffer ready;
    if (!po_read(
            file, old->bytes, old->len, report, ignore, NULL)) /* encodings, charset, damage: with lines */
        return false;
    buffer_init(&ready, ret_text->max);
    bool done = buffer_add(&ready, old->bytes, old->len) == BASE_OK &&
                each_message(report, file, &ready, keep_unreviewed, false) &&
                msgmerge(report, file, &ready, pot, ret_text) &&
                each_message(report, file, ret_text, drop_reviews, true);
    buffer_clear(&ready);
    return done;
}
