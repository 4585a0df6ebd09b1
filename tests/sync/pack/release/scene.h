/* A signed network with one place and one pack, and a folder that it lies in.
 * Link: SOURCES sync/pack/release/scene.c release_maker.c release_roles.c network_maker.c fault/cut_disk.c
 * USES signer seal base NEEDS sodium. */
#ifndef WAYSIDE_TESTS_RELEASE_SCENE_H
#define WAYSIDE_TESTS_RELEASE_SCENE_H

#include "fault/cut_disk.h"
#include "release/release.h"
#include "release_maker.h"

#define SCENE_NOW INT64_C(1800000000)
#define SCENE_MEDIA "media/00112233445566778899aabbccddeeff.png"

struct scene {
    struct network_keys keys;
    struct release_maker *maker;
    char folder[64], content[96];
    struct disk disk; /* on content */
    struct buffer root;
    struct release_ground ground; /* at demo-1, on SCENE_NOW */
    char message[256];
};

/* A cmocka set-up and its end. Nothing is written yet. */
int scene_make(void **state);
int scene_unmake(void **state);
/* pack.json, lang/en.json and one picture of "harbour/port" with this title of its one topic. */
void scene_pack(struct scene *scene, const char *title);
/* Signs what is new and puts it into the folder under this pointer. Each time a minute later. */
void scene_write(struct scene *scene, const char *pointer);
/* NULL and message as release_open. */
struct release *scene_open(struct scene *scene, const char *pointer);
/* scene_open, which must do. */
struct release *scene_opened(struct scene *scene, const char *pointer);
/* The title of the one topic, in English. */
const char *scene_title(const struct release *release);
/* The file name (64 hex) of a metadata file or target of the last write. */
const char *scene_hash(struct scene *scene, const char *name, char ret_hex[static 65]);
/* All files of the folder on a cruel disk. */
struct cut_disk *scene_cut(struct scene *scene);

#endif
