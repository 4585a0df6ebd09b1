/* The keys that stand on one page of the keyboard, and how one of them is drawn. Inside this room only. */
#ifndef WAYSIDE_WIDGET_KEYBOARD_KEYS_H
#define WAYSIDE_WIDGET_KEYBOARD_KEYS_H

#include "keyboard_layout.h"
#include "widget/widget.h"

#define KEYS_MAX 112
#define SMALL_COLUMNS 7
#define SMALL_ROWS 3

enum key_kind { KEY_TYPES, KEY_OPENS, KEY_MAKES }; /* text; a row of forms; a letter with an accent */
struct key {
    const char *text;  /* what it types; the sign of a dead key */
    const char *leads; /* what can be typed behind it: "à è"; NULL nothing */
    enum key_kind kind;
    int row, page;
};
struct keys {
    struct key in[KEYS_MAX];
    size_t count;
    int rows, widest, pages; /* rows: of a page, at most; widest: keys in a row, at most */
    bool from_right;         /* the first key of a row stands at the right */
};
/* As many columns and rows as there is room for. */
struct key_room {
    int columns, rows;
};
void keys_for(struct pass *pass, const struct key_room *room, struct keys *ret_keys);
/* Rows that the language's fullest page wants, if so many have room. */
int keys_rows_most(const struct pass *pass, const struct key_room *room);
/* The language that the keys are of: English for Latin letters. */
const char *keys_language(const struct pass *pass);
bool keys_pinyin(const struct pass *pass);
/* "€ @": the first keys of the layout's third level; "" when it has none. */
const char *keys_third(struct pass *pass);

int keys_gap_x(const struct pass *pass);
int keys_gap_y(const struct pass *pass);

struct key_view {
    const char *id, *icon, *label; /* icon NULL: the label stands on it */
    const char *language;          /* NULL: the page's */
    const char *leads;
    enum text_keep keep;
    double most_mm; /* of a capital on it */
    bool chosen;
};
/* Returns true when it was pressed. */
bool one_key(struct pass *pass, struct box box, const struct key_view *view);

/* Types into the field as a key does; letters of pinyin become part of what is composed. */
void compose_type(struct pass *pass, struct text_field *field, const char *text);
void compose_backspace(struct pass *pass, struct text_field *field);

#endif
