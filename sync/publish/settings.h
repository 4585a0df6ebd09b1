/* publish.ini: few lines, sensible answers for all that is left out. Paths are beside publish.ini. */
#ifndef WAYSIDE_PUBLISH_SETTINGS_H
#define WAYSIDE_PUBLISH_SETTINGS_H

#include "parts.h"

struct publish_settings {
    char file[PUBLISH_TEXT];                                       /* its path; "" when there is none */
    char url[PUBLISH_TEXT], ca[PUBLISH_TEXT], token[PUBLISH_TEXT]; /* "" not there */
    char owner[PUBLISH_NAME], key[PUBLISH_TEXT];
    char folder[PUBLISH_TEXT]; /* this program's own: content, outgoing, certificate */
    char root[PUBLISH_TEXT];
    char languages[PUBLISH_TEXT], kiosk[PUBLISH_TEXT]; /* kiosk: "" the standard panel */
};
/* --settings, else publish.ini in folder or the nearest one above it. Without one the standards alone, true.
 * False after one sentence. */
MUST_CHECK bool publish_settings_find(
    const struct run *run, const char *folder, struct publish_settings *ret_settings);
/* The same, and whatever talks to a hub needs is there: file, url, ca, owner, root. */
MUST_CHECK bool publish_settings_hub(
    const struct run *run, const char *folder, struct publish_settings *ret_settings);

#endif
