/* The nine languages: telephone numbers read back from what is drawn, breaks between words, shapes, no letter
 * without a face, and letters as high as the list of fonts says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/text/world.h"

#define BODY_MM 4.8

/* Each calls a number in the middle of a sentence. */
static const struct {
    const char *tag, *sentence;
} calls[] = {
    {"en", "If you are in danger, call {number} now. It costs nothing."},
    {"es", "Si está en peligro, llame ahora al {number}. No cuesta nada."},
    {"fr", "Si vous êtes en danger, appelez le {number} maintenant. C’est gratuit."},
    {"ar", "إذا كنت في خطر فاتصل بالرقم {number} الآن. المكالمة مجانية."},
    {"ru", "Если вам угрожает опасность, звоните {number} сейчас. Это бесплатно."},
    {"zh", "如果您有危险，请立即拨打{number}。电话免费。"},
    {"hi", "अगर आप खतरे में हैं, तो अभी {number} पर फ़ोन करें। इसमें पैसा नहीं लगता।"},
    {"th", "ถ้าคุณตกอยู่ในอันตราย โทร {number} ตอนนี้ โทรฟรี"},
    {"am", "አደጋ ላይ ከሆኑ አሁኑኑ ወደ {number} ይደውሉ። ጥሪው ነፃ ነው።"},
};
static const char *const numbers[] = {"+44 20 7946 0123", "0800 123 456", "112", "(020) 7946-0018", "*100#"};

/* What a line of pixels says from left to right: the drawn pieces by their place. */
struct piece {
    int x, y, w;
    const char *utf8;
    size_t len;
};

static int by_place(const void *a, const void *b)
{
    const struct piece *one = a, *other = b;
    return one->y / 12 != other->y / 12 ? one->y - other->y : one->x - other->x;
}

/* The pieces with digits or signs of numbers, a space where they stand apart. */
static void read_drawn(const struct world *world, const struct draw_list *list, char *ret_text, size_t cap)
{
    struct piece pieces[256];
    size_t count = 0, len = 0;
    for (size_t i = 0; i < draw_list_count(list) && count < 256; i++) {
        struct drawn drawn = draw_list_at(list, i);
        struct text_drawn words;
        if (drawn.kind != DRAWN_MASK || !text_of_mask(world->text, drawn.pixels, drawn.key, &words))
            continue;
        pieces[count++] = (struct piece){
            drawn.box.x - words.dx, drawn.box.y - words.dy, words.advance, words.utf8, words.len};
    }
    qsort(pieces, count, sizeof *pieces, by_place);
    for (size_t i = 0; i < count && len + pieces[i].len + 2 < cap; i++) {
        if (i && (pieces[i].y != pieces[i - 1].y || pieces[i].x > pieces[i - 1].x + pieces[i - 1].w + 1))
            ret_text[len++] = ' ';
        memcpy(ret_text + len, pieces[i].utf8, pieces[i].len);
        len += pieces[i].len;
    }
    ret_text[len] = 0;
}

static void fill_in(const char *sentence, const char *number, char *ret_text, size_t cap)
{
    const char *at = strstr(sentence, "{number}");
    snprintf(ret_text, cap, "%.*s%s%s", (int)(at - sentence), sentence, number, at + 8);
}

static void a_telephone_number_is_drawn_as_it_is_dialled_in_every_language(void **state)
{
    struct world *world = *state;
    struct draw_list *list = draw_list_new();
    char text[512], drawn[1024];
    assert_non_null(list);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            for (int width = 300; width <= 1000; width += 140) {
                fill_in(calls[i].sentence, numbers[k], text, sizeof text);
                draw_list_reset(list);
                paragraph_draw(laid(world, calls[i].tag, text, width), list, 0, 100, 0xff000000u);
                read_drawn(world, list, drawn, sizeof drawn);
                if (!strstr(drawn, numbers[k]))
                    fail_msg("%s, %d px: %s is drawn as: %s", calls[i].tag, width, numbers[k], drawn);
            }
    draw_list_free(list);
}

static void every_letter_of_the_nine_has_a_face(void **state)
{
    struct world *world = *state;
    unsigned before = text_missing(world->text);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        assert_true(paragraph_width(laid(world, calls[i].tag, calls[i].sentence, 0)) > 0);
    assert_int_equal(text_missing(world->text), before);
}

/* The first line in logical order, for left-to-right text. */
static void first_line_is(struct world *world, const char *tag, const char *text, const char *wanted)
{
    char line[256];
    int width = paragraph_width(laid(world, tag, wanted, 0));
    const struct paragraph *paragraph = laid(world, tag, text, width + 2);
    assert_true(paragraph_lines(paragraph) >= 2);
    size_t len = paragraph_visual(paragraph, 0, line, sizeof line - 1);
    while (len && line[len - 1] == ' ')
        len--;
    line[len] = 0;
    assert_string_equal(line, wanted);
}

