/* rules/opening_hours.h: when a number is answered, and when that changes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/opening_hours.h"

#define DAY 1440
#define OPEN true
#define SHUT false

static struct hours *made(const char *text)
{
    size_t offset = 0;
    const char *why = "";
    struct hours *hours = hours_new(text, &offset, &why);
    if (!hours)
        fail_msg("%s: byte %zu: %s", text, offset, why);
    return hours;
}

/* when: "2026-11-24 09:30", with " PH" behind it on a public holiday. 24 November 2026 is a Tuesday. */
static struct hours_moment at(const char *when)
{
    struct hours_moment moment = {0};
    int hour;
    assert_int_equal(
        sscanf(when, "%d-%d-%d %d:%d", &moment.year, &moment.month, &moment.day, &hour, &moment.minute), 5);
    moment.minute += hour * 60;
    moment.holiday = strstr(when, " PH") != NULL;
    return moment;
}

static void says(const char *text, const char *when, bool open, int minutes)
{
    struct hours *hours = made(text);
    struct hours_moment moment = at(when);
    struct hours_answer answer = hours_at(hours, &moment);
    if (answer.open != open || answer.minutes != minutes)
        fail_msg("%s at %s: %s for %d minutes, expected %s for %d", text, when, answer.open ? "open" : "shut",
            answer.minutes, open ? "open" : "shut", minutes);
    hours_free(hours);
}

static void weekdays_are_right_over_centuries(void **state)
{
    (void)state;
    assert_int_equal(hours_weekday(2026, 11, 24), 1);
    assert_int_equal(hours_weekday(1970, 1, 1), 3);
    assert_int_equal(hours_weekday(2000, 2, 29), 1);
    assert_int_equal(hours_weekday(2000, 3, 1), 2);
    assert_int_equal(hours_weekday(2100, 2, 28), 6);
    assert_int_equal(hours_weekday(2100, 3, 1), 0);
    assert_int_equal(hours_weekday(2024, 12, 31), 1);
    assert_int_equal(hours_weekday(1900, 1, 1), 0);
}

static void an_hour_is_open_from_its_first_minute_to_before_its_last(void **state)
{
    (void)state;
    says("Mo-Fr 08:00-20:00", "2026-11-24 07:59", SHUT, 1);
    says("Mo-Fr 08:00-20:00", "2026-11-24 08:00", OPEN, 720);
    says("Mo-Fr 08:00-20:00", "2026-11-24 19:59", OPEN, 1);
    says("Mo-Fr 08:00-20:00", "2026-11-24 20:00", SHUT, 720);
    says("Mo-Fr 08:00-20:00", "2026-11-27 20:00", SHUT, 60 * (4 + 48 + 8)); /* Friday evening to Monday */
    says("Mo-Fr 08:00-20:00", "2026-11-28 12:00", SHUT, 60 * (12 + 24 + 8));
    says("08:00-20:00", "2026-11-29 12:00", OPEN, 480);
}

static void several_spans_leave_a_pause(void **state)
{
    (void)state;
    says("Mo-Fr 08:00-12:00,13:00-17:30; Sa 08:00-12:00", "2026-11-24 12:15", SHUT, 45);
    says("Mo-Fr 08:00-12:00,13:00-17:30; Sa 08:00-12:00", "2026-11-24 13:00", OPEN, 270);
    says("Mo-Fr 08:00-12:00, 13:00-17:30; Sa 08:00-12:00", "2026-11-28 11:00", OPEN, 60);
    says("Mo-Fr 08:00-12:00,13:00-17:30; Sa 08:00-12:00", "2026-11-28 12:00", SHUT, 60 * (12 + 24 + 8));
    says("Mo,We,Fr 10:00-14:00", "2026-11-24 10:00", SHUT, DAY);
    says("Mo,We-Fr 10:00-14:00", "2026-11-26 10:00", OPEN, 240);
    says("08:00-12:00,12:00-16:00", "2026-11-24 08:00", OPEN, 480);
    says("08:00-12:00,10:00-11:00", "2026-11-24 10:30", OPEN, 90);
}

