/* The on-screen keyboard: the page's language, in alphabet order or as people know it, digits and marks,
 * Latin letters for those whose language has others. On a small panel the keys come in pages of 7 x 2. */
#include "widget/widget.h"

#include <stdio.h>
#include <string.h>

#include "keyboard_layout.h"

#define KEYS_MAX 64
#define SMALL_COLUMNS 7
#define SMALL_ROWS 2

struct keys {
    const char *text[KEYS_MAX];
    uint8_t row[KEYS_MAX];
    size_t count;
    int rows, widest;
    bool from_right; /* the first key of a row stands at the right */
};

static const char *typed_language(const struct pass *pass)
{
    return pass->state->latin ? "en" : pass->language;
}

static void add_key(struct keys *keys, const char *text, int row)
{
    if (keys->count == KEYS_MAX)
        return;
    keys->row[keys->count] = (uint8_t)row;
    keys->text[keys->count++] = text;
    keys->rows = row + 1 > keys->rows ? row + 1 : keys->rows;
}

static void add_list(struct pass *pass, struct keys *keys, const char *list, int columns)
{
    for (int n = 0; *list; n++) {
        size_t len = strcspn(list, " ");
        add_key(keys, scratch_text(pass, list, len), n / columns);
        list += len + (list[len] == ' ');
    }
}

static void add_familiar(struct keys *keys, const struct keyboard_familiar *familiar, bool shift)
{
    for (int row = 0; row < 3; row++)
        for (int k = 0; familiar->levels[shift][row][k]; k++)
            add_key(keys, familiar->levels[shift][row][k], row);
}

static void keys_for(struct pass *pass, struct keys *keys)
{
    const struct widget_state *state = pass->state;
    const char *language = typed_language(pass);
    const struct keyboard_alphabet *alphabet = keyboard_alphabet_of(language);
    const struct keyboard_familiar *familiar = keyboard_familiar_of(language);
    memset(keys, 0, sizeof(*keys));
    if (state->layer == 1)
        add_list(pass, keys, alphabet->marks, alphabet->columns);
    else if (state->familiar && familiar)
        add_familiar(keys, familiar, state->shift);
    else
        add_list(pass, keys, state->shift && alphabet->shifted[0] ? alphabet->shifted : alphabet->letters,
            alphabet->columns);
    keys->from_right = state->layer == 0 && !state->familiar && language_right_to_left(language);
    for (size_t i = 0; i < keys->count; i++) {
        int in_row = 0;
        for (size_t k = 0; k < keys->count; k++)
            in_row += keys->row[k] == keys->row[i];
        keys->widest = in_row > keys->widest ? in_row : keys->widest;
    }
}

/* On a small panel: the page's 21 keys, in rows of seven. */
static int keys_page(struct keys *keys, int page)
{
    int on_page = SMALL_COLUMNS * SMALL_ROWS;
    int pages = ((int)keys->count + on_page - 1) / on_page;
    size_t first = (size_t)(page % pages * on_page), n = 0;
    for (size_t i = first; i < keys->count && n < (size_t)on_page; i++, n++) {
        keys->text[n] = keys->text[i];
        keys->row[n] = (uint8_t)(n / SMALL_COLUMNS);
    }
    keys->count = n;
    keys->rows = SMALL_ROWS;
    keys->widest = SMALL_COLUMNS;
    return pages;
}

static int gap_x(const struct pass *pass)
{
    return mx(pass, TOUCH_GAP_MM) + 1;
}

static int gap_y(const struct pass *pass)
{
    return my(pass, TOUCH_GAP_MM) + 1;
}

static int rows_of(const char *list, int columns)
{
    int keys = 1;
    for (; *list; list++)
        keys += *list == ' ';
    return (keys + columns - 1) / columns;
}

