/* Which keys a keyboard has: rows of what each key types. Inside this room only. */
#ifndef WAYSIDE_WIDGET_KEYBOARD_LAYOUT_H
#define WAYSIDE_WIDGET_KEYBOARD_LAYOUT_H

#define KEY_ROWS 4
#define KEY_COLUMNS 13 /* twelve and a NULL */

typedef const char *const keyboard_row[KEY_COLUMNS];

/* As xkeyboard-config has it; [0] plain, [1] with shift. The last has no language. */
struct keyboard_familiar {
    const char *language;
    const char *levels[2][3][KEY_COLUMNS];
};
extern const struct keyboard_familiar keyboard_familiar[];

/* Letters in alphabet order, separated by spaces, the capitals of Latin letters; marks and digits. */
struct keyboard_alphabet {
    const char *language;
    const char *letters, *shifted; /* shifted "": no capitals */
    const char *marks;             /* the layer of digits and marks */
    const char *name;              /* on the key that leads here: "ABC" */
    int columns;
};
const struct keyboard_alphabet *keyboard_alphabet_of(const char *language);
const struct keyboard_familiar *keyboard_familiar_of(const char *language);

#endif
