/* stage: one visit on a memory surface, with a clock that moves only when told. */
#ifndef WAYSIDE_PREVIEW_STAGE_H
#define WAYSIDE_PREVIEW_STAGE_H

#include <stdbool.h>

#include "draw/draw.h"
#include "firmware/settings.h"
#include "preview/script.h"
#include "screen/ui.h"

struct stage;
/* The release of the settings' content folder, whenever it was signed; with none there, what is shown then.
 * NULL with one sentence. settings borrowed. */
struct stage *stage_new(const struct kiosk_settings *settings, char ret_message[static 256]);
/* An invented place that shows one built pack, which nobody has signed: of the settings only panel and image
 * are used. folder: of the pack, or one with a single packs/<ngo>/<pack>/ in it and hotlines/ beside. */
struct stage *stage_new_pack(
    const struct kiosk_settings *settings, const char *folder, char ret_message[static 256]);
void stage_free(struct stage *stage); /* takes NULL */

const struct surface *stage_surface(const struct stage *stage);
const struct ui *stage_ui(const struct stage *stage);

/* Each false with one sentence when the node is not on the screen, a key is not on the keyboard or a
 * value is not one of those that there are. Between two presses 600 ms pass. */
MUST_CHECK bool stage_press(struct stage *stage, const char *id, char ret_message[static 256]);
MUST_CHECK bool stage_hold(struct stage *stage, const char *id, int64_t ms, char ret_message[static 256]);
MUST_CHECK bool stage_type(struct stage *stage, const char *utf8, char ret_message[static 256]);
MUST_CHECK bool stage_key(struct stage *stage, const char *name, char ret_message[static 256]);
MUST_CHECK bool stage_set(
    struct stage *stage, const char *fact, const char *value, char ret_message[static 256]);
MUST_CHECK bool stage_answer(
    struct stage *stage, const char *state, const char *text, char ret_message[static 256]);
void stage_wait(struct stage *stage, int64_t ms);

/* The accessible nodes, one a line: id, role, marks, label. Free with free(). NULL: no memory. */
char *stage_nodes(const struct stage *stage);

/* Runs all steps, writing into folder. False with one sentence that begins with the line. */
MUST_CHECK bool stage_run(
    struct stage *stage, const struct script *script, const char *folder, char ret_message[static 256]);

/* Of stage_new_pack: pictures of every page of the pack in each of its languages, what can be heard there,
 * and pictures.json (docs/man/wayside-preview.1), into a folder that exists. False with one sentence. */
/* only: one language (BCP 47), NULL: each. */
MUST_CHECK bool stage_pages(struct stage *stage, const char *only, const char *folder, size_t *ret_findings,
    char ret_message[static 256]);

/* An 8-bit RGB PNG. False with one sentence. */
MUST_CHECK bool picture_write(const struct surface *surface, const char *path, char ret_message[static 256]);

#endif
