/* Pictures: three widths of plain pixels, the same bytes each time; what is no plain picture is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pack_sources.h"
#include "picture.h"

static int begin(void **state)
{
    struct pack_sources *sources = calloc(1, sizeof *sources);
    sources_begin(sources);
    sources_put(sources, "topics/papers.md",
        "---\ntitle: Who keeps your papers?\naudience: worker\n---\n![A boat](boat)\n");
    *state = sources;
    return 0;
}

static int end(void **state)
{
    sources_end(*state);
    free(*state);
    return 0;
}

static struct raster painted(int width, int height)
{
    struct raster raster = {width, height, malloc((size_t)width * (size_t)height * 4)};
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            uint8_t *pixel = raster.rgba + ((size_t)y * (size_t)width + (size_t)x) * 4;
            pixel[0] = (uint8_t)x, pixel[1] = (uint8_t)y, pixel[2] = (uint8_t)(x ^ y), pixel[3] = 255;
        }
    return raster;
}

static struct buffer png_of(int width, int height)
{
    struct raster raster = painted(width, height);
    struct buffer png;
    buffer_init(&png, 64 << 20);
    assert_int_equal(png_write(&raster, &png), BASE_OK);
    raster_clear(&raster);
    return png;
}

/* Puts a chunk of that name behind the header. */
static void add_chunk(struct buffer *png, const char *name, const char *text)
{
    struct buffer with;
    uint8_t length[4] = {0, 0, 0, (uint8_t)strlen(text)};
    uint32_t sum = 0xffffffff;
    buffer_init(&with, png->max);
    for (size_t i = 0; i < 4 + strlen(text); i++) {
        sum ^= (uint8_t)(i < 4 ? name[i] : text[i - 4]);
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    sum = ~sum;
    uint8_t crc[4] = {(uint8_t)(sum >> 24), (uint8_t)(sum >> 16), (uint8_t)(sum >> 8), (uint8_t)sum};
    enum base_error error = buffer_add(&with, png->bytes, 33);
    error |= buffer_add(&with, length, 4);
    error |= buffer_add(&with, name, 4);
    error |= buffer_add(&with, text, strlen(text));
    error |= buffer_add(&with, crc, 4);
    error |= buffer_add(&with, png->bytes + 33, png->len - 33);
    assert_int_equal(error, BASE_OK);
    buffer_clear(png);
    *png = with;
}

/* The sizes of the picture "boat" in pack.json, as "320x200 640x400 "; every file is there and well. */
static void sizes_are(const struct pack_sources *sources, const char *wanted)
{
    struct built built;
    struct report report;
    char said[200] = "";
    report_init(&report);
    if (!builder_build(&sources->ground, &built, &report) || report.mistakes) {
        sources_print(&report);
        fail();
    }
    const struct built_file *pack = built_file_of(&built, "packs/harbour/port/pack.json");
    json_t *document = json_loadb((const char *)pack->bytes, pack->len, 0, NULL), *size;
    json_t *picture = json_array_get(json_object_get(document, "pictures"), 0);
    size_t i;
    json_array_foreach(json_object_get(picture, "sizes"), i, size)
    {
        char path[100];
        png_image image = {.version = PNG_IMAGE_VERSION};
        snprintf(
            path, sizeof path, "packs/harbour/port/%s", json_string_value(json_object_get(size, "file")));
        const struct built_file *file = built_file_of(&built, path);
        assert_non_null(file);
        assert_true(png_image_begin_read_from_memory(&image, file->bytes, file->len));
        assert_int_equal(image.width, json_integer_value(json_object_get(size, "width")));
        assert_int_equal(image.height, json_integer_value(json_object_get(size, "height")));
        snprintf(said + strlen(said), sizeof said - strlen(said), "%ux%u ", image.width, image.height);
        png_image_free(&image);
    }
    assert_string_equal(said, wanted);
    json_decref(document);
    built_clear(&built);
    report_clear(&report);
}

static void a_picture_comes_in_widths_that_it_has(void **state)
{
    static const struct {
        int width, height;
        const char *sizes;
    } tries[] = {{2000, 1000, "320x160 640x320 1280x640 "}, {1280, 800, "320x200 640x400 1280x800 "},
        {1000, 500, "320x160 640x320 1000x500 "}, {640, 1, "320x1 640x1 "}, {321, 640, "320x638 321x640 "},
        {320, 240, "320x240 "}, {20, 10, "20x10 "}};
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        struct buffer png = png_of(tries[i].width, tries[i].height);
        sources_put_bytes(*state, "media/boat.png", png.bytes, png.len);
        sizes_are(*state, tries[i].sizes);
        buffer_clear(&png);
    }
}

