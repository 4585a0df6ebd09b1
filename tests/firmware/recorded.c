#include "recorded.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/disk.h"

#define FILE_BYTES (64 << 20)

void recorded_begin(const char *file)
{
    remove(file);
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", file, 1);
}

size_t recorded_samples(const char *file)
{
    struct stat about;
    return stat(file, &about) == 0 ? (size_t)about.st_size / sizeof(int16_t) : 0;
}

size_t recorded_loud(const char *file, size_t from, int level)
{
    struct buffer bytes;
    size_t loud = 0;
    buffer_init(&bytes, FILE_BYTES);
    if (file_read(file, FILE_BYTES, &bytes) == BASE_OK)
        for (size_t i = from; 2 * i + 1 < bytes.len; i++) {
            int16_t sample;
            memcpy(&sample, bytes.bytes + 2 * i, sizeof sample);
            loud += sample > level || sample < -level;
        }
    buffer_clear(&bytes);
    return loud;
}

void recorded_wait_loud(const char *file, int level, size_t count)
{
    for (int i = 0; i < 2000; i++) {
        if (recorded_loud(file, 0, level) >= count)
            return;
        poll(NULL, 0, 5);
    }
    fail_msg("after ten seconds nothing was heard");
}

void recorded_wait_end(const char *file)
{
    size_t before = SIZE_MAX;
    for (int i = 0; i < 100 && recorded_samples(file) != before; i++) {
        before = recorded_samples(file);
        poll(NULL, 0, 200);
    }
}

void recorded_tone(const char *folder, int tenths, int level, struct buffer *ret_ogg)
{
    char command[512], path[256];
    snprintf(path, sizeof path, "%s/tone.ogg", folder);
    snprintf(command, sizeof command,
        "opusenc --quiet --raw --raw-rate 48000 --raw-chan 1 --bitrate 32 --serial 1 - %s", path);
    FILE *to = popen(command, "w");
    assert_non_null(to);
    for (int i = 0; i < tenths * 4800; i++) {
        int value = i % 96 < 48 ? level : -level; /* 500 Hz */
        fputc(value & 255, to);
        fputc(value >> 8 & 255, to);
    }
    assert_int_equal(pclose(to), 0);
    buffer_init(ret_ogg, 1 << 20);
    assert_int_equal(file_read(path, ret_ogg->max, ret_ogg), BASE_OK);
    remove(path);
}

struct sound_clip *recorded_clips(const struct buffer *ogg, size_t count)
{
    struct sound_clip *clips = calloc(count, sizeof *clips);
    assert_non_null(clips);
    for (size_t i = 0; i < count; i++) {
        buffer_init(&clips[i].ogg, ogg->max);
        assert_int_equal(buffer_add(&clips[i].ogg, ogg->bytes, ogg->len), BASE_OK);
        clips[i].begins = true;
    }
    return clips;
}
