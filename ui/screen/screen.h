/* Inside ui/screen only: one function for each screen, and what they share. */
#ifndef WAYSIDE_SCREEN_SCREEN_H
#define WAYSIDE_SCREEN_SCREEN_H

#include "screen/answers.h"
#include "screen/ui.h"
#include "widget/widget.h"

#define LISTS 3
#define ASK_AFTER_MS 45000         /* then: are you still here? */
#define ASK_AFTER_TYPING_MS 120000 /* where there are keys */
#define LISTEN_MOST_MS 600000      /* listening counts as being there for so long */
#define ASK_FOR_MS 20000           /* and then it ends */
#define TYPE_BACK_DIGITS 4
#define CARD_MS 8000 /* each slide of the attract screen */

/* Where to go, and what the firmware should do. A zeroed one: stay, nothing. */
enum nav_kind { NAV_STAY, NAV_GO, NAV_BACK, NAV_INSTEAD };
struct nav {
    enum nav_kind kind;
    enum screen_id screen;
    enum ui_want want;
};

/* The form that is filled in; NULL: this place has none of that kind. */
const struct form *form_now(const struct content *content, const struct visit *visit);

struct help_lines;    /* help_lines.h */
struct services_list; /* services_list.h */
struct call_time;     /* call_time.h */

/* What is read aloud (speech.c). Wiped with the visit. */
struct speech {
    bool wanted;         /* *Listen* was pressed in this step */
    const char *autonym; /* a language was pressed in this step: its own name */
    const char *autonym_language;
    bool used;       /* the visitor listens: a question is read too */
    bool was;        /* speaking at the last step */
    int64_t from_ms; /* when it began */
    bool hushed;     /* the press that is under way stopped what was said */
    bool paused;     /* page was not read to its end: */
    size_t begun;    /* the part of it that was said first, the last time */
    size_t said;     /* the part at which it was stopped */
    uint64_t page;   /* what was read last */
};

struct ui {
    struct panel panel;
    struct text *text;
    struct pictures *pictures;
    struct pinyin *pinyin; /* opens its model when the first letters are typed; NULL: no memory for it */
    const struct content *content;
    struct help_lines *help;        /* of the content; NULL: no numbers */
    struct services_list *services; /* of the content; NULL: none */
    struct call_time *call_time;    /* of the content; NULL: hours of the team are not known */
    const struct ui_facts *facts;   /* during a step */
    const struct form *form;        /* that is filled in, during a step; may be NULL */
    struct draw_list *lists[LISTS];
    struct draw_list *painted; /* one of them, what stands on the surface; NULL: unknown */
    size_t next_list;
    struct pass_made *made[2];
    size_t made_now;
    struct speech speech;
    struct findings findings;
    struct pass pass;
    unsigned missing;
    int lowered; /* px of the panel that are left free on top, so that everything is in reach */
};

struct screen {
    const char *name;
    struct nav (*draw)(struct ui *ui, const struct content *content, struct visit *visit);
    /* NULL: to the screen before */
    struct nav (*back)(struct ui *ui, const struct content *content, struct visit *visit);
};
const struct screen *screen_of(enum screen_id id);

