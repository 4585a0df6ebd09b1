/* Paragraphs as they are drawn: their order and their lines. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/text.h"
#include "ui/text/world.h"

static void reads(const struct paragraph *paragraph, int line, const char *wanted)
{
    char visual[4096];
    paragraph_visual(paragraph, line, visual, sizeof visual);
    assert_string_equal(visual, wanted);
}

static void english_reads_as_written(void **state)
{
    const struct paragraph *paragraph = laid(*state, "en", "Ask for help: (free, any time)", 1000);
    reads(paragraph, 0, "Ask for help: (free, any time)");
    assert_int_equal(paragraph_lines(paragraph), 1);
    assert_int_equal(text_missing(((struct world *)*state)->text), 0);
}

static void arabic_reads_from_right_to_left_with_its_brackets_turned(void **state)
{
    const struct paragraph *paragraph = laid(*state, "ar", "ابت (ثج) ح", 1000);
    reads(paragraph, 0, "ح (جث) تبا");
}

static void a_mark_stays_behind_its_letter(void **state)
{
    reads(laid(*state, "ar", "بَت", 1000), 0, "تبَ");
}

static void numbers_in_arabic_read_as_they_are_dialled(void **state)
{
    static const char *const numbers[] = {"0800 123 456", "+44 20 7946 0018", "020-7946-0018",
        "(020) 7946 0018", "999", "24/7", "09:00", "12.05.2026", "1,250.50", "50%", "*100#",
        "0800\xc2\xa0"
        "123\xc2\xa0"
        "456",
        "٠٨٠٠ ١٢٣ ٤٥٦", "+٩٦٦ ١١ ٢٩٠ ٠٠٠٠", "۰۸۰۰ ۱۲۳ ۴۵۶", "COVID-19", "www.example.org/12"};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        for (int language = 0; language < 2; language++) {
            char text[200], visual[400];
            snprintf(text, sizeof text, "اتصل %s الآن", numbers[i]);
            paragraph_visual(laid(*state, language ? "ar" : "en", text, 1000), 0, visual, sizeof visual);
            if (!strstr(visual, numbers[i]))
                fail_msg("%s became %s", numbers[i], visual);
        }
}

static void two_numbers_keep_the_order_of_the_text_around_them(void **state)
{
    const struct paragraph *paragraph = laid(*state, "ar", "ا 0800 123 ب 0900 456 ت", 1000);
    reads(paragraph, 0, "ت 0900 456 ب 0800 123 ا");
}

static void an_override_that_someone_typed_does_not_turn_a_number(void **state)
{
    char visual[400];
    paragraph_visual(laid(*state, "en",
                         "\xe2\x80\xae"
                         "0800 123 456 abc",
                         1000),
        0, visual, sizeof visual);
    assert_non_null(strstr(visual, "0800 123 456"));
}

static void numbers_are_never_broken_over_lines(void **state)
{
    static const char *const texts[] = {
        "Call us on 0800 123 456 or on +44 20 7946 0018 at any time, or 020-7946-0018 by night.",
        "اتصل بنا على 0800 123 456 أو على +44 20 7946 0018 في أي وقت أو 020-7946-0018 ليلا."};
    static const char *const numbers[] = {"0800 123 456", "+44 20 7946 0018", "020-7946-0018"};
    for (int language = 0; language < 2; language++)
        for (int width = 280; width < 1060; width += 3) {
            const struct paragraph *paragraph = laid(*state, language ? "ar" : "en", texts[language], width);
            int found = 0;
            for (int line = 0; line < paragraph_lines(paragraph); line++) {
                char visual[1000];
                paragraph_visual(paragraph, line, visual, sizeof visual);
                for (int i = 0; i < 3; i++)
                    found += strstr(visual, numbers[i]) != NULL;
            }
            assert_int_equal(found, 3);
            assert_false(paragraph_cut(paragraph));
        }
}

static void a_number_wider_than_the_line_is_cut_between_its_groups_and_said_so(void **state)
{
    const struct paragraph *paragraph = laid(*state, "en", "+44 20 7946 0018", 130);
    char all[200] = "";
    assert_true(paragraph_cut(paragraph));
    assert_true(paragraph_lines(paragraph) > 1);
    for (int line = 0; line < paragraph_lines(paragraph); line++)
        paragraph_visual(paragraph, line, all + strlen(all), sizeof all - strlen(all));
    assert_string_equal(all, "+44 20 7946 0018");
}

static unsigned next(unsigned *random)
{
    *random = *random * 1664525 + 1013904223;
    return *random >> 8;
}

static void random_text(unsigned *random, char *text, size_t cap)
{
    static const char *const words[] = {"help", "passport", "a", "السلام", "مساعدة", "وَقْت", "0800 123", "٣٤٥",
        "(", ")", ".", ",", "example.org", "antidisestablishmentarianism", "\xc2\xa0", "-", "\n", "é", "5",
        "؟"};
    size_t len = 0;
    int count = 1 + (int)(next(random) % 40);
    for (int i = 0; i < count; i++)
        len += (size_t)snprintf(
            text + len, cap - len, "%s%s", words[next(random) % 20], next(random) % 3 ? " " : "");
}

/* Every byte above the space, whatever its place. */
static void count_bytes(const char *text, size_t len, int ret_count[static 256])
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] > ' ')
            ret_count[(unsigned char)text[i]]++;
}

