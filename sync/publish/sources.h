/* A pack's folder of sources: found, built, its mistakes shown. */
#ifndef WAYSIDE_PUBLISH_SOURCES_H
#define WAYSIDE_PUBLISH_SOURCES_H

#include "builder/builder.h"
#include "parts.h"
#include "settings.h"

/* The folder that the command names, else where we are. NULL after one sentence when no pack.ini is in it, or
 * there is more than one word (*ret_code: USAGE then, else FAILED). */
const char *sources_folder(const struct run *run, int *ret_code);
/* The same for a command that writes into --out, which must be given. */
const char *sources_folder_out(const struct run *run, int *ret_code);
/* Builds; shows mistakes and warnings, in one list with counts, when there are any. False when it has
 * mistakes. ret_built: cleared by the caller. */
MUST_CHECK bool sources_build(const struct run *run, const char *folder, struct built *ret_built);
/* The same without a word about warnings: for commands that come after check. */
MUST_CHECK bool sources_build_quietly(const struct run *run, const char *folder, struct built *ret_built);
/* The same, and the pages are spoken where pack.ini has voice = yes: for what is signed. */
MUST_CHECK bool sources_build_spoken(const struct run *run, const char *folder, struct built *ret_built);
/* Builds and only fills report, sorted. For programs. */
MUST_CHECK bool sources_report(
    const struct run *run, const char *folder, struct built *ret_built, struct report *report);
/* What the builder needs to know. settings and today (11 bytes) hold what it points to. False after one
 * sentence. */
MUST_CHECK bool sources_ground(const struct run *run, const char *folder, struct publish_settings *settings,
    char today[static 11], struct builder_ground *ret_ground);
/* Prints the lines of a report and their counts. */
void sources_show(const struct run *run, const struct report *report, bool warnings);
/* Writes the built files below out, in the folders that their paths name. */
MUST_CHECK bool built_write(const struct built *built, const char *out);
/* The file of that path; NULL when there is none. */
const struct built_file *built_find(const struct built *built, const char *path);
/* The part of a path behind "packs/<ngo>/<pack>/"; NULL when it is not of the pack itself. */
const char *built_inside(const struct built *built, const char *path);

#endif
