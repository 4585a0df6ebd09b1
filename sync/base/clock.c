#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define DAY_S 86400
#define LAST_DAY 157053 /* 2399-12-31 */

static int64_t system_wall_s(void *self)
{
    (void)self;
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

static int64_t system_mono_ms(void *self)
{
    (void)self;
    struct timespec now = {0};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct clock_source clock_system(void)
{
    return (struct clock_source){.wall_s = system_wall_s, .mono_ms = system_mono_ms};
}

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && leap(year) ? 1 : 0);
}

void day_format(int64_t wall_s, char ret_text[static 11])
{
    int64_t day = wall_s < 0 ? 0 : wall_s / DAY_S;
    int left = day > LAST_DAY ? LAST_DAY : (int)day, year = 1970, month = 1;
    for (; left >= 365 + leap(year); year++)
        left -= 365 + leap(year);
    for (; left >= month_days(year, month); month++)
        left -= month_days(year, month);
    int parts[] = {year / 100, year % 100, month, left + 1};
    char *out = ret_text;
    for (int i = 0; i < 4; i++) {
        if (i >= 2)
            *out++ = '-';
        *out++ = (char)('0' + parts[i] / 10);
        *out++ = (char)('0' + parts[i] % 10);
    }
    *out = 0;
}

bool day_read(const char *text, int64_t *ret_wall_s)
{
    if (strnlen(text, 11) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    int number[3] = {0, 0, 0}, part = 0;
    for (int i = 0; i < 10; i++) {
        if (i == 4 || i == 7) {
            part++;
            continue;
        }
        if (text[i] < '0' || text[i] > '9')
            return false;
        number[part] = number[part] * 10 + text[i] - '0';
    }
    int year = number[0], month = number[1], day = number[2];
    if (year < 1970 || year > 2399 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return false;
    int64_t days = day - 1;
    for (int y = 1970; y < year; y++)
        days += 365 + leap(y);
    for (int m = 1; m < month; m++)
        days += month_days(year, m);
    *ret_wall_s = days * DAY_S;
    return true;
}
