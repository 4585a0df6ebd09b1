/* Pictures of packs: kept while they are used, within a bound; what is missing or broken is no picture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"
#include "widget/pictures.h"

#define PICTURE WAYSIDE_BUILD "/share/wayside/pictures/phone.png"

struct media {
    unsigned asked;
    bool missing, broken;
};

static bool get(void *self, const char *name, struct buffer *ret_png)
{
    struct media *media = self;
    (void)name;
    media->asked++;
    if (media->missing)
        return false;
    assert_int_equal(file_read(PICTURE, 4 << 20, ret_png), BASE_OK);
    if (media->broken)
        ret_png->bytes[ret_png->len / 2] ^= 0x55;
    return true;
}

static struct picture_source source(struct media *media, const char *name)
{
    return (struct picture_source){name, 1000, 700, get, media};
}

static void a_picture_is_read_once_for_each_size(void **state)
{
    struct pictures *pictures = pictures_new(NULL);
    struct media media = {0};
    struct picture_source road = source(&media, "media/road.png");
    struct picture first, again;
    (void)state;
    pictures_pass(pictures);
    assert_true(pictures_from(pictures, &road, 100, 100, &first));
    assert_true(first.width == 100 || first.height == 100);
    pictures_pass(pictures);
    assert_true(pictures_from(pictures, &road, 100, 100, &again));
    assert_ptr_equal(first.pixels, again.pixels);
    assert_true(pictures_from(pictures, &road, 50, 50, &again));
    assert_int_equal(media.asked, 2);
    pictures_free(pictures);
}

static void what_is_missing_or_broken_is_asked_for_again_only_with_other_content(void **state)
{
    struct pictures *pictures = pictures_new(NULL);
    struct media media = {.missing = true};
    struct picture_source road = source(&media, "media/road.png");
    struct picture picture;
    (void)state;
    for (int i = 0; i < 3; i++) {
        pictures_pass(pictures);
        assert_false(pictures_from(pictures, &road, 100 + i, 100, &picture));
        assert_true(pictures_absent(pictures, &road));
    }
    assert_int_equal(media.asked, 1);
    media = (struct media){.broken = true};
    pictures_renew(pictures);
    assert_false(pictures_absent(pictures, &road));
    assert_false(pictures_from(pictures, &road, 100, 100, &picture));
    media = (struct media){0};
    pictures_renew(pictures);
    assert_true(pictures_from(pictures, &road, 100, 100, &picture));
    assert_false(pictures_absent(pictures, &road));
    pictures_free(pictures);
}

static void those_longest_unused_give_way_and_never_one_in_use(void **state)
{
    struct pictures *pictures = pictures_new(NULL);
    struct media media = {0};
    struct picture picture;
    char name[48];
    (void)state;
    for (int i = 0; i < PICTURES_PACK_MAX + 8; i++) {
        snprintf(name, sizeof(name), "media/%d.png", i);
        struct picture_source of = source(&media, name);
        pictures_pass(pictures);
        pictures_pass(pictures);
        assert_true(pictures_from(pictures, &of, 20, 20, &picture));
    }
    struct picture_source newest = source(&media, name), oldest = source(&media, "media/0.png");
    unsigned asked = media.asked;
    assert_true(pictures_from(pictures, &newest, 20, 20, &picture));
    assert_int_equal(media.asked, asked);
    assert_true(pictures_from(pictures, &oldest, 20, 20, &picture));
    assert_int_equal(media.asked, asked + 1);
    /* in one pass no more than there is room for: the rest is not drawn, and what is drawn stays */
    pictures_pass(pictures);
    pictures_pass(pictures);
    for (int i = 0; i < PICTURES_PACK_MAX; i++) {
        snprintf(name, sizeof(name), "media/again-%d.png", i);
        struct picture_source of = source(&media, name);
        assert_true(pictures_from(pictures, &of, 20, 20, &picture));
    }
    struct picture_source more = source(&media, "media/more.png");
    assert_false(pictures_from(pictures, &more, 20, 20, &picture));
    assert_false(pictures_absent(pictures, &more));
    pictures_pass(pictures);
    assert_false(pictures_from(pictures, &more, 20, 20, &picture)); /* the last pass is still painted from */
    pictures_pass(pictures);
    assert_true(pictures_from(pictures, &more, 20, 20, &picture));
    pictures_free(pictures);
}

static void icons_never_run_out_however_many_sizes_there_were(void **state)
{
    struct pictures *pictures = pictures_new(WAYSIDE_BUILD "/share/wayside/pictures");
    struct mask mask;
    (void)state;
    for (int size = 8; size < PICTURES_MAX + 40; size++) {
        pictures_pass(pictures);
        assert_true(pictures_icon(pictures, "back", 8 + size % 64, 8 + size / 64, &mask));
        assert_true(pictures_icon(pictures, "check", 8 + size % 64, 8 + size / 64, &mask));
    }
    pictures_free(pictures);
}

static void a_picture_without_a_name_or_a_place_is_none(void **state)
{
    struct pictures *pictures = pictures_new(NULL);
    struct media media = {0};
    struct picture picture;
    char longer[64];
    (void)state;
    memset(longer, 'a', sizeof(longer));
    longer[63] = 0;
    struct picture_source none = {0}, nobody = {"media/a.png", 10, 10, NULL, NULL},
                          far = source(&media, longer);
    assert_true(pictures_absent(pictures, &none));
    assert_true(pictures_absent(pictures, &nobody));
    assert_true(pictures_absent(pictures, &far));
    assert_false(pictures_from(pictures, &none, 10, 10, &picture));
    assert_false(pictures_from(pictures, &far, 10, 10, &picture));
    assert_int_equal(media.asked, 0);
    pictures_free(pictures);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_is_read_once_for_each_size),
        cmocka_unit_test(what_is_missing_or_broken_is_asked_for_again_only_with_other_content),
        cmocka_unit_test(those_longest_unused_give_way_and_never_one_in_use),
        cmocka_unit_test(icons_never_run_out_however_many_sizes_there_were),
        cmocka_unit_test(a_picture_without_a_name_or_a_place_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
