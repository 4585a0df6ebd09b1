/* ceremony sign, check, finish: signatures gathered on the stick, one person at a time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>
#include <sodium.h>

#include "base/arena.h"
#include "base/cursor.h"
#include "commands.h"
#include "key.h"
#include "stick.h"
#include "trust/trust.h"

/* One list of people of whom a number must sign one file. */
struct need {
    const char *file, *who; /* "next/root.json", "as root says now" */
    struct metadata *metadata;
    const struct signer_role *role;
};

static size_t needs_of(struct stick *stick, struct need needs[static 3])
{
    size_t count = 0;
    if (stick->next_root.bytes.len > 0 && stick->root.bytes.len > 0) {
        needs[count++] = (struct need){
            "root.json", "those who hold it now", &stick->next_root, &stick->now[TOP_ROOT]};
    }
    if (stick->next_root.bytes.len > 0) {
        needs[count++] = (struct need){
            "root.json", "those who hold it from now on", &stick->next_root, &stick->then[TOP_ROOT]};
    }
    if (stick->next_targets.bytes.len > 0 && stick_roles(stick)) {
        needs[count++] = (struct need){
            "targets.json", "those who hold it", &stick->next_targets, &stick_roles(stick)[TOP_TARGETS]};
    }
    return count;
}

static bool need_met(const struct need *need)
{
    return signed_count(need->metadata, need->role) >= (size_t)need->role->threshold;
}

static bool nothing_next(const struct run *run, const struct stick *stick)
{
    if (stick->next_root.bytes.len > 0 || stick->next_targets.bytes.len > 0) {
        return false;
    }
    say(run, "Nothing waits to be signed on this stick.");
    say_next(run, "ceremony plan %s", stick->folder);
    return true;
}

/* Signs every file in which the key has a part. False: it has none, or a fault was said. */
static bool sign_all(struct stick *stick, const struct signer_secret *key)
{
    struct need needs[3];
    char path[PUBLISH_TEXT], message[256];
    size_t count = needs_of(stick, needs), parts = 0;
    for (size_t i = 0; i < count; i++) {
        const struct signer_key *mine = role_key(needs[i].role, key->signer.public_key);
        if (!mine) {
            continue;
        }
        parts++;
        if (!signer_sign(&needs[i].metadata->bytes, &key->signer, mine->name, message)) {
            complain("%s: %s", needs[i].file, message);
            return false;
        }
        if (!join_path(path, stick->folder, "next/%s", needs[i].file) ||
            !write_whole(path, needs[i].metadata->bytes.bytes, needs[i].metadata->bytes.len, 0644)) {
            return false;
        }
    }
    if (parts == 0) {
        complain(
            "the key of %s has no part in this: neither what counts now nor the plan names it", key->name);
    }
    return parts > 0;
}

static void show_changes(const struct run *run, const struct stick *stick)
{
    if (stick->next_root.bytes.len > 0) {
        show_root_changes(run, stick);
    }
    if (stick->next_targets.bytes.len > 0) {
        show_targets_changes(run, stick);
    }
}

int ceremony_sign_run(struct run *run)
{
    struct arena *arena = NULL;
    if (run->options.word_count != 1 || !run->options.key) {
        return USAGE;
    }
    struct stick *stick = stick_open(run->options.words[0]);
    if (!stick || nothing_next(run, stick)) {
        stick_free(stick);
        return FAILED;
    }
    say(run, "You are about to sign this:\n");
    show_changes(run, stick);
    bool good = ask_yes(run, "Is this what you agreed on?");
    if (!good) {
        complain("nothing was signed");
    }
    struct signer_secret *key = good ? key_open(run, run->options.key, &arena) : NULL;
    good = key && sign_all(stick, key);
    if (good) {
        say(run, "%s%s has signed.%s Take the stick out and give it to the next person.",
            paint(run, PAINT_GOOD), key->name, paint(run, PAINT_NONE));
        say_next(run, "ceremony check %s", stick->folder);
    }
    arena_free(arena);
    stick_free(stick);
    return good ? DONE : FAILED;
}

