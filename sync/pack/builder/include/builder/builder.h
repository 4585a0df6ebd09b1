/* builder: makes a content pack from what an NGO edits (docs/formats.md, Content pack; docs/editors.md):
 * pack.ini, Markdown topics, PO, CSV tables, XLSForm as .xlsx or .csv, pictures, sounds. Every mistake is
 * found in one run. Equal sources give equal bytes, on any machine, in any time zone. Not for devices: they
 * link the reader only. */
#ifndef WAYSIDE_BUILDER_H
#define WAYSIDE_BUILDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "builder/report.h"

struct built_file {
    char *path; /* as a target: "packs/harbour/port/lang/en.json", "hotlines/harbour.json" */
    uint8_t *bytes;
    size_t len;
};
struct built {
    char *owner, *id; /* "harbour", "harbour/port" */
    int version;
    struct built_file *files; /* by path */
    size_t file_count;
};
struct builder_ground {
    const char *folder;    /* of the sources */
    const char *languages; /* languages.json of the image: which tags there are */
    const char *today;     /* YYYY-MM-DD: what is out of date warns; no byte depends on it */
    bool live;  /* for the live channel: critical strings need two reviewers, else the demo channel */
    bool speak; /* clips are made where pack.ini has voice = yes; they take time, so not while one edits */
    const char *clips; /* a folder for clips that were made before; NULL: each is made anew */
    const char *rsvg;  /* the program that draws SVG: "rsvg-convert" */
};
/* False when there are mistakes (then ret_built is empty) or nothing could be read. Warnings alone are true.
 */
bool builder_build(const struct builder_ground *ground, struct built *ret_built, struct report *report);
void built_clear(struct built *built);
/* Writes po/<tag>.pot-like templates: every string of the pack as po/pack.pot, and brings each po/<tag>.po up
 * to it (kept translations stay, with msgmerge semantics). False with mistakes in report. */
bool builder_templates(const struct builder_ground *ground, struct report *report);

#endif
