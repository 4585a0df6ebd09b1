/* sign: from sources to signed metadata that waits to be pushed. A pack and its numbers, teams and places, or
 * what somebody else has signed first. */
#include "sign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "commands.h"
#include "key.h"
#include "sources.h"

bool desk_ready(const struct run *run, const char *folder, struct desk_of_editor *desk)
{
    *desk = (struct desk_of_editor){0};
    return publish_settings_hub(run, folder, &desk->settings) &&
           remote_open(&desk->settings, &desk->remote) && outgoing_open(&desk->settings, &desk->outgoing) &&
           remote_refresh(&desk->remote);
}

void desk_done(struct desk_of_editor *desk)
{
    arena_free(desk->arena);
    outgoing_close(&desk->outgoing);
    remote_close(&desk->remote);
}

bool desk_key(const struct run *run, struct desk_of_editor *desk)
{
    const char *path = run->options.key ? run->options.key : desk->settings.key;
    if (!path[0]) {
        complain(
            "with which key? Write [publish] key = FILE into %s, or type --key FILE", desk->settings.file);
        return false;
    }
    desk->key = desk->key ? desk->key : key_open(run, path, &desk->arena);
    return desk->key != NULL;
}

bool sign_edits(const struct run *run, struct desk_of_editor *desk, const struct edit *edits, size_t count)
{
    struct buffer metadata[SIGN_EDITS];
    bool good = count <= SIGN_EDITS && desk_key(run, desk);
    for (size_t i = 0; i < SIGN_EDITS; i++) {
        buffer_init(&metadata[i], SIGNER_METADATA_BYTES);
    }
    /* all are signed before the first is written: a key that may not sign one of them leaves nothing behind
     */
    for (size_t i = 0; good && i < count; i++) {
        good = edit_metadata(&desk->remote, &edits[i], &metadata[i]) &&
               edit_sign(&desk->remote, edits[i].role, desk->key, &metadata[i]);
    }
    for (size_t i = 0; good && i < count; i++) {
        if (outgoing_waits(&desk->outgoing, edits[i].role, &metadata[i])) {
            say(run,
                "%s%s: what was signed before and not pushed goes.%s If it held something else, sign that "
                "again "
                "after the push.",
                paint(run, PAINT_WARN), edits[i].role, paint(run, PAINT_NONE));
        }
        good = outgoing_put(
            &desk->outgoing, edits[i].role, &metadata[i], edits[i].files, edits[i].file_count);
    }
    for (size_t i = 0; i < SIGN_EDITS; i++) {
        buffer_clear(&metadata[i]);
    }
    return good;
}

/* Those that change anything come first; *ret_count: how many they are. */
static bool show_edits(const struct run *run, struct desk_of_editor *desk, struct edit *edits, size_t *count)
{
    size_t kept = 0, all = 0;
    for (size_t i = 0; i < *count; i++) {
        size_t changes = 0;
        if (!edit_show(run, &desk->remote, &edits[i], &changes)) {
            return false;
        }
        all += changes;
        if (changes > 0 || edits[i].again) {
            edits[kept++] = edits[i];
        }
    }
    if (all == 0 && kept > 0) {
        say(run, "  nothing but the dates, until when it is valid");
    }
    *count = kept;
    return true;
}

/* Those that this key may sign stay in edits; about the others it is said who may. False when none is left.
 */
static bool keep_mine(const struct run *run, struct desk_of_editor *desk, struct edit *edits, size_t *count)
{
    struct signer_key half = signer_secret_key(desk->key);
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        struct role_facts facts;
        bool known = remote_facts(&desk->remote, edits[i].role, &half, &facts);
        if (known && facts.mine) {
            edits[kept++] = edits[i];
        } else if (*count == 1) {
            return edit_may_not(&desk->remote, edits[i].role, &half);
        } else {
            say(run, "%s%s is not signed now:%s the key of %s may not. %s%s.", paint(run, PAINT_WARN),
                edits[i].role, paint(run, PAINT_NONE), half.name, known ? "These may: " : "Nobody may yet",
                known ? facts.names : "");
        }
    }
    *count = kept;
    return kept > 0 || !complain("the key of %s may sign nothing of this", half.name);
}

