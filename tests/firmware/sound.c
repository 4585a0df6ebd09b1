/* Speech, as a sound device was really given it: begun, stopped at once, faster and slower; and machines
 * without a device. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <SDL.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "firmware/recorded.h"

#define LOUD 4000
#define TENTH (RECORDED_SECOND / 10)

struct room {
    char folder[32], file[64];
    struct buffer tone; /* a second, loud */
    struct sound *sound;
};

static int begin(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    strcpy(room->folder, "/tmp/wayside.XXXXXX");
    assert_non_null(mkdtemp(room->folder));
    snprintf(room->file, sizeof room->file, "%s/played.raw", room->folder);
    recorded_tone(room->folder, 10, 12000, &room->tone);
    recorded_begin(room->file);
    room->sound = sound_new();
    assert_non_null(room->sound);
    *state = room;
    return 0;
}

static int end(void **state)
{
    struct room *room = *state;
    sound_free(room->sound);
    buffer_clear(&room->tone);
    remove(room->file);
    rmdir(room->folder);
    free(room);
    return 0;
}

/* Until what is said has ended by itself. */
static void wait_said(struct room *room)
{
    struct pollfd fd = {.fd = sound_fd(room->sound), .events = POLLIN};
    for (int i = 0; i < 20 && sound_state(room->sound).speaking; i++)
        if (poll(&fd, 1, 1000) > 0)
            sound_seen(room->sound);
    assert_false(sound_state(room->sound).speaking);
}

static void what_is_said_is_heard_to_its_end(void **state)
{
    struct room *room = *state;
    sound_say(room->sound, recorded_clips(&room->tone, 1), 1, 0, 0);
    assert_true(sound_state(room->sound).speaking);
    wait_said(room);
    assert_int_equal(sound_state(room->sound).said, 1);
    assert_false(sound_state(room->sound).broken);
    recorded_wait_end(room->file);
    size_t loud = recorded_loud(room->file, 0, LOUD);
    assert_in_range(loud, 8 * TENTH, 11 * TENTH);
}

static void a_stop_is_heard_within_a_tenth_of_a_second(void **state)
{
    struct room *room = *state;
    sound_say(room->sound, recorded_clips(&room->tone, 5), 5, 0, 0);
    recorded_wait_loud(room->file, LOUD, TENTH);
    sound_stop(room->sound);
    size_t at = recorded_samples(room->file);
    assert_false(sound_state(room->sound).speaking);
    recorded_wait_end(room->file);
    assert_in_range(recorded_loud(room->file, at, 0), 0, TENTH);
    assert_int_equal(recorded_loud(room->file, at + TENTH, 0), 0);
}

static void nothing_of_what_was_stopped_is_in_what_is_said_next(void **state)
{
    struct room *room = *state;
    struct buffer low;
    recorded_tone(room->folder, 5, 1500, &low);
    sound_say(room->sound, recorded_clips(&room->tone, 5), 5, 0, 0);
    recorded_wait_loud(room->file, LOUD, TENTH);
    sound_stop(room->sound);
    recorded_wait_end(room->file);
    sound_say(room->sound, recorded_clips(&low, 1), 1, 0, 0);
    wait_said(room);
    recorded_wait_end(room->file);
    assert_true(recorded_loud(room->file, 0, 500) > 2 * TENTH); /* the driver begins its file anew */
    assert_int_equal(recorded_loud(room->file, 0, LOUD), 0);
    buffer_clear(&low);
}

static void another_order_takes_the_place_of_the_first_at_once(void **state)
{
    struct room *room = *state;
    struct buffer low;
    recorded_tone(room->folder, 5, 1500, &low);
    sound_say(room->sound, recorded_clips(&room->tone, 5), 5, 0, 0);
    recorded_wait_loud(room->file, LOUD, TENTH);
    size_t at = recorded_samples(room->file);
    sound_say(room->sound, recorded_clips(&low, 1), 1, 0, 0);
    wait_said(room);
    recorded_wait_end(room->file);
    assert_int_equal(recorded_loud(room->file, at + TENTH, LOUD), 0);
    assert_true(recorded_loud(room->file, at + TENTH, 500) > 2 * TENTH);
    buffer_clear(&low);
}

static size_t length_at(struct room *room, int rate)
{
    recorded_begin(room->file);
    sound_say(room->sound, recorded_clips(&room->tone, 1), 1, rate, 0);
    wait_said(room);
    recorded_wait_end(room->file);
    return recorded_loud(room->file, 0, LOUD / 2);
}