static void always_never_changes(void **state)
{
    (void)state;
    says("24/7", "2026-11-24 00:00", OPEN, -1);
    says("00:00-24:00", "2026-11-24 23:59", OPEN, -1);
    says("Mo-Su 00:00-24:00", "2026-11-24 12:00", OPEN, -1);
    says("off", "2026-11-24 12:00", SHUT, -1);
    says("24/7; Dec 25 off", "2026-12-24 23:00", OPEN, 60);
    says("24/7; Dec 25 off", "2026-12-25 00:00", SHUT, DAY);
    says("24/7; Dec 25 off", "2026-12-26 00:00", OPEN, -1);
    says("24/7; Dec 25 off", "2026-12-11 00:00", OPEN, 14 * DAY); /* the last that is looked for */
    says("24/7; Dec 25 off", "2026-12-10 23:59", OPEN, -1);
}

static void the_night_after_a_day_belongs_to_that_day(void **state)
{
    (void)state;
    says("Fr-Sa 22:00-06:00", "2026-11-27 21:59", SHUT, 1);
    says("Fr-Sa 22:00-06:00", "2026-11-27 22:00", OPEN, 480);
    says("Fr-Sa 22:00-06:00", "2026-11-28 05:59", OPEN, 1);
    says("Fr-Sa 22:00-06:00", "2026-11-27 05:59", SHUT, 16 * 60 + 1); /* Thursday's night is none */
    says("Fr-Sa 22:00-06:00", "2026-11-29 03:00", OPEN, 180);
    says("Fr-Sa 22:00-06:00", "2026-11-30 03:00", SHUT, 60 * (21 + 72 + 22));
    says("22:00-06:00", "2026-11-24 12:00", SHUT, 600);
    says("22:00-06:00", "2026-11-24 23:00", OPEN, 420);
    says("Mo-Fr 18:00-26:00", "2026-11-28 01:59", OPEN, 1);
    says("Mo-Fr 18:00-26:00", "2026-11-23 01:00", SHUT, 17 * 60);
    says("Mo-Fr 18:00-02:00", "2026-11-28 01:59", OPEN, 1);
    says("Sa 20:00-04:00; Su off", "2026-11-29 03:00", OPEN, 60); /* Sunday is off, Saturday's night is not */
    says("22:00-06:00; Dec 31 off", "2027-01-01 03:00", SHUT, 19 * 60);
    says("22:00-06:00; Jan 1 off", "2027-01-01 03:00", OPEN, 180);
    says("Fr 20:00-24:00; Sa 00:00-03:00", "2026-11-27 23:00", OPEN, 240);
}

static void later_rules_win_on_their_days(void **state)
{
    (void)state;
    says("Mo-Fr 08:00-18:00; We 10:00-14:00", "2026-11-25 08:30", SHUT, 90);
    says("Mo-Fr 08:00-18:00; We 10:00-14:00", "2026-11-24 08:30", OPEN, 570);
    says("We 10:00-14:00; Mo-Fr 08:00-18:00", "2026-11-25 08:30", OPEN, 570);
    says("Mo-Su 08:00-18:00; Su off", "2026-11-29 12:00", SHUT, 20 * 60);
    says("Mo-Su 08:00-18:00; Su closed", "2026-11-28 17:00", OPEN, 60);
    says("Mo-Fr 08:00-18:00; Dec 24-26 off; Dec 24 08:00-12:00", "2026-12-24 09:00", OPEN, 180);
    says("Mo-Fr 08:00-18:00; Dec 24-26 off", "2026-12-24 09:00", SHUT, 60 * (15 + 24 * 3 + 8));
}

