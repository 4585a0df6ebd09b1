#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cursor.h"
#include "sync/pack/release/scene.h"

int scene_make(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    struct network_maker network;
    char root[128];
    assert_non_null(scene);
    assert_true(network_maker_init(&network, &scene->keys));
    network.places[0].packs[0] = "harbour/port";
    scene->maker = release_maker_new(&network, SCENE_NOW);
    assert_non_null(scene->maker);
    snprintf(scene->folder, sizeof scene->folder, "/tmp/wayside-release-XXXXXX");
    assert_non_null(mkdtemp(scene->folder));
    snprintf(scene->content, sizeof scene->content, "%s/content", scene->folder);
    assert_int_equal(mkdir(scene->content, 0700), 0);
    assert_int_equal(disk_open(scene->content, &scene->disk), BASE_OK);
    assert_true(release_maker_write(scene->maker));
    snprintf(root, sizeof root, "%s/root.json", scene->folder);
    assert_true(release_maker_root(scene->maker, root));
    buffer_init(&scene->root, 1 << 20);
    assert_int_equal(file_read(root, 1 << 20, &scene->root), BASE_OK);
    unlink(root);
    scene->ground = (struct release_ground){
        .root = scene->root.bytes, .root_len = scene->root.len, .place = "demo-1", .now_s = SCENE_NOW + 600};
    *state = scene;
    return 0;
}

static bool remove_one(void *ctx, const char *name)
{
    struct scene *scene = ctx;
    char path[256];
    snprintf(path, sizeof path, "%s/%s", scene->content, name);
    unlink(path);
    return true;
}

int scene_unmake(void **state)
{
    struct scene *scene = *state;
    scene->disk.ops->list(scene->disk.self, "", remove_one, scene);
    disk_close(&scene->disk);
    rmdir(scene->content);
    assert_int_equal(rmdir(scene->folder), 0);
    release_maker_free(scene->maker);
    buffer_clear(&scene->root);
    free(scene);
    return 0;
}

static void put(struct scene *scene, const char *path, const char *text)
{
    assert_true(release_maker_put(scene->maker, path, text, strlen(text)));
}

void scene_pack(struct scene *scene, const char *title)
{
    char lang[512];
    put(scene, "packs/harbour/port/pack.json",
        "{\"v\":1,\"kind\":\"pack\",\"id\":\"harbour/"
        "port\",\"version\":1,\"owner\":\"harbour\",\"title\":\"Port\","
        "\"demo\":true,\"languages\":[{\"tag\":\"en\",\"reviewed\":true},{\"tag\":\"ar\",\"reviewed\":false}]"
        ","
        "\"topics\":[{\"slug\":\"papers\",\"audience\":\"public\",\"picture\":\"boat\"}],"
        "\"pictures\":[{\"name\":\"boat\",\"sizes\":[{\"width\":1,\"height\":1,\"file\":\"" SCENE_MEDIA
        "\"}]}]}");
    snprintf(lang, sizeof lang,
        "{\"v\":1,\"kind\":\"lang\",\"language\":\"en\",\"strings\":{},\"topics\":{\"papers\":{\"title\":\"%"
        "s\","
        "\"summary\":\"S\",\"blocks\":[]}}}",
        title);
    put(scene, "packs/harbour/port/lang/en.json", lang);
    put(scene, "packs/harbour/port/" SCENE_MEDIA, "a picture");
}

void scene_write(struct scene *scene, const char *pointer)
{
    scene->maker->now_s += 60;
    assert_true(release_maker_write(scene->maker));
    assert_true(release_maker_content(scene->maker, scene->content, pointer));
}

struct release *scene_open(struct scene *scene, const char *pointer)
{
    snprintf(scene->message, sizeof scene->message, "untouched");
    struct release *release = release_open(&scene->disk, pointer, &scene->ground, scene->message);
    assert_string_not_equal(scene->message, "untouched");
    return release;
}

struct release *scene_opened(struct scene *scene, const char *pointer)
{
    struct release *release = scene_open(scene, pointer);
    assert_string_equal(scene->message, "");
    assert_non_null(release);
    return release;
}

const char *scene_title(const struct release *release)
{
    assert_int_equal(release->pack_count, 1);
    assert_int_equal(release->packs[0]->topic_count, 1);
    return pack_language(release->packs[0], "en")->topics[0].title;
}

const char *scene_hash(struct scene *scene, const char *name, char ret_hex[static 65])
{
    uint8_t hash[32];
    const struct buffer *file = release_maker_file(scene->maker, name);
    assert_non_null(file);
    crypto_hash_sha256(hash, file->bytes, file->len);
    hex_write(hash, sizeof hash, ret_hex);
    return ret_hex;
}

struct cut_disk *scene_cut(struct scene *scene)
{
    struct cut_disk *cut = cut_disk_new();
    struct disk disk = cut_disk_disk(cut);
    struct disk_names names;
    assert_int_equal(disk_names(&scene->disk, "", 1000, &names), BASE_OK);
    for (size_t i = 0; i < names.count; i++) {
        struct buffer bytes;
        buffer_init(&bytes, 16 << 20);
        assert_int_equal(disk_get(&scene->disk, names.names[i], &bytes), BASE_OK);
        assert_int_equal(disk_put(&disk, names.names[i], bytes.bytes, bytes.len), BASE_OK);
        buffer_clear(&bytes);
    }
    disk_names_free(&names);
    return cut;
}
