/* The checklist of a ceremony: the same lines as text and as a page to print. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "html.h"
#include "key.h"
#include "stick.h"

#define CHECKLIST_BYTES (1 << 20)

struct lists { /* both at once */
    struct buffer text, page;
    bool failed;
};

static void add(struct buffer *to, bool *failed, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void add(struct buffer *to, bool *failed, const char *format, ...)
{
    char line[2048];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    *failed = *failed || len < 0 || (size_t)len >= sizeof line || buffer_add(to, line, (size_t)len);
}

static void heading(struct lists *lists, const char *text)
{
    add(&lists->text, &lists->failed, "\n%s\n\n", text);
    add(&lists->page, &lists->failed, "<h2>%s</h2>\n", text);
}

static void begin_steps(struct lists *lists)
{
    add(&lists->page, &lists->failed, "<ul>\n");
}

static void end_steps(struct lists *lists)
{
    add(&lists->page, &lists->failed, "</ul>\n");
}

/* A box to tick, and room for initials. command may be NULL. */
static void step(struct lists *lists, const char *text, const char *command)
{
    add(&lists->text, &lists->failed, "  [ ]  %s\n%s%s%s", text, command ? "           " : "",
        command ? command : "", command ? "\n" : "");
    add(&lists->page, &lists->failed, "<li>%s", text);
    if (command) {
        add(&lists->page, &lists->failed, "<br><code>");
        lists->failed |= !html_text(&lists->page, command);
        add(&lists->page, &lists->failed, "</code>");
    }
    add(&lists->page, &lists->failed, "</li>\n");
}

/* folder stands between the two halves of the command. */
static void command_step(
    struct lists *lists, const char *text, const char *folder, const char *begin, const char *end)
{
    char command[PUBLISH_TEXT + 128];
    snprintf(command, sizeof command, "%s%s%s", begin, folder, end);
    step(lists, text, command);
}

static void begin_lists(struct lists *lists, const char *network)
{
    buffer_init(&lists->text, CHECKLIST_BYTES);
    buffer_init(&lists->page, CHECKLIST_BYTES);
    lists->failed = false;
    add(&lists->text, &lists->failed, "Ceremony of the keys: %s\n\nDay: ____________   Room: ____________\n",
        network);
    add(&lists->page, &lists->failed,
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Ceremony of the "
        "keys</title>\n"
        "<style>body{font:12pt/1.45 Georgia,serif;max-width:44em;margin:2em auto;padding:0 "
        "1em}h1{font-size:1.6em}"
        "ul{list-style:none;padding:0}li{padding:.3em 0 .3em 2.4em;position:relative}li::before{content:\"\";"
        "position:absolute;left:0;top:.45em;width:1.1em;height:1.1em;border:1.5pt solid #222}code{font:10pt "
        "monospace}"
        "table{border-collapse:collapse;width:100%%}td,th{border:1pt solid #555;padding:.4em;text-align:left;"
        "vertical-align:top}@media print{body{margin:0}}</style></head><body>\n<h1>Ceremony of the keys: ");
    lists->failed |= !html_text(&lists->page, network);
    add(&lists->page, &lists->failed, "</h1>\n<p>Day: ______________ &nbsp; Room: ______________</p>\n");
}

static void before(struct lists *lists, const char *folder)
{
    heading(lists, "Before");
    begin_steps(lists);
    step(lists, "Everybody is in one room, or on one call in which all know each other's voices.", NULL);
    step(lists, "Each person has their own laptop: network cable out, wireless off, for the whole ceremony.",
        NULL);
    step(lists,
        "People of several organisations hold root; at most one of them works for whoever runs the hub.",
        NULL);
    command_step(lists, "The operator brings the hub's public keys as hub.json on the stick.", folder,
        "wayside-hub content-keys --settings hub.ini > ", "/hub.json");
    end_steps(lists);
}

static void joining(struct lists *lists, const char *folder)
{
    heading(lists, "1. Keys (each person, on their own laptop)");
    begin_steps(lists);
    step(lists, "Make the key; write the six words on paper, nothing else on that paper.",
        "wayside-publish key new \"YOUR NAME\" --out my.key");
    command_step(lists, "Put the public half on the stick, take the stick out, pass it on.", folder,
        "wayside-publish ceremony join ", " --key my.key --body \"ORGANISATION\"");
    step(lists, "Read the eight words that were shown aloud. The others write them beside the name, below.",
        NULL);
    end_steps(lists);
    heading(lists, "2. The plan (one person writes, all look on)");
    begin_steps(lists);
    step(lists, "Write into network.ini who signs what. Nobody alone where two are asked.", NULL);
    command_step(lists, "Make of it what will be signed, and read it aloud, every line.", folder,
        "wayside-publish ceremony plan ", "");
    end_steps(lists);
}

static void signing(struct lists *lists, const char *folder)
{
    heading(lists, "3. Signatures (each person in turn)");
    begin_steps(lists);
    command_step(lists,
        "Read what is shown. Say yes only when it is what you agreed on. Type your six words.", folder,
        "wayside-publish ceremony sign ", " --key my.key");
    command_step(lists,
        "Everybody runs check on their own laptop. The words of root.json and targets.json are the same on "
        "all "
        "of them, "
        "and each person's words are those on this paper.",
        folder, "wayside-publish ceremony check ", "");
    command_step(lists, "When all have signed:", folder, "wayside-publish ceremony finish ", "");
    end_steps(lists);
    heading(lists, "4. Afterwards");
    begin_steps(lists);
    step(lists, "Copy the stick twice; keep the copies in two places. There is no secret on it.", NULL);
    command_step(
        lists, "One person with a network brings it to the hub.", folder, "wayside-publish push ", "");
    step(lists,
        "Each key stays on its own stick in a locked place; the paper with the six words in another one.",
        NULL);
    step(lists,
        "Nobody keeps two keys. Nobody photographs the paper. A key that may have been seen is replaced at "
        "once: "
        "the others can do it without its holder.",
        NULL);
    step(lists, "Write the next ceremony into the calendar: ten months from now, before the 400 days end.",
        NULL);
    end_steps(lists);
}

static bool put(struct lists *lists, const char *folder)
{
    char path[PUBLISH_TEXT];
    add(&lists->page, &lists->failed, "</body></html>\n");
    bool good = !lists->failed && join_path(path, folder, "checklist.txt") &&
                write_whole(path, lists->text.bytes, lists->text.len, 0644) &&
                join_path(path, folder, "checklist.html") &&
                write_whole(path, lists->page.bytes, lists->page.len, 0644);
    if (lists->failed) {
        complain("the checklist could not be made: too little memory");
    }
    buffer_clear(&lists->text);
    buffer_clear(&lists->page);
    return good;
}

bool write_first_checklist(const char *folder, const char *network, int people, int threshold)
{
    struct lists lists;
    begin_lists(&lists, network);
    before(&lists, folder);
    joining(&lists, folder);
    signing(&lists, folder);
    heading(&lists, "Who holds root");
    add(&lists.text, &lists.failed, "%d of %d must sign.\n", threshold, people);
    add(&lists.page, &lists.failed,
        "<p>%d of %d must sign.</p><table><tr><th>Name, organisation</th><th>Eight words"
        "</th><th>Has signed</th></tr>\n",
        threshold, people);
    for (int i = 0; i < people; i++) {
        add(&lists.text, &lists.failed,
            "\n%d. ______________________________\n   words: ______________________________"
            "__________\n",
            i + 1);
        add(&lists.page, &lists.failed, "<tr><td><br><br></td><td></td><td></td></tr>\n");
    }
    add(&lists.page, &lists.failed, "</table>\n");
    return put(&lists, folder);
}

static void person_row(const struct run *run, struct lists *lists, const struct person *person)
{
    char words[KEY_WORDS_TEXT];
    key_words(run, &person->key, words);
    add(&lists->text, &lists->failed, "  [ ]  %s, %s\n           %s\n", person->key.name, person->body,
        words);
    add(&lists->page, &lists->failed, "<tr><td>");
    lists->failed |= !html_text(&lists->page, person->key.name);
    add(&lists->page, &lists->failed, ", ");
    lists->failed |= !html_text(&lists->page, person->body);
    add(&lists->page, &lists->failed, "</td><td>%s</td><td></td></tr>\n", words);
}

static void role_row(struct lists *lists, const struct plan_role *role)
{
    add(&lists->text, &lists->failed, "  %-20s %d of:", role->name, role->threshold);
    add(&lists->page, &lists->failed, "<tr><td>%s</td><td>%d of ", role->name, role->threshold);
    for (size_t i = 0; i < role->count; i++) {
        add(&lists->text, &lists->failed, "%s %s", i ? "," : "", role->people[i]);
        add(&lists->page, &lists->failed, "%s", i ? ", " : "");
        lists->failed |= !html_text(&lists->page, role->people[i]);
    }
    add(&lists->text, &lists->failed, "\n");
    add(&lists->page, &lists->failed, "</td></tr>\n");
}

bool write_checklist(const struct run *run, const struct stick *stick, const struct plan *plan)
{
    struct lists lists;
    begin_lists(&lists, plan->network);
    before(&lists, stick->folder);
    joining(&lists, stick->folder);
    signing(&lists, stick->folder);
    heading(&lists, "People, and the words that each reads aloud");
    add(&lists.page, &lists.failed, "<table><tr><th>Name</th><th>Words</th><th>Compared</th></tr>\n");
    for (size_t i = 0; i < stick->people.count; i++) {
        person_row(run, &lists, &stick->people.in[i]);
    }
    add(&lists.page, &lists.failed, "</table>\n");
    heading(&lists, "Who may sign what");
    add(&lists.page, &lists.failed, "<table><tr><th>What</th><th>Who</th></tr>\n");
    for (size_t i = 0; i < plan->role_count; i++) {
        role_row(&lists, &plan->roles[i]);
    }
    add(&lists.page, &lists.failed, "</table>\n");
    return put(&lists, stick->folder);
}
