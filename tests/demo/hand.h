/* A hand at the kiosk: finds boxes by id on the mirror, presses the real window there, and looks whether
 * the window became what the mirror says. Each returns false after one sentence on standard error. */
#ifndef WAYSIDE_DEMO_HAND_H
#define WAYSIDE_DEMO_HAND_H

#include "demo/walk.h"

/* Until the node is there; then one tap. */
bool hand_tap(struct walk *walk, const char *id);
/* The finger comes down and stays; hand_lift ends it. */
bool hand_down(struct walk *walk, const char *id);
bool hand_lift(struct walk *walk);
/* Down, for that long, up. */
bool hand_hold(struct walk *walk, const char *id, int ms);
/* Waits until the window shows what the mirror shows. Boxes of nodes named in unknown (space-separated
 * ids, may be "") are left out: what stands there only the kiosk knows. */
bool hand_same(struct walk *walk, const char *unknown);
/* One look: does the window show what the mirror shows? */
bool hand_equal(struct walk *walk, const char *unknown);
/* Until the window is still (three equal looks), for a picture of what only the kiosk knows. */
bool hand_still(struct walk *walk);
bool hand_picture(struct walk *walk);
/* Taps key.<character> for each character; a space is key.space. */
bool hand_type(struct walk *walk, const char *utf8);

#endif
