/* screen: every screen of the kiosk, and the one call that the firmware makes. ui_step lays out, draws
 * and reads input; it never waits, reads a clock, opens a file or sends anything: what should happen is
 * in what it returns, and the firmware does it. The same call with the same inputs gives the same
 * picture on any surface, which is how preview and the test driver see what a visitor sees. */
#ifndef WAYSIDE_SCREEN_UI_H
#define WAYSIDE_SCREEN_UI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "draw/draw.h"
#include "draw/theme.h"
#include "i18n/catalogue.h"
#include "pack/form.h"
#include "pack/hotlines.h"
#include "pack/network.h"
#include "pack/pack.h"
#include "text/text.h"
#include "visit/visit.h"
#include "widget/input.h" /* struct ui_input */
#include "widget/node.h"  /* struct ui_node */

/* Pictures of a pack: PNG bytes by the pack's own file name ("media/<32 hex>.png"), verified by who gives
 * them. Called when a screen first needs one, never twice while it is kept. False: there is none, the page
 * goes on without. */
struct content_media {
    bool (*get)(void *self, const struct pack *pack, const char *file, struct buffer *ret_png);
    void *self;
};

/* What can be spoken: is there a clip of this text (as it stands on the screen) in this language? Pure. */
struct content_voice {
    bool (*has)(void *self, const char *language, const char *text);
    void *self;
};

/* What is shown; immutable while in use. Everything borrowed from the firmware. network and place are
 * NULL while no valid release is there: then there is one calm screen and no way further. */
struct content {
    const struct network *network;
    const struct network_place *place;
    const struct hotlines *hotlines; /* of this place; NULL: none are known */
    const struct pack *const *packs; /* of this place, in its order */
    size_t pack_count;
    struct content_media media; /* get NULL: no pictures of packs */
    struct content_voice voice; /* has NULL: nothing is spoken */
    /* By role, of the first pack that has it (form/help.json, report, call, job); help: else the image's.
     * NULL: that way is not offered. */
    const struct form *forms[FORM_ROLES];
    const struct languages *languages;
    const struct catalogue *const *catalogues; /* one for each language, same order */
    const char *pictures; /* folder of icons and cards, as PNG: share/wayside/pictures of the build */
};

/* What the firmware knows and the screens may say. */
struct ui_facts {
    int64_t now_ms;          /* monotonic */
    char today[11];          /* trusted day, "" unknown */
    double panel_top_mm;     /* of the panel's upper edge above the floor; 0: nothing is out of reach */
    int minute_of_day;       /* in the place's time zone, -1 unknown */
    int64_t connected_ago_s; /* since the last connection, -1 never */
    int64_t checked_ago_s;   /* since it was last checked that numbers and pages are the newest, -1 never */
    int64_t longest_leave_s; /* until a file put now has left, at the longest, if connected */
    enum { UI_TELL_OPEN, UI_TELL_FULL, UI_TELL_CLOSED } tell; /* may a report be begun */
    bool speaking;                                            /* something is being said, or about to be */
    size_t said;         /* texts of the last SOUND_SAY that were said to their end */
    char enrol_code[16]; /* shown small on the attract screen, for the operator; "" when enrolled */
};

/* What should happen; carried out by the firmware after the step. The screens have then already set
 * visit->sending, reading or writing to WORK_RUNNING; the firmware sets what came of it. After UI_END the
 * surface shows attract already, and the inputs that came after it were ignored. */
enum ui_want {
    UI_NOTHING,
    UI_SEND_FORM,   /* seal the form; visit->sending says how it goes */
    UI_READ_ANSWER, /* look for visit->digits; visit->reading */
    UI_WRITE_BACK,  /* seal visit->write_back; visit->writing */
    UI_TAKE_BACK,   /* seal that visit->taken_back are a no; visit->writing */
    UI_DELETE,      /* seal that all that was told is to be erased; visit->writing */
    UI_END,         /* Leave now, goodbye, or inactivity: show attract at once, wipe the visit */
};
#define SAY_MOST 256                                 /* parts of one page: words, digits */
enum ui_sound { SOUND_KEEP, SOUND_STOP, SOUND_SAY }; /* any press, move of focus or end stops what is said */
struct ui_result {
    enum ui_want want;
    enum ui_sound sound;
    /* SOUND_SAY: texts that the voice has, one after the other; until the next step. */
    struct ui_say {
        const char *text;
        const char *language;
        bool begins; /* a new sentence: a short rest before it */
    } say[SAY_MOST];
    size_t say_count;
    int64_t due_ms;       /* monotonic; when it would next look different; INT64_MAX: not by itself */
    struct damage damage; /* what changed on the surface */
};

struct ui;
/* fonts: see text_new. NULL with one sentence. The surface is the caller's and may be replaced. */
struct ui *ui_new(const char *fonts, const struct panel *panel, const struct content *content,
    char ret_message[static 256]);
void ui_free(struct ui *ui);
void ui_content(struct ui *ui, const struct content *content); /* between visits */

/* One step: inputs in order, then passes until nothing changes (at most four), then paint. */
struct ui_result ui_step(struct ui *ui, struct visit *visit, const struct ui_facts *facts,
    const struct ui_input *inputs, size_t count, struct surface *surface);
/* Forget the last list: the next step paints everything (a window was uncovered, a new surface). */
void ui_repaint(struct ui *ui);
/* After visit_end: wipe the visit's text cache, lists and nodes. */
void ui_forget(struct ui *ui);

const struct ui_node *ui_nodes(const struct ui *ui, size_t *ret_count);
const struct ui_node *ui_node(const struct ui *ui, const char *id); /* NULL: not on this screen */
/* What stands on the surface, and the faces it was drawn with: for the gallery and tests. */
const struct draw_list *ui_list(const struct ui *ui);
const struct text *ui_text(const struct ui *ui);
const char *screen_name(enum screen_id screen);
/* Findings of the last step, for tests: cut text, missing glyphs, too many passes, small touch areas.
 * One per line; "" is good. */
const char *ui_findings(const struct ui *ui);

#endif
