/* One immediate-mode pass: what a widget sees while a screen is laid out, drawn and read. It records
 * draw commands, accessible nodes and findings; it never waits, reads a clock or opens the network.
 *
 * Boxes are given as for left-to-right reading; in a right-to-left language the pass mirrors them over
 * the panel's width, so a screen is written once. Keyboards and digits are physical: pass_mirror. */
#ifndef WAYSIDE_WIDGET_PASS_H
#define WAYSIDE_WIDGET_PASS_H

#include <stddef.h>

#include "draw/draw.h"
#include "draw/theme.h"
#include "i18n/catalogue.h"
#include "text/text.h"
#include "visit/visit.h"
#include "widget/input.h"
#include "widget/node.h"
#include "widget/pictures.h"

#define NODES_MAX 192           /* the fullest keyboard page has under 80 */
#define SCRATCH_BYTES (1 << 16) /* strings made in one pass */
#define FINDINGS_BYTES 4096
#define HOLD_MS 2000         /* sending is a hold of two seconds */
#define DOUBLE_STRIKE_MS 300 /* a second press at the same place after a page turned is not meant */
#define FRAME_MS 50          /* while something fills or moves */

/* What the widgets remember between passes. Lies in visit->widget_state and is wiped with it. */
struct widget_state {
    uint64_t pressed; /* id of the widget under the finger, 0 none */
    uint64_t focus;   /* id that the keypad stands on */
    int64_t pressed_ms, turned_ms, active_ms, screen_ms;
    int finger, turned_x, turned_y, active_x, active_y;
    bool finger_down, inside, by_key, focus_shown;
    uint16_t page, pages;                            /* of the flow on this screen */
    uint8_t layer, familiar, latin, shift, key_page; /* keyboard */
    uint8_t level;                                   /* the layout's third and fourth level */
    uint8_t opened, dead; /* the family whose row is open, the dead key that waits; plus one */
    uint8_t composing;    /* bytes before the caret that are pinyin yet */
    uint16_t words_from;  /* the first word that is offered for them */
    uint8_t stage;        /* a screen's own sub-page */
    bool why;             /* "why we ask" is open */
    uint8_t digit_at;     /* the digits screen: where the next digit goes */
    uint16_t cleared;     /* bytes of the field that undo can bring back */
    uint16_t spread;      /* px more between blocks, where a page has room */
    uint16_t grow;        /* px more in each block that may grow */
    bool asking;          /* "are you still here?" stands over the page */
    bool typing;          /* the page has keys: the question comes later */
};
_Static_assert(sizeof(struct widget_state) <= sizeof(((struct visit *)0)->widget_state), "fits the visit");

struct findings {
    char text[FINDINGS_BYTES];
    size_t len;
};
struct scratch {
    _Alignas(max_align_t) char bytes[SCRATCH_BYTES];
    size_t used;
};
/* A string that was put together: to be spoken in its parts. */
#define MIXED_MOST 128
#define MIXED_VALUES 4
struct mixed {
    const char *text, *format; /* format NULL: the values one after the other */
    const char *names[MIXED_VALUES], *values[MIXED_VALUES];
    size_t count;
};
struct pass_made {                  /* what a pass leaves behind */
    struct mixed mixed[MIXED_MOST]; /* those that did not fit are not spoken */
    size_t mixed_count;
    struct ui_node nodes[NODES_MAX];
    size_t node_count;
    struct scratch scratch;
};

struct pass {
    /* given */
    const struct panel *panel;
    const struct theme *theme;
    const struct catalogue *catalogue;
    const char *language; /* BCP 47 of the page */
    bool reviewed;        /* its translation was reviewed */
    enum text_size size;
    int64_t now_ms;
    const struct ui_input *input; /* the one input of this pass, or NULL */
    struct text *text;
    struct pictures *pictures;
    struct pinyin *pinyin; /* NULL: no Chinese words */
    struct widget_state *state;
    struct draw_list *list;
    struct pass_made *made;
    struct findings *findings;
    /* while it runs */
    bool right_to_left, mirrored;
    bool covered;   /* below a question: drawn, but no input and no nodes */
    bool taken;     /* the input found its widget */
    bool held_here; /* the pressed widget is still on the page */
    bool moved;     /* something about the layout is known only now: another pass is needed */
    bool critical;  /* a critical string was said */
    bool demo, unreviewed, elsewhere; /* of a pack: made to show how it works; its translation was not
                                       * reviewed; something is not in the page's language */
    bool back_key;                    /* the keypad's back was pressed */
    int64_t due_ms;
};

void pass_begin(struct pass *pass);
void pass_end(struct pass *pass);
uint64_t id_hash(const char *id);

/* Millimetres to pixels across and down. */
int mx(const struct pass *pass, double mm);
int my(const struct pass *pass, double mm);
/* Capital height of body text, and of headings and small print made from it. */
double cap_body(const struct pass *pass);
double cap_heading(const struct pass *pass);
double cap_small(const struct pass *pass);
/* Of buttons: on a small panel one line at every text size, since two would cover the page above. */
double cap_button(const struct pass *pass);

/* Sets whether boxes are mirrored from here on; returns what it was before. */
bool pass_mirror(struct pass *pass, bool mirrored);
struct box pass_place(const struct pass *pass, struct box box);
/* It would look different at this time. */
void pass_due(struct pass *pass, int64_t at_ms);
/* Records a node; box already placed. */
struct ui_node *pass_node(
    struct pass *pass, const char *id, enum ui_role role, struct box placed, const char *label);
void pass_finding(struct pass *pass, const char *what, const char *id);
/* The page or screen is another one now: page 1, no finger, no "why" open. */
void pass_turned(struct pass *pass);

/* What a finger or the keypad does to the widget id in this placed box. */
struct touch {
    bool down;       /* under a finger now: show it */
    bool clicked;    /* released inside */
    int64_t held_ms; /* for how long it is down, 0 when not */
    bool focused;
};
struct touch pass_touch(struct pass *pass, const char *id, struct box placed, bool enabled);
/* The same for widgets that are held: select on the keypad begins a hold, any other key ends it. */
struct touch pass_hold(struct pass *pass, const char *id, struct box placed, bool enabled);
/* The hold is over (it did what it does). */
void pass_let_go(struct pass *pass);

/* Strings of the catalogue. A msgid without translation is a finding (English is its own). */
const char *say(struct pass *pass, const char *msgid);
/* A string that a mistake in would harm: marked while the translation is not reviewed. */
const char *say_critical(struct pass *pass, const char *msgid);
/* {name} in the translation becomes the value: say_with(pass, "Until {day}", "day", day, NULL). */
const char *say_with(struct pass *pass, const char *msgid, ...) __attribute__((sentinel));
/* {n} becomes n in the language's own digits, in the right plural. */
const char *say_count(struct pass *pass, const char *one, const char *many, unsigned long n);
/* ASCII digits in the digits of the page's language; other bytes stay. */
const char *say_digits(struct pass *pass, const char *ascii);
/* A day YYYY-MM-DD as people say it ("25 November"); "" when it is not a day. */
const char *say_day(struct pass *pass, const char *iso);
/* Zeroed memory that lives as long as the pass's strings. Never NULL; size is far below SCRATCH_BYTES. */
void *scratch_take(struct pass *pass, size_t size);
/* A copy in the pass's own memory. */
char *scratch_text(struct pass *pass, const char *text, size_t len);
const char *scratch_join(struct pass *pass, const char *a, const char *between, const char *b);

#endif
