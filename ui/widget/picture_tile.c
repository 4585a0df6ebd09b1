/* Pictures of packs, and the tiles that carry one. */
#include "button_parts.h"

int picture_height(const struct pass *pass, const struct picture_source *source, int width, int most)
{
    if (source->width < 1 || source->height < 1 || pictures_absent(pass->pictures, source))
        return 0;
    int64_t h = (int64_t)width * source->height / source->width;
    return h > most ? most : (h < 1 ? 1 : (int)h);
}

bool picture_draw(struct pass *pass, const struct picture_source *source, struct box box)
{
    struct picture picture;
    struct box placed = pass_place(pass, box);
    if (!pictures_from(pass->pictures, source, box.w, box.h, &picture)) {
        pass->moved = true;
        return false;
    }
    draw_picture(pass->list, placed.x + (placed.w - picture.width) / 2,
        placed.y + (placed.h - picture.height) / 2, &picture);
    return true;
}

struct tile_words {
    struct look title, more;
    int title_h, more_h; /* more_h 0: there is no room for it */
};

/* The largest letters in which the title has room, then what is told below it if that has room too. */
static void fit_words(
    struct pass *pass, const struct picture_tile *tile, int w, int h, struct tile_words *ret)
{
    double least = text_size_mm(TEXT_SMALL);
    ret->title = look_body(pass);
    ret->title.weight = TEXT_BOLD;
    ret->title.language = tile->language;
    if (pass->size <= TEXT_NORMAL && !panel_small(pass->panel))
        ret->title.cap_mm *= 1.25;
    for (;; ret->title.cap_mm *= 0.92) {
        ret->title_h = words_height(pass, &ret->title, tile->title, w);
        if ((ret->title_h <= h && words_least(pass, &ret->title, tile->title) <= w) ||
            ret->title.cap_mm * 0.92 < least)
            break;
    }
    ret->more = look_quiet(pass);
    ret->more_h = tile->more[0] ? words_height(pass, &ret->more, tile->more, w) : 0;
    if (ret->title_h + my(pass, 2) + ret->more_h > h)
        ret->more_h = 0;
}

bool picture_tile(struct pass *pass, const struct picture_tile *tile, struct box box)
{
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_touch(pass, tile->id, placed, true);
    struct paint paint = paint_of(pass, BUTTON_PLAIN, touch.down, true);
    bool small = panel_small(pass->panel);
    int pad_x = mx(pass, small ? 2.5 : 6), pad_y = my(pass, small ? 1.5 : 5);
    struct box in = box_inset(box, pad_x, pad_y);
    int most = in.w * 2 / 5, picture_w = mx(pass, in.h / pass->panel->px_per_mm_y * 1.6);
    picture_w = picture_w > most ? most : picture_w;
    struct box view = {in.x, in.y, picture_w, in.h};
    struct box words = {in.x + picture_w + pad_x, in.y, in.w - picture_w - pad_x, in.h};
    struct tile_words fit;
    draw_base(pass, placed, paint, &touch);
    bool drawn = picture_height(pass, tile->picture, view.w, view.h) > 0 &&
                 picture_draw(pass, tile->picture, view);
    if (!drawn)
        icon_draw(pass, tile->icon, small ? 10 : 22, view, touch.down ? paint.ink : pass->theme->accent);
    fit_words(pass, tile, words.w, words.h, &fit);
    fit.title.colour = paint.ink;
    fit.more.colour = touch.down ? paint.ink : pass->theme->quiet;
    int inner = fit.title_h + (fit.more_h ? my(pass, 2) + fit.more_h : 0),
        y = words.y + (words.h - inner) / 2;
    words_draw(pass, &fit.title, tile->title, (struct box){words.x, y, words.w, fit.title_h});
    if (fit.more_h)
        words_draw(pass, &fit.more, tile->more,
            (struct box){words.x, y + fit.title_h + my(pass, 2), words.w, fit.more_h});
    struct ui_node *node = pass_node(pass, tile->id, ROLE_BUTTON, placed, tile->title);
    node->focused = touch.focused;
    if (tile->language)
        node->language = tile->language;
    return touch.clicked;
}