static void no_line_is_wider_than_asked_and_nothing_is_lost(void **state)
{
    unsigned random = 20261124;
    for (int round = 0; round < 1500; round++) {
        char text[2000], visual[4000];
        int width = 200 + (int)(next(&random) % 800), before[256] = {0}, after[256] = {0};
        random_text(&random, text, sizeof text);
        const struct paragraph *paragraph = laid(*state, round % 2 ? "ar" : "en", text, width);
        if (!paragraph_cut(paragraph))
            assert_in_range(paragraph_width(paragraph), 0, width);
        count_bytes(text, strlen(text), before);
        for (int line = 0; line < paragraph_lines(paragraph); line++)
            count_bytes(visual, paragraph_visual(paragraph, line, visual, sizeof visual), after);
        before['('] = before[')'] = before['('] + before[')']; /* may be turned */
        after['('] = after[')'] = after['('] + after[')'];
        assert_memory_equal(before, after, sizeof before);
    }
    assert_int_equal(text_missing(((struct world *)*state)->text), 0);
}

static void a_word_wider_than_the_line_is_cut_at_letters(void **state)
{
    const struct paragraph *paragraph = laid(
        *state, "en", "antidisestablishmentarianismantidisestablishmentarianism", 300);
    assert_in_range(paragraph_lines(paragraph), 3, 5);
    assert_in_range(paragraph_width(paragraph), 250, 300);
    assert_false(paragraph_cut(paragraph));
}

/* A word of one pair of letters, over and over: shaped whole, each pair but the last is as wide. */
static void a_cut_arabic_word_keeps_the_shapes_of_its_letters(void **state)
{
    struct world *world = *state;
    char text[401] = "";
    for (int i = 0; i < 100; i++)
        strcat(text, "بي");
    int few = paragraph_width(laid(world, "ar", "بيبيبيبيبيبيبيبيبيبي", 0)); /* ten pairs, one unit */
    int fewer = paragraph_width(laid(world, "ar", "بيبي", 0));
    double pair = (few - fewer) / 8.0, whole = few + 90 * pair;
    int total = paragraph_width(laid(world, "ar", text, 0)); /* several units */
    assert_true(fabs(total - whole) < pair);
    assert_true(paragraph_lines(laid(world, "ar", text, 400)) > 1);
}

static void spaces_hang_over_the_edge_and_count_for_nothing(void **state)
{
    struct world *world = *state;
    int width = paragraph_width(laid(world, "en", "help", 0));
    const struct paragraph *paragraph = laid(world, "en", "help                          help", width);
    assert_int_equal(paragraph_lines(paragraph), 2);
    assert_int_equal(paragraph_width(paragraph), width);
}

static void newlines_begin_lines(void **state)
{
    struct world *world = *state;
    const struct paragraph *paragraph = laid(world, "en", "one\r\ntwo\n\nfour\n", 500);
    assert_int_equal(paragraph_lines(paragraph), 5);
    reads(paragraph, 0, "one");
    reads(paragraph, 1, "two");
    reads(paragraph, 2, "");
    reads(paragraph, 3, "four");
    reads(paragraph, 4, "");
    assert_int_equal(paragraph_lines(laid(world, "en", "", 500)), 1);
    assert_true(paragraph_height(laid(world, "en", "", 500)) > 20);
}

static void too_many_lines_are_cut_with_an_ellipsis_never_inside_a_number(void **state)
{
    struct world *world = *state;
    struct text_style style = {.language = "en", .cap_mm = 4.8, .max_lines = 1};
    static const char text[] = "Please call 0800 123 456 now";
    for (int width = 120; width < 460; width += 5) {
        const struct paragraph *paragraph = text_layout(world->text, &style, text, strlen(text), width);
        char visual[200];
        paragraph_visual(paragraph, 0, visual, sizeof visual);
        size_t len = strlen(visual);
        assert_int_equal(paragraph_lines(paragraph), 1);
        assert_in_range(paragraph_width(paragraph), 1, width);
        if (!paragraph_cut(paragraph))
            continue;
        assert_string_equal(visual + len - 3, "…");
        if (strchr(visual, '0'))
            assert_non_null(strstr(visual, "0800 123 456"));
    }
    style.max_lines = 2;
    assert_false(paragraph_cut(text_layout(world->text, &style, text, strlen(text), 300)));
}

