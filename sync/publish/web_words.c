/* Pages as text: head, foot, words of the site itself. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "web.h"

void page_add(struct page *page, const char *format, ...)
{
    char line[4096];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    page->failed |= len < 0 || (size_t)len >= sizeof line || buffer_add(&page->html, line, (size_t)len);
}

void page_text(struct page *page, const char *text)
{
    for (;;) {
        char part[1024];
        size_t len = strcspn(text, "\n");
        size_t take = len < sizeof part - 1 ? len : sizeof part - 1;
        while (take < len && take > 0 && ((unsigned char)text[take] & 0xc0) == 0x80) {
            take--; /* never inside a character */
        }
        memcpy(part, text, take);
        part[take] = '\0';
        page->failed |= !html_text(&page->html, part);
        text += take;
        if (*text == '\n') {
            page_add(page, "<br/>");
            text++;
        } else if (*text == '\0') {
            return;
        }
    }
}

static const struct language *language_of(const struct site *site, const char *tag)
{
    for (size_t i = 0; i < site->languages.count; i++) {
        if (strcmp(site->languages.in[i].tag, tag) == 0) {
            return &site->languages.in[i];
        }
    }
    return NULL;
}

const char *language_direction(const struct site *site, const char *tag)
{
    const struct language *language = language_of(site, tag);
    return language && language->right_to_left ? "rtl" : "ltr";
}

const char *language_autonym(const struct site *site, const char *tag)
{
    const struct language *language = language_of(site, tag);
    return language ? language->autonym : tag;
}

static const char *own_word(const struct site *site, size_t language, const char *msgid, bool *ret_found)
{
    const struct catalogue *catalogue = site->catalogues[language];
    *ret_found = strcmp(site->pack->languages[language].tag, "en") == 0;
    return *ret_found || !catalogue ? msgid : catalogue_text(catalogue, NULL, msgid, ret_found);
}

const char *word_plain(const struct site *site, size_t language, const char *msgid)
{
    bool found;
    return own_word(site, language, msgid, &found);
}

void word_with(struct page *page, const char *msgid, const char *with)
{
    bool found;
    const char *text = own_word(page->site, page->language, msgid, &found);
    const char *open = with ? strchr(text, '{') : NULL, *close = open ? strchr(open, '}') : NULL;
    char before[512];
    page_add(page, "%s", found ? "" : "<span lang=\"en\" dir=\"ltr\">");
    snprintf(before, sizeof before, "%.*s", close ? (int)(open - text) : (int)strlen(text), text);
    page_text(page, before);
    if (close) {
        page->failed |= buffer_text(&page->html, with) != BASE_OK;
        page_text(page, close + 1);
    }
    page_add(page, "%s", found ? "" : "</span>");
}

void word(struct page *page, const char *msgid)
{
    word_with(page, msgid, NULL);
}

static void add_tongues(struct page *page, const char *name)
{
    const struct pack *pack = page->site->pack;
    page_add(page, "<nav aria-label=\"%s\"><ul class=\"tongues\">\n",
        word_plain(page->site, page->language, "Language"));
    for (size_t i = 0; i < pack->language_count; i++) {
        const char *tag = pack->languages[i].tag;
        page_add(page, "<li>");
        if (i == page->language) {
            page_add(page, "<strong aria-current=\"true\">");
            page_text(page, language_autonym(page->site, tag));
            page_add(page, "</strong>");
        } else {
            page_add(page, "<a href=\"../%s/%s.html\" lang=\"%s\" hreflang=\"%s\" dir=\"%s\">", tag, name,
                tag, tag, language_direction(page->site, tag));
            page_text(page, language_autonym(page->site, tag));
            page_add(page, "</a>");
        }
        page_add(page, "</li>\n");
    }
    page_add(page, "</ul></nav>\n");
}

static void add_marks(struct page *page)
{
    const struct pack *pack = page->site->pack;
    bool unread = !pack->languages[page->language].reviewed;
    if (!pack->demo && !unread) {
        return;
    }
    page_add(page, "<div class=\"mark\" role=\"note\"><div class=\"in\">");
    if (pack->demo) {
        word(page, "Demonstration");
    }
    if (unread) {
        page_add(page, pack->demo ? " &#183; " : "");
        word(page, "Translation not yet reviewed");
    }
    page_add(page, "</div></div>\n");
}

const char *pack_title(const struct site *site, size_t language)
{
    const char *title = pack_string(&site->pack->languages[language], site->pack->title);
    return title ? title : site->pack->title;
}

void page_title(struct page *page)
{
    const struct pack *pack = page->site->pack;
    const char *tag = pack->languages[0].tag;
    bool own = page->language == 0 || pack_string(&pack->languages[page->language], pack->title);
    if (!own) {
        page_add(page, "<span lang=\"%s\" dir=\"%s\">", tag, language_direction(page->site, tag));
    }
    page_text(page, pack_title(page->site, page->language));
    page_add(page, "%s", own ? "" : "</span>");
}

void page_begin(
    struct page *page, const struct site *site, size_t language, const char *title, const char *name)
{
    const char *tag = site->pack->languages[language].tag;
    *page = (struct page){.site = site, .language = language};
    buffer_init(&page->html, PAGE_BYTES);
    page_add(page,
        "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>",
        tag, language_direction(site, tag));
    page_text(page, title);
    if (strcmp(title, pack_title(site, language)) != 0) {
        page_add(page, " &#183; ");
        page_text(page, pack_title(site, language));
    }
    page_add(page,
        "</title>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src "
        "'self'; "
        "style-src 'self'; media-src 'self'\"/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n"
        "<link rel=\"stylesheet\" href=\"../style.css\"/>\n</head>\n<body>\n<a class=\"skip\" "
        "href=\"#text\">");
    word(page, "Go to the text");
    page_add(page, "</a>\n<header class=\"top\"><div class=\"in\"><a class=\"home\" href=\"index.html\">");
    page_title(page);
    page_add(page, "</a>\n");
    add_tongues(page, name);
    page_add(page, "</div></header>\n");
    add_marks(page);
    page_add(page, "<main id=\"text\">\n");
}

bool page_end(struct page *page, const char *name)
{
    char path[PUBLISH_TEXT];
    page_add(page, "</main>\n<footer><div class=\"in\"><ul><li><a href=\"index.html\">");
    word(page, "All topics");
    page_add(page, "</a></li>\n<li><a href=\"help.html\">");
    word(page, "Help now");
    page_add(page, "</a></li></ul></div></footer>\n</body>\n</html>\n");
    bool good = !page->failed;
    if (!good) {
        complain("%s.html could not be made: too little memory, or a text that is too long", name);
    }
    good = good &&
           join_path(
               path, page->site->out, "%s/%s.html", page->site->pack->languages[page->language].tag, name) &&
           make_folder_of(path) && write_whole(path, page->html.bytes, page->html.len, 0644);
    buffer_clear(&page->html);
    return good;
}
