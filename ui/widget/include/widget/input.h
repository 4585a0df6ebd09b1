/* Input as the widgets take it: fingers and the tactile keypad. */
#ifndef WAYSIDE_WIDGET_INPUT_H
#define WAYSIDE_WIDGET_INPUT_H

#include <stdint.h>

enum ui_input_kind { UI_PRESS, UI_MOVE, UI_RELEASE, UI_KEY };
enum ui_key { KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_SELECT, KEY_BACK, KEY_HELP };
struct ui_input {
    enum ui_input_kind kind;
    int finger, x, y; /* px; press, move, release */
    enum ui_key key;  /* the tactile keypad */
    int64_t at_ms;    /* monotonic */
};

#endif
