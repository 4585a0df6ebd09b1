/* PNG files come in whole and premultiplied, or not at all. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "draw/draw.h"

struct png {
    uint8_t *bytes;
    png_alloc_size_t len;
};

/* pixels as libpng's BGRA: 0xAARRGGBB words, not premultiplied. */
static struct png png_of(const uint32_t *pixels, unsigned width, unsigned height)
{
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = PNG_FORMAT_BGRA};
    struct png png = {NULL, 0};
    assert_true(png_image_write_get_memory_size(image, png.len, 0, pixels, 0, NULL));
    png.bytes = malloc(png.len);
    assert_true(png_image_write_to_memory(&image, png.bytes, &png.len, 0, pixels, 0, NULL));
    return png;
}

static void a_picture_is_premultiplied_and_keeps_its_alpha_as_a_mask(void **state)
{
    (void)state;
    const uint32_t pixels[] = {0xff123456, 0x80ff0040, 0x00ffffff, 0xffffffff};
    struct png png = png_of(pixels, 2, 2);
    struct loaded_picture *picture = NULL;
    assert_int_equal(picture_load(png.bytes, png.len, &picture), BASE_OK);
    struct picture seen = picture_of(picture);
    struct mask mask = picture_mask(picture);
    assert_int_equal(seen.width, 2);
    assert_int_equal(seen.height, 2);
    assert_int_equal(seen.pixels[0], 0xff123456);
    assert_int_equal(seen.pixels[1], 0x80800020);
    assert_int_equal(seen.pixels[seen.stride], 0);
    assert_int_equal(mask.alpha[0], 255);
    assert_int_equal(mask.alpha[1], 128);
    assert_int_equal(mask.alpha[mask.stride], 0);
    assert_int_not_equal(mask.key, seen.key);
    picture_free(picture);
    free(png.bytes);
}

static void equal_pictures_have_equal_keys_and_others_have_others(void **state)
{
    (void)state;
    const uint32_t one[] = {0xff000001, 0xff000002}, other[] = {0xff000002, 0xff000001};
    struct png a = png_of(one, 2, 1), b = png_of(other, 2, 1);
    struct loaded_picture *first, *again, *second;
    assert_int_equal(picture_load(a.bytes, a.len, &first), BASE_OK);
    assert_int_equal(picture_load(a.bytes, a.len, &again), BASE_OK);
    assert_int_equal(picture_load(b.bytes, b.len, &second), BASE_OK);
    assert_true(picture_of(first).key == picture_of(again).key);
    assert_true(picture_of(first).key != picture_of(second).key);
    picture_free(first);
    picture_free(again);
    picture_free(second);
    free(a.bytes);
    free(b.bytes);
}

static void scaling_keeps_the_shape_and_the_average(void **state)
{
    (void)state;
    uint32_t pixels[64 * 32];
    for (int i = 0; i < 64 * 32; i++)
        pixels[i] = (i % 64 + i / 64) % 2 ? 0xffffffff : 0xff000000;
    struct png png = png_of(pixels, 64, 32);
    struct loaded_picture *picture;
    assert_int_equal(picture_load_scaled(png.bytes, png.len, 20, 20, &picture), BASE_OK);
    struct picture seen = picture_of(picture);
    assert_int_equal(seen.width, 20);
    assert_int_equal(seen.height, 10);
    double sum = 0;
    for (int i = 0; i < 200; i++) {
        assert_int_equal(seen.pixels[i] >> 24, 255);
        sum += seen.pixels[i] & 255;
    }
    assert_true(sum / 200 > 126 && sum / 200 < 129);
    picture_free(picture);
    assert_int_equal(picture_load_scaled(png.bytes, png.len, 1, 1, &picture), BASE_OK);
    picture_free(picture);
    assert_int_equal(picture_load_scaled(png.bytes, png.len, 200, 300, &picture), BASE_OK);
    assert_int_equal(picture_of(picture).width, 200);
    assert_int_equal(picture_of(picture).height, 100);
    picture_free(picture);
    assert_int_equal(picture_load_scaled(png.bytes, png.len, 0, 3, &picture), BASE_TOO_LARGE);
    free(png.bytes);
}

static void every_cut_file_is_refused_and_leaves_the_output_alone(void **state)
{
    (void)state;
    const uint32_t pixels[] = {0xff123456, 0x80ff0040, 0x00ffffff, 0xffffffff};
    struct png png = png_of(pixels, 2, 2);
    for (size_t len = 0; len + 12 < png.len; len++) { /* the last 12 bytes are IEND */
        uint8_t *cut = malloc(len ? len : 1);
        memcpy(cut, png.bytes, len);
        struct loaded_picture *picture = NULL;
        assert_int_not_equal(picture_load(cut, len, &picture), BASE_OK);
        assert_null(picture);
        free(cut);
    }
    free(png.bytes);
}

static void a_header_that_asks_for_too_much_is_refused_before_any_memory_is_taken(void **state)
{
    (void)state;
    uint32_t *row = calloc(4097, sizeof *row);
    struct png png = png_of(row, 4097, 1);
    struct loaded_picture *picture = NULL;
    assert_int_equal(picture_load(png.bytes, png.len, &picture), BASE_TOO_LARGE);
    assert_null(picture);
    free(png.bytes);
    free(row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_is_premultiplied_and_keeps_its_alpha_as_a_mask),
        cmocka_unit_test(equal_pictures_have_equal_keys_and_others_have_others),
        cmocka_unit_test(scaling_keeps_the_shape_and_the_average),
        cmocka_unit_test(every_cut_file_is_refused_and_leaves_the_output_alone),
        cmocka_unit_test(a_header_that_asks_for_too_much_is_refused_before_any_memory_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
