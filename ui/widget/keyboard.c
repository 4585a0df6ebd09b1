/* The on-screen keyboard: the page's language, in alphabet order or as people know it, digits and marks,
 * Latin letters for those whose language has others. Where there is no room for all rows the keys come in
 * pages; on a small panel of at most 7 x 3. */
#include <stdio.h>
#include <string.h>

#include "keyboard_keys.h"

#define ROW_MM 19     /* as high as a row likes to be */
#define ROW_LOW_MM 15 /* where large words need the height */
#define ROW_MOST_MM 31
#define BROAD_MM 290 /* hands should not travel further */
#define ROWS_LIKED 5 /* with the last one: the height that a page keeps for any language */

static bool small(const struct pass *pass)
{
    return panel_small(pass->panel);
}

static int row_least(const struct pass *pass)
{
    return my(pass, TOUCH_H_MM) + 1;
}

/* The last row is always there; in Chinese one for the words, but on a small panel, where it is elsewhere. */
static int other_rows(const struct pass *pass)
{
    return 1 + (keyboard_alphabet_of(pass->language)->pinyin && !small(pass));
}

static struct key_room room_in(const struct pass *pass, struct box box)
{
    int w = mx(pass, TOUCH_W_MM) + 1;
    struct key_room room = {
        .columns = (box.w + keys_gap_x(pass)) / (w + keys_gap_x(pass)),
        .rows = (box.h + keys_gap_y(pass)) / (row_least(pass) + keys_gap_y(pass)) - other_rows(pass),
    };
    if (small(pass)) {
        room.columns = room.columns < SMALL_COLUMNS ? room.columns : SMALL_COLUMNS;
        room.rows = room.rows < SMALL_ROWS ? room.rows : SMALL_ROWS;
    }
    room.rows = room.rows > 0 ? room.rows : 1;
    return room;
}

static struct box width_of(const struct pass *pass, struct box box)
{
    int broad = mx(pass, BROAD_MM), spare = box.x - mx(pass, 3);
    if (box.w > broad)
        return box_inset(box, (box.w - broad) / 2, 0);
    return small(pass) || spare <= 0 ? box : box_inset(box, -spare, 0); /* every millimetre of a narrow one */
}

static int height_of_rows(const struct pass *pass, int rows, int row_h)
{
    return rows * row_h + (rows - 1) * keys_gap_y(pass);
}

int keyboard_least(const struct pass *pass)
{
    if (small(pass)) /* two rows of letters leave a line of text of any size */
        return height_of_rows(pass, 3, row_least(pass));
    bool low = pass->panel->width > pass->panel->height && pass->size >= TEXT_LARGE;
    return height_of_rows(pass, ROWS_LIKED, my(pass, low ? ROW_LOW_MM : ROW_MM) + 1);
}

int keyboard_height(const struct pass *pass, int room)
{
    int least = keyboard_least(pass);
    if (small(pass)) {
        int three = height_of_rows(pass, SMALL_ROWS + 1, row_least(pass));
        return room < three ? least : three;
    }
    struct box wide = {mx(pass, 12), 0, pass->panel->width - 2 * mx(pass, 12), pass->panel->height};
    struct key_room all = room_in(pass, width_of(pass, wide));
    int rows = keys_rows_most(pass, &all) + other_rows(pass);
    int most = height_of_rows(pass, rows, my(pass, rows > 7 ? ROW_MM : ROW_MOST_MM));
    return room < least ? least : (room > most && most > least ? most : room);
}

/* Returns true when it typed. */
static bool letter_key(struct pass *pass, struct box box, struct text_field *field, const struct key *key)
{
    char id[48];
    struct widget_state *state = pass->state;
    static const char *const kinds[] = {"key.", "key.open.", "key.dead."};
    snprintf(id, sizeof(id), "%s%s", kinds[key->kind], key->text);
    struct key_view view = {.id = id,
        .label = key->text,
        .language = keys_language(pass),
        .leads = key->leads,
        .most_mm = small(pass) || box.w < mx(pass, 20) ? 5.5 : 8};
    if (key->kind == KEY_MAKES)
        view.chosen = state->dead && strcmp(keyboard_dead[state->dead - 1].sign, key->text) == 0;
    if (!one_key(pass, box, &view))
        return false;
    pass->moved = true;
    state->shift = 0;
    if (key->kind == KEY_OPENS) {
        state->opened = (uint8_t)keyboard_family_of(key->text);
        state->key_page = 0;
        return false;
    }
    if (key->kind == KEY_MAKES) {
        state->dead = view.chosen ? 0 : (uint8_t)keyboard_dead_of(keys_language(pass), key->text);
        state->level = 0;
        state->key_page = 0;
        return false;
    }
    compose_type(pass, field, key->text);
    if (state->opened)
        state->key_page = 0;
    state->opened = state->dead = 0;
    return true;
}