static void it_speaks_half_as_fast_and_twice_as_fast(void **state)
{
    struct room *room = *state;
    assert_in_range(length_at(room, 3), 4 * TENTH, 6 * TENTH);
    assert_in_range(length_at(room, -3), 17 * TENTH, 22 * TENTH);
}

static void quieter_is_quieter(void **state)
{
    struct room *room = *state;
    sound_say(room->sound, recorded_clips(&room->tone, 1), 1, 0, -2);
    wait_said(room);
    recorded_wait_end(room->file);
    assert_int_equal(recorded_loud(room->file, 0, 6000), 0);
    assert_true(recorded_loud(room->file, 0, 1500) > 8 * TENTH);
}

static void bytes_that_are_no_sound_are_passed_over(void **state)
{
    struct room *room = *state;
    struct sound_clip *clips = recorded_clips(&room->tone, 3);
    memset(clips[0].ogg.bytes, 'x', clips[0].ogg.len);
    memset(clips[1].ogg.bytes + clips[1].ogg.len / 2, 'x', clips[1].ogg.len / 2);
    sound_say(room->sound, clips, 3, 0, 0);
    wait_said(room);
    assert_int_equal(sound_state(room->sound).said, 3);
}

static void a_machine_without_a_sound_device_stays_silent_and_says_so(void **state)
{
    struct room *room = *state;
    setenv("SDL_AUDIODRIVER", "nothing-of-that-name", 1);
    sound_say(room->sound, recorded_clips(&room->tone, 2), 2, 0, 0);
    wait_said(room);
    assert_true(sound_state(room->sound).broken);
    assert_int_equal(recorded_samples(room->file), 0);
    setenv("SDL_AUDIODRIVER", "dummy", 1); /* one is plugged in */
    sound_say(room->sound, recorded_clips(&room->tone, 1), 1, 3, 0);
    wait_said(room);
    assert_false(sound_state(room->sound).broken);
}

/* Two streams in one clip are none: looking for the second, the library would keep what it had of it. */
static void a_clip_is_one_stream_from_its_first_byte_to_its_last(void **state)
{
    struct room *room = *state;
    struct buffer two, longer;
    buffer_init(&two, 1 << 20);
    buffer_init(&longer, 1 << 20);
    assert_int_equal(buffer_add(&two, room->tone.bytes, room->tone.len), BASE_OK);
    assert_int_equal(buffer_add(&two, room->tone.bytes, room->tone.len), BASE_OK);
    assert_int_equal(buffer_add(&longer, room->tone.bytes, room->tone.len), BASE_OK);
    assert_int_equal(buffer_add(&longer, "OggS", 4), BASE_OK);
    sound_say(room->sound, recorded_clips(&two, 1), 1, 0, 0);
    wait_said(room);
    sound_say(room->sound, recorded_clips(&longer, 1), 1, 0, 0);
    wait_said(room);
    recorded_wait_end(room->file);
    assert_int_equal(recorded_loud(room->file, 0, LOUD), 0);
    buffer_clear(&two);
    buffer_clear(&longer);
}

static void it_can_be_ended_while_it_speaks(void **state)
{
    struct room *room = *state;
    sound_say(room->sound, recorded_clips(&room->tone, 5), 5, 0, 0);
    sound_say(room->sound, recorded_clips(&room->tone, 5), 5, 0, 0);
    recorded_wait_loud(room->file, LOUD, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_said_is_heard_to_its_end, begin, end),
        cmocka_unit_test_setup_teardown(a_stop_is_heard_within_a_tenth_of_a_second, begin, end),
        cmocka_unit_test_setup_teardown(nothing_of_what_was_stopped_is_in_what_is_said_next, begin, end),
        cmocka_unit_test_setup_teardown(another_order_takes_the_place_of_the_first_at_once, begin, end),
        cmocka_unit_test_setup_teardown(it_speaks_half_as_fast_and_twice_as_fast, begin, end),
        cmocka_unit_test_setup_teardown(quieter_is_quieter, begin, end),
        cmocka_unit_test_setup_teardown(bytes_that_are_no_sound_are_passed_over, begin, end),
        cmocka_unit_test_setup_teardown(a_clip_is_one_stream_from_its_first_byte_to_its_last, begin, end),
        cmocka_unit_test_setup_teardown(
            a_machine_without_a_sound_device_stays_silent_and_says_so, begin, end),
        cmocka_unit_test_setup_teardown(it_can_be_ended_while_it_speaks, begin, end),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit(); /* as the screen does when it is closed */
    return failed;
}
