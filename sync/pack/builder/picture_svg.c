#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "picture.h"

#define STYLE_BYTES (1 << 18)
#define TAKE_AWAY "Take it away, or save the drawing as \"plain SVG\"."

struct checking {
    XML_Parser parser;
    const char *why; /* the first fault; then the parser stops */
    size_t elements, depth;
    struct buffer style; /* of a <style> element */
    bool in_style, root_seen;
};

static void stop(struct checking *checking, const char *why)
{
    if (!checking->why) {
        checking->why = why;
        XML_StopParser(checking->parser, XML_FALSE);
    }
}

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcasecmp(name, *names) == 0)
            return true;
    return false;
}

/* "url(#red)" is within the drawing, all other url() are elsewhere. */
static bool css_leads_away(const char *css)
{
    for (const char *at = css; (at = strcasestr(at, "url")); at += 3) {
        const char *p = at + 3 + strspn(at + 3, " \t\r\n");
        if (*p != '(')
            continue;
        p++;
        p += strspn(p, " \t\r\n\"'");
        if (*p != '#')
            return true;
    }
    return strcasestr(css, "@import") || strchr(css, '\\');
}

static void check_attribute(struct checking *checking, const char *name, const char *value)
{
    if (strcasecmp(local(name), "href") == 0 && value[0] != '#' &&
        strncmp(value, "data:image/png;base64,", 22) != 0)
        stop(checking, "it refers to something outside of itself (href). " TAKE_AWAY);
    else if (strcmp(name, "xml:base") == 0)
        stop(checking, "it refers to something outside of itself (xml:base). " TAKE_AWAY);
    else if (strncasecmp(name, "on", 2) == 0)
        stop(checking, "it has a script. " TAKE_AWAY);
    else if (strcasestr(value, "url") && css_leads_away(value))
        stop(checking, "it refers to something outside of itself (url). " TAKE_AWAY);
}

static void XMLCALL on_begin(void *ctx, const char *name, const char **attributes)
{
    static const char *const scripts[] = {"script", "foreignObject", "iframe", "handler", "listener", NULL};
    static const char *const words[] = {"text", "tspan", "textPath", "tref", "font", "flowRoot", NULL};
    struct checking *checking = ctx;
    const char *element = local(name);
    if (checking->why)
        return;
    if (!checking->root_seen && strcmp(element, "svg") != 0)
        stop(checking, "it is no SVG. Open it in a drawing program and save it as plain SVG.");
    checking->root_seen = true;
    if (++checking->elements > PICTURE_SVG_ELEMENTS || ++checking->depth > PICTURE_SVG_DEPTH)
        stop(checking, "the drawing has too many parts, or too many inside each other. Make it simpler.");
    if (is_one_of(element, scripts))
        stop(checking, "it has a script, or foreign content. " TAKE_AWAY);
    if (is_one_of(element, words))
        stop(checking,
            "it has words, which are not translated and look different on each machine. Turn them into "
            "outlines, or write them beside the picture.");
    for (size_t i = 0; attributes[i]; i += 2)
        check_attribute(checking, attributes[i], attributes[i + 1]);
    checking->in_style = strcmp(element, "style") == 0;
}

static void XMLCALL on_end(void *ctx, const char *name)
{
    struct checking *checking = ctx;
    (void)name;
    if (checking->why)
        return;
    checking->depth--;
    if (checking->in_style && checking->style.bytes && css_leads_away((const char *)checking->style.bytes))
        stop(checking, "its style refers to something outside of itself. " TAKE_AWAY);
    checking->in_style = false;
    buffer_clear(&checking->style);
}

static void XMLCALL on_text(void *ctx, const char *text, int len)
{
    struct checking *checking = ctx;
    if (!checking->why && checking->in_style && buffer_add(&checking->style, text, (size_t)len) != BASE_OK)
        stop(checking, "its style is too long. Make the drawing simpler.");
}

static void XMLCALL on_doctype(
    void *ctx, const char *name, const char *system_id, const char *public_id, int internal)
{
    (void)name, (void)system_id, (void)public_id;
    if (internal)
        stop(ctx, "it declares entities. Save the drawing as \"plain SVG\".");
}

static void XMLCALL on_instruction(void *ctx, const char *target, const char *data)
{
    (void)data;
    if (strcasecmp(target, "xml-stylesheet") == 0)
        stop(ctx, "its style is in another file. Save the drawing as \"plain SVG\".");
}

bool svg_check(const char *file, const void *bytes, size_t len, struct report *report)
{
    struct checking checking = {.parser = XML_ParserCreate(NULL)};
    char place[32] = "";
    if (!checking.parser) {
        report_mistake(report, file, "", "There is not enough memory for this picture.");
        return false;
    }
    buffer_init(&checking.style, STYLE_BYTES);
    XML_SetUserData(checking.parser, &checking);
    XML_SetElementHandler(checking.parser, on_begin, on_end);
    XML_SetCharacterDataHandler(checking.parser, on_text);
    XML_SetStartDoctypeDeclHandler(checking.parser, on_doctype);
    XML_SetProcessingInstructionHandler(checking.parser, on_instruction);
    bool good = len <= PICTURE_SVG_BYTES && XML_Parse(checking.parser, bytes, (int)len, 1) == XML_STATUS_OK;
    snprintf(place, sizeof place, "line %lu", (unsigned long)XML_GetCurrentLineNumber(checking.parser));
    if (!good)
        report_mistake(report, file, place, "The drawing is refused: %s",
            checking.why ? checking.why
                         : "it is no well-formed XML. Open it in a drawing program and save it again.");
    buffer_clear(&checking.style);
    XML_ParserFree(checking.parser);
    return good;
}
