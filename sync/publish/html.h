/* Text into HTML pages. */
#ifndef WAYSIDE_PUBLISH_HTML_H
#define WAYSIDE_PUBLISH_HTML_H

#include "parts.h"

/* Adds text with & < > " escaped. False without memory. */
MUST_CHECK bool html_text(struct buffer *page, const char *text);

#endif
