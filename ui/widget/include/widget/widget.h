/* What a person touches and reads. Each widget does five things in the same order: id, box, input,
 * draw, accessible node. Boxes are as for left-to-right reading (widget/pass.h). */
#ifndef WAYSIDE_WIDGET_WIDGET_H
#define WAYSIDE_WIDGET_WIDGET_H

#include "text/field.h"
#include "widget/pass.h"

/* Words: a paragraph in a box. */
struct look {
    double cap_mm;
    enum text_weight weight;
    enum text_align align;
    colour_t colour;
    enum text_keep keep;
    int max_lines;
    const char *language; /* NULL: the page's */
};
struct look look_body(const struct pass *pass);
struct look look_heading(const struct pass *pass);
struct look look_quiet(const struct pass *pass);
const struct paragraph *words_layout(
    struct pass *pass, const struct look *look, const char *words, int width);
int words_height(struct pass *pass, const struct look *look, const char *words, int width);
/* The width that the longest unbreakable word needs. */
int words_least(struct pass *pass, const struct look *look, const char *words);
/* From the top of the box; higher than the box is a finding. No node. */
void words_draw(struct pass *pass, const struct look *look, const char *words, struct box box);
/* The same, in the middle of the box's height. */
void words_middle(struct pass *pass, const struct look *look, const char *words, struct box box);
void words_node(struct pass *pass, const char *id, enum ui_role role, const struct look *look,
    const char *words, struct box box);

/* An icon of h mm in a box, centred. */
void icon_draw(struct pass *pass, const char *name, double mm, struct box box, colour_t colour);

enum button_kind { BUTTON_PLAIN, BUTTON_MAIN, BUTTON_QUIET, BUTTON_LEAVE };
/* Icon at the start (may be NULL), label after it (may be NULL: then name is only for the node). */
bool button(struct pass *pass, const char *id, struct box box, enum button_kind kind, const char *icon,
    const char *label, bool enabled);
/* An icon alone; name is for the ear. */
bool icon_button(struct pass *pass, const char *id, struct box box, enum button_kind kind, const char *icon,
    const char *name, bool enabled);
/* Icon above a small label, for the bar. */
bool bar_button(struct pass *pass, const char *id, struct box box, enum button_kind kind, const char *icon,
    const char *label, bool enabled);
/* The least height of a button with this label in this width. */
int button_height(struct pass *pass, const char *icon, const char *label, int width);
/* A picture and words; chosen shows a tick. wide: picture beside the words instead of above. */
struct choice_view {
    const char *id; /* of the node */
    const char *label, *icon;
    bool chosen, enabled;
    const struct picture_source *picture; /* of a pack, instead of the icon; NULL: none */
    const char *language;                 /* of the label; NULL: the page's */
};
bool tile(struct pass *pass, struct box box, enum ui_role role, const struct choice_view *view, bool wide);
/* The least height in this width, the least width for the longest word. */
int tile_height(struct pass *pass, const struct choice_view *view, int width, bool wide);
int tile_least(struct pass *pass, const struct choice_view *view, int width, bool wide);
/* A picture of a pack, scaled to fit, in the middle of the box. False: nothing is drawn, and the page is laid
 * out once more without it: no finding, who gives the bytes knows it. */
bool picture_draw(struct pass *pass, const struct picture_source *source, struct box box);
/* The height it takes in this width, at most `most`; 0 when there is no such picture. */
int picture_height(const struct pass *pass, const struct picture_source *source, int width, int most);
struct picture_tile {
    const char *id;
    const struct picture_source *picture; /* name NULL: the icon */
    const char *icon;
    const char *title, *more; /* more: below it where there is room, "" none */
    const char *language;     /* of the title; NULL: the page's. more is always in the page's */
};
/* Picture and words side by side; the words grow smaller before any of them is cut. */
bool picture_tile(struct pass *pass, const struct picture_tile *tile, struct box box);
/* True once, when it was held for two seconds; fills meanwhile. */
bool hold_button(struct pass *pass, const char *id, struct box box, const char *icon, const char *label);
/* True while a finger is on it. */
bool reveal_button(struct pass *pass, const char *id, struct box box, const char *icon, const char *label);
/* Yes or no: two parts side by side; returns true when it changed. */
bool yes_no(struct pass *pass, const char *id, struct box box, bool *yes);
/* part of whole done. */
void progress(
    struct pass *pass, const char *id, struct box box, size_t part, size_t whole, const char *label);
