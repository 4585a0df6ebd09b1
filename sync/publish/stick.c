#include "stick.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "key.h"

static bool parse_person(const struct buffer *bytes, struct person *person)
{
    json_t *json = json_loadb((const char *)bytes->bytes, bytes->len, JSON_REJECT_DUPLICATES, NULL);
    const char *body = json_string_value(json_object_get(json, "body"));
    bool good = body && strlen(body) < sizeof person->body && key_name_valid(body) &&
                key_public_parse(bytes->bytes, bytes->len, &person->key);
    if (good) {
        snprintf(person->body, sizeof person->body, "%s", body);
    }
    json_decref(json);
    return good;
}

static bool read_person(struct people *people, const char *folder, const char *name)
{
    char path[PUBLISH_TEXT];
    struct buffer bytes;
    struct person person = {0};
    buffer_init(&bytes, KEY_FILE_BYTES);
    bool good = join_path(path, folder, "people/%s", name) && read_whole(path, KEY_FILE_BYTES, &bytes);
    if (good && !parse_person(&bytes, &person)) {
        complain("%s: not the public half of a key; remove the file, and let its holder join again", path);
        good = false;
    }
    if (good && people_find(people, person.key.name)) {
        complain("%s: there are two keys of %s on the stick; remove the file of the one that counts no more",
            path, person.key.name);
        good = false;
    }
    if (good && people->count == PLAN_PEOPLE) {
        complain("%s: more than %d people have joined", folder, PLAN_PEOPLE);
        good = false;
    }
    if (good) {
        people->in[people->count++] = person;
    }
    buffer_clear(&bytes);
    return good;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct person *)left)->key.name, ((const struct person *)right)->key.name);
}

static bool read_people(struct people *people, const char *folder)
{
    char path[PUBLISH_TEXT];
    bool good = join_path(path, folder, "people");
    DIR *list = good ? opendir(path) : NULL;
    for (struct dirent *entry; good && list && (entry = readdir(list));) {
        size_t len = strlen(entry->d_name);
        if (len > 5 && entry->d_name[0] != '.' && strcmp(entry->d_name + len - 5, ".json") == 0) {
            good = read_person(people, folder, entry->d_name);
        }
    }
    if (list) {
        closedir(list);
    }
    qsort(people->in, people->count, sizeof *people->in, by_name);
    return good;
}

/* Absent is no fault: bytes stay empty. */
static bool read_metadata(struct metadata *metadata, const char *folder, const char *name, const char *type)
{
    char path[PUBLISH_TEXT], found[16], message[256];
    buffer_init(&metadata->bytes, STICK_METADATA);
    if (!join_path(path, folder, "%s", name)) {
        return false;
    }
    if (!is_there(path)) {
        return true;
    }
    if (!read_whole(path, STICK_METADATA, &metadata->bytes)) {
        return false;
    }
    if (!signer_head_read(metadata->bytes.bytes, metadata->bytes.len, &metadata->head, found, message)) {
        complain("%s: %s", path, message);
        return false;
    }
    if (strcmp(found, type) != 0) {
        complain("%s: this is %s metadata, not %s", path, found, type);
        return false;
    }
    return true;
}

static bool read_roles(const struct metadata *metadata, struct signer_role roles[static 4])
{
    char message[256];
    struct signer_head head;
    if (metadata->bytes.len == 0) {
        return true;
    }
    bool good = signer_root_read(metadata->bytes.bytes, metadata->bytes.len, &head, roles, message);
    if (!good) {
        complain("root.json on the stick: %s", message);
    }
    return good;
}

/* What finish had taken over before it was cut stands in both places: the next one counts no more. */
static void drop_finished(const struct metadata *now, struct metadata *next)
{
    if (next->bytes.len > 0 && now->bytes.len > 0 && next->head.version <= now->head.version) {
        buffer_clear(&next->bytes);
    }
}

struct stick *stick_open(const char *folder)
{
    char path[PUBLISH_TEXT];
    struct stick *stick = calloc(1, sizeof *stick);
    if (!stick) {
        complain("too little memory");
        return NULL;
    }
    stick->folder = folder;
    bool good = join_path(path, folder, "network.ini");
    if (good && !is_there(path)) {
        complain("%s is not a ceremony's stick: there is no network.ini; type: wayside-publish ceremony "
                 "begin %s --name "
                 "NETWORK",
            folder, folder);
        good = false;
    }
    good = good && read_people(&stick->people, folder) &&
           read_metadata(&stick->root, folder, "root.json", "root") &&
           read_metadata(&stick->targets, folder, "targets.json", "targets") &&
           read_metadata(&stick->next_root, folder, "next/root.json", "root") &&
           read_metadata(&stick->next_targets, folder, "next/targets.json", "targets");
    if (good) {
        drop_finished(&stick->root, &stick->next_root);
        drop_finished(&stick->targets, &stick->next_targets);
        good = read_roles(&stick->root, stick->now) && read_roles(&stick->next_root, stick->then);
    }
    if (!good) {
        stick_free(stick);
        return NULL;
    }
    return stick;
}

void stick_free(struct stick *stick)
{
    if (!stick) {
        return;
    }
    buffer_clear(&stick->root.bytes);
    buffer_clear(&stick->targets.bytes);
    buffer_clear(&stick->next_root.bytes);
    buffer_clear(&stick->next_targets.bytes);
    free(stick);
}

bool stick_plan(const struct stick *stick, struct plan *ret_plan)
{
    char path[PUBLISH_TEXT], message[256];
    struct buffer bytes;
    buffer_init(&bytes, PLAN_BYTES);
    bool good = join_path(path, stick->folder, "network.ini") && read_whole(path, PLAN_BYTES, &bytes);
    if (good && !plan_read(bytes.bytes ? (const char *)bytes.bytes : "", bytes.len, ret_plan, message)) {
        complain("%s", message);
        good = false;
    }
    buffer_clear(&bytes);
    return good;
}

const struct signer_role *stick_roles(const struct stick *stick)
{
    return stick->next_root.bytes.len > 0 ? stick->then : stick->root.bytes.len > 0 ? stick->now : NULL;
}

size_t signed_count(const struct metadata *metadata, const struct signer_role *role)
{
    size_t count = 0;
    for (size_t i = 0; i < role->key_count; i++) {
        count += signer_signed_by(metadata->bytes.bytes, metadata->bytes.len, &role->keys[i]);
    }
    return count;
}

const struct signer_key *role_key(const struct signer_role *role, const uint8_t public_key[static 32])
{
    for (size_t i = 0; i < role->key_count; i++) {
        if (memcmp(role->keys[i].public_key, public_key, 32) == 0) {
            return &role->keys[i];
        }
    }
    return NULL;
}