static void an_arabic_ellipsis_stands_at_the_left(void **state)
{
    struct world *world = *state;
    struct text_style style = {.language = "ar", .cap_mm = 4.8, .max_lines = 1};
    static const char text[] = "يمكنك طلب المساعدة هنا في أي وقت";
    char visual[200];
    paragraph_visual(text_layout(world->text, &style, text, strlen(text), 200), 0, visual, sizeof visual);
    assert_memory_equal(visual, "…", 3);
}

static void the_same_text_has_the_same_width_whoever_keeps_it(void **state)
{
    struct world *world = *state;
    static const char text[] = "What happened? ماذا حدث؟ 0800 123 456";
    struct text_style style = {.language = "en", .cap_mm = 7.3, .keep = TEXT_CONTENT};
    int width = paragraph_width(text_layout(world->text, &style, text, strlen(text), 0));
    style.keep = TEXT_VISIT;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(paragraph_width(text_layout(world->text, &style, text, strlen(text), 0)), width);
        text_wipe_visit(world->text);
    }
    style.keep = TEXT_CONTENT;
    assert_int_equal(paragraph_width(text_layout(world->text, &style, text, strlen(text), 0)), width);
}

static void a_full_cache_still_answers_the_same(void **state)
{
    struct world *world = *state;
    struct text_style style = {.language = "en", .cap_mm = 4.8, .keep = TEXT_VISIT};
    int width = paragraph_width(text_layout(world->text, &style, "word 77", 7, 0));
    for (int i = 0; i < 3000; i++) {
        char word[32];
        snprintf(word, sizeof word, "word %d", i);
        const struct paragraph *paragraph = text_layout(world->text, &style, word, strlen(word), 0);
        reads(paragraph, 0, word);
    }
    assert_int_equal(paragraph_width(text_layout(world->text, &style, "word 77", 7, 0)), width);
}

static void a_letter_that_no_face_has_is_counted(void **state)
{
    struct world *world = *state;
    laid(world, "en", "\xf0\x92\x80\x80", 500); /* cuneiform, of which the image has no font */
    assert_int_equal(text_missing(world->text), 1);
}

static void bad_bytes_and_controls_do_no_harm(void **state)
{
    static const char text[] = "a\xff\xfe b\xc3 \x01\x02\tc \xe2\x80\x8f\xe2\x81\xa6 \xf4\x90\x80\x80 d";
    for (int width = 0; width < 200; width += 40) {
        const struct paragraph *paragraph = laid(*state, width % 80 ? "ar" : "en", text, width);
        for (size_t at = 0; at <= strlen(text); at++)
            (void)paragraph_caret(paragraph, at);
        (void)paragraph_offset_at(paragraph, 30, 10);
    }
}

static void text_beyond_the_maximum_is_cut_and_said_so(void **state)
{
    struct world *world = *state;
    struct text_style style = {.language = "ar", .cap_mm = 4.8, .keep = TEXT_VISIT};
    char *text = malloc(40001);
    for (int i = 0; i < 8000; i++)
        memcpy(text + 5 * i, "ب يا", 5);
    const struct paragraph *paragraph = text_layout(world->text, &style, text, 40000, 900);
    assert_true(paragraph_cut(paragraph));
    free(text);
}

static void a_missing_list_or_font_is_said_in_one_sentence(void **state)
{
    (void)state;
    const struct panel panel = world_panel();
    char message[256] = "";
    assert_null(text_new("/nowhere/fonts.list", &panel, message));
    assert_non_null(strstr(message, "/nowhere/fonts.list"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(english_reads_as_written),
        TEST(arabic_reads_from_right_to_left_with_its_brackets_turned),
        TEST(a_mark_stays_behind_its_letter),
        TEST(numbers_in_arabic_read_as_they_are_dialled),
        TEST(two_numbers_keep_the_order_of_the_text_around_them),
        TEST(an_override_that_someone_typed_does_not_turn_a_number),
        TEST(numbers_are_never_broken_over_lines),
        TEST(a_number_wider_than_the_line_is_cut_between_its_groups_and_said_so),
        TEST(no_line_is_wider_than_asked_and_nothing_is_lost),
        TEST(a_word_wider_than_the_line_is_cut_at_letters),
        TEST(a_cut_arabic_word_keeps_the_shapes_of_its_letters),
        TEST(spaces_hang_over_the_edge_and_count_for_nothing),
        TEST(newlines_begin_lines),
        TEST(too_many_lines_are_cut_with_an_ellipsis_never_inside_a_number),
        TEST(an_arabic_ellipsis_stands_at_the_left),
        TEST(the_same_text_has_the_same_width_whoever_keeps_it),
        TEST(a_full_cache_still_answers_the_same),
        TEST(a_letter_that_no_face_has_is_counted),
        TEST(bad_bytes_and_controls_do_no_harm),
        TEST(text_beyond_the_maximum_is_cut_and_said_so),
        TEST(a_missing_list_or_font_is_said_in_one_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
