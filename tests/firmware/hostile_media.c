/* A whole kiosk whose agent puts other pictures in the place of signed ones: they are left out, never drawn.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "firmware/hand.h"
#include "preview/stage.h"

#define SIGNED 0xff2040d0u
#define OTHER 0xffd02040u
#define SIDE_W 640
#define SIDE_H 400

static void make_png(const struct hand *hand, uint32_t colour, struct buffer *png)
{
    static uint32_t pixels[SIDE_W * SIDE_H];
    struct surface surface = {pixels, SIDE_W, SIDE_H, SIDE_W};
    char path[128], message[256] = "";
    for (size_t i = 0; i < sizeof pixels / sizeof *pixels; i++)
        pixels[i] = colour;
    snprintf(path, sizeof path, "%s/made.png", hand->station.folder);
    assert_true(picture_write(&surface, path, message));
    buffer_init(png, 1 << 20);
    assert_int_equal(file_read(path, 1 << 20, png), BASE_OK);
}

static int start(void **state)
{
    struct buffer png;
    hand_prepare(state);
    struct hand *hand = *state;
    make_png(hand, SIGNED, &png);
    station_pack(&hand->station, png.bytes, png.len);
    buffer_clear(&png);
    station_release(&hand->station, "current");
    hand_start(hand);
    return 0;
}

static size_t count(const struct hand *hand, uint32_t colour)
{
    struct screen_port port = memory_port_of(hand->port);
    const struct surface *surface = port.ops->surface(port.self);
    size_t found = 0;
    for (int y = 0; y < surface->height; y++)
        for (int x = 0; x < surface->width; x++)
            found += (surface->pixels[y * surface->stride + x] & 0xffffff) == (colour & 0xffffff);
    return found;
}

static void open_page(struct hand *hand)
{
    hand_press(hand, "attract");
    hand_press(hand, "language.en");
    hand_press(hand, "home.rights");
    hand_press(hand, "topics.topic.papers");
    assert_true(hand_sees(hand, "topic.title"));
}

static void a_signed_picture_is_drawn(void **state)
{
    struct hand *hand = *state;
    open_page(hand);
    assert_true(count(hand, SIGNED) > 1000);
}

static void put_other_bytes(struct hand *hand)
{
    char path[256];
    struct buffer png;
    make_png(hand, OTHER, &png);
    station_path(&hand->station, STATION_PICTURE, path);
    assert_int_equal(file_put(path, png.bytes, png.len, 0640), BASE_OK);
    buffer_clear(&png);
}

static void another_picture_in_its_place_is_left_out(void **state)
{
    struct hand *hand = *state;
    put_other_bytes(hand);
    open_page(hand);
    assert_int_equal(count(hand, OTHER), 0);
    assert_int_equal(count(hand, SIGNED), 0);
    assert_true(hand_sees(hand, "topic.help"));
    hand_press(hand, "leave");
    hand_stop(hand);
    hand_start(hand);
    open_page(hand);
    assert_int_equal(count(hand, OTHER), 0);
}

static void one_that_was_drawn_is_not_replaced_by_another(void **state)
{
    struct hand *hand = *state;
    open_page(hand);
    hand_press(hand, "leave");
    hand_settle(hand);
    put_other_bytes(hand);
    open_page(hand);
    assert_int_equal(count(hand, OTHER), 0);
    assert_true(hand_sees(hand, "topic.help"));
}

static void what_is_no_file_leaves_the_page_as_it_is(void **state)
{
    struct hand *hand = *state;
    char path[256];
    for (int kind = 0; kind < 3; kind++) {
        station_path(&hand->station, STATION_PICTURE, path);
        unlink(path);
        rmdir(path);
        if (kind == 0)
            assert_int_equal(mkfifo(path, 0666), 0);
        else if (kind == 1)
            assert_int_equal(symlink("/dev/zero", path), 0);
        else
            assert_int_equal(mkdir(path, 0750), 0);
        open_page(hand);
        assert_true(hand_sees(hand, "topic.help"));
        hand_press(hand, "leave");
        hand_stop(hand);
        hand_start(hand);
    }
    rmdir(path);
}

#define T(test) cmocka_unit_test_setup_teardown(test, start, hand_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_signed_picture_is_drawn),
        T(another_picture_in_its_place_is_left_out),
        T(one_that_was_drawn_is_not_replaced_by_another),
        T(what_is_no_file_leaves_the_page_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
