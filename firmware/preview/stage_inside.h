/* What stage.c makes and stage_touch.c presses. */
#ifndef WAYSIDE_PREVIEW_STAGE_INSIDE_H
#define WAYSIDE_PREVIEW_STAGE_INSIDE_H

#include "firmware/image.h"
#include "firmware/showing.h"
#include "firmware/voices.h"
#include "invented.h"
#include "preview/stage.h"

#define FINDINGS_KEPT 8192

struct stage_found { /* what a reading will find */
    char state[24];
    struct visit_found found[8]; /* newest first */
    size_t count;
    bool any, deleted;
};
struct stage {
    const struct kiosk_settings *settings;
    struct disk disk;
    struct image image;
    struct release *release;  /* NULL: none, or a pack is shown */
    struct invented invented; /* pack NULL: a release is shown, or nothing */
    struct content content;
    struct voices voices;
    struct visit_keeper *keeper;
    struct ui *ui;
    struct surface surface;
    struct ui_facts facts;
    int64_t due_ms;
    char findings[FINDINGS_KEPT];     /* lines of every step since they were last taken, each once */
    enum visit_work sending, writing; /* how it will go */
    struct stage_found answers;
    const struct network_place *held_place; /* while it is shown as if there were none */
    const struct network *held_network;
    char first_key[NODE_ID]; /* of a keyboard whose pages are turned */
};

void stage_step(struct stage *stage, const struct ui_input *inputs, size_t count);
/* One sentence into message; returns false. */
bool stage_fail(char message[static 256], const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
