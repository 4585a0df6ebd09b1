/* A topic's body: CommonMark by libcmark, of which the screen shows a small part. The tree is walked without
 * recursion, and only two levels of it are looked into: what is nested deeper is refused where it begins. */
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "markdown_text.h"

#define ITEMS_MOST 256 /* of one list, as the reader takes them */

static struct topic_block *block_add(struct markdown *markdown, enum block_type type, cmark_node *node)
{
    struct topic *topic = markdown->topic;
    if (topic->block_count == PACK_BLOCKS) {
        if (!markdown->full)
            markdown_complain(markdown, node, "The page has more than 512 parts. Make two topics of it.");
        markdown->full = true;
        return NULL;
    }
    if ((topic->block_count & (topic->block_count - 1)) == 0) {
        size_t cap = topic->block_count ? 2 * topic->block_count : 1;
        struct topic_block *blocks = realloc(topic->blocks, cap * sizeof *blocks);
        if (!blocks) {
            markdown_complain(markdown, node, "There is not enough memory.");
            return NULL;
        }
        topic->blocks = blocks;
    }
    struct topic_block *block = &topic->blocks[topic->block_count++];
    *block = (struct topic_block){.type = type, .line = markdown_line(markdown, node)};
    return block;
}

static bool text_keep(
    struct markdown *markdown, struct topic_block *block, cmark_node *node, const struct buffer *text)
{
    size_t *lines = realloc(block->lines, (block->text.count + 1) * sizeof *lines);
    if (!lines)
        return false;
    block->lines = lines;
    lines[block->text.count] = markdown_line(markdown, node);
    return list_add(&block->text, (char *)text->bytes, text->len);
}

/* The node's text becomes one text of the block. */
static void text_add(struct markdown *markdown, struct topic_block *block, cmark_node *node)
{
    struct buffer text;
    buffer_init(&text, SOURCE_TOPIC_BYTES * 2);
    if (markdown_text(markdown, node, &text) && block && !text_keep(markdown, block, node, &text))
        markdown_complain(markdown, node, "There is not enough memory.");
    buffer_clear(&text);
}

static void take_picture(struct markdown *markdown, cmark_node *image, cmark_node *paragraph)
{
    const char *name = cmark_node_get_url(image), *title = cmark_node_get_title(image);
    struct buffer alt;
    if (!name || !is_slug(name)) {
        markdown_complain(markdown, paragraph,
            "Call a picture by its name in media/ without the ending: ![what it shows](passport).");
        return;
    }
    if (title && *title)
        markdown_complain(
            markdown, paragraph, "Leave out the words in quotation marks after the picture's name.");
    struct topic_block *block = block_add(markdown, BLOCK_PICTURE, paragraph);
    if (!block)
        return;
    block->picture = strdup(name);
    buffer_init(&alt, SOURCE_TOPIC_BYTES * 2);
    if (!block->picture)
        markdown_complain(markdown, paragraph, "There is not enough memory.");
    else if (cmark_node_first_child(image) && markdown_text(markdown, image, &alt) &&
             !text_keep(markdown, block, paragraph, &alt))
        markdown_complain(markdown, paragraph, "There is not enough memory.");
    buffer_clear(&alt);
}

/* What stands between braces alone on a line: {help}, {signs}. */
static bool is_marker(cmark_node *paragraph, const char *marker)
{
    cmark_node *only = cmark_node_first_child(paragraph);
    const char *text = only && !cmark_node_next(only) ? cmark_node_get_literal(only) : NULL;
    return text && strcmp(text, marker) == 0;
}

static void take_paragraph(struct markdown *markdown, cmark_node *paragraph)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    bool alone = first && !cmark_node_next(first);
    if (alone && cmark_node_get_type(first) == CMARK_NODE_IMAGE)
        take_picture(markdown, first, paragraph);
    else if (is_marker(paragraph, "{help}"))
        (void)block_add(markdown, BLOCK_HELP, paragraph);
    else if (is_marker(paragraph, "{signs}"))
        (void)block_add(markdown, BLOCK_SIGNS, paragraph);
    else
        text_add(markdown, block_add(markdown, BLOCK_TEXT, paragraph), paragraph);
}