/* A calm mark that something is under way; moves with time. */
void working(struct pass *pass, const char *id, struct box box, const char *label);
void card(struct pass *pass, struct box box);

/* Flow: blocks one after another, in pages when they do not fit. */
struct flow {
    struct box box;
    int y, gap;
    int spread;                    /* of the gap, what the page has to spare */
    int reserve;                   /* px that tiles leave free below them on the page */
    int blocks;                    /* so far */
    int growing, grown, grow_most; /* blocks that may grow, px that they did, px that one may */
    bool tight;                    /* what is left belongs to something below: no spreading */
    uint16_t page, current;
    bool pager;
    struct box pager_box;
};
/* Reserves room for the pager when the last pass had several pages. */
void flow_begin(struct pass *pass, struct flow *flow, struct box box);
/* The next h pixels; false: it is on another page, draw nothing. */
bool flow_take(struct flow *flow, int h, struct box *ret_box);
void flow_space(struct flow *flow, int h);
/* How many px more than its least height the next block should be: cards and rows share what a page has to
 * spare, each up to `most`. */
int flow_grow(struct pass *pass, struct flow *flow, int most);
/* Room left on this page, and what it would be if no block above had been given more than it needs. */
int flow_left(const struct flow *flow);
int flow_room(const struct flow *flow);
/* A paragraph, cut between lines when it goes over the page. */
void flow_words(struct pass *pass, struct flow *flow, const char *id, enum ui_role role,
    const struct look *look, const char *words);
/* Words with an icon at the start of the line. */
void flow_point(struct pass *pass, struct flow *flow, const char *id, const char *icon,
    const struct look *look, const char *words);
/* The same with a sign instead of an icon: "•", "1". */
void flow_mark(struct pass *pass, struct flow *flow, const char *id, const char *mark,
    const struct look *look, const char *words);
/* What comes next is h px high and stays together where a page has room for it. */
void flow_keep(struct flow *flow, int h);
/* Draws the pager when there is more than one page. */
void flow_end(struct pass *pass, struct flow *flow);

/* Tiles in as many columns as the words allow; returns the index that was touched, or count. */
size_t flow_tiles(
    struct pass *pass, struct flow *flow, enum ui_role role, const struct choice_view *views, size_t count);

/* Buttons of one line side by side, for a few short words: languages. Returns as flow_tiles does. */
size_t flow_buttons(struct pass *pass, struct flow *flow, const struct choice_view *views, size_t count);

/* The text field as it is seen; a touch moves the caret. */
void field_view(struct pass *pass, const char *id, struct box box, struct text_field *field, const char *hint,
    bool one_line);
/* The keyboard of the page's language. Types into the field. Its keys are as high as the box has room for;
 * the least height, and the height for a box with this much room. */
int keyboard_least(const struct pass *pass);
int keyboard_height(const struct pass *pass, int room);
bool keyboard(struct pass *pass, struct box box, struct text_field *field);
/* Chinese: are the letters before the caret pinyin yet, and a row of words for them. The keyboard has that
 * row, but on a small panel, where it stands in the place of the field: then the letters are shown in it too.
 */
bool keyboard_composing(struct pass *pass, const struct text_field *field);
bool keyboard_words(struct pass *pass, struct box box, struct text_field *field, bool letters);
/* Digits 0 to 9 and backspace, in the order of a telephone. Returns '0'..'9', '\b', or 0. */
int keypad_height(const struct pass *pass, int room);
char keypad(struct pass *pass, struct box box);
char keypad_phone(struct pass *pass, struct box box); /* with a plus; returns '+' too */

#endif