static void thai_breaks_between_words_though_none_is_marked(void **state)
{
    /* "you have the right" | "to food and safety": never inside a word */
    first_line_is(*state, "th", "คุณมีสิทธิได้รับอาหาร", "คุณมีสิทธิ");
    first_line_is(*state, "th", "ทำงานโดยไม่ได้รับค่าจ้าง", "ทำงาน");
}

static void chinese_breaks_anywhere_but_not_before_a_full_stop(void **state)
{
    first_line_is(*state, "zh", "您可以随时停止。", "您可以随时");
    struct world *world = *state;
    char line[64];
    int width = paragraph_width(laid(world, "zh", "您可以随时停止", 0));
    const struct paragraph *paragraph = laid(world, "zh", "您可以随时停止。", width + 1);
    paragraph_visual(paragraph, 1, line, sizeof line);
    assert_string_equal(line, "止。");
}

static void amharic_breaks_after_its_word_space_and_its_full_stop_stays(void **state)
{
    first_line_is(*state, "am", "ሰላም፡ለሁሉም፡ሰው", "ሰላም፡ለሁሉም፡");
    first_line_is(*state, "am", "አደጋ ላይ ነኝ። እርዳኝ", "አደጋ ላይ ነኝ።");
}

static int width_of(struct world *world, const char *tag, const char *utf8)
{
    return paragraph_width(laid(world, tag, utf8, 0));
}

/* A conjunct is one shape, narrower than its letters with the sign that takes a vowel away between them. */
static void hindi_joins_its_consonants(void **state)
{
    struct world *world = *state;
    assert_true(width_of(world, "hi", "क्ष") < width_of(world, "hi", "क") + width_of(world, "hi", "ष"));
    assert_true(width_of(world, "hi", "त्र") < width_of(world, "hi", "त") + width_of(world, "hi", "र"));
    /* the vowel sign that is written before its consonant adds width, and no dotted circle */
    assert_true(width_of(world, "hi", "कि") < 2 * width_of(world, "hi", "क"));
}

static void arabic_joins_its_letters(void **state)
{
    struct world *world = *state;
    assert_true(width_of(world, "ar", "لا") < width_of(world, "ar", "ل") + width_of(world, "ar", "ا"));
    assert_true(width_of(world, "ar", "سلام") < width_of(world, "ar", "س") + width_of(world, "ar", "ل") +
                                                    width_of(world, "ar", "ا") + width_of(world, "ar", "م"));
}

static void thai_marks_add_no_width(void **state)
{
    struct world *world = *state;
    assert_int_equal(width_of(world, "th", "ก้"), width_of(world, "th", "ก"));
    assert_int_equal(width_of(world, "th", "กี่"), width_of(world, "th", "ก"));
}

/* How far its ink stands above the baseline, measured, in mm. */
static double ink_mm(struct world *world, const char *tag, const char *letter)
{
    struct draw_list *list = draw_list_new();
    struct panel panel = world_panel();
    paragraph_draw(laid(world, tag, letter, 0), list, 50, 50, 0xff000000u);
    assert_int_equal(draw_list_count(list), 1);
    struct drawn drawn = draw_list_at(list, 0);
    struct text_drawn words;
    assert_true(text_of_mask(world->text, drawn.pixels, drawn.key, &words));
    double mm = -words.dy / panel.px_per_mm_y;
    draw_list_free(list);
    return mm;
}

/* What a reader sees as the height of a line of letters: within what is known to be as easy to read as a
 * Latin capital of the same line, by the factors of assets/fonts.list. */
static void letters_of_each_script_are_as_high_as_the_list_says(void **state)
{
    static const struct {
        const char *tag, *letter;
        double factor;
    } letters[] = {{"en", "H", 1.00}, {"ru", "Н", 1.00}, {"ar", "ا", 1.10}, {"zh", "永", 1.15},
        {"hi", "क", 1.05}, {"th", "ก", 0.90}, {"am", "ሁ", 1.00}};
    struct world *world = *state;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        double mm = ink_mm(world, letters[i].tag, letters[i].letter), wanted = BODY_MM * letters[i].factor;
        if (fabs(mm - wanted) > 0.45)
            fail_msg("%s: %s is %.2f mm high, not %.2f", letters[i].tag, letters[i].letter, mm, wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_telephone_number_is_drawn_as_it_is_dialled_in_every_language),
        TEST(every_letter_of_the_nine_has_a_face),
        TEST(thai_breaks_between_words_though_none_is_marked),
        TEST(chinese_breaks_anywhere_but_not_before_a_full_stop),
        TEST(amharic_breaks_after_its_word_space_and_its_full_stop_stays),
        TEST(hindi_joins_its_consonants),
        TEST(arabic_joins_its_letters),
        TEST(thai_marks_add_no_width),
        TEST(letters_of_each_script_are_as_high_as_the_list_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
