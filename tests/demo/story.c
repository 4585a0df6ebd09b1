#include "demo/story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo/desk.h"
#include "demo/editor.h"
#include "demo/hand.h"
#include "demo/leftovers.h"
#include "demo/people.h"
#include "demo/walk.h"

/* Until the device has its first release: a pack with pictures and voices takes some seconds. */
static bool wait_for_content(const struct stage *stage)
{
    char path[600];
    snprintf(path, sizeof path, "%s/device/content/current", stage->run);
    for (int i = 0; i < 600; i++) {
        if (access(path, R_OK) == 0)
            return true;
        usleep(100000);
    }
    fprintf(stderr, "wayside-demo: no release came to the device in a minute; see %s/logs/agent.log\n",
        stage->run);
    return false;
}

static bool open_eyes(struct walk *walk)
{
    char settings[512], message[256];
    snprintf(settings, sizeof settings, "%s/kiosk.ini", walk->stage->run);
    walk->window = window_open(walk->stage->display, 20);
    walk->mirror = mirror_new(settings, message);
    if (!walk->mirror)
        fprintf(stderr, "wayside-demo: %s\n", message);
    walk->browser = browser_start(1280, 960, true, message);
    if (!walk->browser)
        fprintf(stderr, "wayside-demo: %s\n", message);
    if (!walk->window || !walk->mirror || !walk->browser)
        return false;
    window_size(walk->window, &walk->width, &walk->height);
    walk->seen = calloc((size_t)walk->width * (size_t)walk->height, 4);
    return walk->seen != NULL;
}

static void close_eyes(struct walk *walk)
{
    browser_stop(walk->browser);
    mirror_free(walk->mirror);
    window_close(walk->window);
    free(walk->seen);
}

static bool set_the_stage(struct stage *stage, struct album *album)
{
    char folder[500];
    snprintf(folder, sizeof folder, "%s/port", stage->run);
    album_step(album, "Four people make their keys, and meet over a stick without a network: who may sign "
                      "what (two of three "
                      "for everything, two for numbers and for teams' keys)");
    if (!stage_keys(stage) || !stage_hub_init(stage) || !people_keys(stage) || !people_ceremony(stage))
        return false;
    album_step(album, "The hub starts; teams, places and an NGO's first pack are signed and pushed");
    if (!stage_hub(stage) || !people_enrol(stage) || !people_network(stage) || !editor_begin(stage) ||
        !people_pack(stage, folder))
        return false;
    album_step(album, "Mix, device and desk enrol, each with a one-time token and a code to compare");
    if (!stage_enrol(stage))
        return false;
    album_step(album, "The kiosk starts on a screen of its own (Xvfb, 1080 x 1920)");
    return wait_for_content(stage) && stage_screen(stage);
}

/* Everything that the running programs have loaded comes from a package that setup installs. */
static bool only_listed_libraries(struct stage *stage)
{
    struct process *programs[] = {stage->hub, stage->mix, stage->agent, stage->desk, stage->kiosk};
    char ids[5][16], out[4096];
    const char *argv[10] = {"perl", "tests/house/loaded.pl", "test"};
    for (size_t i = 0; i < 5; i++) {
        snprintf(ids[i], sizeof ids[i], "%d", (int)programs[i]->pid);
        argv[3 + i] = ids[i];
    }
    if (process_run(&stage->processes, "loaded", argv, NULL, out, sizeof out) == 0)
        return true;
    fprintf(stderr, "wayside-demo: a library was loaded that setup does not install:\n%s", out);
    return false;
}

/* Nothing that anyone typed is anywhere in the clear: not in a store, a folder or a log. */
static bool nothing_left(struct walk *walk)
{
    const char *const typed[] = {WALK_TYPED, WALK_BACK, WALK_ANSWER, walk->digits, walk->stage->passphrase};
    int found = leftovers_find(walk->stage->run, typed, sizeof typed / sizeof *typed);
    if (found < 0)
        fprintf(stderr, "wayside-demo: nothing to look through in %s\n", walk->stage->run);
    else if (!found)
        album_note(
            walk->album, "Looked for all that was typed in every file that the programs wrote: nothing.");
    return found == 0;
}

/* What both screens showed when the walk stopped. */
static void last_pictures(struct walk *walk)
{
    if (walk->window && walk->seen)
        hand_picture(walk);
    if (walk->browser)
        album_file(walk->album, "desk", desk_picture, walk->browser);
}

static void stay_open(struct stage *stage)
{
    stage_stay(stage);
    fflush(stdout);
    while (stage_alive(stage))
        sleep(1);
}

int story(const char *bin, const char *share, const char *out, bool stay)
{
    struct stage stage;
    struct album album;
    struct walk walk = {.stage = &stage, .album = &album};
    char run[450];
    snprintf(run, sizeof run, "%s/run", out);
    if (!album_open(&album, out)) {
        fprintf(stderr, "wayside-demo: %s/index.html cannot be written\n", out);
        return 1;
    }
    bool good = stage_begin(&stage, bin, share, run) && set_the_stage(&stage, &album) && open_eyes(&walk) &&
                walk_ask(&walk) && walk_answer(&walk) && walk_read(&walk) && walk_see(&walk) &&
                walk_help(&walk) && walk_publish(&walk) && walk_thieves(&walk) && nothing_left(&walk) &&
                only_listed_libraries(&stage);
    if (!good)
        last_pictures(&walk);
    good = album_close(&album, good ? "Every step was seen." : "The walk stopped here.") && good;
    close_eyes(&walk);
    if (good)
        printf("\nEvery step was seen. Pictures: %s/index.html\n", out);
    else
        fprintf(stderr, "wayside-demo: the walk stopped; pictures until then: %s/index.html, logs: %s/logs\n",
            out, run);
    fflush(stdout); /* the child ends by _exit */
    if (good && stay)
        stay_open(&stage);
    stage_end(&stage);
    return good ? 0 : 1;
}
