/* Forms, pictures and sounds when memory runs out at any allocation: a mistake that is counted, no leak. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"
#include "fault/scarce.h"
#include "picture.h"
#include "rules/opening_hours.h"
#include "sound.h"
#include "xlsform.h"
#include "xlsx_maker.h"

/* Runs act with the first allocation failing, then the second, until none fails any more. */
static unsigned every_allocation(bool (*act)(struct report *report, void *ctx), void *ctx)
{
    for (unsigned n = 1;; n++) {
        struct report report;
        report_init(&report);
        scarce_at(n);
        bool succeeded = act(&report, ctx);
        bool happened = scarce_happened();
        scarce_at(0);
        assert_int_equal(succeeded, report.mistakes == 0);
        report_clear(&report);
        if (!happened) {
            assert_true(succeeded);
            return n - 1;
        }
    }
}

static struct buffer help_csv(void)
{
    struct buffer csv;
    buffer_init(&csv, 1 << 20);
    assert_int_equal(file_read(WAYSIDE_SOURCE "/assets/starter/forms/help.csv", csv.max, &csv), BASE_OK);
    return csv;
}

struct bytes {
    const uint8_t *bytes;
    size_t len;
};

static bool read_workbook(struct report *report, void *ctx)
{
    const struct bytes *xlsx = ctx;
    struct sheet sheet;
    sheet_init(&sheet);
    bool good = sheet_xlsx(&sheet, "forms/a.xlsx", "choices", true, xlsx->bytes, xlsx->len, report);
    sheet_clear(&sheet);
    return good;
}

static void a_workbook_is_read_whole_or_not(void **state)
{
    (void)state;
    struct buffer csv = help_csv();
    struct bytes xlsx;
    uint8_t *bytes = xlsx_maker_of_csv((const char *)csv.bytes, &xlsx.len);
    xlsx.bytes = bytes;
    assert_true(every_allocation(read_workbook, &xlsx) > 50);
    free(bytes);
    buffer_clear(&csv);
}

static bool compile(struct report *report, void *ctx)
{
    const struct buffer *csv = ctx;
    char languages[1][16] = {"en"};
    struct build build = {.report = report, .languages = languages, .language_count = 1};
    struct xlsform form = {.build = &build, .file = "forms/help.csv", .id = "help"};
    bool good = xlsform_read(&form, csv->bytes, csv->len);
    if (good) {
        xlsform_rows(&form);
        good = report->mistakes == 0 && xlsform_write(&form);
    }
    xlsform_clear(&form);
    strings_clear(&build.strings);
    output_clear(&build.output);
    return good;
}

static void a_form_is_compiled_whole_or_not(void **state)
{
    (void)state;
    struct buffer csv = help_csv();
    assert_true(every_allocation(compile, &csv) > 50);
    buffer_clear(&csv);
}

static bool picture(struct report *report, void *ctx)
{
    const struct buffer *png = ctx;
    struct raster whole = {.rgba = NULL}, smaller = {.rgba = NULL};
    struct buffer made;
    buffer_init(&made, 1 << 20);
    bool good = png_read("media/a.png", png->bytes, png->len, report, &whole);
    if (good && (!raster_shrink(&whole, 20, &smaller) || png_write(&smaller, &made) != BASE_OK)) {
        report_mistake(report, "media/a.png", "", "Too little memory.");
        good = false;
    }
    raster_clear(&whole);
    raster_clear(&smaller);
    buffer_clear(&made);
    return good;
}

static void a_picture_is_made_whole_or_not(void **state)
{
    (void)state;
    struct raster grey = {40, 40, calloc(4, 40 * 40)};
    struct buffer png;
    buffer_init(&png, 1 << 20);
    assert_int_equal(png_write(&grey, &png), BASE_OK);
    assert_true(every_allocation(picture, &png) >= 5);
    raster_clear(&grey);
    buffer_clear(&png);
}

static bool drawing(struct report *report, void *ctx)
{
    return svg_check("media/a.svg", ctx, strlen(ctx), report);
}

static bool sound(struct report *report, void *ctx)
{
    const struct buffer *ogg = ctx;
    struct buffer plain;
    buffer_init(&plain, 1 << 20);
    const char *why = ogg_strip(ogg->bytes, ogg->len, &plain);
    if (why)
        report_mistake(report, "media/a.en.ogg", "", "%s", why);
    buffer_clear(&plain);
    return !why;
}

static void drawings_and_sounds_are_taken_whole_or_not(void **state)
{
    (void)state;
    char svg[] = "<svg><style>.a { fill: url(#b) }</style></svg>";
    struct buffer ogg;
    buffer_init(&ogg, 1 << 20);
    assert_int_equal(
        file_read(WAYSIDE_SOURCE "/tests/fuzz/corpus/builder_sound/stereo", ogg.max, &ogg), BASE_OK);
    assert_true(every_allocation(drawing, svg) >= 1);
    assert_true(every_allocation(sound, &ogg) >= 1);
    buffer_clear(&ogg);
}

static bool hours(struct report *report, void *ctx)
{
    size_t offset;
    const char *why;
    struct hours *made = hours_new(ctx, &offset, &why);
    if (!made)
        report_mistake(report, "hotlines.csv", "", "%s", why);
    hours_free(made);
    return made;
}

static void hours_are_understood_whole_or_not(void **state)
{
    (void)state;
    char text[] = "Mo-Fr 08:00-20:00; PH off";
    assert_int_equal(every_allocation(hours, text), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_workbook_is_read_whole_or_not),
        cmocka_unit_test(a_form_is_compiled_whole_or_not),
        cmocka_unit_test(a_picture_is_made_whole_or_not),
        cmocka_unit_test(drawings_and_sounds_are_taken_whole_or_not),
        cmocka_unit_test(hours_are_understood_whole_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
