/* Sounds: Ogg Opus without comments, decodable to its end; anything else is refused with a sentence. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"
#include "pack_sources.h"
#include "sound.h"

/* A tone of that many tenths of a second, by opusenc with these options. */
static struct buffer tone(const struct pack_sources *sources, int tenths, int channels, const char *options)
{
    char command[512], path[128];
    struct buffer ogg;
    snprintf(path, sizeof path, "%s/tone.ogg", sources->folder);
    snprintf(command, sizeof command,
        "opusenc --quiet --raw --raw-rate 48000 --raw-chan %d --bitrate 16 %s - %s", channels, options, path);
    FILE *to = popen(command, "w");
    assert_non_null(to);
    for (int i = 0; i < tenths * 4800; i++)
        for (int c = 0; c < channels; c++) {
            int value = (i % 100 - 50) * 200;
            fputc(value & 255, to);
            fputc(value >> 8 & 255, to);
        }
    assert_int_equal(pclose(to), 0);
    buffer_init(&ogg, 32 << 20);
    assert_int_equal(file_read(path, ogg.max, &ogg), BASE_OK);
    assert_int_equal(remove(path), 0);
    return ogg;
}

static void comments_are_left_behind_and_the_sound_is_kept(void **state)
{
    struct buffer plain, same;
    struct buffer ogg = tone(*state, 10, 1, "--comment WHERE=harbour --artist Ana --serial 4711");
    buffer_init(&plain, 1 << 20);
    buffer_init(&same, 1 << 20);
    assert_non_null(memmem(ogg.bytes, ogg.len, "harbour", 7));
    assert_null(ogg_strip(ogg.bytes, ogg.len, &plain));
    assert_null(memmem(plain.bytes, plain.len, "harbour", 7));
    assert_null(memmem(plain.bytes, plain.len, "Ana", 3));
    assert_null(memmem(plain.bytes, plain.len, "libopus", 7));
    assert_null(sound_check(plain.bytes, plain.len));
    assert_null(ogg_strip(plain.bytes, plain.len, &same)); /* there is nothing left to take away */
    assert_int_equal(plain.len, same.len);
    assert_memory_equal(plain.bytes, same.bytes, same.len);
    buffer_clear(&ogg);
    buffer_clear(&same);
    ogg = tone(*state, 10, 1, "--serial 1147 --padding 100000"); /* comments over several pages */
    assert_null(ogg_strip(ogg.bytes, ogg.len, &same));
    assert_int_equal(plain.len, same.len);
    assert_memory_equal(plain.bytes, same.bytes, same.len);
    buffer_clear(&ogg);
    buffer_clear(&plain);
    buffer_clear(&same);
}

static void a_sound_of_a_topic_is_in_the_pack(void **state)
{
    struct built built;
    struct report report;
    struct buffer ogg = tone(*state, 5, 2, "");
    sources_put_bytes(*state, "media/papers.en.ogg", ogg.bytes, ogg.len);
    report_init(&report);
    assert_true(builder_build(&((struct pack_sources *)*state)->ground, &built, &report));
    const struct built_file *pack = built_file_of(&built, "packs/harbour/port/pack.json");
    assert_non_null(memmem(pack->bytes, pack->len, ".ogg\"", 5));
    size_t sounds = 0;
    for (size_t i = 0; i < built.file_count; i++)
        sounds += strstr(built.files[i].path, ".ogg") != NULL;
    assert_int_equal(sounds, 1);
    built_clear(&built);
    report_clear(&report);
    buffer_clear(&ogg);
}

/* What is said of these bytes, or "": they are good. */
static const char *said(const void *bytes, size_t len)
{
    struct buffer plain;
    buffer_init(&plain, 8 << 20);
    const char *why = ogg_strip(bytes, len, &plain);
    if (!why)
        why = sound_check(plain.bytes, plain.len);
    buffer_clear(&plain);
    return why ? why : "";
}

static void every_cut_and_every_changed_byte_is_noticed(void **state)
{
    struct buffer ogg = tone(*state, 3, 1, "--comment A=B");
    assert_string_equal(said(ogg.bytes, ogg.len), "");
    for (size_t len = 0; len < ogg.len; len++)
        assert_string_not_equal(said(ogg.bytes, len), "");
    for (size_t i = 0; i < ogg.len; i++) {
        ogg.bytes[i] ^= 1 << i % 8;
        assert_string_not_equal(said(ogg.bytes, ogg.len), "");
        ogg.bytes[i] ^= 1 << i % 8;
    }
    buffer_clear(&ogg);
}

static void a_cut_between_two_pages_is_noticed(void **state)
{
    struct buffer ogg = tone(*state, 50, 1, "");
    size_t cuts = 0;
    for (size_t at = 1; at < ogg.len - 4; at++)
        if (memcmp(ogg.bytes + at, "OggS", 4) == 0) {
            assert_string_not_equal(said(ogg.bytes, at), "");
            cuts++;
        }
    assert_true(cuts >= 4);
    buffer_clear(&ogg);
}

static void what_is_no_short_sound_is_refused_in_words(void **state)
{
    struct buffer ogg = tone(*state, 3, 1, ""), two;
    assert_non_null(strstr(said("RIFF....WAVE", 12), "no Ogg Opus"));
    assert_non_null(strstr(said("", 0), "no Ogg Opus"));
    buffer_init(&two, 1 << 20);
    assert_int_equal(buffer_add(&two, ogg.bytes, ogg.len), BASE_OK);
    assert_int_equal(buffer_add(&two, ogg.bytes, ogg.len), BASE_OK);
    assert_non_null(strstr(said(two.bytes, two.len), "more than one sound"));
    buffer_clear(&two);
    buffer_clear(&ogg);
    ogg = tone(*state, 3, 4, "--bitrate 256");
    assert_non_null(strstr(said(ogg.bytes, ogg.len), "more than two channels"));
    buffer_clear(&ogg);
}

static void more_than_ten_minutes_are_too_long(void **state)
{
    struct buffer ogg = tone(*state, 6010, 1, "--comp 0 --framesize 60");
    assert_non_null(strstr(said(ogg.bytes, ogg.len), "longer than ten minutes"));
    buffer_clear(&ogg);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, sources_set_up, sources_tear_down)
    const struct CMUnitTest tests[] = {
        EACH(comments_are_left_behind_and_the_sound_is_kept),
        EACH(a_sound_of_a_topic_is_in_the_pack),
        EACH(every_cut_and_every_changed_byte_is_noticed),
        EACH(a_cut_between_two_pages_is_noticed),
        EACH(what_is_no_short_sound_is_refused_in_words),
        EACH(more_than_ten_minutes_are_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
