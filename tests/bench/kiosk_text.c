/* A paragraph laid out and drawn, in nine languages, against Pango and Cairo with the same words, faces and
 * size of letters. Cold: no face is open and no letter drawn yet, but the libraries are ready, and Pango's
 * list of fonts is read (that takes it longer than all the rest, once in a process). Warm: the same
 * paragraph again, as each pass over a page asks for it; for Pango both a new layout of the same words, and
 * one that was kept.
 *
 *   bench_kiosk_text [ROUNDS [FOLDER]]     9; FOLDER: both drawn, as en.png and so on */
#include <pango/pangocairo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/disk.h"
#include "bench/figures.h"
#include "i18n/catalogue.h"
#include "parts.h"
#include "text/text.h"

#define WIDTH 900
#define CAP_MM 4.8
#define PX_PER_MM 4.03
#define WARM 200 /* in a row, of which the mean counts */
#define MO_BYTES (1 << 22)

static const struct {
    const char *tag, *family, *face; /* face: part of the name of its file */
} languages[] = {{"en", "Noto Sans", "NotoSans-"}, {"es", "Noto Sans", "NotoSans-"},
    {"fr", "Noto Sans", "NotoSans-"}, {"ar", "Noto Naskh Arabic", "Naskh"}, {"ru", "Noto Sans", "NotoSans-"},
    {"zh", "Noto Sans CJK SC", "CJK"}, {"hi", "Noto Sans Devanagari", "Devanagari"},
    {"th", "Noto Looped Thai", "Thai"}, {"am", "Noto Sans Ethiopic", "Ethiopic"}};
static const char *const sentences[] = {
    "This machine cannot show numbers or take messages right now. Please ask at the information desk.",
    "With a code, the number goes into a phone and stays there. Someone may find it.",
    "Nobody can be sure from a few answers. Before you go, tell someone you trust where you go, and when you "
    "will call.",
    "A call can be asked for only when this machine was connected in the last 15 minutes."};

struct bench {
    const char *tag, *family, *face;
    char words[4096];
    double em_px;
    /* ours */
    struct text *text;
    struct draw_list *list;
    struct surface surface;
    /* Pango's */
    cairo_surface_t *image;
    PangoFontMap *fonts;
};

static void read_words(struct bench *bench)
{
    char path[512], why[256];
    struct buffer mo;
    snprintf(path, sizeof path, "%s/share/wayside/i18n/%s.mo", WAYSIDE_BUILD, bench->tag);
    buffer_init(&mo, MO_BYTES);
    assert_int_equal(file_read(path, MO_BYTES, &mo), BASE_OK);
    struct catalogue *catalogue = catalogue_new(bench->tag, mo.bytes, mo.len, why);
    assert_non_null(catalogue);
    bench->words[0] = 0;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        size_t len = strlen(bench->words);
        bool found = false;
        const char *words = catalogue_text(catalogue, NULL, sentences[i], &found);
        if (!found && strcmp(bench->tag, "en"))
            fail_msg("%s has no translation of \"%s\"", bench->tag, sentences[i]);
        snprintf(bench->words + len, sizeof bench->words - len, "%s%s", len ? " " : "", words);
    }
    catalogue_free(catalogue);
    buffer_clear(&mo);
}

static void ours_draw(struct bench *bench)
{
    struct text_style style = {.language = bench->tag, .cap_mm = CAP_MM};
    struct damage damage;
    const struct paragraph *paragraph = text_layout(
        bench->text, &style, bench->words, strlen(bench->words), WIDTH);
    draw_list_reset(bench->list);
    paragraph_draw(paragraph, bench->list, 0, 0, 0xff000000);
    draw_paint(NULL, bench->list, 0xffffffff, &bench->surface, &damage);
}

static void ours_begin(struct bench *bench)
{
    struct panel panel = {1080, 1920, PX_PER_MM, PX_PER_MM};
    char message[256];
    bench->text = text_new(WAYSIDE_SOURCE "/assets/fonts.list", &panel, message);
    if (!bench->text)
        fail_msg("%s", message);
}