/* Rows of keys with the last one, the same for every layer, so that no key changes its size. */
static int rows_most(const struct pass *pass)
{
    const struct keyboard_alphabet *own = keyboard_alphabet_of(pass->language);
    if (panel_small(pass->panel))
        return SMALL_ROWS + 1;
    int rows = rows_of(own->letters, own->columns), marks = rows_of(own->marks, own->columns);
    rows = marks > rows ? marks : rows;
    return (rows > 3 ? rows : 3) + 1;
}

static int height_of_rows(const struct pass *pass, int row_h)
{
    int rows = rows_most(pass);
    return rows * row_h + (rows - 1) * gap_y(pass);
}

int keyboard_least(const struct pass *pass)
{
    return height_of_rows(pass, my(pass, panel_small(pass->panel) ? TOUCH_H_MM : 19) + 1);
}

int keyboard_height(const struct pass *pass, int room)
{
    int least = keyboard_least(pass);
    int most = panel_small(pass->panel) ? least : height_of_rows(pass, my(pass, 31));
    return room < least ? least : (room > most ? most : room);
}

static int row_height(const struct pass *pass, struct box box)
{
    int rows = rows_most(pass);
    return (box.h - (rows - 1) * gap_y(pass)) / rows;
}

/* A mark that combines is shown on a line to stand on. */
static const char *face_of(struct pass *pass, const char *text)
{
    unsigned char a = (unsigned char)text[0], b = (unsigned char)text[1];
    bool combines = (a == 0xd9 && b >= 0x8b && b <= 0x9f) || (a == 0xd9 && b == 0xb0);
    return combines ? scratch_join(pass, "ـ", "", text) : text;
}

static bool one_key(
    struct pass *pass, const char *id, struct box box, const char *icon, const char *label, bool chosen)
{
    bool digit = strncmp(id, "digits.", 7) == 0;
    const struct theme *theme = pass->theme;
    struct box placed = pass_place(pass, box);
    struct touch touch = pass_touch(pass, id, placed, true);
    bool filled = touch.down || chosen;
    struct box drawn = touch.down ? box_inset(placed, mx(pass, 0.6), my(pass, 0.6)) : placed;
    double cap = cap_body(pass) * 1.15, high = box.h / pass->panel->px_per_mm_y;
    double most = digit ? 12 : (box.w < mx(pass, 20) ? 5.5 : 8);
    if (panel_small(pass->panel))
        cap = digit ? 4.8 : cap;
    else if (digit || cap < high * 0.27)
        cap = high * 0.27;
    cap = cap > most ? most : cap;
    colour_t ink = filled ? theme->accent_ink : theme->panel_ink;
    draw_fill(pass->list, drawn, filled ? theme->accent : theme->panel, mx(pass, 2));
    draw_frame(pass->list, drawn, theme->line, mx(pass, 2), 1);
    if (touch.focused)
        draw_frame(pass->list, placed, theme->focus, mx(pass, 2), mx(pass, 0.8));
    struct look look = {
        .cap_mm = cap, .align = TEXT_CENTRE, .colour = ink, .language = icon ? NULL : typed_language(pass)};
    if (icon)
        icon_draw(pass, icon, high > 25 ? (digit ? 15 : 11) : 9, box, ink);
    else
        words_middle(pass, &look, label, box);
    struct ui_node *node = pass_node(pass, id, ROLE_KEY, placed, label);
    node->focused = touch.focused;
    node->chosen = chosen;
    return touch.clicked;
}

static bool type_key(struct pass *pass, struct box box, struct text_field *field, const char *text)
{
    char id[48];
    snprintf(id, sizeof(id), "key.%s", text);
    if (!one_key(pass, id, box, NULL, face_of(pass, text), false))
        return false;
    (void)field_insert(field, text); /* when it is full the limit is already shown */
    pass->state->shift = 0;
    return true;
}

