#include "sync/mix/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct scene *scene_new(int files)
{
    struct scene *scene = calloc(1, sizeof *scene);
    office_init(&scene->office, &scene->world, files, false);
    relay_init(&scene->relay, &scene->world, scene->office.folder);
    strcpy(scene->office.settings.url, scene->relay.url);
    return scene;
}

int scene_end(void **state)
{
    struct scene *scene = *state;
    mix_free(scene->mix);
    relay_clear(&scene->relay);
    office_clear(&scene->office);
    free(scene);
    return 0;
}

void scene_mix(struct scene *scene)
{
    char message[256] = "";
    mix_free(scene->mix);
    scene->mix = NULL;
    if (!mix_new(&scene->office.settings, world_clock_source(&scene->world), &scene->world.log, &scene->mix,
            message))
        fail_msg("%s", message);
}

void scene_beats(struct scene *scene, int beats, int step_ms)
{
    for (int64_t end = scene->world.clock.mono_ms + beats * (int64_t)BEAT;
         scene->world.clock.mono_ms < end;) {
        scene->world.clock.mono_ms += step_ms;
        mix_step(scene->mix);
        while (mix_is_checking(scene->mix)) {
            usleep(500);
            mix_step(scene->mix);
        }
    }
}