struct nav screen_attract(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_language(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_home(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_tell(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_help(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_topics(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_topic(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_along(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_episode(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_services(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_services_back(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_number(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_number_back(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_card(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_card_back(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_take_back(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_delete(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_later_back(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_job(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_form(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_form_back(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_check(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_check_back(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_receipt(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_receipt_back(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_digits(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_answer(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_write_back(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_write_back_back(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_voice(struct ui *ui, const struct content *content, struct visit *visit);
struct nav screen_goodbye(struct ui *ui, const struct content *content, struct visit *visit);

struct nav nav_go(enum screen_id screen);
struct nav nav_instead(enum screen_id screen); /* back does not lead here again */
struct nav nav_back(void);
/* To the questions: first whom they are about, where this place has both forms. */
struct nav nav_tell(const struct content *content, struct visit *visit);
struct nav nav_end(void);
/* Begins a form, or goes on with it. Another one than before: what was answered is gone. */
struct nav nav_form(struct visit *visit, enum form_role role);
/* What was answered is gone, practice is over; the next thing is who reads it. */
void form_clear(struct visit *visit);
/* Said on every page of it: practice, and what the form always says. */
void flow_form_marks(
    struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit);
/* Another page of the same screen. */
void turn(struct ui *ui);
void turn_to_stage(struct ui *ui, uint8_t stage);

/* The frame around every screen: its content's box; a row of buttons at the foot of it. */
struct box frame_content(const struct ui *ui);
/* How many px of the panel are higher than 1,220 mm (ADA 308, EN 301 549 8.3), as far as a page can do
 * without them; 0 on panels that are not upright or hang low. */
int frame_beyond_reach(const struct ui *ui);
struct box frame_take_foot(const struct ui *ui, struct box *content, int h);
int foot_height(struct ui *ui);
/* Of a foot that is one button to hold. */
int hold_height(struct ui *ui, const char *label, int w);
/* The strip on top, the bar below, the question after a long time. */
void frame_strip(struct ui *ui, const struct content *content);
struct nav frame_bar(struct ui *ui, const struct content *content, struct visit *visit);
struct nav frame_question(struct ui *ui);
const struct network_team *team_here(const struct content *content);
/* The emergency number, and where there are people; both, on any page that says "call". */
void flow_emergency(struct ui *ui, struct flow *flow, const struct content *content, bool large);
void flow_safe_point(struct ui *ui, struct flow *flow, const struct content *content, bool large);
void flow_number(struct ui *ui, struct flow *flow, const struct content *content, bool large);
/* A string of the form (ui->form): of the pack that it is from, in the visitor's language; else of the
 * image's catalogue; else as it was written, and the strip says that it is another language. Critical. */
const char *say_form(struct ui *ui, const struct content *content, const char *msgid);
/* The pack of a form; NULL: the image's. */
const struct pack *form_pack(const struct content *content, const struct form *form);
/* When it leaves, when it was connected, how long it can take. */
void flow_truth(struct ui *ui, struct flow *flow);
/* Nobody is reading now; the team that the form goes to reads it by. */
void flow_readers(struct ui *ui, struct flow *flow, const struct content *content, const struct visit *visit);
/* "12 minutes", "3 hours", "2 days". */
const char *say_duration(struct pass *pass, int64_t seconds);

/* Is there something on the page so far that can be said? */
bool speech_offered(struct ui *ui, const struct visit *visit);
/* Before a pass with this input: any press stops what is said. */
void speech_input(struct ui *ui, const struct ui_input *input, struct ui_result *result);
/* *Listen* was pressed: reads the page, or leaves it at the stop. */
void speech_listen(struct ui *ui);
/* What is to be said of the page that stands there now. */
void speech_result(struct ui *ui, const struct visit *visit, struct ui_result *result);

/* The page while the firmware works, or when it could not. Returns true when it drew one; *ret_again:
 * the visitor wants to try again, *ret_stop: go back to what was before. */
bool work_page(struct ui *ui, const struct content *content, enum visit_work work, const char *running,
    bool *ret_again, bool *ret_stop);

/* A QR code in the middle of a placed box: black on white in every theme, with the four modules of quiet that
 * readers need. */
void draw_qr(struct pass *pass, const char *text, struct box placed);

/* Something is typed: the field above, the keyboard below. On a small panel the keyboard is a page of its
 * own (stage TYPING_STAGE), and the field leads there. */
#define TYPING_STAGE 9
struct typed_text {
    const char *id;
    char *bytes;
    size_t cap;
    size_t *caret;
    const char *hint;
};
bool typing_alone(const struct ui *ui);
void type_area(struct ui *ui, struct box box, const struct typed_text *typed);
/* Least height of it. */
int type_area_height(const struct ui *ui);

#endif