static void months_and_dates_bound_a_rule(void **state)
{
    (void)state;
    says("Apr-Sep 08:00-20:00; Oct-Mar 09:00-17:00", "2026-09-30 08:30", OPEN, 690);
    says("Apr-Sep 08:00-20:00; Oct-Mar 09:00-17:00", "2026-10-01 08:30", SHUT, 30);
    says("Apr-Sep 08:00-20:00; Oct-Mar 09:00-17:00", "2027-03-31 17:30", SHUT, 14 * 60 + 30);
    says("Nov-Feb Mo-Fr 09:00-17:00", "2027-02-26 10:00", OPEN, 420);
    says("Nov-Feb Mo-Fr 09:00-17:00", "2027-03-01 10:00", SHUT, -1);
    says("Dec 24-Jan 02 off", "2026-12-31 12:00", SHUT, -1);
    says("24/7; Dec 24-Jan 02 off", "2027-01-02 12:00", SHUT, 720);
    says("24/7; Dec 24-Jan 2 off", "2026-12-24 00:00", SHUT, 10 * DAY);
    says("24/7; Dec 24,Dec 31 off", "2026-12-31 12:00", SHUT, 720);
    says("24/7; Feb 29 off", "2028-02-29 12:00", SHUT, 720);
    says("24/7; Feb 29 off", "2027-03-01 12:00", OPEN, -1);
    says("Dec 08:00-12:00", "2026-12-05 08:00", OPEN, 240);
    says("Jan-Mar,Nov Mo 08:00-12:00", "2026-11-23 09:00", OPEN, 180);
    says("Jan-Mar,Nov Mo 08:00-12:00", "2026-12-07 09:00", SHUT, -1);
}

static void public_holidays_are_days_of_their_own(void **state)
{
    (void)state;
    says("Mo-Fr 08:00-18:00; PH off", "2026-11-24 09:00 PH", SHUT, 60 * (15 + 8));
    says("Mo-Fr 08:00-18:00; PH off", "2026-11-24 09:00", OPEN, 540);
    says("Mo-Fr 08:00-18:00", "2026-11-24 09:00 PH", OPEN, 540);
    says("Mo-Sa 08:00-20:00; Su,PH 10:00-16:00", "2026-11-24 09:00 PH", SHUT, 60);
    says("Mo-Sa 08:00-20:00; PH,Su 10:00-16:00", "2026-11-29 15:00", OPEN, 60);
    says("24/7; PH off", "2026-11-24 09:00 PH", SHUT, 15 * 60);
    says("PH 10:00-12:00", "2026-11-24 10:00 PH", OPEN, 120);
    says("PH 10:00-12:00", "2026-11-24 10:00", SHUT, -1);
}

static void holidays_around_the_day_count_for_the_night_and_for_what_comes(void **state)
{
    (void)state;
    static const char *const days[] = {"2026-12-24", "2026-12-25", "2027-01-01"};
    struct hours *night = made("Mo-Su 22:00-06:00; PH off"), *day = made("Mo-Su 08:00-18:00; PH off");
    struct hours_moment moment = at("2026-12-23 23:00");
    hours_holidays(&moment, days, 3);
    assert_false(moment.holiday);
    assert_int_equal(moment.holidays_ahead, 3 | 1 << 8);
    struct hours_answer answer = hours_at(night, &moment);
    assert_true(answer.open);
    assert_int_equal(answer.minutes, 7 * 60); /* the night of the 23rd, whatever the 24th is */
    answer = hours_at(day, &moment);
    assert_false(answer.open);
    assert_int_equal(answer.minutes, 60 + 2 * DAY + 8 * 60);
    moment = at("2026-12-25 03:00");
    hours_holidays(&moment, days, 3);
    assert_true(moment.holiday && moment.holiday_before);
    answer = hours_at(night, &moment);
    assert_false(answer.open); /* the night of the 24th, a holiday */
    assert_int_equal(answer.minutes, 21 * 60 + 22 * 60);
    moment = at("2027-01-02 09:00");
    hours_holidays(&moment, days, 3);
    assert_true(moment.holiday_before && !moment.holiday && !moment.holidays_ahead);
    hours_free(night);
    hours_free(day);
}

