/* A whole kiosk that reads a page aloud, and what its sound device was really given: it stops at a touch, is
 * silent after Leave now, and the next visit hears nothing of the one before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL.h>
#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "firmware/hand.h"
#include "firmware/recorded.h"
#include "pack/voice.h"

#define LOUD 4000
#define TENTH (RECORDED_SECOND / 10)
#define CLIPS "0123456789abcdef0123456789abcdef"

struct room {
    struct hand hand;
    char folder[96], file[128];
    struct buffer tone; /* two seconds, loud */
};

static int by_key(const void *a, const void *b)
{
    return memcmp(a, b, VOICE_KEY);
}

/* Each of these texts has the same clip: the whole file. */
static void write_voice(const struct room *room, const char *const *texts, size_t count)
{
    struct buffer bytes;
    char folder[128];
    uint8_t keys[8][VOICE_KEY], names[16], tag[VOICE_TAG] = "en", len[4];
    assert_true(count <= 8);
    for (size_t i = 0; i < count; i++)
        voice_key("en", texts[i], keys[i]);
    qsort(keys, count, VOICE_KEY, by_key);
    for (int i = 0; i < 16; i++)
        names[i] = (uint8_t)(i % 8 * 0x22 + 1); /* 01 23 45 .. ef */
    for (int i = 0; i < 4; i++)
        len[i] = (uint8_t)(room->tone.len >> 8 * (3 - i));
    buffer_init(&bytes, VOICE_INDEX_BYTES);
    assert_int_equal(buffer_add(&bytes, "WAYSIDE VOICE 1\n", 16), BASE_OK);
    assert_int_equal(buffer_add(&bytes, tag, sizeof tag), BASE_OK);
    assert_int_equal(buffer_add(&bytes, "\0\1", 2), BASE_OK);
    assert_int_equal(buffer_add(&bytes, names, sizeof names), BASE_OK);
    assert_int_equal(buffer_add(&bytes, (uint8_t[4]){0, 0, 0, (uint8_t)count}, 4), BASE_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(buffer_add(&bytes, keys[i], VOICE_KEY), BASE_OK);
        assert_int_equal(buffer_add(&bytes, "\0\0\0\0\0\0", 6), BASE_OK);
        assert_int_equal(buffer_add(&bytes, len, sizeof len), BASE_OK);
    }
    snprintf(folder, sizeof folder, "%s/voice", room->folder);
    assert_int_equal(mkdir(folder, 0750), 0);
    station_write(folder, "en.voice", bytes.bytes, bytes.len);
    snprintf(folder, sizeof folder, "%s/media", room->folder);
    assert_int_equal(mkdir(folder, 0750), 0);
    station_write(folder, CLIPS ".ogg", room->tone.bytes, room->tone.len);
    buffer_clear(&bytes);
}

static int begin(void **state)
{
    static const char *const texts[] = {"What would you like to do?", "Help now", "English"};
    struct room *room = calloc(1, sizeof *room);
    struct station *station = &room->hand.station;
    hand_init(&room->hand);
    snprintf(room->folder, sizeof room->folder, "%s/voices", station->folder);
    assert_int_equal(mkdir(room->folder, 0750), 0);
    snprintf(room->file, sizeof room->file, "%s/played.raw", station->folder);
    recorded_tone(station->folder, 20, 12000, &room->tone);
    write_voice(room, texts, sizeof texts / sizeof *texts);
    recorded_begin(room->file);
    room->hand.settings.voice = room->folder;
    station_release(station, "current");
    hand_start(&room->hand);
    *state = room;
    return 0;
}

static int end(void **state)
{
    struct room *room = *state;
    buffer_clear(&room->tone);
    hand_clear(&room->hand);
    free(room);
    return 0;
}

/* The name of the language is said first; then the page, when it is asked for. */
static void begin_to_listen(struct room *room)
{
    hand_press(&room->hand, "attract");
    hand_press(&room->hand, "language.en");
    recorded_wait_loud(room->file, LOUD, TENTH / 10); /* English */
    hand_press(&room->hand, "bar.listen");            /* stops it */
    recorded_wait_end(room->file);
    remove(room->file);
    assert_true(kiosk_turn(room->hand.kiosk, 0));
    hand_press(&room->hand, "bar.listen");
    recorded_wait_loud(room->file, LOUD, TENTH);
}

static void silent_from_here(const struct room *room, size_t at)
{
    recorded_wait_end(room->file);
    assert_in_range(recorded_loud(room->file, at, 0), 0, TENTH);
    assert_int_equal(recorded_loud(room->file, at + TENTH, 0), 0);
}

static void a_touch_stops_it_within_a_tenth_of_a_second(void **state)
{
    struct room *room = *state;
    begin_to_listen(room);
    assert_string_equal(hand_reads(&room->hand, "bar.listen"), "Pause");
    struct ui_input input = {.kind = UI_PRESS, .x = 5, .y = 5, .at_ms = room->hand.mono_ms};
    assert_true(memory_port_play(room->hand.port, &input));
    assert_true(kiosk_turn(room->hand.kiosk, 0));
    silent_from_here(room, recorded_samples(room->file));
    assert_string_equal(hand_reads(&room->hand, "bar.listen"), "Listen");
}

static void leave_now_is_silent_and_the_next_visit_hears_nothing_of_it(void **state)
{
    struct room *room = *state;
    begin_to_listen(room);
    hand_press(&room->hand, "leave");
    silent_from_here(room, recorded_samples(room->file));
    remove(room->file);
    hand_press(&room->hand, "attract");
    hand_later(&room->hand, 3000);
    poll(NULL, 0, 300);
    assert_int_equal(recorded_samples(room->file), 0); /* the device is not even open */
}

static void a_visitor_who_left_without_a_word_is_not_spoken_to_for_ever(void **state)
{
    struct room *room = *state;
    begin_to_listen(room);
    hand_later(&room->hand, 700000);
    assert_true(hand_sees(&room->hand, "attract"));
    silent_from_here(room, recorded_samples(room->file));
}

static void what_is_read_to_its_end_closes_the_device_and_can_be_heard_again(void **state)
{
    struct room *room = *state;
    begin_to_listen(room);
    for (int i = 0; i < 100 && strcmp(hand_reads(&room->hand, "bar.listen"), "Listen") != 0; i++)
        assert_true(kiosk_turn(room->hand.kiosk, 100));
    assert_string_equal(hand_reads(&room->hand, "bar.listen"), "Listen");
    recorded_wait_end(room->file);
    size_t first = recorded_loud(room->file, 0, LOUD);
    assert_in_range(first, 34 * TENTH, 44 * TENTH); /* two clips of two seconds */
    hand_press(&room->hand, "bar.listen");
    recorded_wait_loud(room->file, LOUD, TENTH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_touch_stops_it_within_a_tenth_of_a_second, begin, end),
        cmocka_unit_test_setup_teardown(
            leave_now_is_silent_and_the_next_visit_hears_nothing_of_it, begin, end),
        cmocka_unit_test_setup_teardown(
            a_visitor_who_left_without_a_word_is_not_spoken_to_for_ever, begin, end),
        cmocka_unit_test_setup_teardown(
            what_is_read_to_its_end_closes_the_device_and_can_be_heard_again, begin, end),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
