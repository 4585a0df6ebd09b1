#include "bench/venue.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/figures.h"

#define EMPTY_WITHIN_MS 10000
#define FILE_MOST (1 << 22)
#define BROWSER "/usr/lib/chromium/chromium" /* what the package's own script ends in */

static void put_folder(struct release_maker *maker, const char *top, const char *below)
{
    char path[512], name[300];
    struct dirent *entry;
    snprintf(path, sizeof path, "%s/%s", top, below);
    DIR *folder = opendir(path);
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        struct buffer bytes;
        snprintf(name, sizeof name, "%.150s/%.140s", below, entry->d_name);
        snprintf(path, sizeof path, "%s/%s", top, name);
        if (entry->d_name[0] == '.')
            continue;
        if (entry->d_type == DT_DIR) {
            put_folder(maker, top, name);
            continue;
        }
        buffer_init(&bytes, FILE_MOST);
        assert_int_equal(file_read(path, FILE_MOST, &bytes), BASE_OK);
        assert_true(release_maker_put(maker, name, bytes.bytes, bytes.len));
        buffer_clear(&bytes);
    }
    closedir(folder);
}

/* The starter pack, as an editor's laptop builds it. */
static void put_pack(struct booth *booth)
{
    char top[128], out[1024];
    snprintf(top, sizeof top, "%s/pack", booth->hand.station.folder);
    const char *const build[] = {
        WAYSIDE_BUILD "/bin/wayside-publish", "pack", WAYSIDE_SOURCE "/assets/starter", "--out", top, NULL};
    assert_int_equal(process_run(&booth->processes, "wayside-publish", build, NULL, out, sizeof out), 0);
    put_folder(booth->hand.station.release, top, "packs");
}

/* Languages that the hall needs most first: the first cards then have four scripts. */
static void make_release(struct booth *booth)
{
    struct station *station = &booth->hand.station;
    static const char *const languages[] = {"en", "ar", "hi", "zh", "th", "am", "ru", "es", "fr"};
    struct maker_place *place = &station->maker.places[0];
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        place->languages[i] = languages[i];
    place->packs[0] = "harbour/port";
    put_pack(booth);
    station_far_ahead(station);
    station_release(station, "current");
}

struct booth *venue_new(void)
{
    struct booth *booth = calloc(1, sizeof *booth);
    assert_non_null(booth);
    hand_init_shipped(&booth->hand);
    snprintf(booth->processes.logs, sizeof booth->processes.logs, "%s", booth->hand.station.folder);
    make_release(booth);
    snprintf(booth->ini, sizeof booth->ini, "%s/kiosk.ini", booth->hand.station.folder);
    booth_server(booth);
    return booth;
}

struct process *venue_chromium(struct booth *booth, const char *page)
{
    char display[64], profile[128], url[300];
    snprintf(display, sizeof display, "DISPLAY=%s", booth->display);
    snprintf(profile, sizeof profile, "--user-data-dir=%s/profile", booth->hand.station.folder);
    snprintf(url, sizeof url, "file://%s", page);
    const char *const argv[] = {BROWSER, "--kiosk", "--no-sandbox", "--disable-gpu", "--disable-quic",
        "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--window-position=0,0", "--window-size=1080,1920", "--force-device-scale-factor=1", profile, url,
        NULL};
    const char *const env[] = {display, NULL};
    return process_start(&booth->processes, "chromium", argv, env, false);
}

static bool empty(struct eye *eye)
{
    int width, height;
    eye_size(eye, &width, &height);
    const uint32_t *seen = eye_look(eye);
    for (int i = 0; i < width * height; i++)
        if (seen[i] & 0xffffff)
            return false;
    return true;
}

void venue_end(struct booth *booth, struct process *process, struct eye *eye)
{
    char out[8], profile[128];
    process_end(process);
    process_forget(&booth->processes, process);
    for (double began = wall_ms(); !empty(eye) && wall_ms() - began < EMPTY_WITHIN_MS;)
        pause_ms(20);
    snprintf(profile, sizeof profile, "%s/profile", booth->hand.station.folder);
    const char *const remove[] = {"rm", "-rf", profile, NULL};
    process_run(&booth->processes, "rm", remove, NULL, out, sizeof out);
}