static bool letter_rows(
    struct pass *pass, struct box box, int h, struct text_field *field, const struct keys *keys)
{
    int gap = gap_x(pass);
    int w = (box.w - (keys->widest - 1) * gap) / keys->widest;
    int most = mx(pass, 26);
    w = w > most ? most : w;
    bool before = pass_mirror(pass, false), changed = false;
    for (size_t i = 0, at = 0; i < keys->count; i++) {
        at = i > 0 && keys->row[i] == keys->row[i - 1] ? at + 1 : 0;
        int in_row = 0;
        for (size_t k = 0; k < keys->count; k++)
            in_row += keys->row[k] == keys->row[i];
        int used = in_row * w + (in_row - 1) * gap;
        int x = keys->from_right ? box.x + (box.w + used) / 2 - w - (int)at * (w + gap)
                                 : box.x + (box.w - used) / 2 + (int)at * (w + gap);
        struct box key = {x, box.y + keys->row[i] * (h + gap_y(pass)), w, h};
        changed |= type_key(pass, key, field, keys->text[i]);
    }
    pass_mirror(pass, before);
    return changed;
}

/* Keys that change the keyboard. */
static struct box next_key(struct pass *pass, struct box *row, double mm)
{
    struct box key = {row->x, row->y, mx(pass, mm) + 1, row->h};
    row->x += key.w + gap_x(pass);
    row->w -= key.w + gap_x(pass);
    return key;
}

static void switch_keys(struct pass *pass, struct box *row, int pages)
{
    struct widget_state *state = pass->state;
    const struct keyboard_alphabet *alphabet = keyboard_alphabet_of(typed_language(pass));
    bool small = panel_small(pass->panel), moved = false;
    double w = TOUCH_W_MM;
    const char *digits = strncmp(typed_language(pass), "ar", 2) == 0 ? "١٢٣" : "123";
    if (small && pages > 1 &&
        one_key(pass, "key.page", next_key(pass, row, w), "next", say(pass, "More keys"), false)) {
        state->key_page = (uint8_t)((state->key_page + 1) % pages);
        moved = true;
    }
    bool has_shift = state->layer == 0 && (alphabet->shifted[0] || state->familiar);
    if (has_shift && one_key(pass, "key.shift", next_key(pass, row, w), "shift", say(pass, "Other letters"),
                         state->shift)) {
        state->shift = !state->shift;
        moved = true;
    }
    if (one_key(
            pass, "key.layer", next_key(pass, row, w), NULL, state->layer ? alphabet->name : digits, false)) {
        state->layer = !state->layer;
        state->key_page = 0;
        moved = true;
    }
    bool other_script = keyboard_alphabet_of(pass->language) != keyboard_alphabet_of("en");
    const char *script = state->latin ? keyboard_alphabet_of(pass->language)->name : "ABC";
    if (other_script && one_key(pass, "key.script", next_key(pass, row, w), NULL, script, false)) {
        state->latin = !state->latin;
        state->shift = state->key_page = 0;
        moved = true;
    }
    if (!(small && has_shift && other_script) &&
        one_key(pass, "key.order", next_key(pass, row, w), "keyboard",
            say(pass, "Change the order of the keys"), state->familiar)) {
        state->familiar = !state->familiar;
        state->shift = state->key_page = state->layer = 0;
        moved = true;
    }
    pass->moved |= moved;
}

