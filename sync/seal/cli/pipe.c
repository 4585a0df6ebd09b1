#include "pipe.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Keeps what is not yet taken and reads on behind it. False when nothing came. */
static bool fill(struct source *source)
{
    memmove(source->raw, source->raw + source->raw_at, source->raw_len - source->raw_at);
    source->raw_len -= source->raw_at;
    source->raw_at = 0;
    while (!source->end && source->raw_len < PIPE_BYTES) {
        ssize_t got = read(source->fd, source->raw + source->raw_len, PIPE_BYTES - source->raw_len);
        if (got < 0 && errno == EINTR)
            continue;
        source->broken = got < 0;
        source->end = got <= 0;
        if (got > 0) {
            source->raw_len += (size_t)got;
            return true;
        }
    }
    return false;
}

void source_init(struct source *source, int fd)
{
    *source = (struct source){.fd = fd};
    while (source->raw_len < AGE_ARMOR_LINE_MAX && fill(source))
        continue;
    source->armored = age_armored(source->raw, source->raw_len);
}

/* Fills source->line from the next line of armour that has bytes. */
static enum seal_error line_next(struct source *source)
{
    source->line_at = source->line_len = 0;
    while (!source->line_len) {
        uint8_t *begin = source->raw + source->raw_at;
        size_t left = source->raw_len - source->raw_at;
        uint8_t *end = memchr(begin, '\n', left);
        if (!end && left <= AGE_ARMOR_LINE_MAX + 1 && fill(source))
            continue;
        if (!end && !left)
            return source->armor == AGE_ARMOR_AFTER ? SEAL_OK : SEAL_ARMOR;
        size_t columns = end ? (size_t)(end - begin) : left;
        enum seal_error error = age_armor_line(
            &source->armor, (const char *)begin, columns, source->line, &source->line_len);
        if (error)
            return error;
        source->raw_at += columns + (end != NULL);
    }
    return SEAL_OK;
}

static enum seal_error part_take(struct source *source, uint8_t *bytes, size_t len, size_t *ret_len)
{
    bool raw = !source->armored;
    if (raw && source->raw_at == source->raw_len)
        fill(source);
    if (!raw && source->line_at == source->line_len) {
        enum seal_error error = line_next(source);
        if (error)
            return error;
    }
    const uint8_t *from = raw ? source->raw + source->raw_at : source->line + source->line_at;
    size_t left = raw ? source->raw_len - source->raw_at : source->line_len - source->line_at;
    size_t part = left < len ? left : len;
    memcpy(bytes, from, part);
    *(raw ? &source->raw_at : &source->line_at) += part;
    *ret_len = part;
    return SEAL_OK;
}

enum seal_error source_take(struct source *source, uint8_t *bytes, size_t len, size_t *ret_len)
{
    size_t have = 0, part = 1;
    while (have < len && part) {
        enum seal_error error = part_take(source, bytes + have, len - have, &part);
        if (error)
            return error;
        have += part;
    }
    source->taken += have;
    *ret_len = have;
    return SEAL_OK;
}

bool sink_flush(struct sink *sink)
{
    const uint8_t *p = sink->raw;
    while (sink->raw_len) {
        ssize_t wrote = write(sink->fd, p, sink->raw_len);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        p += wrote;
        sink->raw_len -= (size_t)wrote;
    }
    return true;
}

static bool raw_put(struct sink *sink, const void *bytes, size_t len)
{
    const uint8_t *p = bytes;
    while (len) {
        if (sink->raw_len == PIPE_BYTES && !sink_flush(sink))
            return false;
        size_t room = PIPE_BYTES - sink->raw_len, part = len < room ? len : room;
        memcpy(sink->raw + sink->raw_len, p, part);
        sink->raw_len += part;
        p += part;
        len -= part;
    }
    return true;
}

bool sink_init(struct sink *sink, int fd, bool armored)
{
    *sink = (struct sink){.fd = fd, .armored = armored};
    return !armored || raw_put(sink, AGE_ARMOR_BEGIN "\n", sizeof AGE_ARMOR_BEGIN);
}

static bool line_put(struct sink *sink)
{
    char line[AGE_ARMOR_COLUMNS + 2];
    size_t len = age_armor_text(sink->part, sink->part_len, line);
    sink->part_len = 0;
    return raw_put(sink, line, len);
}

bool sink_put(struct sink *sink, const void *bytes, size_t len)
{
    const uint8_t *p = bytes;
    if (!sink->armored)
        return raw_put(sink, bytes, len);
    while (len) {
        size_t room = sizeof sink->part - sink->part_len, part = len < room ? len : room;
        memcpy(sink->part + sink->part_len, p, part);
        sink->part_len += part;
        p += part;
        len -= part;
        if (sink->part_len == sizeof sink->part && !line_put(sink))
            return false;
    }
    return true;
}

bool sink_end(struct sink *sink)
{
    if (sink->armored && sink->part_len && !line_put(sink))
        return false;
    if (sink->armored && !raw_put(sink, AGE_ARMOR_END "\n", sizeof AGE_ARMOR_END))
        return false;
    return sink_flush(sink);
}
