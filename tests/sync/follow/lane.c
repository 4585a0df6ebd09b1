#include "sync/follow/lane.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PACK "packs/harbour/basics/"

static void note(struct lane *lane, const char *path, size_t offset)
{
    size_t len = strlen(lane->asked);
    const char *name = strncmp(path, "/v1/", 4) ? path : path + 4;
    if (offset)
        snprintf(lane->asked + len, sizeof lane->asked - len, "%s@%zu ", name, offset);
    else
        snprintf(lane->asked + len, sizeof lane->asked - len, "%s ", name);
}

static enum follow_fetched send(
    struct lane *lane, bool faulty, const struct buffer *file, size_t offset, struct buffer *ret_bytes)
{
    if (lane->no_ranges || offset > file->len)
        buffer_clear(ret_bytes);
    size_t before = ret_bytes->len, to = file->len;
    bool cut = faulty && lane->cut_after >= 0 && before + (size_t)lane->cut_after < to;
    if (cut)
        to = before + (size_t)lane->cut_after;
    if (to > ret_bytes->max) {
        buffer_clear(ret_bytes);
        return FETCHED_TOO_LONG;
    }
    assert(!buffer_add(ret_bytes, file->bytes + before, to - before));
    return cut ? to > before ? FETCHED_PART : FETCHED_FAILED : FETCHED;
}

static enum follow_fetched get(
    void *self, const char *path, size_t offset, struct buffer *ret_bytes, char ret_message[static 256])
{
    char name[600];
    struct buffer file;
    struct lane *lane = self;
    bool faulty = !lane->only || strstr(path, lane->only);
    note(lane, path, offset);
    assert(offset == ret_bytes->len);
    lane->count += faulty;
    snprintf(ret_message, 256, "the hub did not answer as it should");
    if (faulty && (lane->gone || (lane->every_second_fails && lane->count % 2)))
        return FETCHED_FAILED;
    if (faulty && lane->endless) {
        buffer_clear(ret_bytes);
        return FETCHED_TOO_LONG;
    }
    snprintf(name, sizeof name, "%s%s", lane->www, path + 3);
    buffer_init(&file, 16 << 20);
    if (faulty && lane->other_bytes)
        assert(!buffer_text(&file, lane->other_bytes));
    else if (file_read(name, file.max, &file))
        return FETCHED_ABSENT;
    enum follow_fetched fetched = send(lane, faulty, &file, offset, ret_bytes);
    buffer_clear(&file);
    return fetched;
}

void lane_put(struct lane *lane, const char *path, const char *text)
{
    assert(release_maker_put(lane->maker, path, text, strlen(text)));
}

static void make_pack(struct lane *lane)
{
    lane_put(lane, PACK "pack.json",
        "{\"v\":1,\"kind\":\"pack\",\"id\":\"harbour/basics\",\"version\":1,\"owner\":\"harbour\","
        "\"title\":\"Basics\",\"demo\":true,\"languages\":[{\"tag\":\"en\",\"reviewed\":true}],"
        "\"topics\":[{\"slug\":\"papers\",\"audience\":\"public\"}]}");
    lane_put(lane, PACK "lang/en.json",
        "{\"v\":1,\"kind\":\"lang\",\"language\":\"en\",\"strings\":{},\"topics\":{\"papers\":{\"title\":"
        "\"Papers\",\"summary\":\"\",\"blocks\":[{\"type\":\"text\",\"text\":\"They are yours.\"}]}}}");
}

void lane_begin(struct lane *lane)
{
    struct network_maker network;
    char root[128];
    *lane = (struct lane){.now_s = LANE_NOW, .cut_after = -1};
    assert(network_maker_init(&network, &lane->keys));
    network.places[0].packs[0] = "harbour/basics";
    lane->maker = release_maker_new(&network, LANE_NOW);
    assert(lane->maker);
    make_pack(lane);
    strcpy(lane->www, "/tmp/wayside-follow.XXXXXX");
    assert(mkdtemp(lane->www));
    assert(release_maker_write(lane->maker));
    assert(release_maker_repository(lane->maker, lane->www));
    snprintf(root, sizeof root, "%s/root.json", lane->www);
    assert(release_maker_root(lane->maker, root));
    buffer_init(&lane->root, 1 << 20);
    assert(!file_read(root, 1 << 20, &lane->root));
    lane->cut = cut_disk_new();
    lane->disk = cut_disk_disk(lane->cut);
    lane->follow = (struct follow){.content = &lane->disk,
        .root = lane->root.bytes,
        .root_len = lane->root.len,
        .place = "demo-1",
        .source = {get, lane}};
}

void lane_end(struct lane *lane)
{
    char command[100];
    release_free(lane->release);
    release_maker_free(lane->maker);
    buffer_clear(&lane->root);
    cut_disk_free(lane->cut);
    snprintf(command, sizeof command, "rm -r %s", lane->www);
    assert(system(command) == 0);
    *lane = (struct lane){0};
}

void lane_publish(struct lane *lane)
{
    lane->now_s += 60;
    lane->maker->now_s = lane->now_s;
    assert(release_maker_write(lane->maker));
    assert(release_maker_repository(lane->maker, lane->www));
}

enum follow_result lane_check(struct lane *lane)
{
    struct release *next = NULL;
    lane->asked[0] = 0;
    lane->count = 0;
    enum follow_result result = follow_check(
        &lane->follow, lane->release, lane->now_s, &next, &lane->cost, lane->message);
    assert((result == FOLLOW_NEW) == (next != NULL));
    assert((result == FOLLOW_FAILED) == (lane->message[0] != 0));
    if (next) {
        release_free(lane->release);
        lane->release = next;
    }
    return result;
}

struct release *lane_open(struct lane *lane)
{
    char message[256];
    struct release_ground ground = {.root = lane->root.bytes,
        .root_len = lane->root.len,
        .place = "demo-1",
        .now_s = lane->now_s,
        .held = true};
    struct release *release = release_open(&lane->disk, "current", &ground, message);
    return release;
}

bool lane_has(struct lane *lane, const char *path, const char *text)
{
    struct buffer bytes;
    buffer_init(&bytes, 1 << 20);
    bool has = lane->release && !release_target(lane->release, &lane->disk, path, &bytes) &&
               bytes.len == strlen(text) && !memcmp(bytes.bytes, text, bytes.len);
    buffer_clear(&bytes);
    return has;
}
