/* Topics as HTML: headings, lists, pictures; QR codes as SVG. */
#include <qrencode.h>
#include <stdint.h>
#include <string.h>

#include "web.h"

void page_picture(struct page *page, size_t picture, const char *alt, const char *sizes, bool eager)
{
    const struct pack_picture *shown = &page->site->pack->pictures[picture];
    if (shown->size_count == 0) {
        return;
    }
    const size_t last = shown->size_count - 1;
    page_add(page, "<img src=\"../%s\" width=\"%d\" height=\"%d\"%s srcset=\"", shown->sizes[last].file,
        shown->sizes[last].width, shown->sizes[last].height, eager ? "" : " loading=\"lazy\"");
    for (size_t i = 0; i < shown->size_count; i++) {
        page_add(page, "%s../%s %dw", i ? ", " : "", shown->sizes[i].file, shown->sizes[i].width);
    }
    page_add(page, "\" sizes=\"%s\" alt=\"", sizes);
    page_text(page, alt);
    page_add(page, "\"/>");
}

static void add_list(struct page *page, const struct pack_block *block, const char *tag)
{
    page_add(page, "<%s>\n", tag);
    for (size_t i = 0; i < block->text_count; i++) {
        page_add(page, "<li>");
        page_text(page, block->text[i]);
        page_add(page, "</li>\n");
    }
    page_add(page, "</%s>\n", tag);
}

static void add_one(struct page *page, const struct pack_block *block, const char *before, const char *after)
{
    page_add(page, "%s", before);
    for (size_t i = 0; i < block->text_count; i++) {
        page_text(page, block->text[i]);
    }
    page_add(page, "%s\n", after);
}

/* Those of the topic's audience, each with where it comes from. */
static void add_signs(struct page *page, enum pack_audience audience)
{
    const struct pack *pack = page->site->pack;
    const struct pack_table *table = pack_table(pack, "indicators");
    const struct pack_language *language = &pack->languages[page->language];
    if (!table) {
        return;
    }
    page_add(page, "<ul class=\"signs\">\n");
    for (size_t i = 0; i < table->row_count; i++) {
        const char *text = table_cell(table, i, "text"), *said = pack_string(language, text);
        if (!pack_sign_for(audience, table_cell(table, i, "audience"))) {
            continue;
        }
        page_add(page, said ? "<li>" : "<li lang=\"%s\">", pack->languages[0].tag);
        page_text(page, said ? said : text);
        page_add(page, "<br/><small dir=\"auto\">");
        page_text(page, table_cell(table, i, "source"));
        page_add(page, "</small></li>\n");
    }
    page_add(page, "</ul>\n<p><strong>");
    word(page, "None of these is enough alone. Several together are a reason to ask.");
    page_add(page, "</strong></p>\n");
}

static void add_block(struct page *page, const struct pack_block *block, enum pack_audience audience)
{
    switch (block->type) {
    case BLOCK_HEADING:
        add_one(page, block, "<h2>", "</h2>");
        break;
    case BLOCK_TEXT:
        add_one(page, block, "<p>", "</p>");
        break;
    case BLOCK_QUOTE:
        add_one(page, block, "<blockquote><p>", "</p></blockquote>");
        break;
    case BLOCK_LIST:
        add_list(page, block, "ul");
        break;
    case BLOCK_NUMBERED:
        add_list(page, block, "ol");
        break;
    case BLOCK_PICTURE:
        page_add(page, "<figure>");
        page_picture(page, block->picture, block->text_count ? block->text[0] : "",
            "(min-width: 46rem) 42rem, 95vw", false);
        page_add(page, "</figure>\n");
        break;
    case BLOCK_HELP:
        page_add(page, "<p class=\"noprint\"><a class=\"call\" href=\"help.html\">");
        word(page, "Help now");
        page_add(page, "</a></p>\n");
        break;
    case BLOCK_SIGNS:
        add_signs(page, audience);
        break;
    }
}

void page_blocks(struct page *page, const struct pack_text *text)
{
    const struct pack *pack = page->site->pack;
    const size_t topic = (size_t)(text - pack->languages[page->language].topics);
    for (size_t i = 0; i < text->block_count; i++) {
        add_block(page, &text->blocks[i], pack->topics[topic].audience);
    }
}

/* One path of squares; a quiet zone of four modules all around (ISO/IEC 18004). */
void page_qr(struct page *page, const char *text, const char *title)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code) {
        page->failed = true;
        return;
    }
    page_add(page, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", code->width + 8,
        code->width + 8);
    page_text(page, title);
    page_add(page, "\"><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/><path fill=\"#000\" d=\"");
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            if (code->data[y * code->width + x] & 1) {
                page_add(page, "M%d %dh1v1h-1z", x + 4, y + 4);
            }
        }
    }
    page_add(page, "\"/></svg>\n");
    QRcode_free(code);
}