static const char *body_of(const struct stick *stick, const char *name)
{
    const struct person *person = people_find(&stick->people, name);
    return person ? person->body : "";
}

static void show_need(const struct run *run, const struct stick *stick, const struct need *need)
{
    size_t have = signed_count(need->metadata, need->role);
    printf("\n%s, %s: %zu of %d signatures\n", need->file, need->who, have, need->role->threshold);
    for (size_t i = 0; i < need->role->key_count; i++) {
        const struct signer_key *key = &need->role->keys[i];
        bool has = signer_signed_by(need->metadata->bytes.bytes, need->metadata->bytes.len, key);
        printf("  %s%-10s%s %s%s%s\n", paint(run, has ? PAINT_GOOD : PAINT_WARN), has ? "signed" : "not yet",
            paint(run, PAINT_NONE), key->name, body_of(stick, key->name)[0] ? ", " : "",
            body_of(stick, key->name));
    }
}

static void show_people(const struct run *run, const struct stick *stick)
{
    puts("People on this stick. Each reads their own words aloud; the others compare:");
    for (size_t i = 0; i < stick->people.count; i++) {
        char words[KEY_WORDS_TEXT];
        key_words(run, &stick->people.in[i].key, words);
        printf("  %s, %s\n      %s\n", stick->people.in[i].key.name, stick->people.in[i].body, words);
    }
}

/* The hash of what is signed, whoever has signed so far: all machines must show the same words. */
static void show_print(const struct run *run, const struct metadata *metadata, const char *name)
{
    char words[KEY_WORDS_TEXT];
    struct signer_key as_key = {0};
    json_t *json = json_loadb((const char *)metadata->bytes.bytes, metadata->bytes.len, 0, NULL);
    char *text = json_dumps(json_object_get(json, "signed"), JSON_COMPACT | JSON_SORT_KEYS);
    if (text) {
        crypto_hash_sha256(as_key.public_key, (const uint8_t *)text, strlen(text));
        key_words(run, &as_key, words);
        printf("  %s: %s\n", name, words);
    }
    free(text);
    json_decref(json);
}

static int check_json(const struct need *needs, size_t count)
{
    json_t *all = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *have = json_array(), *from = json_array();
        for (size_t k = 0; k < needs[i].role->key_count; k++) {
            const struct signer_key *key = &needs[i].role->keys[k];
            bool has = signer_signed_by(needs[i].metadata->bytes.bytes, needs[i].metadata->bytes.len, key);
            json_array_append_new(has ? have : from, json_string(key->name));
        }
        json_array_append_new(all, json_pack("{s:s,s:I,s:i,s:o,s:o}", "file", needs[i].file, "version",
                                       (json_int_t)needs[i].metadata->head.version, "need",
                                       needs[i].role->threshold, "have", have, "from", from));
    }
    int code = json_dumpf(all, stdout, JSON_COMPACT) == 0 ? DONE : FAILED;
    putchar('\n');
    json_decref(all);
    return code;
}

static bool all_met(const struct need *needs, size_t count)
{
    bool met = true;
    for (size_t i = 0; i < count; i++) {
        met = met && need_met(&needs[i]);
    }
    return met;
}

static void check_text(
    const struct run *run, const struct stick *stick, const struct need *needs, size_t count)
{
    show_people(run, stick);
    if (count == 0) {
        say(run, "\nNothing waits to be signed.");
        say_next(run, "ceremony plan %s", stick->folder);
        return;
    }
    puts("\nWhat is signed. Every machine must show the same words; read them aloud:");
    if (stick->next_root.bytes.len > 0) {
        show_print(run, &stick->next_root, "root.json");
    }
    if (stick->next_targets.bytes.len > 0) {
        show_print(run, &stick->next_targets, "targets.json");
    }
    for (size_t i = 0; i < count; i++) {
        show_need(run, stick, &needs[i]);
    }
    if (all_met(needs, count)) {
        say_next(run, "ceremony finish %s", stick->folder);
    } else {
        say_next(run, "ceremony sign %s --key FILE        (somebody who is \"not yet\")", stick->folder);
    }
}

