/* ceremony begin and join: a stick, and the people who gather on it. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cursor.h"
#include "commands.h"
#include "key.h"
#include "stick.h"

static const char network_ini[] =
    "; The plan of the network: who may sign what. Change it with any text editor, then type\n"
    ";     wayside-publish ceremony plan %s\n"
    "; Names are those of the keys (wayside-publish key new NAME), apart by commas.\n"
    "[network]\n"
    "name = %s\n"
    "; who of them works for the body that runs the hub: a name, or nobody. At most one of [root] may.\n"
    ";operator = nobody\n"
    "\n"
    "[root]\n"
    "; who decides who may sign. Of several bodies; each keeps their own key.\n"
    "people =\n"
    "threshold = %d\n"
    "\n"
    "[recipients]\n"
    "; teams and their keys: two signatures at least\n"
    "people =\n"
    "threshold = 2\n"
    "\n"
    "[hotlines]\n"
    "; telephone numbers: two signatures at least\n"
    "people =\n"
    "threshold = 2\n"
    "\n"
    "[places]\n"
    "; places and what they are called: the operator\n"
    "people =\n"
    "threshold = 1\n"
    "\n"
    "; One section for each organisation that writes packs. Take the ; away.\n"
    ";[packs-harbour]\n"
    ";people =\n"
    ";threshold = 1\n";

static int number_option(const char *text, int standard, int most)
{
    char *end;
    long number = text ? strtol(text, &end, 10) : standard;
    return text && (*end || number < 1 || number > most) ? -1 : (int)number;
}

static bool write_plan(const struct run *run, const char *folder, int threshold)
{
    char path[PUBLISH_TEXT], text[4096];
    int len = snprintf(text, sizeof text, network_ini, folder, run->options.name, threshold);
    return len > 0 && (size_t)len < sizeof text && join_path(path, folder, "network.ini") &&
           write_whole(path, text, (size_t)len, 0644);
}

int ceremony_begin_run(struct run *run)
{
    char path[PUBLISH_TEXT];
    int people = number_option(run->options.people, 3, SIGNER_KEYS);
    int threshold = number_option(run->options.threshold, 2, SIGNER_KEYS);
    if (run->options.word_count != 1 || !run->options.name) {
        return USAGE;
    }
    const char *folder = run->options.words[0];
    if (people < 2 || threshold < 2 || threshold > people) {
        return complain(
            "--people and --threshold: at least 2 people, and at least 2 of them sign; 2 of 3 is usual");
    }
    if (!key_name_valid(run->options.name)) {
        return complain("--name: 1 to 63 letters, without quotes, commas and brackets");
    }
    if (!join_path(path, folder, "people") || !make_folder(path) || !join_path(path, folder, "network.ini")) {
        return FAILED;
    }
    if (is_there(path)) {
        return complain(
            "%s is there already: the ceremony has begun; type: wayside-publish ceremony check %s", path,
            folder);
    }
    if (!write_plan(run, folder, threshold) ||
        !write_first_checklist(folder, run->options.name, people, threshold)) {
        return FAILED;
    }
    say(run,
        "The stick is ready: %s/network.ini is the plan, %s/checklist.html (or .txt) says who does what.\n"
        "Print the checklist. Then each of the %d people puts the stick into their own machine, which has no "
        "network.",
        folder, folder, people);
    say_next(run,
        "ceremony join %s --key FILE --body \"ORGANISATION\"        (each person, with their own key)",
        folder);
    return DONE;
}

static bool write_person(const char *folder, const struct person *person)
{
    char path[PUBLISH_TEXT], hex[65];
    hex_write(person->key.public_key, 32, hex);
    json_t *json = json_pack("{s:i,s:s,s:s,s:s,s:s}", "v", 1, "kind", "public key", "name", person->key.name,
        "public", hex, "body", person->body);
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    bool good = text && join_path(path, folder, "people/%.16s.json", hex) &&
                write_whole(path, text, strlen(text), 0644);
    free(text);
    json_decref(json);
    return good;
}

static bool joining_key(const struct run *run, struct signer_key *ret_key)
{
    struct arena *arena = NULL;
    if (run->options.public_file) {
        return key_public_read(run->options.public_file, ret_key);
    }
    struct signer_secret *key = key_open(run, run->options.key, &arena);
    if (key) {
        *ret_key = signer_secret_key(key);
    }
    arena_free(arena);
    return key != NULL;
}

/* A second key of the same name takes the place of the first: that is how a key is changed. */
static bool replace_person(const struct run *run, const struct stick *stick, const struct person *person)
{
    char path[PUBLISH_TEXT], hex[65], question[256];
    const struct person *before = people_find(&stick->people, person->key.name);
    if (!before || memcmp(before->key.public_key, person->key.public_key, 32) == 0) {
        return true;
    }
    snprintf(question, sizeof question,
        "%s has joined with another key. Shall this new one take its place from the next plan on?",
        person->key.name);
    if (!ask_yes(run, question)) {
        complain("nothing was changed");
        return false;
    }
    hex_write(before->key.public_key, 32, hex);
    return join_path(path, stick->folder, "people/%.16s.json", hex) && unlink(path) == 0;
}

int ceremony_join_run(struct run *run)
{
    struct person person = {0};
    char words[KEY_WORDS_TEXT];
    if (run->options.word_count != 1 || !run->options.body ||
        !run->options.key == !run->options.public_file) {
        return USAGE;
    }
    const char *folder = run->options.words[0];
    if (!key_name_valid(run->options.body)) {
        return complain("--body: 1 to 63 letters, without quotes, commas and brackets");
    }
    snprintf(person.body, sizeof person.body, "%s", run->options.body);
    struct stick *stick = stick_open(folder);
    bool good = stick && joining_key(run, &person.key) && replace_person(run, stick, &person) &&
                write_person(folder, &person);
    stick_free(stick);
    if (!good) {
        return FAILED;
    }
    key_words(run, &person.key, words);
    say(run,
        "%s of %s has joined; the public half of the key is on the stick.\nRead these words aloud to the "
        "others, and "
        "write them on the checklist:\n    %s",
        person.key.name, person.body, words);
    say_next(run, "ceremony plan %s        (when everybody has joined and network.ini is written)", folder);
    return DONE;
}