/* As high as the paragraph is, so that little else than it is drawn. */
static void make_surfaces(struct bench *bench)
{
    struct text_style style = {.language = bench->tag, .cap_mm = CAP_MM};
    ours_begin(bench);
    int height = paragraph_height(
        text_layout(bench->text, &style, bench->words, strlen(bench->words), WIDTH));
    text_free(bench->text);
    bench->surface = (struct surface){calloc((size_t)WIDTH * (size_t)height, 4), WIDTH, height, WIDTH};
    bench->image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, height);
}

static double ours_cold(struct bench *bench)
{
    double began = wall_ms();
    ours_begin(bench);
    ours_draw(bench);
    return wall_ms() - began;
}

static double ours_warm(struct bench *bench)
{
    double began = wall_ms();
    for (int i = 0; i < WARM; i++)
        ours_draw(bench);
    return (wall_ms() - began) / WARM;
}

/* The em in which the room draws the language's own face. */
static double em_of(const struct bench *bench)
{
    const struct fonts *fonts = &bench->text->fonts;
    for (size_t i = 0; i < fonts->open_count; i++)
        if (strstr(fonts->open[i].face->path, bench->face))
            return fonts->open[i].eighths_y / 8.0;
    fail_msg("%s was drawn without its face", bench->tag);
    return 0;
}

static PangoLayout *pango_layout(struct bench *bench, cairo_t *cairo)
{
    PangoContext *context = pango_font_map_create_context(bench->fonts);
    pango_cairo_update_context(cairo, context);
    pango_context_set_language(context, pango_language_from_string(bench->tag));
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *font = pango_font_description_from_string(bench->family);
    pango_font_description_set_absolute_size(font, bench->em_px * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, WIDTH * PANGO_SCALE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, bench->words, -1);
    pango_font_description_free(font);
    g_object_unref(context);
    return layout;
}

static cairo_t *pango_begin(struct bench *bench)
{
    cairo_t *cairo = cairo_create(bench->image);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(cairo, options); /* taken over by pango_cairo_update_context */
    cairo_font_options_destroy(options);
    return cairo;
}

static void pango_show(cairo_t *cairo, PangoLayout *layout)
{
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_move_to(cairo, 0, 0);
    pango_cairo_show_layout(cairo, layout);
    cairo_surface_flush(cairo_get_target(cairo));
}

static void pango_draw(struct bench *bench)
{
    cairo_t *cairo = pango_begin(bench);
    PangoLayout *layout = pango_layout(bench, cairo);
    pango_show(cairo, layout);
    g_object_unref(layout);
    cairo_destroy(cairo);
}

static double pango_cold(struct bench *bench)
{
    cairo_debug_reset_static_data(); /* the letters that Cairo keeps for the whole process */
    double began = wall_ms();
    bench->fonts = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_draw(bench);
    return wall_ms() - began;
}

static double pango_warm(struct bench *bench)
{
    double began = wall_ms();
    for (int i = 0; i < WARM; i++)
        pango_draw(bench);
    return (wall_ms() - began) / WARM;
}

static double pango_kept(struct bench *bench)
{
    cairo_t *cairo = pango_begin(bench);
    PangoLayout *layout = pango_layout(bench, cairo);
    pango_show(cairo, layout);
    double began = wall_ms();
    for (int i = 0; i < WARM; i++)
        pango_show(cairo, layout);
    double took = (wall_ms() - began) / WARM;
    g_object_unref(layout);
    cairo_destroy(cairo);
    return took;
}

static double ink(const uint32_t *pixels, int stride, int height)
{
    double sum = 0;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < WIDTH; x++)
            sum += 255 - (pixels[y * stride + x] & 255);
    return sum / 255;
}

