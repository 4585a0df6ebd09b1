/* What the files of the gallery share. */
#ifndef WAYSIDE_PREVIEW_GALLERY_INSIDE_H
#define WAYSIDE_PREVIEW_GALLERY_INSIDE_H

#include <jansson.h>

#include "flaws.h"
#include "preview/gallery.h"
#include "scenes.h"
#include "sheet.h"

#define PANELS 3
#define JOBS_MOST 512
#define BAR_NODES 8

struct gallery_panel {
    const char *name;
    struct panel panel;
};
extern const struct gallery_panel gallery_panels[PANELS];

/* One sheet's worth: a panel with a language, or a panel with a text size and the languages in turn. */
struct job {
    size_t panel;
    const char *language; /* NULL: another one for each scene */
    enum text_size size;
    bool turning; /* contrasts in turn too */
    char name[64];
};
/* Where the bar was on the first page that had one: it is there on every page. */
struct bar_seen {
    char id[BAR_NODES][NODE_ID];
    struct box box[BAR_NODES];
    size_t count;
    bool right_to_left;
};
struct worker {
    const struct kiosk_settings *settings;
    const struct gallery_options *options;
    const struct job *job;
    const struct scenes *scenes; /* of the job's panel */
    struct stage *stage;
    struct sheet *sheet;
    struct bar_seen bar;
    json_t *pages; /* [{panel, scene, page, language, size, contrast, findings: [], picture}] */
    size_t pictures;
    char *message; /* 256 bytes */
};

/* Draws the job and gives its pages. False with one sentence. */
MUST_CHECK bool job_run(struct worker *worker);
/* findings.txt and findings.json of all pages. False with one sentence. */
MUST_CHECK bool gallery_list(
    const char *folder, json_t *pages, size_t *ret_findings, char ret_message[static 256]);

#endif
