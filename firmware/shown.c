#include "shown.h"

#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

#define NOTE_BYTES (2 * TRUST_HASH + SHOWING_WHY + 2)
#define HEX (2 * TRUST_HASH)
#define SNAPSHOT "snapshot.json"

/* One line with its LF taken off; false: there is no such note, or it is not one line. */
static bool note_read(struct disk *shown, const char *name, char ret_line[static NOTE_BYTES + 1])
{
    struct buffer bytes;
    buffer_init(&bytes, NOTE_BYTES);
    bool good = disk_get(shown, name, &bytes) == BASE_OK && bytes.len > 1 &&
                memchr(bytes.bytes, '\n', bytes.len) == bytes.bytes + bytes.len - 1 &&
                !memchr(bytes.bytes, 0, bytes.len);
    if (good) {
        memcpy(ret_line, bytes.bytes, bytes.len - 1);
        ret_line[bytes.len - 1] = 0;
    }
    buffer_clear(&bytes);
    return good;
}

static enum base_error note_remove(struct disk *shown, const char *name)
{
    enum base_error error = disk_remove(shown, name);
    return error == BASE_NOT_FOUND ? BASE_OK : error;
}

int64_t shown_floor(struct disk *shown)
{
    char line[NOTE_BYTES + 1];
    int64_t value = 0;
    if (!note_read(shown, "clock-floor", line) || strlen(line) > 12 ||
        strspn(line, "0123456789") != strlen(line))
        return 0;
    for (const char *digit = line; *digit; digit++)
        value = value * 10 + (*digit - '0');
    return value;
}

enum base_error shown_put_floor(struct disk *shown, int64_t floor_s)
{
    char line[32];
    int len = snprintf(line, sizeof line, "%lld\n", (long long)floor_s);
    return disk_put(shown, "clock-floor", line, (size_t)len);
}

unsigned shown_trying(struct disk *shown, uint8_t ret_id[static TRUST_HASH])
{
    char line[NOTE_BYTES + 1];
    if (!note_read(shown, "trying", line) || strlen(line) < HEX || !hex_read(line, HEX, ret_id, TRUST_HASH))
        return 0;
    if (line[HEX] == ' ' && line[HEX + 1] >= '1' && line[HEX + 1] <= '9' && !line[HEX + 2])
        return (unsigned)(line[HEX + 1] - '0');
    return 1;
}

enum base_error shown_put_trying(struct disk *shown, const uint8_t id[static TRUST_HASH], unsigned tries)
{
    char hex[HEX + 1], line[HEX + 8];
    hex_write(id, TRUST_HASH, hex);
    int len = tries > 1 ? snprintf(line, sizeof line, "%s %u\n", hex, tries > 9 ? 9 : tries)
                        : snprintf(line, sizeof line, "%s\n", hex);
    return disk_put(shown, "trying", line, (size_t)len);
}

enum base_error shown_done_trying(struct disk *shown)
{
    return note_remove(shown, "trying");
}

void shown_refused(struct disk *shown, struct showing_refusal *ret_refusal)
{
    char line[NOTE_BYTES + 1];
    *ret_refusal = (struct showing_refusal){0};
    if (!note_read(shown, "refused", line) || strlen(line) < HEX + 2 || line[HEX] != ' ' ||
        strlen(line + HEX + 1) >= SHOWING_WHY || !hex_read(line, HEX, ret_refusal->id, TRUST_HASH))
        return;
    ret_refusal->any = true;
    strcpy(ret_refusal->why, line + HEX + 1);
}

enum base_error shown_put_refused(struct disk *shown, const struct showing_refusal *refusal)
{
    char hex[HEX + 1], line[NOTE_BYTES + 1];
    if (!refusal->any)
        return note_remove(shown, "refused");
    hex_write(refusal->id, TRUST_HASH, hex);
    int len = snprintf(line, sizeof line, "%s %s\n", hex, refusal->why);
    return disk_put(shown, "refused", line, (size_t)len);
}

enum base_error shown_put_drawn(struct disk *shown, const uint8_t id[static TRUST_HASH])
{
    char hex[HEX + 1], line[HEX + 2];
    hex_write(id, TRUST_HASH, hex);
    int len = snprintf(line, sizeof line, "%s\n", hex);
    return disk_put(shown, "drawn", line, (size_t)len);
}

static bool ends_snapshot(const uint8_t *line, size_t len)
{
    const size_t end = strlen(SNAPSHOT), least = HEX + 1 + end;
    return len >= least && line[HEX] == ' ' && !memcmp(line + len - end, SNAPSHOT, end) &&
           (len == least || line[len - end - 1] == '.');
}

bool showing_pointer_id(const void *bytes, size_t len, uint8_t ret_id[static TRUST_HASH])
{
    struct cursor cursor;
    const uint8_t *line;
    size_t line_len;
    cursor_init(&cursor, bytes, len);
    while (cursor_line(&cursor, TRUST_NAME + HEX + 1, &line, &line_len))
        if (ends_snapshot(line, line_len) && hex_read((const char *)line, HEX, ret_id, TRUST_HASH))
            return true;
    return false;
}

bool pointer_names(struct disk *content, const char *pointer, uint8_t ret_id[static TRUST_HASH])
{
    struct buffer bytes;
    buffer_init(&bytes, RELEASE_POINTER);
    bool found = disk_get(content, pointer, &bytes) == BASE_OK &&
                 showing_pointer_id(bytes.bytes, bytes.len, ret_id);
    buffer_clear(&bytes);
    return found;
}
