/* scenes: everything that a kiosk can show, as a list of ways to stand before it, and the walking there. */
#ifndef WAYSIDE_PREVIEW_SCENES_H
#define WAYSIDE_PREVIEW_SCENES_H

#include <stdbool.h>
#include <stddef.h>

#include "preview/stage.h"

#define GALLERY_TOP_MM 1500 /* as if an upright panel hung so high */
#define SCENES_MOST 1024
#define SCENE_PRESSES 4
#define SCENE_NAME 96

#define ANSWERS_DELETED 5 /* number of a SCENE_ANSWER: all was deleted */

enum scene_way {
    SCENE_PLAIN, /* a screen as one comes to it */
    SCENE_CARD,  /* of the attract screen, after so many turns */
    SCENE_ENROL, /* the same with the operator's code */
    SCENE_RESTING,
    SCENE_PART,
    SCENE_TOPIC,
    SCENE_BEFORE, /* a form before its first question */
    SCENE_TELL,   /* number: enum of facts->tell */
    SCENE_QUESTION,
    SCENE_CHECK,
    SCENE_SENDING, /* number: enum visit_work */
    SCENE_RECEIPT,
    SCENE_DIGITS, /* number: how many are typed; one more than all: with a mistake */
    SCENE_ANSWER, /* number: how many were found */
    SCENE_READING,
    SCENE_TYPED, /* write back, with some words */
    SCENE_WRITING,
    SCENE_STILL /* the question after a long time */
};
struct scene {
    char name[SCENE_NAME];
    enum scene_way way;
    enum screen_id screen;
    enum form_role form;
    size_t number, pack;
    char press[SCENE_PRESSES][NODE_ID]; /* then these; with a '!' at the end: a finger stays on it */
    size_t presses;
    bool low;      /* brought into reach, on an upright panel */
    bool optional; /* not every panel or language has it */
};
struct scenes {
    struct scene *in; /* SCENES_MOST */
    size_t count;
};
struct scene_look {
    const char *language;
    enum text_size size;
    enum contrast contrast;
};

/* What the stage's content can show; explore: also what pressing each button of it opens on the same screen,
 * found by pressing. False with one sentence. Free with scenes_clear. */
MUST_CHECK bool scenes_of(
    struct stage *stage, bool explore, struct scenes *ret_scenes, char ret_message[static 256]);
void scenes_clear(struct scenes *scenes);

/* Stands there. False with one sentence when something that should be pressed is not there. */
MUST_CHECK bool scene_stand(struct stage *stage, const struct scene *scene, const struct scene_look *look,
    char ret_message[static 256]);
/* The next page of the same: by the pager, then by the keyboard's. False: that was the last. */
bool scene_turn(struct stage *stage, int page);

#endif
