#include "markdown_text.h"

#include <stdio.h>
#include <string.h>

size_t markdown_line(const struct markdown *markdown, cmark_node *node)
{
    int line = 0;
    for (; node && line <= 0;
         node = cmark_node_parent(node)) /* what has no line of its own: that around it */
        line = cmark_node_get_start_line(node);
    return markdown->line + (line > 0 ? (size_t)line - 1 : 0);
}

void markdown_complain(struct markdown *markdown, cmark_node *node, const char *what)
{
    char place[32];
    snprintf(place, sizeof place, "line %zu", markdown_line(markdown, node));
    report_mistake(markdown->report, markdown->file, place, "%s", what);
}

struct inlines {
    struct markdown *markdown;
    struct buffer *text;
    cmark_node *outer;
    bool good, plain; /* plain: no emphasis was met */
};

static void refuse(struct inlines *inlines, cmark_node *node, const char *what)
{
    markdown_complain(inlines->markdown, node, what);
    inlines->good = false;
}

static void append(struct inlines *inlines, cmark_node *node, const char *text)
{
    if (text && inlines->good && buffer_text(inlines->text, text))
        refuse(inlines, node, "The text is too long.");
}

static void take(struct inlines *inlines, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        append(inlines, node, cmark_node_get_literal(node));
        return;
    case CMARK_NODE_SOFTBREAK:
        append(inlines, node, " ");
        return;
    case CMARK_NODE_LINEBREAK:
        append(inlines, node, "\n");
        return;
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
        inlines->plain = false;
        return;
    case CMARK_NODE_LINK:
        refuse(inlines, node,
            "Nobody can follow a link on a kiosk. Say in words what to do or where to ask; numbers stand in "
            "hotlines.csv.");
        return;
    case CMARK_NODE_IMAGE:
        refuse(inlines, node, "A picture stands alone, with an empty line before and after it.");
        return;
    case CMARK_NODE_CODE:
        refuse(inlines, node, "Text between ` marks is code, which is not shown. Use quotation marks.");
        return;
    case CMARK_NODE_HTML_INLINE:
        refuse(inlines, node, "HTML is not shown. Take what stands between < and > out.");
        return;
    default:
        refuse(inlines, node, "This is not shown on a screen. Write plain words.");
    }
}

static void walk(struct inlines *inlines)
{
    cmark_iter *iter = cmark_iter_new(inlines->outer);
    cmark_event_type event;
    while (inlines->good && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && node != inlines->outer)
            take(inlines, node);
    }
    cmark_iter_free(iter);
}

static bool has_control(const char *text)
{
    for (; *text; text++)
        if (((unsigned char)*text < ' ' && *text != '\n') || *text == 0x7f)
            return true;
    return false;
}

/* "{hlep}": a word between braces that means nothing, and would be shown as it is. */
static bool has_braces(const char *text)
{
    for (const char *at = text; (at = strchr(at, '{')); at++) {
        size_t word = strspn(at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_- ");
        if (word && at[1 + word] == '}')
            return true;
    }
    return false;
}

/* What looks as if it were meant to be something else. */
static const char *suspect(const char *text)
{
    if (strstr(text, "{help}"))
        return "{help} stands alone, with an empty line before and after it.";
    if (strstr(text, "{signs}"))
        return "{signs} stands alone, with an empty line before and after it.";
    if (has_braces(text))
        return "Between braces only {help} and {signs} are known: they put the button and the list of signs "
               "there. Correct it, or take the braces away.";
    if (strstr(text, "|--") || strstr(text, "| --") || strstr(text, "|:-") || strstr(text, "| :-"))
        return "Tables are not shown. Write each row as a point of a list.";
    if (strstr(text, "]("))
        return "This looks like a picture or link that is not whole. A picture is ![what it shows](name), "
               "the "
               "name without spaces.";
    if (text_overrides(text))
        return "A hidden character turns the order of letters round here. Delete the words and type them "
               "anew.";
    if (has_control(text))
        return "There is a character that cannot be shown. Delete the words here and type them anew.";
    return NULL;
}

static void warn(struct inlines *inlines)
{
    const char *text = (char *)inlines->text->bytes;
    struct markdown *markdown = inlines->markdown;
    char place[32];
    snprintf(place, sizeof place, "line %zu", markdown_line(markdown, inlines->outer));
    if (!inlines->plain)
        report_warning(markdown->report, markdown->file, place,
            "Bold and slanted letters are shown as plain ones. Make it a heading, or take the * or _ out.");
    if (strstr(text, "http://") || strstr(text, "https://") || strstr(text, "www."))
        report_warning(markdown->report, markdown->file, place,
            "Nobody can follow a web address on a kiosk. Say in words what to do or where to ask.");
}

bool markdown_text(struct markdown *markdown, cmark_node *node, struct buffer *ret_text)
{
    struct inlines inlines = {
        .markdown = markdown, .text = ret_text, .outer = node, .good = true, .plain = true};
    walk(&inlines);
    while (ret_text->len && strchr(" \n", ret_text->bytes[ret_text->len - 1]))
        ret_text->bytes[--ret_text->len] = 0;
    if (!inlines.good)
        return false;
    if (ret_text->len == 0) {
        markdown_complain(markdown, node, "There are no words here. Write some, or take it out.");
        return false;
    }
    const char *wrong = suspect((char *)ret_text->bytes);
    if (!wrong && ret_text->len > STRING_BYTES)
        wrong = "This part is longer than 2,000 bytes. Make several paragraphs of it.";
    if (wrong) {
        markdown_complain(markdown, node, wrong);
        return false;
    }
    warn(&inlines);
    return true;
}