#define SVG                                                                                                  \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\" "                                       \
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
#define BOAT "<path d=\"M2 10 L38 10 L30 18 L10 18 Z\" fill=\"#246\"/></svg>"

static void a_drawing_is_drawn_in_three_widths(void **state)
{
    sources_put(*state, "media/boat.svg",
        "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
        "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">" SVG
        "<style>.a { fill: url(#g) }</style><g id=\"b\"/><use xlink:href=\"#b\"/>" BOAT);
    sizes_are(*state, "320x160 640x320 1280x640 ");
}

static void what_a_camera_wrote_beside_the_pixels_is_gone(void **state)
{
    struct buffer png = png_of(100, 100), made;
    struct report report;
    struct raster raster;
    (void)state;
    add_chunk(&png, "tEXt", "GPS\0 41.14 N 8.61 W");
    add_chunk(&png, "eXIf", "Exif 2026:11:24 12:00");
    add_chunk(&png, "tIME", "1234567");
    report_init(&report);
    assert_true(png_read("media/a.png", png.bytes, png.len, &report, &raster));
    buffer_init(&made, 1 << 20);
    assert_int_equal(png_write(&raster, &made), BASE_OK);
    static const char *const names[] = {"tEXt", "eXIf", "tIME", "gAMA", "sRGB", "pHYs"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_null(memmem(made.bytes, made.len, names[i], 4));
    struct buffer again;
    buffer_init(&again, 1 << 20);
    assert_int_equal(png_write(&raster, &again), BASE_OK);
    assert_int_equal(made.len, again.len);
    assert_memory_equal(made.bytes, again.bytes, made.len);
    raster_clear(&raster);
    buffer_clear(&made);
    buffer_clear(&again);
    buffer_clear(&png);
}

static void shrinking_keeps_the_mean_and_what_shines_through(void **state)
{
    (void)state;
    uint8_t chess[4 * 4 * 4];
    for (int i = 0; i < 16; i++) { /* red that is there, green that is not */
        bool red = (i + i / 4) % 2;
        memcpy(chess + 4 * i, red ? (uint8_t[]){200, 0, 0, 255} : (uint8_t[]){0, 200, 0, 0}, 4);
    }
    struct raster from = {4, 4, chess}, to;
    assert_true(raster_shrink(&from, 2, &to));
    assert_int_equal(to.height, 2);
    for (int i = 0; i < 4; i++)
        assert_memory_equal(to.rgba + 4 * i, ((uint8_t[]){200, 0, 0, 128}), 4);
    raster_clear(&to);
    uint8_t line[] = {0, 0, 0, 255, 90, 90, 90, 255, 180, 180, 180, 255};
    from = (struct raster){3, 1, line};
    assert_true(raster_shrink(&from, 2, &to)); /* 0 and half of 90; half of 90 and 180 */
    assert_memory_equal(to.rgba, ((uint8_t[]){30, 30, 30, 255, 150, 150, 150, 255}), 8);
    raster_clear(&to);
    from = painted(7, 5);
    assert_true(raster_shrink(&from, 7, &to));
    assert_memory_equal(to.rgba, from.rgba, 7 * 5 * 4);
    raster_clear(&to);
    raster_clear(&from);
}

static void png_said(const void *bytes, size_t len, const char *words)
{
    struct report report;
    struct raster raster;
    report_init(&report);
    assert_false(png_read("media/a.png", bytes, len, &report, &raster));
    if (!sources_said(&report, "media/a.png", "", words)) {
        sources_print(&report);
        fail_msg("%s", words);
    }
    report_clear(&report);
}

static void set_size(struct buffer *png, uint32_t width, uint32_t height)
{
    for (int i = 0; i < 4; i++) {
        png->bytes[16 + i] = (uint8_t)(width >> (24 - 8 * i));
        png->bytes[20 + i] = (uint8_t)(height >> (24 - 8 * i));
    }
}

static void hostile_pngs_are_refused_with_a_sentence(void **state)
{
    (void)state;
    struct buffer png = png_of(64, 64);
    for (size_t len = 0; len + 32 < png.len; len += 7) /* what ends behind the last pixel has all of them */
        png_said(png.bytes, len, len < 24 ? "no PNG" : "cut short");
    set_size(&png, 65000, 65000);
    png_said(png.bytes, png.len, "65000 points wide and 65000 high");
    set_size(&png, 32000, 32000); /* a gigapixel */
    png_said(png.bytes, png.len, "at most 32 million");
    set_size(&png, 0, 10);
    png_said(png.bytes, png.len, "Make it smaller");
    set_size(&png, 4294967295u, 4294967295u);
    png_said(png.bytes, png.len, "Make it smaller");
    set_size(&png, 64, 65); /* its checksum does not fit any more */
    png_said(png.bytes, png.len, "damaged");
    buffer_clear(&png);
    png_said("GIF89a", 6, "no PNG");
}

static void built_said(const struct pack_sources *sources, const char *file, const char *words)
{
    struct built built;
    struct report report;
    bool there = false;
    report_init(&report);
    assert_false(builder_build(&sources->ground, &built, &report));
    for (size_t i = 0; i < report.count; i++)
        there |= strcmp(report.lines[i].file, file) == 0 && strstr(report.lines[i].text, words);
    if (!there) {
        sources_print(&report);
        fail_msg("%s", words);
    }
    report_clear(&report);
    built_clear(&built);
}

static void a_photograph_as_jpeg_is_told_what_to_do(void **state)
{
    sources_put_bytes(*state, "media/boat.jpg", "\xff\xd8\xff\xe0", 4);
    built_said(*state, "media/boat.jpg", "save it as PNG");
}

static void a_photograph_under_another_name_is_one_too(void **state)
{
    sources_put_bytes(*state, "media/boat.png", "\xff\xd8\xff\xe0", 4);
    built_said(*state, "media/boat.png", "save it as PNG");
}

static void a_ribbon_is_no_picture(void **state)
{
    struct buffer png = png_of(10, 10000);
    sources_put_bytes(*state, "media/boat.png", png.bytes, png.len);
    built_said(*state, "media/boat.png", "no screen shows");
    buffer_clear(&png);
}

static void svg_said(const char *svg, const char *words)
{
    struct report report;
    report_init(&report);
    if (svg_check("media/a.svg", svg, strlen(svg), &report))
        fail_msg("accepted: %.200s", svg);
    if (report.count != 1 || !strstr(report.lines[0].text, words)) {
        sources_print(&report);
        fail_msg("%s", words);
    }
    report_clear(&report);
}

static void drawings_that_reach_out_are_refused(void **state)
{
    (void)state;
    svg_said(SVG "<script>alert(1)</script>" BOAT, "script");
    svg_said(SVG "<foreignObject/>" BOAT, "foreign");
    svg_said(SVG "<g onload=\"x()\"/>" BOAT, "script");
    svg_said(SVG "<image xlink:href=\"file:///etc/passwd\"/>" BOAT, "outside");
    svg_said(SVG "<image href=\"http://example.org/a.png\"/>" BOAT, "outside");
    svg_said(SVG "<image href=\"boat.png\"/>" BOAT, "outside");
    svg_said(SVG "<image href=\"data:image/svg+xml;base64,AA\"/>" BOAT, "outside");
    svg_said(SVG "<use xlink:href=\"other.svg#a\"/>" BOAT, "outside");
    svg_said(SVG "<rect style=\"fill: url( 'http://example.org/#a')\"/>" BOAT, "outside");
    svg_said(SVG "<rect fill=\"URL(other.svg#a)\"/>" BOAT, "outside");
    svg_said(SVG "<style>@import 'a.css';</style>" BOAT, "style refers");
    svg_said(SVG "<style>@font-face { src: url(<!-- -->a.woff) }</style>" BOAT, "style refers");
    svg_said(SVG "<style>a { fill: u\\72l(a) }</style>" BOAT, "style refers");
    svg_said(SVG "<g xml:base=\"http://example.org\"/>" BOAT, "outside");
    svg_said("<?xml-stylesheet href=\"a.css\"?>" SVG BOAT, "another file");
    svg_said(SVG "<text>Help</text>" BOAT, "words");
    svg_said("<html/>", "no SVG");
    svg_said("not xml", "well-formed");
    svg_said("", "well-formed");
    svg_said(SVG, "well-formed");
}

static void entity_bombs_and_towers_are_refused(void **state)
{
    (void)state;
    svg_said("<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>" SVG "&b;" BOAT, "entities");
    svg_said("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" SVG "&a;" BOAT, "entities");
    char *tower = calloc(1, 1 << 20), *to = tower + sprintf(tower, "%s", SVG);
    for (int i = 0; i < 10000; i++)
        to += sprintf(to, "<g>");
    svg_said(tower, "inside each other");
    to = tower + sprintf(tower, "%s", SVG);
    for (int i = 0; i < 60000; i++)
        to += sprintf(to, "<g/>");
    svg_said(tower, "too many parts");
    free(tower);
}

/* A program of these lines in the place of rsvg-convert. */
static void drawn_said(const struct pack_sources *sources, const char *lines, int seconds, const char *words)
{
    struct report report;
    struct buffer png;
    char path[128];
    static const char boat[] = SVG BOAT;
    sources_put(sources, "draw", lines);
    snprintf(path, sizeof path, "%s/draw", sources->folder);
    assert_int_equal(chmod(path, 0700), 0);
    report_init(&report);
    buffer_init(&png, 1 << 20);
    assert_false(svg_draw(path, seconds, "media/a.svg", boat, strlen(boat), 100, &report, &png));
    if (!sources_said(&report, "media/a.svg", "", words)) {
        sources_print(&report);
        fail_msg("%s", words);
    }
    buffer_clear(&png);
    report_clear(&report);
}

static void a_drawing_that_never_ends_is_stopped(void **state)
{
    drawn_said(*state, "#!/bin/sh\nwhile :; do :; done\n", 1, "too long to draw");
    drawn_said(*state, "#!/bin/sh\nwhile :; do echo 0123456789012345678901234567890123456789; done\n", 60,
        "too large a picture");
    drawn_said(*state, "#!/bin/sh\nexit 1\n", 60, "could not be drawn");
    drawn_said(*state, "#!/bin/sh\nexit 0\n", 60, "could not be drawn");
    drawn_said(*state, "#!/nonexistent/sh\n", 60, "cannot be run");
}

/* Even what svg_check would refuse finds no file: it is given no folder. */
static void a_drawing_is_drawn_without_files(void **state)
{
    const struct pack_sources *sources = *state;
    struct buffer red = png_of(10, 10), png;
    struct report report;
    struct raster raster;
    char svg[512];
    report_init(&report);
    buffer_init(&png, 1 << 20);
    sources_put_bytes(sources, "red.png", red.bytes, red.len);
    snprintf(svg, sizeof svg,
        SVG "<image xlink:href=\"file://%s/red.png\" width=\"40\" height=\"20\"/></svg>", sources->folder);
    assert_true(svg_draw("rsvg-convert", 60, "media/a.svg", svg, strlen(svg), 100, &report, &png));
    assert_true(png_read("media/a.svg", png.bytes, png.len, &report, &raster));
    for (int i = 0; i < raster.width * raster.height; i++)
        assert_int_equal(raster.rgba[4 * i + 3], 0);
    raster_clear(&raster);
    buffer_clear(&png);
    buffer_clear(&red);
    report_clear(&report);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        EACH(a_picture_comes_in_widths_that_it_has),
        EACH(a_drawing_is_drawn_in_three_widths),
        cmocka_unit_test(what_a_camera_wrote_beside_the_pixels_is_gone),
        cmocka_unit_test(shrinking_keeps_the_mean_and_what_shines_through),
        cmocka_unit_test(hostile_pngs_are_refused_with_a_sentence),
        EACH(a_photograph_as_jpeg_is_told_what_to_do),
        EACH(a_photograph_under_another_name_is_one_too),
        EACH(a_ribbon_is_no_picture),
        cmocka_unit_test(drawings_that_reach_out_are_refused),
        cmocka_unit_test(entity_bombs_and_towers_are_refused),
        EACH(a_drawing_that_never_ends_is_stopped),
        EACH(a_drawing_is_drawn_without_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
