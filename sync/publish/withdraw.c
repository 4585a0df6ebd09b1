/* withdraw: a number or a topic is taken from every screen at once, with one signature; --undo puts it back.
 * Only what the own organisation published. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "sign.h"

#define LIST_BYTES (1 << 20)

struct order {
    const char *what; /* "hotlines" or "topics" */
    const char *id;
    char path[PUBLISH_TEXT], role[PUBLISH_NAME + 8];
};

static json_t *read_json(struct remote *remote, const char *path, bool *ret_good)
{
    struct buffer bytes;
    bool there = false;
    json_t *json = NULL;
    buffer_init(&bytes, REMOTE_TARGET);
    *ret_good = remote_target(remote, path, &bytes, &there);
    if (*ret_good && there) {
        json = json_loadb((const char *)bytes.bytes, bytes.len, JSON_REJECT_DUPLICATES, NULL);
    }
    buffer_clear(&bytes);
    return json;
}

static json_t *read_list(struct remote *remote, const struct order *order)
{
    bool good;
    json_t *list = read_json(remote, order->path, &good);
    if (good && !list) {
        list = json_pack("{s:i,s:s,s:[],s:[]}", "v", 1, "kind", "withdrawn", "hotlines", "topics");
    }
    if (good && (!json_is_array(json_object_get(list, "hotlines")) ||
                    !json_is_array(json_object_get(list, "topics")))) {
        complain("%s of the hub cannot be read", order->path);
        json_decref(list);
        return NULL;
    }
    return list;
}

static size_t place_in(const json_t *list, const char *id)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (text && strcmp(text, id) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool has_member(const json_t *list, const char *key, const char *value)
{
    size_t i;
    const json_t *element;
    json_array_foreach(list, i, element)
    {
        const char *text = json_string_value(json_object_get(element, key));
        if (text && strcmp(text, value) == 0) {
            return true;
        }
    }
    return false;
}

/* "port/papers" is a topic of the pack harbour/port. A misspelt one would take nothing away. */
static bool is_published(struct remote *remote, const char *owner, const struct order *order)
{
    char path[PUBLISH_TEXT];
    bool good, topic = strcmp(order->what, "topics") == 0;
    const char *slash = strchr(order->id, '/');
    if (topic) {
        snprintf(path, sizeof path, "packs/%s/%.*s/pack.json", owner, slash ? (int)(slash - order->id) : 0,
            order->id);
    } else {
        snprintf(path, sizeof path, "hotlines/%s.json", owner);
    }
    json_t *json = read_json(remote, path, &good);
    bool found = topic ? slash && has_member(json_object_get(json, "topics"), "slug", slash + 1)
                       : has_member(json_object_get(json, "hotlines"), "id", order->id);
    json_decref(json);
    if (good && !found) {
        complain("%s has published no %s \"%s\"; %s", owner, topic ? "topic" : "number", order->id,
            topic ? "a topic is written PACK/TOPIC, as \"port/papers\"" : "ids stand in hotlines.csv");
    }
    return good && found;
}

static bool change_list(const struct run *run, json_t *list, const struct order *order)
{
    json_t *ids = json_object_get(list, order->what);
    size_t at = place_in(ids, order->id);
    if (run->options.undo) {
        return at != SIZE_MAX ? json_array_remove(ids, at) == 0
                              : !complain("\"%s\" is not withdrawn: there is nothing to undo", order->id);
    }
    return at == SIZE_MAX ? json_array_append_new(ids, json_string(order->id)) == 0
                          : !complain("\"%s\" is withdrawn already", order->id);
}

static bool sign_and_push(
    struct run *run, struct desk_of_editor *desk, const struct order *order, const char *text)
{
    const struct edit_file file = {order->path, (const uint8_t *)text, strlen(text), "{\"urgent\":true}"};
    const struct edit edit = {order->role, &file, 1, NULL, false};
    size_t changes;
    say(run, "What changes on every screen, at once:\n");
    if (!edit_show(run, &desk->remote, &edit, &changes)) {
        return false;
    }
    if (!ask_yes(
            run, run->options.undo ? "Shall it be shown again?" : "Shall it be taken away everywhere?")) {
        return !complain("nothing was signed");
    }
    return sign_edits(run, desk, &edit, 1) &&
           outgoing_push_one(run, &desk->outgoing, &desk->remote, order->role);
}

static bool withdraw(struct run *run, struct desk_of_editor *desk, struct order *order)
{
    const char *owner = desk->settings.owner;
    snprintf(order->path, sizeof order->path, "withdrawn/%s/list.json", owner);
    snprintf(order->role, sizeof order->role, "packs-%s", owner);
    if (!run->options.undo && !is_published(&desk->remote, owner, order)) {
        return false;
    }
    json_t *list = read_list(&desk->remote, order);
    bool good = list && change_list(run, list, order);
    char *text = good ? json_dumps(list, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    good = text && sign_and_push(run, desk, order, text);
    free(text);
    json_decref(list);
    return good;
}

int withdraw_run(struct run *run)
{
    struct desk_of_editor desk = {0};
    if (run->options.word_count != 2) {
        return USAGE;
    }
    const char *kind = run->options.words[0];
    struct order order = {.id = run->options.words[1]};
    order.what = strcmp(kind, "hotline") == 0 ? "hotlines" : strcmp(kind, "topic") == 0 ? "topics" : NULL;
    if (!order.what) {
        return USAGE;
    }
    bool good = desk_ready(run, ".", &desk) && withdraw(run, &desk, &order);
    desk_done(&desk);
    if (good && !run->options.undo) {
        say(run, "To show it again: wayside-publish withdraw %s %s --undo%s", kind, order.id, where(run));
    }
    if (good) {
        say_next(run, "status%s", where(run));
    }
    return good ? DONE : FAILED;
}