static bool letter_rows(
    struct pass *pass, struct box box, int h, struct text_field *field, const struct keys *keys, int page)
{
    int gap = keys_gap_x(pass);
    int widest = small(pass) ? SMALL_COLUMNS : keys->widest;
    int w = (box.w - (widest - 1) * gap) / (widest > 0 ? widest : 1);
    int most = mx(pass, 26);
    w = w > most ? most : w;
    bool before = pass_mirror(pass, false), changed = false;
    for (size_t i = 0; i < keys->count; i++) {
        const struct key *key = &keys->in[i];
        int in_row = 0, at = 0;
        if (key->page != page)
            continue;
        for (size_t k = 0; k < keys->count; k++)
            if (keys->in[k].row == key->row && keys->in[k].page == page) {
                in_row++;
                at += k < i;
            }
        int used = in_row * w + (in_row - 1) * gap;
        int x = keys->from_right ? box.x + (box.w + used) / 2 - w - at * (w + gap)
                                 : box.x + (box.w - used) / 2 + at * (w + gap);
        struct box placed = {x, box.y + key->row * (h + keys_gap_y(pass)), w, h};
        changed |= letter_key(pass, placed, field, key);
    }
    pass_mirror(pass, before);
    return changed;
}

/* A key of the last row, from its start. */
static bool switch_key(
    struct pass *pass, struct box *row, const char *id, const char *icon, const char *label, bool chosen)
{
    struct box box = {row->x, row->y, mx(pass, TOUCH_W_MM) + 1, row->h};
    row->x += box.w + keys_gap_x(pass);
    row->w -= box.w + keys_gap_x(pass);
    struct key_view view = {.id = id, .icon = icon, .label = label, .chosen = chosen, .most_mm = 5};
    bool pressed = one_key(pass, box, &view);
    pass->moved |= pressed;
    return pressed;
}

static void start_of_keys(struct widget_state *state)
{
    state->shift = state->level = state->key_page = state->opened = state->dead = 0;
}

static void order_key(struct pass *pass, struct box *row)
{
    struct widget_state *state = pass->state;
    if (!switch_key(
            pass, row, "key.order", "keyboard", say(pass, "Change the order of the keys"), state->familiar))
        return;
    state->familiar = !state->familiar;
    state->layer = 0;
    start_of_keys(state);
}

static void level_key(struct pass *pass, struct box *row)
{
    struct widget_state *state = pass->state;
    const char *third = keys_third(pass);
    if (!state->familiar || state->layer || !*third ||
        !switch_key(pass, row, "key.level", NULL, third, state->level))
        return;
    state->level = !state->level;
    state->key_page = 0;
}

/* Keys that change the keyboard. */
static void switch_keys(struct pass *pass, struct box *row, int pages)
{
    struct widget_state *state = pass->state;
    const struct keyboard_alphabet *alphabet = keyboard_alphabet_of(keys_language(pass));
    if (state->opened &&
        switch_key(pass, row, "key.close", pass->right_to_left ? "next" : "back", say(pass, "Back"), false)) {
        state->opened = state->key_page = 0;
        return;
    }
    if (pages > 1 && switch_key(pass, row, "key.page", pass->right_to_left ? "back" : "next",
                         say(pass, "More keys"), false))
        state->key_page = (uint8_t)((state->key_page + 1) % pages);
    if (state->opened)
        return;
    if (state->layer == 0 && (alphabet->shifted[0] || state->familiar) &&
        switch_key(pass, row, "key.shift", "shift", say(pass, "Other letters"), state->shift))
        state->shift = !state->shift;
    if (!small(pass))
        level_key(pass, row);
    if (switch_key(pass, row, "key.layer", NULL, state->layer ? alphabet->name : alphabet->digits, false)) {
        state->layer = !state->layer;
        start_of_keys(state);
    }
    const struct keyboard_alphabet *own = keyboard_alphabet_of(pass->language);
    if (!own->latin && switch_key(pass, row, "key.script", NULL, state->latin ? own->name : "ABC", false)) {
        state->latin = !state->latin;
        start_of_keys(state);
    }
    if (!small(pass))
        order_key(pass, row);
}