static bool only_paragraph(cmark_node *container)
{
    cmark_node *only = cmark_node_first_child(container);
    return only && !cmark_node_next(only) && cmark_node_get_type(only) == CMARK_NODE_PARAGRAPH;
}

static void take_list(struct markdown *markdown, cmark_node *list)
{
    bool numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    struct topic_block *block = block_add(markdown, numbered ? BLOCK_NUMBERED : BLOCK_LIST, list);
    size_t count = 0;
    if (numbered && cmark_node_get_list_start(list) != 1)
        markdown_complain(markdown, list,
            "A numbered list begins with 1 here. If it goes on from one above, keep the steps together "
            "without "
            "other text between them.");
    for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
        if (!only_paragraph(item)) {
            markdown_complain(markdown, item,
                "A point of a list is one paragraph. Put lists, pictures and more text below the list, and "
                "leave "
                "no point empty.");
        } else if (count == ITEMS_MOST) {
            markdown_complain(markdown, item, "The list has more than 256 points. Make several of it.");
        } else {
            text_add(markdown, block, cmark_node_first_child(item));
        }
        count++;
    }
}

/* Each of its paragraphs is one quotation on the screen. */
static void take_quote(struct markdown *markdown, cmark_node *quote)
{
    if (!cmark_node_first_child(quote))
        markdown_complain(markdown, quote, "This quotation is empty. Take the > out.");
    for (cmark_node *part = cmark_node_first_child(quote); part; part = cmark_node_next(part)) {
        if (cmark_node_get_type(part) == CMARK_NODE_PARAGRAPH)
            text_add(markdown, block_add(markdown, BLOCK_QUOTE, part), part);
        else
            markdown_complain(
                markdown, part, "A quotation holds sentences only. Put lists and headings outside of it.");
    }
}

static void take_heading(struct markdown *markdown, cmark_node *heading)
{
    if (!cmark_node_first_child(heading))
        markdown_complain(markdown, heading, "This heading is empty. Write its words after the #.");
    else
        text_add(markdown, block_add(markdown, BLOCK_HEADING, heading), heading);
}

static void take(struct markdown *markdown, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        take_paragraph(markdown, node);
        return;
    case CMARK_NODE_HEADING:
        take_heading(markdown, node);
        return;
    case CMARK_NODE_LIST:
        take_list(markdown, node);
        return;
    case CMARK_NODE_BLOCK_QUOTE:
        take_quote(markdown, node);
        return;
    case CMARK_NODE_CODE_BLOCK:
        markdown_complain(markdown, node,
            "Lines that begin with four spaces or with ``` are code, which is not shown. Begin them without "
            "spaces.");
        return;
    case CMARK_NODE_THEMATIC_BREAK:
        markdown_complain(markdown, node, "Lines of --- are not shown. Use a heading, or take it out.");
        return;
    case CMARK_NODE_HTML_BLOCK:
        markdown_complain(
            markdown, node, "HTML is not shown. Write plain text; comments stand in pack.ini or nowhere.");
        return;
    default:
        markdown_complain(
            markdown, node, "This is not shown on a screen. Write it as a paragraph or a list.");
    }
}

bool markdown_read(
    const char *file, size_t line, const char *text, size_t len, struct report *report, struct topic *topic)
{
    struct markdown markdown = {.file = file, .line = line, .report = report, .topic = topic};
    size_t mistakes = report->mistakes;
    cmark_node *document = cmark_parse_document(text, len, CMARK_OPT_DEFAULT);
    if (!document) {
        report_mistake(report, file, "", "There is not enough memory.");
        return false;
    }
    for (cmark_node *node = cmark_node_first_child(document); node && !markdown.full;
         node = cmark_node_next(node))
        take(&markdown, node);
    cmark_node_free(document);
    return report->mistakes == mistakes;
}