/* Keys that change the text, from the end of the row; what is left is the space bar. */
static bool edit_keys(struct pass *pass, struct box row, struct text_field *field)
{
    bool small = panel_small(pass->panel), changed = false,
         rtl = language_right_to_left(typed_language(pass));
    int w = mx(pass, TOUCH_W_MM) + 1, step = w + gap_x(pass);
    struct box last = {row.x + row.w - w, row.y, w, row.h};
    if (one_key(pass, "key.backspace", last, pass->right_to_left ? "backspace-rtl" : "backspace",
            say(pass, "Delete one letter"), false)) {
        field_backspace(field);
        changed = true;
    }
    row.w -= step;
    if (!small) {
        last.x -= step;
        bool undo = field->len == 0 && field->cleared > 0;
        if (one_key(pass, "key.clear", last, undo ? "undo" : "clear",
                undo ? say(pass, "Bring it back") : say(pass, "Delete everything"), false)) {
            if (undo)
                (void)field_undo(field);
            else
                field_clear(field);
            changed = true;
        }
        row.w -= step;
        struct box right = {row.x + row.w - w, row.y, w, row.h};
        struct box left = {right.x - step, row.y, w, row.h};
        int forward = pass->right_to_left == rtl ? 1 : -1;
        if (one_key(pass, "key.forward", right, pass->right_to_left ? "caret-left" : "caret-right",
                say(pass, "Forward"), false)) {
            field_move(field, forward);
            changed = true;
        }
        if (one_key(pass, "key.backward", left, pass->right_to_left ? "caret-right" : "caret-left",
                say(pass, "Backward"), false)) {
            field_move(field, -forward);
            changed = true;
        }
        row.w -= 2 * step;
    }
    if (one_key(pass, "key.space", row, "space", say(pass, "Space"), false)) {
        (void)field_insert(field, " ");
        changed = true;
    }
    return changed;
}

bool keyboard(struct pass *pass, struct box box, struct text_field *field)
{
    struct keys keys;
    int pages = 1;
    pass->state->typing = true;
    if (box.w > mx(pass, 290)) /* a broad panel: hands should not travel */
        box = box_inset(box, (box.w - mx(pass, 290)) / 2, 0);
    keys_for(pass, &keys);
    if (panel_small(pass->panel))
        pages = keys_page(&keys, pass->state->key_page);
    int h = row_height(pass, box), letters_h = keys.rows * (h + gap_y(pass));
    /* the last row stays where it is, however many rows of letters there are */
    struct box row = {box.x, box.y + box.h - h, box.w, h};
    struct box letters = {box.x, row.y - letters_h, box.w, letters_h};
    bool changed = letter_rows(pass, letters, h, field, &keys);
    switch_keys(pass, &row, pages);
    changed |= edit_keys(pass, row, field);
    pass->moved |= changed;
    return changed;
}

/* 3 x 4 as on a telephone; 6 x 2 where there is no height. */
static int keypad_columns(const struct pass *pass)
{
    return panel_small(pass->panel) ? 6 : 3;
}

int keypad_height(const struct pass *pass, int room)
{
    bool small = panel_small(pass->panel);
    int rows = 12 / keypad_columns(pass), gaps = (rows - 1) * gap_y(pass);
    int least = rows * (my(pass, small ? TOUCH_H_MM : 30) + 1) + gaps;
    int most = small ? least : rows * my(pass, 46) + gaps;
    return room < least ? least : (room > most ? most : room);
}

char keypad(struct pass *pass, struct box box)
{
    int columns = keypad_columns(pass), rows = 12 / columns;
    const char *order = columns == 3 ? "123456789 0\b" : "12345 67890\b";
    int gap = gap_x(pass), w = (box.w - (columns - 1) * gap) / columns;
    int h = (box.h - (rows - 1) * gap_y(pass)) / rows;
    box = pass_place(pass, box); /* where the page has it; inside it is as on a telephone */
    bool before = pass_mirror(pass, false);
    char pressed = 0;
    pass->state->typing = true;
    for (int i = 0; i < 12; i++) {
        char ascii[2] = {order[i], 0}, id[48];
        struct box key = {box.x + i % columns * (w + gap), box.y + i / columns * (h + gap_y(pass)), w, h};
        bool back = order[i] == '\b';
        if (order[i] == ' ')
            continue;
        snprintf(id, sizeof(id), "digits.%s", back ? "backspace" : ascii);
        const char *label = back ? say(pass, "Delete one digit") : say_digits(pass, ascii);
        if (one_key(pass, id, key, back ? "backspace" : NULL, label, false))
            pressed = order[i];
    }
    pass_mirror(pass, before);
    pass->moved |= pressed != 0;
    return pressed;
}
