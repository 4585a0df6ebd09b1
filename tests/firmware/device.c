#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "firmware/device.h"
#include "firmware/station.h"

struct fake {
    int64_t wall_s, mono_ms;
};
static int64_t wall(void *self)
{
    return ((struct fake *)self)->wall_s;
}
static int64_t mono(void *self)
{
    return ((struct fake *)self)->mono_ms;
}

static struct device_notes read_notes(const struct station *station)
{
    struct disk disk;
    struct device_notes notes;
    assert_int_equal(disk_open(station->device, &disk), BASE_OK);
    device_read(&disk, &notes);
    disk_close(&disk);
    return notes;
}

static void notes_of_the_agent_are_read_as_it_writes_them(void **state)
{
    (void)state;
    struct station station;
    station_init(&station);
    struct device_notes notes = read_notes(&station);
    assert_int_equal(notes.last_connection_s, 0);
    assert_string_equal(notes.enrol_code, "");
    station_write(station.device, "last-connection", "1795516800\n", 11);
    station_write(station.device, "last-check", "1795510000\n", 11);
    station_write(station.device, "enrolment-code", "7K2M9ABCDE\n", 11);
    notes = read_notes(&station);
    assert_int_equal(notes.last_connection_s, 1795516800);
    assert_int_equal(notes.last_check_s, 1795510000);
    assert_string_equal(notes.enrol_code, "7K2M9ABCDE");
    station_clear(&station);
}

static void a_malformed_note_counts_as_absent(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\n", "-5\n", "12", "12 \n", "99999999999999999999\n", "1\n2\n", "0x10\n", ""};
    static const char *const bad_code[] = {"7K2M9ABCDEF\n", "7K2M9ABCDI\n", "<b>K2M9AB>\n", "7k2m9abcde\n"};
    struct station station;
    station_init(&station);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        station_write(station.device, "last-connection", bad[i], strlen(bad[i]));
        assert_int_equal(read_notes(&station).last_connection_s, 0);
    }
    for (size_t i = 0; i < sizeof bad_code / sizeof *bad_code; i++) {
        station_write(station.device, "enrolment-code", bad_code[i], strlen(bad_code[i]));
        assert_string_equal(read_notes(&station).enrol_code, "");
    }
    station_clear(&station);
}

static void the_day_is_the_places_own(void **state)
{
    (void)state;
    struct fake fake = {.wall_s = 1795564200 /* 2026-11-24 23:50 UTC */, .mono_ms = 5000};
    struct clock_source clock = {wall, mono, &fake};
    struct place_clock *berlin = place_clock_new(clock, "Europe/Berlin");
    struct place_clock *bangkok = place_clock_new(clock, "Asia/Bangkok");
    struct place_clock *new_york = place_clock_new(clock, "America/New_York");
    assert_string_equal(place_clock_now(berlin, fake.wall_s - 86400).day, "2026-11-25");
    assert_int_equal(place_clock_now(berlin, fake.wall_s - 86400).minute_of_day, 50);
    assert_int_equal(place_clock_now(bangkok, fake.wall_s - 86400).minute_of_day, 6 * 60 + 50);
    assert_string_equal(place_clock_now(new_york, fake.wall_s - 86400).day, "2026-11-24");
    fake.wall_s = 1783000000; /* July: daylight saving */
    assert_int_equal(
        place_clock_now(berlin, fake.wall_s - 86400).minute_of_day, fake.wall_s % 86400 / 60 + 120);
    place_clock_free(berlin);
    place_clock_free(bangkok);
    place_clock_free(new_york);
}

static void a_clock_in_1970_or_far_ahead_gives_no_day(void **state)
{
    (void)state;
    struct fake fake = {.wall_s = 3000, .mono_ms = 5000};
    struct place_clock *place = place_clock_new((struct clock_source){wall, mono, &fake}, "Europe/Berlin");
    assert_false(place_clock_now(place, 1795564200).known);
    assert_string_equal(place_clock_now(place, 1795564200).day, "");
    assert_int_equal(place_clock_now(place, 1795564200).minute_of_day, -1);
    fake.wall_s = 1795564200 + 500LL * 86400;
    assert_false(place_clock_now(place, 1795564200).known);
    place_clock_free(place);
}

static void an_unknown_time_zone_is_refused(void **state)
{
    (void)state;
    assert_null(place_clock_new(clock_system(), "Europe/Atlantis"));
    assert_null(place_clock_new(clock_system(), ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_of_the_agent_are_read_as_it_writes_them),
        cmocka_unit_test(a_malformed_note_counts_as_absent),
        cmocka_unit_test(the_day_is_the_places_own),
        cmocka_unit_test(a_clock_in_1970_or_far_ahead_gives_no_day),
        cmocka_unit_test(an_unknown_time_zone_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