static void expressions_from_life_are_understood(void **state)
{
    (void)state;
    static const char *const good[] = {"24/7", "Mo-Fr 09:00-17:00", "Mo-Sa 10:00-20:00; Su 12:00-18:00",
        "Mo-Fr 08:30-12:00,13:30-16:30", "Tu-Su 10:00-18:00; Mo off", "Mo-Fr 09:00-18:00; Sa,Su,PH off",
        "Mo,Tu,Th 09:00-16:00; We 09:00-12:00; Fr 09:00-14:00", "Mo-Fr 07:00-22:00; Sa-Su,PH 08:00-22:00",
        "Mo-Th 11:00-23:00; Fr-Sa 11:00-02:00; Su 12:00-22:00", "Apr-Oct Mo-Su 09:00-18:00; Nov-Mar off",
        "Mo-Fr 09:00-17:00; Dec 24-Dec 26 off; Jan 01 off", "Jul-Aug Mo-Fr 08:00-14:00", "20:00-08:00",
        "Sa-Su 00:00-24:00; Mo-Fr 18:00-08:00", "Fr-Mo 10:00-16:00", "Mo-Fr 09:00-12:00; Mo 14:00-18:00"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        hours_free(made(good[i]));
    hours_free(NULL);
}

static void refused_at(const char *text, size_t expected, const char *part)
{
    size_t offset = 999;
    const char *why = NULL;
    struct hours *hours = hours_new(text, &offset, &why);
    if (hours)
        fail_msg("accepted: %s", text);
    assert_non_null(why);
    if (offset != expected || !strstr(why, part))
        fail_msg("%s: byte %zu: %s", text, offset, why);
}

static void all_else_is_refused_with_its_byte(void **state)
{
    (void)state;
    refused_at("", 0, "time is expected");
    refused_at("Mo-Fr", 5, "space is missing");
    refused_at("Mo-Fr ", 6, "time is expected");
    refused_at("Mo-Fr 8:00-12:00", 6, "time is expected");
    refused_at("Mo-Fr 08:00", 11, "a - and the time");
    refused_at("Mo-Fr 08:00+", 11, "a - and the time");
    refused_at("Mo-Fr 08:00-12:00+", 17, "not understood");
    refused_at("Mo-Fr 08:00-25:60", 12, "no such time");
    refused_at("Mo-Fr 08:00-26:01", 12, "no such time");
    refused_at("Mo-Fr 24:00-26:00", 6, "next day");
    refused_at("01:00-26:00", 0, "longer than a day");
    refused_at("08:00-08:00", 0, "are the same");
    refused_at("sunrise-sunset", 0, "time is expected");
    refused_at("Mo-Fr 08:00-sunset", 12, "time is expected");
    refused_at("mo-fr 08:00-12:00", 0, "time is expected");
    refused_at("Mon-Fri 08:00-12:00", 0, "a month (Jan) or a day (Mo)");
    refused_at("Mo-Fr 08:00-12:00 Sa 09:00-12:00", 18, "a ; is expected");
    refused_at("Mo-Fr 08:00-12:00, Sa 09:00-12:00", 19, "time is expected");
    refused_at("Mo-Fr 08:00-12:00;", 18, "time is expected");
    refused_at("Mo-Fr 08:00-12:00 || 24/7", 18, "not understood");
    refused_at("Mo-Fr 08:00-12:00 \"by appointment\"", 18, "not understood");
    refused_at("week 1-10 08:00-12:00", 0, "time is expected");
    refused_at("2026 Dec 24 off", 0, "time is expected");
    refused_at("SH 08:00-12:00", 0, "a day is expected");
    refused_at("Mo[1] 08:00-12:00", 2, "space is missing");
    refused_at("Mo- 08:00-12:00", 3, "a day is expected");
    refused_at("Feb 30 off", 4, "no such day");
    refused_at("Dec 0 off", 4, "no such day");
    refused_at("Dec 26-24 off", 7, "before it begins");
    refused_at("Dec 24-32 off", 7, "no such day");
    refused_at("Dec 24-26:00", 7, "a day is expected");
    refused_at("Dec-Foo 08:00-12:00", 4, "a month (Jan)");
    refused_at("24/7 off", 5, "not understood");
    refused_at("Mo-Fr 08:00-12:00\n", 17, "not understood");
    refused_at("easter off", 0, "time is expected");
}

static void sizes_have_bounds(void **state)
{
    (void)state;
    char text[HOURS_TEXT + 10] = "";
    for (int i = 0; i < HOURS_RULES; i++)
        strcat(text, "Mo off;");
    refused_at(text, 7 * HOURS_RULES, "too many rules");
    text[7 * HOURS_RULES - 1] = 0;
    hours_free(made(text));
    strcpy(text, "00:00-00:01");
    for (int i = 1; i < HOURS_SPANS; i++)
        strcat(text, ",00:00-00:01");
    hours_free(made(text));
    strcat(text, ",00:00-00:01");
    refused_at(text, 12 * HOURS_SPANS, "too many times");
    memset(text, ' ', sizeof text);
    text[HOURS_TEXT + 1] = 0;
    refused_at(text, 0, "too long");
}

static void a_moment_that_does_not_exist_is_closed(void **state)
{
    (void)state;
    struct hours *hours = made("24/7");
    struct hours_moment wrong[] = {{2026, 13, 1, 0, 0, 0, 0}, {2026, 0, 1, 0, 0, 0, 0},
        {2026, 2, 29, 0, 0, 0, 0}, {2026, 1, 1, 1440, 0, 0, 0}, {2026, 1, 1, -1, 0, 0, 0},
        {0, 1, 1, 0, 0, 0, 0}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct hours_answer answer = hours_at(hours, &wrong[i]);
        assert_false(answer.open);
        assert_int_equal(answer.minutes, -1);
    }
    hours_free(hours);
}

/* Goes through 20 days minute by minute: the promised minutes are those after which it first changes. */
static void walk(const char *text, int month, int day)
{
    enum { DAYS = 20 };
    static const char *const holidays[] = {"2026-12-24", "2026-12-25", "2026-12-31", "2026-03-02"};
    struct hours *hours = made(text);
    struct hours_answer *answers = calloc(DAYS * DAY, sizeof *answers);
    struct hours_moment moment = {.year = 2026, .month = month, .day = day};
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int i = 0; i < DAYS * DAY; i++) {
        moment.minute = i % DAY;
        if (moment.minute == 0)
            hours_holidays(&moment, holidays, 4);
        answers[i] = hours_at(hours, &moment);
        if (moment.minute < DAY - 1)
            continue;
        moment.minute = 0;
        moment.day = moment.day == lengths[moment.month - 1] ? 1 : moment.day + 1;
        moment.month += moment.day == 1;
        moment.year += moment.month == 13;
        moment.month = moment.month == 13 ? 1 : moment.month;
    }
    int change = DAYS * DAY; /* the first minute after i that is not as i */
    for (int i = DAYS * DAY - 2; i >= 0; i--) {
        if (answers[i].open != answers[i + 1].open)
            change = i + 1;
        bool seen = change < DAYS * DAY && change - i <= HOURS_AHEAD * DAY;
        if (!seen && i > (DAYS - HOURS_AHEAD) * DAY - 1)
            continue; /* it may change after the walk */
        if (answers[i].minutes != (seen ? change - i : -1))
            fail_msg("%s, minute %d: %d, expected %d", text, i, answers[i].minutes, seen ? change - i : -1);
    }
    free(answers);
    hours_free(hours);
}