static struct box take_last(struct pass *pass, struct box *row)
{
    int w = mx(pass, TOUCH_W_MM) + 1;
    struct box last = {row->x + row->w - w, row->y, w, row->h};
    row->w -= w + keys_gap_x(pass);
    return last;
}

static bool clear_key(struct pass *pass, struct box box, struct text_field *field)
{
    bool undo = field->len == 0 && field->cleared > 0;
    struct key_view view = {.id = "key.clear",
        .icon = undo ? "undo" : "clear",
        .label = undo ? say(pass, "Bring it back") : say(pass, "Delete everything"),
        .most_mm = 5};
    if (!one_key(pass, box, &view))
        return false;
    pass->state->composing = 0;
    if (undo)
        (void)field_undo(field);
    else
        field_clear(field);
    return true;
}

static bool caret_keys(struct pass *pass, struct box back, struct box on, struct text_field *field)
{
    bool rtl = language_right_to_left(keys_language(pass)), moved = false;
    int forward = pass->right_to_left == rtl ? 1 : -1;
    struct key_view view = {.id = "key.backward",
        .icon = pass->right_to_left ? "caret-right" : "caret-left",
        .label = say(pass, "Backward"),
        .most_mm = 5};
    if (one_key(pass, back, &view)) {
        field_move(field, -forward);
        moved = true;
    }
    view = (struct key_view){.id = "key.forward",
        .icon = pass->right_to_left ? "caret-left" : "caret-right",
        .label = say(pass, "Forward"),
        .most_mm = 5};
    if (one_key(pass, on, &view)) {
        field_move(field, forward);
        moved = true;
    }
    if (moved)
        pass->state->composing = 0;
    return moved;
}

/* Keys that change the text, from the end of the row; what is left is the space bar. */
static bool edit_keys(struct pass *pass, struct box row, struct text_field *field)
{
    bool changed = false;
    struct key_view view = {.id = "key.backspace",
        .icon = pass->right_to_left ? "backspace-rtl" : "backspace",
        .label = say(pass, "Delete one letter"),
        .most_mm = 5};
    if (one_key(pass, take_last(pass, &row), &view)) {
        compose_backspace(pass, field);
        changed = true;
    }
    if (!small(pass)) {
        changed |= clear_key(pass, take_last(pass, &row), field);
        struct box on = take_last(pass, &row), back = take_last(pass, &row);
        changed |= caret_keys(pass, back, on, field);
    }
    view = (struct key_view){.id = "key.space", .icon = "space", .label = say(pass, "Space"), .most_mm = 5};
    if (one_key(pass, row, &view)) {
        compose_type(pass, field, " ");
        changed = true;
    }
    return changed;
}

/* On a small panel, after the pages of keys: what has no room in the last row. */
static bool tools_page(struct pass *pass, struct box row, struct text_field *field)
{
    order_key(pass, &row);
    level_key(pass, &row);
    bool changed = clear_key(pass, take_last(pass, &row), field);
    struct box on = take_last(pass, &row), back = take_last(pass, &row);
    return changed | caret_keys(pass, back, on, field);
}

bool keyboard(struct pass *pass, struct box box, struct text_field *field)
{
    struct keys keys;
    struct widget_state *state = pass->state;
    state->typing = true;
    box = width_of(pass, box);
    struct key_room room = room_in(pass, box);
    keys_for(pass, &room, &keys);
    int shown = small(pass) ? room.rows : keys_rows_most(pass, &room), others = other_rows(pass);
    shown = keys.rows > shown ? keys.rows : shown;
    int h = (box.h - (shown + others - 1) * keys_gap_y(pass)) / (shown + others), step = h + keys_gap_y(pass);
    bool tools = small(pass) && !state->opened;
    int pages = keys.pages + tools;
    int page = state->key_page % pages;
    /* the last row stays where it is, however many rows of letters there are */
    struct box row = {box.x, box.y + box.h - h, box.w, h};
    struct box letters = {box.x, row.y - keys.rows * step, box.w, keys.rows * step};
    bool changed = false;
    if (others > 1)
        changed = keyboard_words(pass, (struct box){box.x, letters.y - step, box.w, h}, field, false);
    if (tools && page == keys.pages)
        changed |= tools_page(pass, (struct box){box.x, row.y - step, box.w, h}, field);
    else
        changed |= letter_rows(pass, letters, h, field, &keys, page);
    switch_keys(pass, &row, pages);
    changed |= edit_keys(pass, row, field);
    pass->moved |= changed;
    return changed;
}
