/* A whole kiosk beside an agent that writes straight into content/: whatever it does, the numbers stay right
 * and reports are sealed for the team. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "firmware/hand.h"

#define HOLD_MS 2300

static int64_t real_ms(void)
{
    struct clock_source clock = clock_system();
    return clock.mono_ms(clock.self);
}

static int start(void **state)
{
    hand_prepare(state);
    struct hand *hand = *state;
    hand->station.maker.places[0].tick_s = 60;
    station_release(&hand->station, "current");
    hand_start(hand);
    return 0;
}

static void see_the_numbers(struct hand *hand)
{
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    assert_true(hand_sees(hand, "home.tell"));
    assert_string_equal(hand_reads(hand, "number.emergency"), hand->station.maker.hotlines[0].number);
    hand_press(hand, "leave");
    hand_settle(hand);
}

static void seal_for_the_right_team(struct hand *hand)
{
    struct station_document document = {0};
    size_t before = station_outbox(&hand->station, NULL, 0, NULL);
    hand_fill_form(hand, "help");
    hand_hold(hand, "check.send", HOLD_MS);
    hand_wait(hand, "receipt.show");
    hand_press(hand, "leave");
    hand_settle(hand);
    assert_int_equal(
        station_outbox(&hand->station, &document, 1, NULL), before + 1); /* opened with its keys */
    station_document_clear(&document);
}

static void a_moment(struct hand *hand)
{
    assert_true(kiosk_turn(hand->kiosk, 0));
    hand_later(hand, 70000); /* also when what came before was refused */
    hand_settle(hand);
}

static void drawn_is(const struct hand *hand, const char *expected)
{
    char drawn[80];
    station_read(hand->station.shown, "drawn", drawn, sizeof drawn);
    assert_string_equal(drawn, expected);
}

static void an_older_release_is_not_brought_back_by_starting_anew(void **state)
{
    struct hand *hand = *state;
    char before[80], refused[400];
    station_point(&hand->station, "current", "old");
    station_release(&hand->station, "current");
    a_moment(hand);
    station_read(hand->station.shown, "drawn", before, sizeof before);
    hand_stop(hand);
    station_point(&hand->station, "old", "current");
    station_point(&hand->station, "old", "previous");
    hand_start(hand);
    drawn_is(hand, before);
    station_read(hand->station.shown, "refused", refused, sizeof refused);
    assert_int_not_equal(refused[0], 0);
    see_the_numbers(hand);
}

static void an_agent_that_removes_everything_takes_no_number_away(void **state)
{
    struct hand *hand = *state;
    station_empty(hand->station.content);
    a_moment(hand);
    see_the_numbers(hand);
    seal_for_the_right_team(hand);
    hand_stop(hand);
    hand_start(hand);
    see_the_numbers(hand);
    seal_for_the_right_team(hand);
}

/* Everything of another network, whose keys the agent has. */
static void a_whole_release_of_the_agents_own_is_refused(void **state)
{
    struct hand *hand = *state;
    char before[80];
    struct station *own = calloc(1, sizeof *own);
    station_read(hand->station.shown, "drawn", before, sizeof before);
    station_init(own);
    own->maker.hotlines[0].number = "999";
    own->release->now_s = hand->station.release->now_s + 60;
    strcpy(own->content, hand->station.content);
    station_release(own, "current");
    station_release(own, "previous");
    a_moment(hand);
    drawn_is(hand, before);
    see_the_numbers(hand);
    seal_for_the_right_team(hand);
    hand_stop(hand);
    hand_start(hand);
    drawn_is(hand, before);
    see_the_numbers(hand);
    seal_for_the_right_team(hand);
    station_clear(own);
    free(own);
}

static void replace_in(struct hand *hand, const char *file, const char *from, const char *to)
{
    char path[256];
    struct buffer bytes;
    assert_int_equal(strlen(from), strlen(to));
    station_path(&hand->station, file, path);
    buffer_init(&bytes, 1 << 22);
    assert_int_equal(file_read(path, 1 << 22, &bytes), BASE_OK);
    char *at = strstr((char *)bytes.bytes, from);
    if (!at)
        fail_msg("%s does not hold %s", file, from);
    memcpy(at, to, strlen(to));
    assert_int_equal(file_put(path, bytes.bytes, bytes.len, 0640), BASE_OK);
    buffer_clear(&bytes);
}

static void a_swapped_number_or_key_in_a_signed_file_is_refused(void **state)
{
    struct hand *hand = *state;
    char before[80], refused[400];
    static const char *const files[] = {"hotlines/harbour.json", "recipients/network.json"};
    station_read(hand->station.shown, "drawn", before, sizeof before);
    for (size_t i = 0; i < 2; i++) {
        hand->station.maker.teams[0].keys_version++; /* so that both files are new ones */
        hand->station.maker.hotlines[0].number = i ? "112" : "113";
        station_release(&hand->station, "next");
        if (i)
            replace_in(hand, files[i], "age1", "age2");
        else
            replace_in(hand, files[i], "113", "666");
        station_point(&hand->station, "next", "current");
        a_moment(hand);
        drawn_is(hand, before);
        station_read(hand->station.shown, "refused", refused, sizeof refused);
        assert_non_null(strstr(refused, files[i]));
        hand_stop(hand);
        hand_start(hand);
        drawn_is(hand, before);
        seal_for_the_right_team(hand);
    }
}

