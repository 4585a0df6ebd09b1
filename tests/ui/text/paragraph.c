/* Paragraphs as they are drawn: order, lines, heights, carets. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/text.h"
#include "ui/text/sheet.h"

#define FONTS WAYSIDE_SOURCE "/assets/fonts.list"

struct world {
    struct text *text;
    struct sheet sheet, other;
};
static const struct panel portrait = {1080, 1920, 4.03, 4.03};

static int setup(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    char message[256];
    world->text = text_new(FONTS, &portrait, message);
    assert_non_null(world->text);
    sheet_init(&world->sheet, 1080, 300);
    sheet_init(&world->other, 1080, 300);
    *state = world;
    return 0;
}

static int teardown(void **state)
{
    struct world *world = *state;
    sheet_clear(&world->sheet);
    sheet_clear(&world->other);
    text_free(world->text);
    free(world);
    return 0;
}

static const struct paragraph *laid(struct world *world, const char *language, const char *utf8, int width)
{
    struct text_style style = {.language = language, .cap_mm = 4.8};
    return text_layout(world->text, &style, utf8, strlen(utf8), width);
}

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

/* Not what we say we drew, but what was drawn. */
static void the_pixels_of_a_number_in_arabic_are_those_in_english(void **state)
{
    struct world *world = *state;
    static const char *const numbers[] = {"0800 123 456", "+44 20 7946 0018", "٠٨٠٠ ١٢٣ ٤٥٦"};
    for (size_t i = 0; i < 3; i++) {
        char text[200];
        snprintf(text, sizeof text, "اتصل على الرقم %s في أي وقت", numbers[i]);
        sheet_paragraph(&world->other, laid(world, "en", numbers[i], 1000), 20, 20);
        struct box ink = sheet_ink(&world->other);
        assert_true(ink.w > 100);
        sheet_paragraph(&world->sheet, laid(world, "ar", text, 1000), 20, 20);
        assert_true(sheet_finds(&world->sheet, &world->other, ink));
        sheet_paragraph(&world->sheet, laid(world, "ar", "اتصل على الرقم 456 123 0800 في", 1000), 20, 20);
        assert_false(sheet_finds(&world->sheet, &world->other, ink));
    }
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

static int height_of(
    struct text *text, const char *language, const char *letter, double cap_mm, struct box *ret_ink)
{
    struct text_style style = {.language = language, .cap_mm = cap_mm};
    struct sheet sheet;
    sheet_init(&sheet, 300, 300);
    const struct paragraph *paragraph = text_layout(text, &style, letter, strlen(letter), 0);
    sheet_paragraph(&sheet, paragraph, 20, 20);
    *ret_ink = sheet_ink(&sheet);
    int below = ret_ink->y + ret_ink->h - 20 - paragraph_baseline(paragraph, 0);
    assert_in_range(below + 1, 0, 2); /* stands on the baseline */
    sheet_clear(&sheet);
    return ret_ink->h;
}

static void capitals_are_as_high_as_asked_in_millimetres_on_every_panel(void **state)
{
    (void)state;
    const struct panel panels[] = {{1080, 1920, 4.03, 4.03}, {800, 480, 5.19, 5.59}, {1920, 1080, 3.2, 3.2}};
    for (size_t p = 0; p < 3; p++) {
        char message[256];
        struct text *text = text_new(FONTS, &panels[p], message);
        struct box ink;
        for (int size = 0; size < TEXT_SIZES; size++) {
            double mm = text_size_mm((enum text_size)size), px = mm * panels[p].px_per_mm_y;
            assert_true(fabs(height_of(text, "en", "H", mm, &ink) - px) <= 1);
            double shape = (643.0 - 97) / 714 * panels[p].px_per_mm_x / panels[p].px_per_mm_y;
            assert_true(fabs(ink.w - shape * px) <= 1.5);
            assert_true(fabs(height_of(text, "ar", "ا", mm, &ink) - 1.1 * px) <= 1.5);
        }
        text_free(text);
    }
}

static void scripts_in_one_line_stand_on_one_baseline(void **state)
{
    struct world *world = *state;
    sheet_paragraph(&world->other, laid(world, "en", "H", 0), 20, 20);
    struct box ink = sheet_ink(&world->other);
    const struct paragraph *paragraph = laid(world, "ar", "ا", 0);
    const struct paragraph *mixed = laid(world, "en", "H ا", 0);
    assert_int_equal(paragraph_baseline(mixed, 0), paragraph_baseline(paragraph, 0));
    sheet_paragraph(&world->sheet, mixed, 20, 20);
    struct box both = sheet_ink(&world->sheet);
    assert_in_range(
        both.y + both.h, 20 + paragraph_baseline(mixed, 0) - 1, 20 + paragraph_baseline(mixed, 0) + 1);
    assert_true(sheet_finds(&world->sheet, &world->other, ink));
}

static void a_heap_of_marks_does_not_lift_its_letter_from_the_baseline(void **state)
{
    struct world *world = *state;
    const struct paragraph *paragraph = laid(
        world, "en", "H\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81", 0);
    sheet_paragraph(&world->sheet, paragraph, 20, 60);
    struct box ink = sheet_ink(&world->sheet);
    assert_in_range(
        ink.y + ink.h, 60 + paragraph_baseline(paragraph, 0) - 1, 60 + paragraph_baseline(paragraph, 0) + 1);
    assert_true(ink.h > 30);
}

static void start_is_left_in_english_and_right_in_arabic(void **state)
{
    struct world *world = *state;
    const struct {
        const char *language, *text;
        enum text_align align;
        int left, right; /* px of paper left beside the ink; -1 any */
    } cases[] = {{"en", "Help", TEXT_START, 0, -1}, {"en", "Help", TEXT_END, -1, 0},
        {"ar", "مساعدة", TEXT_START, -1, 0}, {"ar", "مساعدة", TEXT_END, 0, -1}};
    for (size_t i = 0; i < 4; i++) {
        struct text_style style = {.language = cases[i].language, .cap_mm = 4.8, .align = cases[i].align};
        sheet_paragraph(&world->sheet,
            text_layout(world->text, &style, cases[i].text, strlen(cases[i].text), 800), 0, 20);
        struct box ink = sheet_ink(&world->sheet);
        if (cases[i].left >= 0)
            assert_in_range(ink.x, 0, 6);
        if (cases[i].right >= 0)
            assert_in_range(ink.x + ink.w, 794, 801);
    }
    struct text_style style = {.language = "en", .cap_mm = 4.8, .align = TEXT_CENTRE};
    sheet_paragraph(&world->sheet, text_layout(world->text, &style, "Help", 4, 800), 0, 20);
    struct box ink = sheet_ink(&world->sheet);
    assert_in_range(abs(ink.x + ink.w / 2 - 400), 0, 4);
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

static int caret_x(const struct paragraph *paragraph, size_t offset)
{
    struct box caret = paragraph_caret(paragraph, offset);
    return caret.x + caret.w / 2;
}

static void the_caret_goes_right_in_english_and_left_in_arabic(void **state)
{
    const struct paragraph *english = laid(*state, "en", "What now", 900),
                           *arabic = laid(*state, "ar", "ماذا الآن", 900);
    for (size_t i = 0; i < 8; i++)
        assert_true(caret_x(english, i + 1) > caret_x(english, i));
    for (size_t i = 0; i < 17; i += i == 8 ? 1 : 2)
        assert_true(caret_x(arabic, i + (i == 8 ? 1 : 2)) <= caret_x(arabic, i));
    assert_in_range(caret_x(english, 0), 0, 2);
    assert_in_range(caret_x(arabic, 0), 896, 900);
    assert_int_equal(paragraph_caret(english, 0).h, paragraph_height(english));
}

static void a_touch_on_the_caret_gives_its_place_back(void **state)
{
    static const struct {
        const char *language, *text;
    } cases[] = {
        {"en", "Where are you now? I am at gate 12"}, {"ar", "أين أنت الآن"}, {"en", "one two\nthree"}};
    for (size_t i = 0; i < 3; i++)
        for (int width = 240; width <= 900; width += 330) {
            const struct paragraph *paragraph = laid(*state, cases[i].language, cases[i].text, width);
            const char *text = cases[i].text;
            for (size_t at = 0; at <= strlen(text); at++) {
                if ((text[at] & 0xc0) == 0x80 || (at && text[at - 1] == ' '))
                    continue;
                struct box caret = paragraph_caret(paragraph, at);
                size_t back = paragraph_offset_at(paragraph, caret.x + caret.w / 2, caret.y + caret.h / 2);
                assert_int_equal(caret_x(paragraph, back), caret_x(paragraph, at));
                assert_int_equal(paragraph_caret(paragraph, back).y, caret.y);
            }
        }
}

static void in_mixed_text_every_caret_is_in_the_box_and_every_touch_is_a_boundary(void **state)
{
    static const char text[] = "Call مساعدة on 0800 123 or ask بَيت now, 5 times";
    static const char *const languages[] = {"en", "ar"};
    for (int i = 0; i < 2; i++) {
        const struct paragraph *paragraph = laid(*state, languages[i], text, 420);
        for (size_t at = 0; at <= strlen(text); at++) {
            struct box caret = paragraph_caret(paragraph, at);
            assert_true(caret.x >= 0 && caret.x + caret.w <= 420);
            assert_true(caret.y >= 0 && caret.y + caret.h <= paragraph_height(paragraph));
        }
        for (int y = -10; y < paragraph_height(paragraph) + 10; y += 9)
            for (int x = -20; x < 460; x += 3) {
                size_t at = paragraph_offset_at(paragraph, x, y);
                assert_true(at <= strlen(text));
                assert_int_not_equal(text[at] & 0xc0, 0x80);
                assert_memory_not_equal(text + at, "\xd9\x8e", 2); /* between a letter and its mark */
            }
    }
}

static void the_caret_behind_a_newline_stands_on_the_next_line(void **state)
{
    const struct paragraph *paragraph = laid(*state, "en", "one\n", 500);
    assert_int_equal(paragraph_caret(paragraph, 3).y, 0);
    assert_true(paragraph_caret(paragraph, 4).y > 0);
    assert_int_equal(paragraph_caret(paragraph, 4).x, 0);
    const struct paragraph *empty = laid(*state, "ar", "", 500);
    assert_in_range(caret_x(empty, 0), 497, 500);
    assert_int_equal(paragraph_offset_at(empty, 3, 3), 0);
}

static void a_letter_that_no_face_has_is_counted(void **state)
{
    struct world *world = *state;
    laid(world, "en", "\xe4\xb8\x80", 500); /* Han, not in this list */
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
    char message[256] = "";
    assert_null(text_new("/nowhere/fonts.list", &portrait, message));
    assert_non_null(strstr(message, "/nowhere/fonts.list"));
}

static void a_sheet_to_look_at(void **state)
{
    static const struct {
        const char *language;
        enum text_weight weight;
        const char *text;
    } samples[] = {
        {"en", TEXT_REGULAR, "You can ask for help here. Call 0800 123 456 or +44 20 7946 0018."},
        {"ar", TEXT_REGULAR, "يمكنك طلب المساعدة هنا. اتصل على 0800 123 456 أو +44 20 7946 0018."},
        {"ar", TEXT_BOLD, "اتصل على ٠٨٠٠ ١٢٣ ٤٥٦ في أي وقت."},
        {"en", TEXT_BOLD, "Leave now: مساعدة (help@example.org)"},
    };
    struct world *world = *state;
    struct sheet sheet;
    int y = 20;
    sheet_init(&sheet, 1080, 1700);
    for (int size = 0; size < TEXT_SIZES; size++)
        for (size_t i = 0; i < 4; i++) {
            struct text_style style = {.language = samples[i].language,
                .cap_mm = text_size_mm((enum text_size)size),
                .weight = samples[i].weight};
            const struct paragraph *paragraph = text_layout(
                world->text, &style, samples[i].text, strlen(samples[i].text), 1020);
            paragraph_draw(paragraph, sheet.list, 30, y, 0xff000000);
            y += paragraph_height(paragraph) + 8;
        }
    struct damage damage;
    draw_paint(NULL, sheet.list, 0xffffffff, &sheet.surface, &damage);
    sheet_write(&sheet, "text");
    assert_int_equal(text_missing(world->text), 0);
    sheet_clear(&sheet);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(english_reads_as_written),
        TEST(arabic_reads_from_right_to_left_with_its_brackets_turned),
        TEST(a_mark_stays_behind_its_letter),
        TEST(numbers_in_arabic_read_as_they_are_dialled),
        TEST(two_numbers_keep_the_order_of_the_text_around_them),
        TEST(an_override_that_someone_typed_does_not_turn_a_number),
        TEST(the_pixels_of_a_number_in_arabic_are_those_in_english),
        TEST(numbers_are_never_broken_over_lines),
        TEST(a_number_wider_than_the_line_is_cut_between_its_groups_and_said_so),
        TEST(no_line_is_wider_than_asked_and_nothing_is_lost),
        TEST(a_word_wider_than_the_line_is_cut_at_letters),
        TEST(a_cut_arabic_word_keeps_the_shapes_of_its_letters),
        TEST(spaces_hang_over_the_edge_and_count_for_nothing),
        TEST(newlines_begin_lines),
        TEST(too_many_lines_are_cut_with_an_ellipsis_never_inside_a_number),
        TEST(an_arabic_ellipsis_stands_at_the_left),
        TEST(capitals_are_as_high_as_asked_in_millimetres_on_every_panel),
        TEST(scripts_in_one_line_stand_on_one_baseline),
        TEST(a_heap_of_marks_does_not_lift_its_letter_from_the_baseline),
        TEST(start_is_left_in_english_and_right_in_arabic),
        TEST(the_same_text_has_the_same_width_whoever_keeps_it),
        TEST(a_full_cache_still_answers_the_same),
        TEST(the_caret_goes_right_in_english_and_left_in_arabic),
        TEST(a_touch_on_the_caret_gives_its_place_back),
        TEST(in_mixed_text_every_caret_is_in_the_box_and_every_touch_is_a_boundary),
        TEST(the_caret_behind_a_newline_stands_on_the_next_line),
        TEST(a_letter_that_no_face_has_is_counted),
        TEST(bad_bytes_and_controls_do_no_harm),
        TEST(text_beyond_the_maximum_is_cut_and_said_so),
        TEST(a_missing_list_or_font_is_said_in_one_sentence),
        TEST(a_sheet_to_look_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
