/* A kiosk's screens on a memory surface, with made content and a clock that only the test moves. */
#ifndef WAYSIDE_TESTS_UI_STAGE_H
#define WAYSIDE_TESTS_UI_STAGE_H

#include "screen/ui.h"

struct stage {
    struct panel panel;
    struct content content;
    struct network network;
    struct network_place place;
    struct network_team team;
    struct network_zone zone;
    struct form *form;
    struct pack *pack, *asking;  /* one with topics, one with a form */
    const struct pack *packs[3]; /* the third: a test's own */
    struct hotlines hotlines;
    bool no_media; /* as if no picture of a pack could be read */
    unsigned media_asked;
    struct languages languages;
    struct catalogue *catalogues[16];
    void *catalogue_bytes[16];
    struct visit_keeper *keeper;
    struct visit *visit;
    struct ui *ui;
    struct ui_facts facts;
    struct surface surface;
    struct ui_result result; /* of the last step */
    enum ui_want wanted;     /* the last thing that was wanted, kept until the test clears it */
    char findings[8192];     /* of all steps */
    char order[512];         /* as stage_order says it */
};

extern const struct panel panel_portrait, panel_landscape, panel_seven_inch;

void stage_set_up(struct stage *stage, const struct panel *panel);
void stage_tear_down(struct stage *stage);
/* A test that begins on a new stage in portrait, which is the test file's own variable. At the end no step
 * may have had a finding. */
#define STAGE_TEST(test, stage) cmocka_unit_test_prestate_setup_teardown(test, stage_begin, stage_end, stage)
int stage_begin(void **state);
int stage_end(void **state);
#define STAGE_CONTENT WAYSIDE_SOURCE "/tests/ui/screen/content/"
#define STAGE_SHARE WAYSIDE_BUILD "/share/wayside/"
/* Of the two above: everything that content points to. */
void stage_content_make(struct stage *stage);
/* A pack of the content folder; it is the test's own. */
struct pack *stage_pack(const char *folder);
/* From now on the form is that of the second pack. */
void stage_form_of_pack(struct stage *stage);
void stage_content_clear(struct stage *stage);

/* One step with these inputs; after UI_END it does what the firmware does. */
void stage_step(struct stage *stage, const struct ui_input *inputs, size_t count);
void stage_wait(struct stage *stage, int64_t ms);
/* Steps at each due time until this much time is over, as the firmware would. */
void stage_run(struct stage *stage, int64_t ms);
const struct ui_node *stage_node(
    struct stage *stage, const char *id); /* fails the test when it is not there */
bool stage_has(const struct stage *stage, const char *id);
void stage_down(struct stage *stage, const char *id, int finger);
void stage_up(struct stage *stage, const char *id, int finger);
/* Press and release, with half a second before and after. */
void stage_press(struct stage *stage, const char *id);
void stage_hold(struct stage *stage, const char *id, int64_t ms);
void stage_key(struct stage *stage, enum ui_key key);
/* Each byte of ASCII or each cluster separated by spaces is a key. */
void stage_type(struct stage *stage, const char *keys);
/* An input in the middle of a node, now. */
struct ui_input stage_input(struct stage *stage, enum ui_input_kind kind, const char *id, int finger);
/* From attract to home in a language. */
void stage_home(struct stage *stage, const char *language);
/* Leaves a visit that is running; then from attract over home to where that tile leads, or to help. */
void stage_home_to(struct stage *stage, const char *language, const char *tile);
void stage_help(struct stage *stage, const char *language);
/* From attract to the check screen in English. */
void stage_check(struct stage *stage);
/* On the digits screen. */
void stage_digits(struct stage *stage, const char *digits);
/* To the form's first question in a language. */
void stage_begin_form(struct stage *stage, const char *language);
/* To the check screen, all answered as an adult. */
void stage_answer_all(struct stage *stage);
/* Through pages of one question until this node is there. */
void stage_page_to(struct stage *stage, const char *id);
/* The label of that node, on whatever page it is. */
const char *stage_label(struct stage *stage, const char *id);
void stage_first_page(struct stage *stage);
bool stage_next_page(struct stage *stage); /* false on the last */
/* What follows the prefix in the ids that begin so, in their order over all pages: "one two". Good until it
 * is asked again. */
const char *stage_order(struct stage *stage, const char *prefix);
/* What the firmware would do with UI_SEND_FORM and UI_READ_ANSWER. */
void stage_sealed(struct stage *stage);
void stage_found(struct stage *stage);

/* Accessible nodes as text, one a line, for golden files. */
char *stage_dump(struct stage *stage);
/* A copy of the surface, to be freed. */
uint32_t *stage_pixels(const struct stage *stage);
bool stage_png(struct stage *stage, const char *path);

#endif
