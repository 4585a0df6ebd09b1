/* The walk: a person at the kiosk, a coordinator at her desk, step by step, each seen and pictured. */
#ifndef WAYSIDE_DEMO_WALK_H
#define WAYSIDE_DEMO_WALK_H

#include <stdbool.h>

#include "browser/webdriver.h"
#include "demo/album.h"
#include "demo/mirror.h"
#include "demo/stage.h"
#include "demo/window.h"

#define WALK_TYPED "they keep my passport"
#define WALK_ANSWER                                                                                          \
    "We have read what you wrote. You are not in trouble. Come to the information desk and say: amber."
#define WALK_BACK "شكرا لكم"

struct walk {
    struct stage *stage;
    struct album *album;
    struct window *window;
    struct mirror *mirror;
    struct browser *browser;
    uint32_t *seen; /* the window's pixels, as last looked at */
    int width, height;
    char digits[19]; /* read from the QR, as a person would keep them */
};

/* Dina changes a sentence, a number and a picture; a second person signs the number; all three are on the
 * screen. */
bool walk_publish(struct walk *walk);
/* A stolen hub and a hostile agent swap a number and a team's key: refused, and the screen stays as it was.
 */
bool walk_thieves(struct walk *walk);
/* The person: asks for help and leaves with the digits. */
bool walk_ask(struct walk *walk);
/* Somebody else, who reads only Amharic: numbers, the card for the staff, services. */
bool walk_help(struct walk *walk);
/* The coordinator: finds the case, takes it, answers. */
bool walk_answer(struct walk *walk);
/* The person comes back, in another language this time: types the digits, reads, writes back. */
bool walk_read(struct walk *walk);
/* The coordinator sees that too. */
bool walk_see(struct walk *walk);

#endif