static void one_signature_where_two_are_needed_is_refused(void **state)
{
    struct hand *hand = *state;
    char before[80];
    static const char *const roles[] = {"recipients", "hotlines"};
    station_read(hand->station.shown, "drawn", before, sizeof before);
    for (size_t i = 0; i < 2; i++) {
        struct maker_role *role = release_maker_role(hand->station.release, roles[i]);
        hand->station.maker.teams[0].keys_version++;
        hand->station.maker.hotlines[0].number = "666";
        role->signatures = 1;
        role->changed = true;
        station_release(&hand->station, "current");
        a_moment(hand);
        drawn_is(hand, before);
        role->signatures = -1;
        role->changed = true;
    }
}

static void in_folder(const char *folder, const char *name, char ret_path[static 512])
{
    snprintf(ret_path, 512, "%s/%s", folder, name);
    unlink(ret_path);
}

static void write_rubbish(struct hand *hand, int kind)
{
    const char *folder = hand->station.content;
    char path[512];
    static char lines[200000];
    in_folder(folder, "current", path);
    rmdir(path);
    switch (kind) {
    case 0: /* nothing at all is behind it */
        snprintf(
            lines, sizeof lines, "wayside release 1\n%064d timestamp.json\n%064d 7.snapshot.json\n", 0, 1);
        station_write(folder, "current", lines, strlen(lines));
        break;
    case 1:
        station_write(folder, "current", "", 0);
        break;
    case 2:
        memset(lines, 'a', sizeof lines);
        station_write(folder, "current", lines, sizeof lines);
        break;
    case 3:
        assert_int_equal(mkfifo(path, 0666), 0);
        break;
    case 4:
        assert_int_equal(symlink("/dev/zero", path), 0);
        break;
    case 5:
        assert_int_equal(mkdir(path, 0750), 0);
        break;
    case 6: /* larger than any disk */
        close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
        assert_int_equal(truncate(path, (off_t)1 << 40), 0);
        break;
    case 7:
        assert_int_equal(symlink("held", path), 0);
        break;
    }
}

static void no_pointer_of_any_kind_stops_it(void **state)
{
    struct hand *hand = *state;
    char before[80], path[512];
    station_read(hand->station.shown, "drawn", before, sizeof before);
    for (int kind = 0; kind < 8; kind++) {
        int64_t began = real_ms();
        write_rubbish(hand, kind);
        a_moment(hand);
        drawn_is(hand, before);
        hand_stop(hand);
        hand_start(hand);
        drawn_is(hand, before);
        print_message("pointer %d: %d ms\n", kind, (int)(real_ms() - began));
    }
    in_folder(hand->station.content, "current", path);
    see_the_numbers(hand);
    station_release(&hand->station, "current");
    a_moment(hand);
    see_the_numbers(hand);
}

static void no_file_of_any_kind_in_the_place_of_a_signed_one_stops_it(void **state)
{
    struct hand *hand = *state;
    char before[80], path[256];
    static const char *const files[] = {
        "timestamp.json", "recipients.json", "hotlines/harbour.json", "places/places.json"};
    station_read(hand->station.shown, "drawn", before, sizeof before);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        hand->station.maker.teams[0].keys_version++;
        hand->station.maker.places[0].tick_s = 30 + (int)i;
        hand->station.maker.hotlines[0].number = i % 2 ? "113" : "114";
        station_release(&hand->station, "next");
        station_path(&hand->station, files[i], path);
        assert_int_equal(unlink(path), 0);
        if (i == 0)
            assert_int_equal(mkfifo(path, 0666), 0);
        else if (i == 1)
            assert_int_equal(symlink("/dev/zero", path), 0);
        else if (i == 2)
            assert_int_equal(mkdir(path, 0750), 0);
        else {
            close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
            assert_int_equal(truncate(path, (off_t)1 << 40), 0);
        }
        station_point(&hand->station, "next", "current");
        a_moment(hand);
        drawn_is(hand, before);
        if (i == 2)
            rmdir(path);
        else
            unlink(path);
    }
}

#define T(test) cmocka_unit_test_setup_teardown(test, start, hand_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(an_older_release_is_not_brought_back_by_starting_anew),
        T(an_agent_that_removes_everything_takes_no_number_away),
        T(a_whole_release_of_the_agents_own_is_refused),
        T(a_swapped_number_or_key_in_a_signed_file_is_refused),
        T(one_signature_where_two_are_needed_is_refused),
        T(no_pointer_of_any_kind_stops_it),
        T(no_file_of_any_kind_in_the_place_of_a_signed_one_stops_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
