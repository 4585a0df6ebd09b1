/* The index of clips, and sentences and numbers in the pieces that are said. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/voice.h"

/* One file, one clip of "Leave now": 100 bytes from byte 7 on. */
static size_t small_index(uint8_t out[static 128])
{
    size_t len = 0;
    memset(out, 0, 128);
    memcpy(out, "WAYSIDE VOICE 1\n", 16);
    memcpy(out + 16, "en", 2);
    len = 32;
    out[len + 1] = 1;
    memset(out + len + 2, 0xab, 16);
    len += 18;
    out[len + 3] = 1;
    voice_key("en", "Leave now", out + len + 4);
    len += 4 + VOICE_KEY;
    out[len + 5] = 7;
    out[len + 9] = 100;
    return len + 10;
}

static void a_text_that_has_a_clip_is_found_and_another_is_not(void **state)
{
    (void)state;
    uint8_t bytes[128];
    char message[256] = "";
    struct voice voice;
    assert_true(voice_read(&voice, bytes, small_index(bytes), message));
    const struct voice_clip *clip = voice_find(&voice, "Leave now");
    assert_non_null(clip);
    assert_int_equal(clip->at, 7);
    assert_int_equal(clip->len, 100);
    assert_string_equal(voice.files[clip->file], "media/abababababababababababababababab.ogg");
    assert_null(voice_find(&voice, "leave now"));
    assert_null(voice_find(&voice, "Leave now "));
    voice_clear(&voice);
}

static void what_is_cut_or_follows_is_refused(void **state)
{
    (void)state;
    uint8_t bytes[160] = {0};
    char message[256];
    struct voice voice;
    size_t len = small_index(bytes);
    for (size_t i = 0; i <= len + 1; i++) {
        message[0] = 0;
        assert_int_equal(voice_read(&voice, bytes, i, message), i == len);
        assert_int_equal(message[0] == 0, i == len);
        voice_clear(&voice);
    }
}

static void every_field_is_held_to_its_bounds(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        uint8_t value;
    } wrong[] = {{0, 'w'}, {16, '1'}, {20, 'x'}, {31, 1}, {32, 0xff}, {33, 0}, {50, 1}, {53, 2},
        {53 + 17, 1} /* file */, {53 + 19, 0xff} /* at */, {53 + 23, 0xff}, {53 + 26, 0} /* len */};
    char message[256];
    struct voice voice;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        uint8_t bytes[128];
        size_t len = small_index(bytes);
        assert_int_not_equal(bytes[wrong[i].at], wrong[i].value);
        bytes[wrong[i].at] = wrong[i].value;
        message[0] = 0;
        if (voice_read(&voice, bytes, len, message))
            fail_msg("byte %zu is not looked at", wrong[i].at);
        assert_non_null(strchr(message, '.'));
        assert_int_equal(voice.count, 0);
    }
}

/* "a|{time}|b": the pieces of a sentence, places in brackets. */
static const char *pieces(const char *format, char out[static 200])
{
    struct voice_piece piece;
    out[0] = 0;
    for (const char *at = format; voice_next_piece(&at, &piece);)
        snprintf(out + strlen(out), 200 - strlen(out), piece.place ? "%s{%.*s}" : "%s%.*s", out[0] ? "|" : "",
            (int)piece.len, piece.text);
    return out;
}

static void a_sentence_is_cut_at_its_places(void **state)
{
    (void)state;
    char out[200];
    assert_string_equal(pieces("Open now, until {time}", out), "Open now, until|{time}");
    assert_string_equal(pieces("{a}, {b}.", out), "{a}|{b}");
    assert_string_equal(pieces("Leave now.", out), "Leave now");
    assert_string_equal(pieces("Page {page} of {pages}", out), "Page|{page}|of|{pages}");
    assert_string_equal(pieces("مفتوح الآن، حتى {time}؟", out), "مفتوح الآن، حتى|{time}");
    assert_string_equal(pieces("\u2068{name}\u2069：{n}。", out), "{name}|{n}");
    assert_string_equal(pieces("a {Not one} b", out), "a {Not one} b");
    assert_string_equal(pieces(" .,; ", out), "");
    assert_true(voice_has_places("x{n}"));
    assert_false(voice_has_places("{ n } {}"));
}

static const char *number(const char *text, char out[static 200])
{
    char said[24][4];
    size_t count = voice_number(text, 24, said);
    out[0] = 0;
    for (size_t i = 0; i < count; i++)
        snprintf(out + strlen(out), 200 - strlen(out), "%s%s", i ? " " : "", said[i]);
    return out;
}

static void a_number_is_said_as_people_say_it(void **state)
{
    (void)state;
    char out[200];
    assert_string_equal(number("+44 20 7946 0018", out), "+ 4 4 2 0 7 9 4 6 0 0 1 8");
    assert_string_equal(number("112", out), "1 1 2");
    assert_string_equal(number("100", out), "100");
    assert_string_equal(number("23", out), "23");
    assert_string_equal(number("0", out), "0");
    assert_string_equal(number("14:05", out), "14 5");
    assert_string_equal(number("08:00", out), "8 0");
    assert_string_equal(number("٢٠", out), "20");
    assert_string_equal(number("۱۱۶ ۰۰۰", out), "1 1 6 0 0 0");
    assert_string_equal(number("\u2066+44 20\u2069", out), "+ 4 4 2 0");
    assert_string_equal(number("2 hours", out), "");
    assert_string_equal(number("+", out), "");
    assert_string_equal(number("", out), "");
    assert_string_equal(number("1:2:3", out), "");
    assert_string_equal(number("1111111111111111111111111", out), ""); /* more than there is room for */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_that_has_a_clip_is_found_and_another_is_not),
        cmocka_unit_test(what_is_cut_or_follows_is_refused),
        cmocka_unit_test(every_field_is_held_to_its_bounds),
        cmocka_unit_test(a_sentence_is_cut_at_its_places),
        cmocka_unit_test(a_number_is_said_as_people_say_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
