/* Words and icons in boxes. */
#include "widget/widget.h"

#include <string.h>

struct look look_body(const struct pass *pass)
{
    return (struct look){.cap_mm = cap_body(pass), .colour = pass->theme->ink};
}

struct look look_heading(const struct pass *pass)
{
    return (struct look){.cap_mm = cap_heading(pass), .weight = TEXT_BOLD, .colour = pass->theme->ink};
}

struct look look_quiet(const struct pass *pass)
{
    return (struct look){.cap_mm = cap_small(pass), .colour = pass->theme->quiet};
}

static struct text_style style_of(const struct pass *pass, const struct look *look)
{
    return (struct text_style){.language = look->language ? look->language : pass->language,
        .cap_mm = look->cap_mm,
        .weight = look->weight,
        .align = look->align,
        .keep = look->keep,
        .max_lines = look->max_lines};
}

const struct paragraph *words_layout(struct pass *pass, const struct look *look, const char *words, int width)
{
    struct text_style style = style_of(pass, look);
    return text_layout(pass->text, &style, words, strlen(words), width > 1 ? width : 1);
}

int words_height(struct pass *pass, const struct look *look, const char *words, int width)
{
    return paragraph_height(words_layout(pass, look, words, width));
}

int words_least(struct pass *pass, const struct look *look, const char *words)
{
    struct text_style style = style_of(pass, look);
    int least = 0;
    while (*words) {
        size_t len = strcspn(words, " \n");
        if (len > 0) {
            int width = paragraph_width(text_layout(pass->text, &style, words, len, 100000));
            least = width > least ? width : least;
        }
        words += len;
        words += strspn(words, " \n");
    }
    return least;
}

static void draw_at(struct pass *pass, const struct look *look, const struct paragraph *paragraph,
    const char *words, struct box placed)
{
    int over = paragraph_height(paragraph) - placed.h;
    if (paragraph_cut(paragraph) || over > 1 || paragraph_width(paragraph) > placed.w + 1)
        pass_finding(pass, "text is cut", look->keep == TEXT_VISIT ? "what was typed" : words);
    paragraph_draw(paragraph, pass->list, placed.x, placed.y, look->colour);
}

void words_draw(struct pass *pass, const struct look *look, const char *words, struct box box)
{
    draw_at(pass, look, words_layout(pass, look, words, box.w), words, pass_place(pass, box));
}

void words_middle(struct pass *pass, const struct look *look, const char *words, struct box box)
{
    const struct paragraph *paragraph = words_layout(pass, look, words, box.w);
    struct box placed = pass_place(pass, box);
    int left = placed.h - paragraph_height(paragraph);
    if (left > 0) {
        placed.y += left / 2;
        placed.h -= left / 2;
    }
    draw_at(pass, look, paragraph, words, placed);
}

void words_node(struct pass *pass, const char *id, enum ui_role role, const struct look *look,
    const char *words, struct box box)
{
    words_draw(pass, look, words, box);
    struct ui_node *node = pass_node(pass, id, role, pass_place(pass, box), words);
    node->secret = look->keep == TEXT_VISIT;
    if (look->language)
        node->language = look->language;
}

void icon_draw(struct pass *pass, const char *name, double mm, struct box box, colour_t colour)
{
    struct mask mask;
    int w = mx(pass, mm), h = my(pass, mm);
    struct box placed = pass_place(pass, box);
    if (!pictures_icon(pass->pictures, name, w, h, &mask)) {
        pass_finding(pass, "no such icon", name);
        return;
    }
    draw_mask(pass->list, placed.x + (placed.w - mask.width) / 2, placed.y + (placed.h - mask.height) / 2,
        &mask, colour);
}