static void the_next_change_is_the_one_that_comes_minute_by_minute(void **state)
{
    (void)state;
    static const char *const texts[] = {"24/7; PH off", "Mo-Fr 08:00-12:00,13:00-18:00; PH off",
        "22:00-06:00; PH off", "Fr-Sa 22:00-06:00; Su 00:00-24:00", "Dec 24-Jan 02 off",
        "24/7; Dec 27-Jan 02 Mo off", "PH 20:00-26:00", "Mo 00:00-24:00", "Mo 12:00-11:59; Tu off",
        "Feb 27-Mar 3 12:00-13:00,12:30-14:00,23:59-00:01", "Jan-Feb 18:00-03:00; Dec 18:00-04:00",
        "Sa 23:00-22:59; PH 01:00-02:00"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        walk(texts[i], 12, 15);
        walk(texts[i], 2, 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weekdays_are_right_over_centuries),
        cmocka_unit_test(an_hour_is_open_from_its_first_minute_to_before_its_last),
        cmocka_unit_test(several_spans_leave_a_pause),
        cmocka_unit_test(always_never_changes),
        cmocka_unit_test(the_night_after_a_day_belongs_to_that_day),
        cmocka_unit_test(later_rules_win_on_their_days),
        cmocka_unit_test(months_and_dates_bound_a_rule),
        cmocka_unit_test(public_holidays_are_days_of_their_own),
        cmocka_unit_test(holidays_around_the_day_count_for_the_night_and_for_what_comes),
        cmocka_unit_test(expressions_from_life_are_understood),
        cmocka_unit_test(all_else_is_refused_with_its_byte),
        cmocka_unit_test(sizes_have_bounds),
        cmocka_unit_test(a_moment_that_does_not_exist_is_closed),
        cmocka_unit_test(the_next_change_is_the_one_that_comes_minute_by_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
