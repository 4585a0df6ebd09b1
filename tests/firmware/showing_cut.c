/* The power fails at every write while a release is taken, or while the agent switches: there is always one
 * to show, whole. Link: SOURCES fault/cut_disk.c fault/cut_trial.c too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fault/cut_trial.h"
#include "firmware/watcher.h"

struct cut {
    struct watcher *s;
    uint8_t before[TRUST_HASH], after[TRUST_HASH];
    struct cut_disk *empty;
    unsigned seen_before, seen_after, refused;
    const struct release *newest; /* what the agent fetched */
};

static void look_with(struct cut *cut, struct disk *content, struct disk *shown, bool draws)
{
    struct release *release = NULL;
    struct watcher *s = cut->s;
    s->ground.content = content;
    s->ground.shown = shown;
    showing_begin(&s->showing, &s->ground);
    if (showing_recall(&s->showing, &release) && draws)
        (void)!showing_took(&s->showing, release);
    else
        release_free(release);
    release = NULL;
    if (showing_look(&s->showing, &release) == SHOWING_NEW && draws)
        (void)!showing_took(&s->showing, release);
    else
        release_free(release);
}

static bool one_of_them(struct cut *cut, const struct release *release)
{
    if (!release)
        return false;
    bool old = !memcmp(release->id, cut->before, TRUST_HASH),
         new = !memcmp(release->id, cut->after, TRUST_HASH);
    cut->seen_before += old;
    cut->seen_after += new;
    return old || new;
}

static void take_the_new_one(struct disk *shown, void *ctx)
{
    struct cut *cut = ctx;
    look_with(cut, &cut->s->content, shown, true);
    showing_end(&cut->s->showing);
}

/* With nothing left of what the agent had. */
static bool shows_without_the_agent(struct disk *shown, void *ctx)
{
    struct cut *cut = ctx;
    struct disk nothing = cut_disk_disk(cut->empty);
    look_with(cut, &nothing, shown, true);
    bool good = one_of_them(cut, cut->s->showing.release);
    showing_end(&cut->s->showing);
    return good;
}

static void begin_cut(struct cut *cut, struct watcher *s)
{
    *cut = (struct cut){.s = s, .empty = cut_disk_new()};
    station_pack(&s->station, "a picture", 9);
    station_release(&s->station, "previous");
    station_release(&s->station, "current");
    assert_int_equal(watcher_look(s), SHOWING_NEW);
    memcpy(cut->after, s->showing.release->id, TRUST_HASH);
    showing_end(&s->showing);
}

/* The older one is what was drawn so far; then the agent has the newer one. */
static void draw_the_old_one(struct cut *cut, struct disk *shown)
{
    struct watcher *s = cut->s;
    struct buffer newest;
    buffer_init(&newest, RELEASE_POINTER);
    assert_int_equal(disk_get(&s->content, "current", &newest), BASE_OK);
    station_point(&s->station, "previous", "current");
    look_with(cut, &s->content, shown, true);
    assert_non_null(s->showing.release);
    memcpy(cut->before, s->showing.release->id, TRUST_HASH);
    showing_end(&s->showing);
    station_write(s->station.content, "current", newest.bytes, newest.len);
    buffer_clear(&newest);
}

static void what_was_drawn_outlives_every_cut_while_the_next_is_taken(void **state)
{
    struct cut cut;
    struct watcher *s = *state;
    struct cut_disk *shown = cut_disk_new();
    struct disk disk = cut_disk_disk(shown);
    unsigned outcomes = 0;
    begin_cut(&cut, s);
    draw_the_old_one(&cut, &disk);
    struct cut_disk_trial trial = {.act = take_the_new_one, .check = shows_without_the_agent, .ctx = &cut};
    assert_int_equal(cut_disk_every(shown, &trial, &outcomes), 0);
    print_message("%u outcomes, %u the old one, %u the new\n", outcomes, cut.seen_before, cut.seen_after);
    assert_true(cut.seen_before && cut.seen_after);
    cut_disk_free(shown);
    cut_disk_free(cut.empty);
}

static void switch_as_the_agent(struct disk *content, void *ctx)
{
    struct cut *cut = ctx;
    if (release_step(content) == BASE_OK)
        (void)!release_copy(cut->newest, &cut->s->content, content, "current", NULL);
}

static bool shows_from_content_alone(struct disk *content, void *ctx)
{
    struct cut *cut = ctx;
    struct disk nothing = cut_disk_disk(cut->empty);
    look_with(cut, content, &nothing, true);
    bool good = one_of_them(cut, cut->s->showing.release);
    showing_end(&cut->s->showing);
    cut_disk_free(cut->empty);
    cut->empty = cut_disk_new();
    return good;
}

static struct release *open_current(struct watcher *s, const char *pointer)
{
    char why[256] = "";
    struct release_ground ground = {
        .root = s->ground.root, .root_len = s->ground.root_len, .place = "demo-1", .now_s = s->wall_s};
    struct release *release = release_open(&s->content, pointer, &ground, why);
    if (!release)
        fail_msg("%s", why);
    return release;
}

static void a_switch_of_the_agent_that_is_cut_anywhere_leaves_one_to_show(void **state)
{
    struct cut cut;
    struct watcher *s = *state;
    struct cut_disk *content = cut_disk_new();
    struct disk disk = cut_disk_disk(content);
    unsigned outcomes = 0;
    begin_cut(&cut, s);
    struct release *old = open_current(s, "previous"), *new = open_current(s, "current");
    memcpy(cut.before, old->id, TRUST_HASH);
    assert_int_equal(release_copy(old, &s->content, &disk, "current", NULL), BASE_OK);
    cut.newest = new;
    struct cut_disk_trial trial = {
        .act = switch_as_the_agent, .check = shows_from_content_alone, .ctx = &cut};
    assert_int_equal(cut_disk_every(content, &trial, &outcomes), 0);
    print_message("%u outcomes, %u the old one, %u the new\n", outcomes, cut.seen_before, cut.seen_after);
    assert_true(cut.seen_before && cut.seen_after);
    release_free(old);
    release_free(new);
    cut_disk_free(content);
    cut_disk_free(cut.empty);
}

static void a_full_disk_takes_neither_the_old_nor_the_new(void **state)
{
    struct cut cut;
    struct watcher *s = *state;
    begin_cut(&cut, s);
    for (unsigned full_at = 1; full_at < 40; full_at++) {
        struct cut_disk *shown = cut_disk_new();
        struct disk disk = cut_disk_disk(shown);
        draw_the_old_one(&cut, &disk);
        cut_disk_full_at(shown, full_at);
        look_with(&cut, &s->content, &disk, true);
        assert_non_null(s->showing.release);
        showing_end(&s->showing);
        cut_disk_full_at(shown, 0);
        assert_true(shows_without_the_agent(&disk, &cut));
        cut_disk_free(shown);
    }
    cut_disk_free(cut.empty);
}

#define T(test) cmocka_unit_test_setup_teardown(test, watcher_begin, watcher_stop)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(what_was_drawn_outlives_every_cut_while_the_next_is_taken),
        T(a_switch_of_the_agent_that_is_cut_anywhere_leaves_one_to_show),
        T(a_full_disk_takes_neither_the_old_nor_the_new),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
