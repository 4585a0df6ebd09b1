#include "firmware/device.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "base/buffer.h"
#include "rules/clock_floor.h"

#define NOTE_BYTES 32
#define ZONE_TEXT 64
#define DAY_S 86400

/* Decimal seconds and one LF; 0 for anything else. */
static int64_t seconds_of(const struct buffer *bytes)
{
    int64_t value = 0;
    if (bytes->len < 2 || bytes->len > 13 || bytes->bytes[bytes->len - 1] != '\n')
        return 0;
    for (size_t i = 0; i + 1 < bytes->len; i++) {
        if (bytes->bytes[i] < '0' || bytes->bytes[i] > '9')
            return 0;
        value = value * 10 + (bytes->bytes[i] - '0');
    }
    return value;
}

static int64_t note_seconds(struct disk *device, const char *name)
{
    struct buffer bytes;
    buffer_init(&bytes, NOTE_BYTES);
    int64_t value = disk_get(device, name, &bytes) == BASE_OK ? seconds_of(&bytes) : 0;
    buffer_clear(&bytes);
    return value;
}

static void note_code(struct disk *device, char ret_code[static ENROL_CODE + 1])
{
    struct buffer bytes;
    buffer_init(&bytes, NOTE_BYTES);
    ret_code[0] = 0;
    if (disk_get(device, "enrolment-code", &bytes) == BASE_OK && bytes.len >= ENROL_CODE) {
        const char *text = (const char *)bytes.bytes;
        bool good = strspn(text, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == ENROL_CODE;
        if (good && (bytes.len == ENROL_CODE || (bytes.len == ENROL_CODE + 1 && text[ENROL_CODE] == '\n'))) {
            memcpy(ret_code, text, ENROL_CODE);
            ret_code[ENROL_CODE] = 0;
        }
    }
    buffer_clear(&bytes);
}

void device_read(struct disk *device, struct device_notes *ret_notes)
{
    ret_notes->last_connection_s = note_seconds(device, "last-connection");
    ret_notes->last_check_s = note_seconds(device, "last-check");
    note_code(device, ret_notes->enrol_code);
}

struct place_clock {
    struct clock_source clock;
    UCalendar *calendar;
};

struct place_clock *place_clock_new(struct clock_source clock, const char *time_zone)
{
    UChar zone[ZONE_TEXT], canonical[ZONE_TEXT];
    UErrorCode error = U_ZERO_ERROR;
    int32_t zone_len = 0;
    u_strFromUTF8(zone, ZONE_TEXT, &zone_len, time_zone, -1, &error);
    UBool system = false; /* an unknown zone would silently be GMT */
    ucal_getCanonicalTimeZoneID(zone, zone_len, canonical, ZONE_TEXT, &system, &error);
    if (U_FAILURE(error))
        return NULL;
    struct place_clock *place = calloc(1, sizeof *place);
    if (!place)
        return NULL;
    place->clock = clock;
    place->calendar = ucal_open(zone, zone_len, "en", UCAL_GREGORIAN, &error);
    if (U_FAILURE(error)) {
        free(place);
        return NULL;
    }
    return place;
}

void place_clock_free(struct place_clock *place)
{
    if (!place)
        return;
    ucal_close(place->calendar);
    free(place);
}

struct place_time place_clock_now(struct place_clock *place, int64_t floor_s)
{
    struct place_time result = {.minute_of_day = -1};
    struct trusted_time now = trusted_time(
        floor_s, place->clock.wall_s(place->clock.self), place->clock.mono_ms(place->clock.self) / 1000);
    if (!now.clock_believed)
        return result;
    UErrorCode error = U_ZERO_ERROR;
    ucal_setMillis(place->calendar, (UDate)now.utc_s * 1000.0, &error);
    int64_t offset_ms = (int64_t)ucal_get(place->calendar, UCAL_ZONE_OFFSET, &error) +
                        ucal_get(place->calendar, UCAL_DST_OFFSET, &error);
    if (U_FAILURE(error))
        return result;
    int64_t local_s = now.utc_s + offset_ms / 1000;
    if (local_s < 0)
        return result;
    day_format(local_s, result.day);
    result.minute_of_day = (int)(local_s % DAY_S / 60);
    result.known = true;
    return result;
}