int sign_shown(struct run *run, struct desk_of_editor *desk, struct edit *edits, size_t count)
{
    say(run, "What changes for everyone who looks at a screen:\n");
    if (!show_edits(run, desk, edits, &count)) {
        return FAILED;
    }
    if (count == 0) {
        say(run,
            "  nothing: what is here is what everybody sees already. (New dates all the same: sign --renew)");
        return DONE;
    }
    if (!ask_yes(run, "Is all of this right, and do you want to sign it?")) {
        return complain("nothing was signed");
    }
    if (!desk_key(run, desk) || !keep_mine(run, desk, edits, &count) ||
        !sign_edits(run, desk, edits, count)) {
        return FAILED;
    }
    for (size_t i = 0; i < count; i++) {
        say(run, "%s%s signed %s.%s", paint(run, PAINT_GOOD), desk->key->name, edits[i].role,
            paint(run, PAINT_NONE));
    }
    say_next(run, "push%s", where(run));
    return DONE;
}

static bool custom_of(const struct run *run, char *out, size_t cap)
{
    const char *places = run->options.places ? run->options.places : "";
    out[0] = '\0';
    if (!run->options.percent) {
        return !places[0] || !complain("--places goes with --percent NUMBER: the part of all other kiosks");
    }
    char *end;
    long percent = strtol(run->options.percent, &end, 10);
    if (*end || percent < 0 || percent > 100) {
        return !complain("--percent is a number from 0 to 100");
    }
    size_t len = (size_t)snprintf(out, cap, "{\"rollout\":{\"percent\":%ld,\"places\":[", percent);
    for (const char *at = places; *at && len < cap;) {
        size_t word = strcspn(at, ",");
        len += (size_t)snprintf(out + len, cap - len, "%s\"%.*s\"", at == places ? "" : ",", (int)word, at);
        at += word + (at[word] == ',');
    }
    len += len < cap ? (size_t)snprintf(out + len, cap - len, "]}}") : 0;
    bool good = len < cap &&
                strspn(places, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,") ==
                    strlen(places);
    return good || !complain("--places: codes of places, apart by commas");
}

struct pack_edits {
    struct edit in[2];
    size_t count;
    char role[PUBLISH_NAME + 8], prefix[PUBLISH_TEXT], custom[PUBLISH_TEXT];
    struct edit_file *files; /* of the pack, then of hotlines */
};

static bool make_edits(const struct run *run, const struct built *built, struct pack_edits *edits)
{
    size_t pack = 0, numbers = 0;
    *edits = (struct pack_edits){.files = calloc(built->file_count * 2 + 1, sizeof *edits->files)};
    if (!edits->files || !custom_of(run, edits->custom, sizeof edits->custom)) {
        return edits->files != NULL ? false : !complain("too little memory");
    }
    struct edit_file *hotlines = edits->files + built->file_count;
    for (size_t i = 0; i < built->file_count; i++) {
        const struct built_file *file = &built->files[i];
        struct edit_file edit = {file->path, file->bytes, file->len, NULL};
        const char *inside = built_inside(built, file->path);
        if (inside && strcmp(inside, "pack.json") == 0 && edits->custom[0]) {
            edit.custom = edits->custom;
        }
        if (inside) {
            edits->files[pack++] = edit;
        } else {
            edit.custom = "{\"urgent\":true}"; /* a number that is wrong waits for nothing */
            hotlines[numbers++] = edit;
        }
    }
    snprintf(edits->role, sizeof edits->role, "packs-%s", built->owner);
    snprintf(edits->prefix, sizeof edits->prefix, "packs/%s/", built->id);
    edits->in[edits->count++] = (struct edit){
        edits->role, edits->files, pack, edits->prefix, run->options.renew};
    if (numbers > 0) {
        edits->in[edits->count++] = (struct edit){"hotlines", hotlines, numbers, NULL, run->options.renew};
    }
    return true;
}

static int sign_pack(struct run *run, const char *folder)
{
    struct built built;
    struct desk_of_editor desk = {0};
    struct pack_edits edits = {0};
    int code = FAILED;
    if (sources_build_spoken(run, folder, &built) && desk_ready(run, folder, &desk)) {
        if (strcmp(desk.settings.owner, built.owner) != 0) {
            complain("%s/pack.ini says owner = %s, %s says owner = %s; they must be the same", folder,
                built.owner, desk.settings.file, desk.settings.owner);
        } else if (make_edits(run, &built, &edits)) {
            code = sign_shown(run, &desk, edits.in, edits.count);
        }
    }
    free(edits.files);
    desk_done(&desk);
    built_clear(&built);
    return code;
}

int sign_run(struct run *run)
{
    int code;
    if (run->options.waiting && run->options.network) {
        return USAGE;
    }
    if (run->options.waiting) {
        return sign_waiting(run);
    }
    if (run->options.network) {
        return sign_network(run);
    }
    const char *folder = sources_folder(run, &code);
    return folder ? sign_pack(run, folder) : code;
}