int ceremony_check_run(struct run *run)
{
    struct need needs[3];
    if (run->options.word_count != 1) {
        return USAGE;
    }
    struct stick *stick = stick_open(run->options.words[0]);
    if (!stick) {
        return FAILED;
    }
    size_t count = needs_of(stick, needs);
    int code = DONE;
    if (run->options.json) {
        code = check_json(needs, count);
    } else {
        check_text(run, stick, needs, count);
    }
    stick_free(stick);
    return code;
}

/* What every device will ask, asked here first. */
static bool trust_agrees(const struct stick *stick)
{
    char why[TRUST_WHY] = "";
    const struct buffer *old = stick->root.bytes.len > 0 ? &stick->root.bytes : &stick->next_root.bytes;
    /* held: whoever holds an expired root still takes the next one from it */
    struct trust *trust = trust_new(
        &(struct trust_start){.root = old->bytes, .root_len = old->len, .held = true}, why);
    bool good = trust != NULL;
    if (good && stick->root.bytes.len > 0 && stick->next_root.bytes.len > 0) {
        good = trust_would_take(
                   trust, "root", stick->next_root.bytes.bytes, stick->next_root.bytes.len, why) == TRUST_OK;
    }
    if (!good) {
        complain("root.json would not be believed: %s", why);
    }
    trust_free(trust);
    return good;
}

static bool put_root(const struct stick *stick, char path[static PUBLISH_TEXT])
{
    const struct buffer *root = &stick->next_root.bytes;
    return join_path(path, stick->folder, "%lld.root.json", (long long)stick->next_root.head.version) &&
           write_whole(path, root->bytes, root->len, 0644) && join_path(path, stick->folder, "root.json") &&
           write_whole(path, root->bytes, root->len, 0644);
}

/* Each file is whole at any moment; what was cut is done again by the same command. */
static bool take_over(const struct stick *stick)
{
    char path[PUBLISH_TEXT];
    const struct buffer *targets = &stick->next_targets.bytes;
    if (stick->next_root.bytes.len > 0 && !put_root(stick, path)) {
        return false;
    }
    if (targets->len > 0 && (!join_path(path, stick->folder, "targets.json") ||
                                !write_whole(path, targets->bytes, targets->len, 0644))) {
        return false;
    }
    if (join_path(path, stick->folder, "next/root.json")) {
        (void)unlink(path);
    }
    if (join_path(path, stick->folder, "next/targets.json")) {
        (void)unlink(path);
    }
    return true;
}

static bool refuse_unmet(const struct need *needs, size_t count, const char *folder)
{
    for (size_t i = 0; i < count; i++) {
        if (!need_met(&needs[i])) {
            complain("%s has %zu of %d signatures of %s; type: wayside-publish ceremony check %s",
                needs[i].file, signed_count(needs[i].metadata, needs[i].role), needs[i].role->threshold,
                needs[i].who, folder);
            return true;
        }
    }
    return false;
}

int ceremony_finish_run(struct run *run)
{
    struct need needs[3];
    if (run->options.word_count != 1) {
        return USAGE;
    }
    const char *folder = run->options.words[0];
    struct stick *stick = stick_open(folder);
    if (!stick || nothing_next(run, stick)) {
        stick_free(stick);
        return FAILED;
    }
    bool first = stick->root.bytes.len == 0;
    bool good = !refuse_unmet(needs, needs_of(stick, needs), folder) && trust_agrees(stick) &&
                take_over(stick);
    stick_free(stick);
    if (!good) {
        return FAILED;
    }
    say(run, "%sThe ceremony is done.%s %s/root.json and targets.json count from now on.",
        paint(run, PAINT_GOOD), paint(run, PAINT_NONE), folder);
    if (first) {
        say(run, "root.json goes to the operator of the hub, into every kiosk's image, and to every desk and "
                 "editor.\n"
                 "Keep a copy of this stick in two places.");
    }
    say_next(run, "push %s        (on a machine with a network and a publisher's certificate)", folder);
    return DONE;
}
