/* The attract screen's page, once more as HTML: the same words from the same catalogues and pack, the same
 * picture, the fonts of assets/fonts.list by their names, at the same places and sizes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <png.h>

#include "attract_slides.h"
#include "bench/venue.h"
#include "stage_inside.h"

#define BESIDE_WORDS 36 /* px from the foot's end: also when all of it has moved a little */
#define CAP_OF_EM 0.714 /* Noto Sans */

static const char style[] =
    "body{margin:0;background:#f7f5f0;color:#16262c;font-family:'Noto Sans','Noto Naskh Arabic',"
    "'Noto Sans CJK SC','Noto Sans Devanagari','Noto Looped Thai','Noto Sans Ethiopic';overflow:hidden}"
    "section,header,footer,img,small{position:absolute}h1,p{margin:0;line-height:1.3}h1{font-weight:700}"
    "p{margin-top:8px;color:#2b3d45}header{font-weight:700}small{color:#2b3d45;text-align:center;left:0}"
    "footer{background:#0a424b;color:#fff;font-weight:700;border-radius:12px;display:flex;"
    "align-items:center;justify-content:center;text-align:center}"
    ":lang(zh){font-family:'Noto Sans','Noto Sans CJK SC'}:lang(ar){font-family:'Noto Naskh Arabic'}";

static int em_px(double cap_mm)
{
    return (int)(cap_mm * 4.03 / CAP_OF_EM + 0.5);
}

static void write_words(FILE *file, const char *text)
{
    for (; *text; text++)
        if (*text == '<' || *text == '&')
            fprintf(file, "&#%d;", *text);
        else
            fputc(*text, file);
}

static void write_picture(const char *path, const struct drawn *drawn)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
        .width = (png_uint_32)drawn->box.w,
        .height = (png_uint_32)drawn->box.h,
        .format = PNG_FORMAT_BGRA};
    assert_true(png_image_write_to_file(&image, path, 0, drawn->pixels, drawn->stride * 4, NULL));
}

/* The largest picture, and what has the accent's colour: the foot. */
static void find_boxes(const struct ui *ui, struct drawn *ret_picture, struct box *ret_foot)
{
    colour_t accent = theme_of(CONTRAST_NORMAL)->accent;
    for (size_t i = 0; i < draw_list_count(ui_list(ui)); i++) {
        struct drawn drawn = draw_list_at(ui_list(ui), i);
        if (drawn.kind == DRAWN_PICTURE && drawn.box.w > ret_picture->box.w)
            *ret_picture = drawn;
        if (drawn.kind == DRAWN_FILL && drawn.colour == accent && drawn.box.w > ret_foot->w)
            *ret_foot = drawn.box;
    }
}

static void write_section(
    FILE *file, struct ui *ui, const struct slide *slide, const struct ui_node *node, const char *tag)
{
    struct pass *pass = &ui->pass;
    const struct content *content = ui->content;
    for (size_t i = 0; i < content->languages->count; i++)
        if (!strcmp(content->languages->in[i].tag, tag)) {
            pass->catalogue = content->catalogues[i];
            pass->language = content->languages->in[i].tag;
        }
    struct slide_words words = slide_words(ui, slide, tag);
    fprintf(file, "<section lang=%s dir=%s style='left:%dpx;top:%dpx;width:%dpx'>", tag,
        language_right_to_left(tag) ? "rtl" : "ltr", node->box.x, node->box.y, node->box.w);
    fprintf(file, "<h1 style='font-size:%dpx%s'>", em_px(words.caption ? 7 : 10.5),
        words.caption ? ";font-weight:400" : "");
    write_words(file, words.title);
    fprintf(file, "</h1><p style='font-size:%dpx'>", em_px(6));
    write_words(file, words.text);
    fprintf(file, "</p></section>\n");
}

static void write_sections(FILE *file, struct ui *ui)
{
    struct slide slide = slide_now(ui, ui->content, (size_t)(ui->facts->now_ms / CARD_MS));
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(ui, &count);
    for (size_t i = 0; i < count; i++)
        if (!strncmp(nodes[i].id, "attract.", 8))
            write_section(file, ui, &slide, &nodes[i], nodes[i].id + 8);
}

static void write_frame(FILE *file, struct ui *ui, const struct drawn *picture, struct box foot)
{
    const struct content *content = ui->content;
    fprintf(file,
        "<!doctype html><html lang=en><meta charset=utf-8><title>Welcome</title><style>%s</style>\n<header "
        "style='left:%dpx;top:%dpx;font-size:%dpx'>",
        style, foot.x, 66, em_px(4.8));
    write_words(file, network_text(&content->place->name, "en"));
    fprintf(file, "</header><img src=card.png style='left:%dpx;top:%dpx' width=%d height=%d>\n",
        picture->box.x, picture->box.y, picture->box.w, picture->box.h);
    fprintf(file,
        "<footer style='left:%dpx;top:%dpx;width:%dpx;height:%dpx;font-size:%dpx'><span "
        "style='width:80%%'>",
        foot.x, foot.y, foot.w, foot.h, em_px(4.8));
    for (size_t i = 0; content->place->languages[i] && i < content->place->language_count; i++)
        for (size_t k = 0; k < content->languages->count; k++)
            if (!strcmp(content->languages->in[k].tag, content->place->languages[i]))
                fprintf(file, "%s<span lang=%s>%s</span>", i ? " &nbsp; · &nbsp; " : "",
                    content->languages->in[k].tag, content->languages->in[k].autonym);
    fprintf(file,
        "</span></footer><small style='top:%dpx;width:1080px;font-size:%dpx'>Demonstration</small>\n",
        foot.y + foot.h + 18, em_px(2.6));
}

void page_write(struct booth *booth, char ret_path[static 256], struct eye_sign *ret_sign)
{
    char card[256];
    struct stage *stage = booth->stage;
    struct drawn picture = {.box = {0}};
    struct box foot = {0};
    stage->facts.now_ms = clock_system().mono_ms(NULL);
    visit_end(stage->keeper); /* else nobody was there for so long that it is dim */
    ui_forget(stage->ui);
    stage_step(stage, NULL, 0);
    find_boxes(stage->ui, &picture, &foot);
    assert_true(picture.box.w > 0 && foot.w > 0);
    snprintf(card, sizeof card, "%s/card.png", booth->hand.station.folder);
    write_picture(card, &picture);
    snprintf(ret_path, 256, "%s/page.html", booth->hand.station.folder);
    FILE *file = fopen(ret_path, "w");
    assert_non_null(file);
    stage->ui->facts = &stage->facts;
    write_frame(file, stage->ui, &picture, foot);
    write_sections(file, stage->ui);
    assert_int_equal(fclose(file), 0);
    *ret_sign = (struct eye_sign){
        foot.x + foot.w - BESIDE_WORDS, foot.y + foot.h / 2, theme_of(CONTRAST_NORMAL)->accent};
}
