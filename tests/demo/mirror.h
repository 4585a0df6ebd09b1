/* The same screens on a memory surface, with the same content and the same presses as the kiosk's window.
 * It is how the demo knows where a box is and what the window should look like: the kiosk itself tells
 * nothing. What the kiosk alone knows (the digits, the answers found) the demo fills in, from the picture
 * of the QR and from what the coordinator wrote. */
#ifndef WAYSIDE_DEMO_MIRROR_H
#define WAYSIDE_DEMO_MIRROR_H

#include <stdbool.h>
#include <stdint.h>

#include "screen/ui.h"

struct mirror;

/* From the kiosk's own settings file. NULL with one sentence. */
struct mirror *mirror_new(const char *settings, char ret_message[static 256]);
void mirror_free(struct mirror *mirror);
/* Takes what the content folder says is current now, as the kiosk does when nobody is there. True when that
 * is another release than before. */
bool mirror_follow(struct mirror *mirror);
/* How the release is called that it shows. */
void mirror_release(const struct mirror *mirror, char ret_hex[static 65]);

/* One step at this moment. kind UI_PRESS, UI_MOVE or UI_RELEASE at x, y; or no input with mirror_look.
 * Returns what the screens want. */
enum ui_want mirror_touch(struct mirror *mirror, enum ui_input_kind kind, int x, int y);
enum ui_want mirror_look(struct mirror *mirror);
struct visit *mirror_visit(struct mirror *mirror);
/* The kiosk wiped its visit: so does the mirror. */
void mirror_end(struct mirror *mirror);
/* Middle of a node; false when it is not on the screen now. */
bool mirror_middle(struct mirror *mirror, const char *id, int *ret_x, int *ret_y);
const struct surface *mirror_surface(const struct mirror *mirror);
const struct ui_node *mirror_nodes(const struct mirror *mirror, size_t *ret_count);
const char *mirror_findings(const struct mirror *mirror);
/* The day as the kiosk says it, "" when its clock is not believed. */
void mirror_today(struct mirror *mirror, char ret_day[static 11]);
/* Ids of the screen, for a message that helps: "home.tell home.answer ...". */
void mirror_ids(const struct mirror *mirror, char *ret_text, size_t cap);

#endif
