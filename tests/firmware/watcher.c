#include "firmware/watcher.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static int64_t wall(void *self)
{
    return ((struct watcher *)self)->wall_s;
}
static int64_t mono(void *self)
{
    return ((struct watcher *)self)->mono_ms;
}

int watcher_begin(void **state)
{
    struct watcher *s = calloc(1, sizeof *s);
    station_init(&s->station);
    assert_int_equal(disk_open(s->station.content, &s->content), BASE_OK);
    assert_int_equal(disk_open(s->station.shown, &s->shown), BASE_OK);
    buffer_init(&s->root, 1 << 20);
    assert_int_equal(file_read(s->station.root, 1 << 20, &s->root), BASE_OK);
    strcpy(s->english.tag, "en");
    s->languages = (struct languages){&s->english, 1};
    s->wall_s = STATION_NOW_S + 3600;
    s->ground = (struct showing_ground){
        .content = &s->content,
        .shown = &s->shown,
        .root = s->root.bytes,
        .root_len = s->root.len,
        .place = "demo-1",
        .languages = &s->languages,
        .clock = {wall, mono, s},
        .image_s = STATION_NOW_S - 30 * 86400,
    };
    showing_begin(&s->showing, &s->ground);
    *state = s;
    return 0;
}

int watcher_stop(void **state)
{
    struct watcher *s = *state;
    watcher_end(s);
    disk_close(&s->content);
    disk_close(&s->shown);
    buffer_clear(&s->root);
    station_clear(&s->station);
    free(s);
    return 0;
}

enum showing_found watcher_look(struct watcher *s)
{
    struct release *release = NULL;
    enum showing_found found = showing_look(&s->showing, &release);
    if (found == SHOWING_NEW)
        assert_int_equal(showing_took(&s->showing, release), BASE_OK);
    if (s->showing.refusal.any)
        print_message("refused: %s\n", s->showing.refusal.why);
    return found;
}

void watcher_end(struct watcher *s)
{
    showing_end(&s->showing);
}

void watcher_restart(struct watcher *s, bool forgotten)
{
    struct release *release = NULL;
    watcher_end(s);
    if (forgotten)
        station_empty(s->station.shown);
    showing_begin(&s->showing, &s->ground);
    if (showing_recall(&s->showing, &release))
        assert_int_equal(showing_took(&s->showing, release), BASE_OK);
}

bool watcher_picture(struct watcher *s)
{
    struct buffer bytes;
    const struct release *release = s->showing.release;
    buffer_init(&bytes, PACK_MEDIA_BYTES);
    bool given = showing_media(
        release, &s->content, release->packs[0], release->packs[0]->pictures[0].sizes[0].file, &bytes);
    if (given) {
        struct buffer *signed_bytes = release_maker_file(s->station.release, STATION_PICTURE);
        assert_int_equal(bytes.len, signed_bytes->len);
        assert_memory_equal(bytes.bytes, signed_bytes->bytes, bytes.len);
    }
    buffer_clear(&bytes);
    return given;
}
