/* The list of fonts is read as written, or refused with the line; every face of the image opens. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fonts.h"

#define LATIN "Latn regular 0 U+0048 1.00 /fonts/latin.ttf\n"

static void a_line_names_a_face(void **state)
{
    (void)state;
    static const char list[] = "# fonts\n\n" LATIN "Hani-ja bold 3 U+7530 0.95 /fonts/han.ttc # no";
    static const char good[] = "# fonts\n\n" LATIN "  \nHani-ja bold 3 U+7530 0.95 /fonts/han.ttc";
    struct face *faces;
    size_t count;
    char message[256];
    assert_false(fonts_parse(list, strlen(list), &faces, &count, message));
    assert_true(fonts_parse(good, strlen(good), &faces, &count, message));
    assert_int_equal(count, 2);
    assert_string_equal(faces[0].script, "Latn");
    assert_string_equal(faces[0].language, "");
    assert_int_equal(faces[0].weight, TEXT_REGULAR);
    assert_string_equal(faces[1].language, "ja");
    assert_int_equal(faces[1].weight, TEXT_BOLD);
    assert_int_equal(faces[1].index, 3);
    assert_int_equal(faces[1].letter, 0x7530);
    assert_true(faces[1].height == 0.95);
    assert_string_equal(faces[1].path, "/fonts/han.ttc");
    free(faces);
}

static void a_faulty_line_is_named(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "# nothing\n", LATIN "Latn regular 0 U+0048 1.00\n",
        LATIN "latn regular 0 U+0048 1.00 /f\n", LATIN "Latin regular 0 U+0048 1.00 /f\n",
        LATIN "Latn- regular 0 U+0048 1.00 /f\n", LATIN "Latn heavy 0 U+0048 1.00 /f\n",
        LATIN "Latn regular x U+0048 1.00 /f\n", LATIN "Latn regular 999 U+0048 1.00 /f\n",
        LATIN "Latn regular 0 0048 1.00 /f\n", LATIN "Latn regular 0 U+110000 1.00 /f\n",
        LATIN "Latn regular 0 U+0048 9 /f\n", LATIN "Latn regular 0 U+0048 nan /f\n",
        LATIN "Latn regular 0 U+0048 1.00 f\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct face *faces = NULL;
        size_t count = 0;
        char message[256] = "";
        if (fonts_parse(wrong[i], strlen(wrong[i]), &faces, &count, message))
            fail_msg("taken: %s", wrong[i]);
        assert_null(faces);
        if (i > 1 && !strstr(message, "line 2"))
            fail_msg("%s", message);
    }
}

static void every_face_of_the_image_opens_and_has_its_letter(void **state)
{
    (void)state;
    const struct panel panel = {1080, 1920, 4.03, 4.03};
    struct fonts fonts;
    char message[256];
    assert_int_equal(TTF_Init(), 0);
    if (!fonts_init(&fonts, WAYSIDE_SOURCE "/assets/fonts.list", &panel, message))
        fail_msg("%s", message);
    for (size_t i = 0; i < fonts.faces_count; i++)
        if (!fonts_font(&fonts, &fonts.faces[i], 4.8))
            fail_msg("%s does not open", fonts.faces[i].path);
    fonts_clear(&fonts);
    TTF_Quit();
}

static void more_sizes_than_may_be_open_turn_out_the_oldest(void **state)
{
    (void)state;
    const struct panel panel = {1080, 1920, 4.03, 4.03};
    struct fonts fonts;
    char message[256];
    assert_int_equal(TTF_Init(), 0);
    assert_true(fonts_init(&fonts, WAYSIDE_SOURCE "/assets/fonts.list", &panel, message));
    for (int i = 0; i < 3 * FONTS_OPEN; i++)
        assert_non_null(fonts_font(&fonts, &fonts.faces[i % 2], 3 + i * 0.1));
    assert_int_equal(fonts.open_count, FONTS_OPEN);
    fonts_clear(&fonts);
    TTF_Quit();
}

static void a_face_that_cannot_be_opened_is_passed_over(void **state)
{
    (void)state;
    const struct panel panel = {1080, 1920, 4.03, 4.03};
    static const UChar letter[] = {'H'};
    struct fonts fonts;
    char message[256], path[] = "/tmp/wayside-fonts-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    fprintf(file, "Latn regular 0 U+0048 1 /nowhere.ttf\nLatn regular 0 U+0048 1 %s\n", path);
    fprintf(file, "Latn regular 0 U+0048 1 /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf\n");
    fclose(file);
    assert_int_equal(TTF_Init(), 0);
    assert_true(fonts_init(&fonts, path, &panel, message));
    bool missing;
    assert_ptr_equal(
        fonts_choose(&fonts, "Latn", "en", TEXT_REGULAR, 4.8, letter, 1, &missing), &fonts.faces[2]);
    assert_false(missing);
    assert_true(fonts.faces[0].broken && fonts.faces[1].broken);
    fonts_clear(&fonts);
    TTF_Quit();
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_names_a_face),
        cmocka_unit_test(a_faulty_line_is_named),
        cmocka_unit_test(every_face_of_the_image_opens_and_has_its_letter),
        cmocka_unit_test(more_sizes_than_may_be_open_turn_out_the_oldest),
        cmocka_unit_test(a_face_that_cannot_be_opened_is_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