static void keep_pictures(struct bench *bench, const char *folder)
{
    char path[512];
    cairo_surface_t *ours = cairo_image_surface_create_for_data((unsigned char *)bench->surface.pixels,
        CAIRO_FORMAT_RGB24, WIDTH, bench->surface.height, bench->surface.stride * 4);
    snprintf(path, sizeof path, "%s/%s.png", folder, bench->tag);
    cairo_surface_write_to_png(ours, path);
    snprintf(path, sizeof path, "%s/%s-pango.png", folder, bench->tag);
    cairo_surface_write_to_png(bench->image, path);
    cairo_surface_destroy(ours);
}

struct rows {
    struct figures cold, pango_cold, warm, pango_warm, pango_kept;
};

static void measure(struct bench *bench, int rounds, struct rows *rows)
{
    for (int i = -1; i < rounds; i++) { /* the first only makes the libraries ready */
        struct rows nowhere = {.cold = {.count = 0}}, *to = i < 0 ? &nowhere : rows;
        figures_add(&to->cold, ours_cold(bench));
        bench->em_px = em_of(bench);
        figures_add(&to->warm, ours_warm(bench));
        figures_add(&to->pango_cold, pango_cold(bench));
        figures_add(&to->pango_warm, pango_warm(bench));
        figures_add(&to->pango_kept, pango_kept(bench));
        if (i + 1 < rounds) {
            text_free(bench->text);
            g_object_unref(bench->fonts);
        }
    }
}

static void one_language(size_t at, int rounds, const char *folder, struct figures ratios[static 3])
{
    static struct rows rows;
    struct bench bench = {
        .tag = languages[at].tag, .family = languages[at].family, .face = languages[at].face};
    memset(&rows, 0, sizeof rows);
    read_words(&bench);
    bench.list = draw_list_new();
    make_surfaces(&bench);
    assert_true(bench.list && bench.surface.pixels);
    measure(&bench, rounds, &rows);
    cairo_surface_flush(bench.image);
    double alike = ink(bench.surface.pixels, WIDTH, bench.surface.height) /
                   ink((const uint32_t *)(void *)cairo_image_surface_get_data(bench.image),
                       cairo_image_surface_get_stride(bench.image) / 4, bench.surface.height);
    double cold = figures_at(&rows.cold, 0.5), warm = figures_at(&rows.warm, 0.5);
    double his_cold = figures_at(&rows.pango_cold, 0.5), his_warm = figures_at(&rows.pango_warm, 0.5),
           his_kept = figures_at(&rows.pango_kept, 0.5);
    printf("%-3s cold %6.2f ms, Pango %6.2f (%5.2f times)   warm %6.3f ms, Pango %6.3f (%5.1f times), kept "
           "%6.3f (%5.1f times)   ink %.2f\n",
        bench.tag, cold, his_cold, his_cold / cold, warm, his_warm, his_warm / warm, his_kept,
        his_kept / warm, alike);
    figures_add(&ratios[0], his_cold / cold);
    figures_add(&ratios[1], his_warm / warm);
    figures_add(&ratios[2], his_kept / warm);
    if (folder)
        keep_pictures(&bench, folder);
    if (alike < 0.8 || alike > 1.25)
        fail_msg("%s: the two did not draw the same", bench.tag);
    text_free(bench.text);
    g_object_unref(bench.fonts);
    cairo_surface_destroy(bench.image);
    draw_list_free(bench.list);
    free(bench.surface.pixels);
}

int main(int argc, char **argv)
{
    static struct figures ratios[3];
    int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 9;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        one_language(i, rounds, argc > 2 ? argv[2] : NULL, ratios);
    printf("Pango takes, as a median over nine languages: cold %.2f times ours (least %.2f), warm %.1f times "
           "(least %.1f), a kept layout %.1f times (least %.1f)\n",
        figures_at(&ratios[0], 0.5), figures_at(&ratios[0], 0), figures_at(&ratios[1], 0.5),
        figures_at(&ratios[1], 0), figures_at(&ratios[2], 0.5), figures_at(&ratios[2], 0));
    return 0;
}
