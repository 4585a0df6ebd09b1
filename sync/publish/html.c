#include "html.h"

#include <string.h>

bool html_text(struct buffer *page, const char *text)
{
    while (*text) {
        size_t plain = strcspn(text, "&<>\"");
        if (plain > 0 && buffer_add(page, text, plain)) {
            return false;
        }
        text += plain;
        const char *escaped = *text == '&'   ? "&amp;"
                              : *text == '<' ? "&lt;"
                              : *text == '>' ? "&gt;"
                              : *text == '"' ? "&quot;"
                                             : NULL;
        if (escaped && buffer_text(page, escaped)) {
            return false;
        }
        text += escaped ? 1 : 0;
    }
    return true;
}
