/* Any bytes as a paragraph: two bytes of width, one of style, then text; carets and touches all over. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "text/text.h"

#ifndef FONTS
#define FONTS "assets/fonts.list"
#endif

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct panel panel = {800, 480, 5.19, 5.59};
    static struct text *text; /* opening faces anew for each input would take all the time */
    static struct draw_list *list;
    static unsigned runs;
    char message[256], visual[256];
    if (!text)
        text = text_new(FONTS, &panel, message);
    if (!list)
        list = draw_list_new();
    if (!text || !list)
        abort();
    if (size < 3 || size > 2048)
        return 0;
    int width = (data[0] << 8 | data[1]) % 1200;
    struct text_style style = {.language = data[2] & 1   ? "ar"
                                           : data[2] & 2 ? "th"
                                                         : "en",
        .cap_mm = 3.5,
        .weight = data[2] & 4 ? TEXT_BOLD : TEXT_REGULAR,
        .align = (enum text_align)(data[2] / 8 % 3),
        .keep = TEXT_VISIT,
        .max_lines = data[2] >> 6};
    const struct paragraph *paragraph = text_layout(text, &style, (const char *)data + 3, size - 3, width);
    if (width && !paragraph_cut(paragraph) && paragraph_width(paragraph) > width)
        abort();
    draw_list_reset(list);
    paragraph_draw(paragraph, list, 0, 0, 0xff000000);
    for (size_t at = 0; at <= size - 3; at += 7)
        (void)paragraph_caret(paragraph, at);
    for (int x = 0; x < width; x += 97)
        if (paragraph_offset_at(paragraph, x, x) > size - 3)
            abort();
    for (int line = 0; line < paragraph_lines(paragraph); line++)
        (void)paragraph_visual(paragraph, line, visual, sizeof visual);
    if (++runs % 64 == 0) /* writing over the fonts takes longer than all the rest */
        text_wipe_visit(text);
    return 0;
}
