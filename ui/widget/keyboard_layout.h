/* Which keys a keyboard has: rows of what each key types. Inside this room only. */
#ifndef WAYSIDE_WIDGET_KEYBOARD_LAYOUT_H
#define WAYSIDE_WIDGET_KEYBOARD_LAYOUT_H

#include <stdbool.h>

#define KEY_ROWS 4
#define KEY_COLUMNS 14 /* thirteen and a NULL */
#define KEY_LEVELS 4   /* plain, shift, level 3, both */
#define KEY_DEAD '\1'  /* before the sign of a dead key */

/* As xkeyboard-config has it. A level that the layout does not have is empty. The last has no language. */
struct keyboard_familiar {
    const char *language;
    const char *levels[KEY_LEVELS][KEY_ROWS][KEY_COLUMNS];
};
extern const struct keyboard_familiar keyboard_familiar[];

/* What a dead key makes of the letters after it, from the Compose table: "a á e é". The last has no sign. */
struct keyboard_dead {
    const char *language, *sign, *pairs;
};
extern const struct keyboard_dead keyboard_dead[];

/* A consonant of a syllabary and the row of its forms, from the Unicode block. The last has no base. */
struct keyboard_family {
    const char *base, *forms;
};
extern const struct keyboard_family keyboard_families[];

/* Letters in alphabet order, separated by spaces; "|" begins a new row. */
struct keyboard_alphabet {
    const char *language;
    const char *letters, *shifted; /* shifted "": no capitals */
    const char *marks;             /* the layer of digits and marks */
    const char *name, *digits;     /* on the keys that lead here: "ABC", "123" */
    int columns;                   /* where there is room for them */
    bool latin, pinyin;
};
const struct keyboard_alphabet *keyboard_alphabet_of(const char *language);
/* NULL: none. */
const struct keyboard_familiar *keyboard_familiar_of(const char *language);
/* The index of the family, or of the dead key, plus one; 0: none. */
unsigned keyboard_family_of(const char *base);
unsigned keyboard_dead_of(const char *language, const char *sign);
/* Is this one of the words of the list? */
bool keyboard_listed(const char *list, const char *word);
/* A mark that stands on another letter: U+0300 and its like in the scripts that there are. */
bool keyboard_combines(const char *text);

#endif
