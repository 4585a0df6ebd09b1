/* The pages of the site, one function each. */
#include <stdio.h>
#include <string.h>

#include "web.h"

/* Staff courses and campaigns of another time are for the kiosk. */
static bool on_site(const struct site *site, size_t topic)
{
    return pack_topic_shown(site->pack, topic, site->today, "") &&
           site->pack->topics[topic].audience != AUDIENCE_STAFF;
}

static void add_others(struct page *page, size_t topic)
{
    const struct pack *pack = page->site->pack;
    char list[4096] = "";
    size_t len = 0;
    for (size_t i = 0; i < pack->language_count && len < sizeof list - 256; i++) {
        if (pack->languages[i].topics[topic].there) {
            const char *tag = pack->languages[i].tag;
            len += (size_t)snprintf(list + len, sizeof list - len,
                "%s<a href=\"../%s/%s.html\" lang=\"%s\">%.80s</a>", len ? ", " : "", tag,
                pack->topics[topic].slug, tag, language_autonym(page->site, tag));
        }
    }
    word_with(page, "In: {languages}", list);
}

static const char *first_there(const struct pack *pack, size_t topic, size_t *ret_language)
{
    for (size_t i = 0; i < pack->language_count; i++) {
        if (pack->languages[i].topics[topic].there) {
            *ret_language = i;
            return pack->languages[i].topics[topic].title;
        }
    }
    return NULL;
}

static void add_tile(struct page *page, size_t topic)
{
    const struct pack *pack = page->site->pack;
    const struct pack_topic *about = &pack->topics[topic];
    const struct pack_text *text = &pack->languages[page->language].topics[topic];
    size_t other = 0;
    const char *title = text->there ? text->title : first_there(pack, topic, &other);
    if (!title) {
        return;
    }
    page_add(page, "<li class=\"tile\">");
    if (about->picture != SIZE_MAX) {
        page_picture(page, about->picture, "", "(min-width: 40rem) 18rem, 95vw", false);
    }
    page_add(page, "<div class=\"words\"><h2>");
    if (text->there) {
        page_add(page, "<a href=\"%s.html\">", about->slug);
        page_text(page, title);
        page_add(page, "</a></h2><p>");
        page_text(page, text->summary ? text->summary : "");
        page_add(page, "</p>");
    } else {
        const char *tag = pack->languages[other].tag;
        page_add(page, "<span lang=\"%s\" dir=\"%s\">", tag, language_direction(page->site, tag));
        page_text(page, title);
        page_add(page, "</span></h2><p class=\"elsewhere\">");
        word(page, "Not in your language");
        page_add(page, ". ");
        add_others(page, topic);
        page_add(page, "</p>");
    }
    page_add(page, "</div></li>\n");
}

bool page_home(const struct site *site, size_t language)
{
    struct page page;
    const struct pack *pack = site->pack;
    page_begin(&page, site, language, pack_title(site, language), "index");
    page_add(&page, "<h1>");
    page_title(&page);
    page_add(&page, "</h1>\n<p><a class=\"call\" href=\"help.html\">");
    word(&page, "Help now");
    page_add(&page, "</a></p>\n<ul class=\"tiles\">\n");
    for (size_t i = 0; i < pack->topic_count; i++) {
        if (on_site(site, i)) {
            add_tile(&page, i);
        }
    }
    page_add(&page, "</ul>\n");
    if (pack_table(pack, "services")) {
        page_add(&page, "<p><a href=\"services.html\">");
        word(&page, "Doctor, bed, food, lawyer");
        page_add(&page, "</a></p>\n");
    }
    return page_end(&page, "index");
}

bool page_help(const struct site *site, size_t language)
{
    struct page page;
    page_begin(&page, site, language, word_plain(site, language, "Help now"), "help");
    page_add(&page, "<h1>");
    word(&page, "Help now");
    page_add(&page, "</h1>\n");
    page_numbers(&page, false);
    return page_end(&page, "help");
}

/* A topic that is not in this language still has its page: it says in which it is. */
static bool page_elsewhere(const struct site *site, size_t language, size_t topic, const char *name)
{
    struct page page;
    size_t other = 0;
    const char *title = first_there(site->pack, topic, &other);
    const char *tag = site->pack->languages[other].tag;
    page_begin(&page, site, language, title ? title : site->pack->topics[topic].slug, name);
    page_add(&page, "<h1><span lang=\"%s\" dir=\"%s\">", tag, language_direction(site, tag));
    page_text(&page, title ? title : site->pack->topics[topic].slug);
    page_add(&page, "</span></h1>\n<p class=\"lead\">");
    word(&page, "Not in your language");
    page_add(&page, ". ");
    add_others(&page, topic);
    page_add(&page, "</p>\n<p><a class=\"call\" href=\"help.html\">");
    word(&page, "Help now");
    page_add(&page, "</a></p>\n");
    return page_end(&page, name);
}

/* The ones before and after, of the same story. */
static void add_episode_link(struct page *page, size_t topic, int step, const char *msgid)
{
    const struct site *site = page->site;
    const size_t other = pack_episode(site->pack, topic, step, site->today, "");
    if (other == SIZE_MAX || !on_site(site, other)) {
        return;
    }
    page_add(page, "<li><a href=\"%s.html\">", site->pack->topics[other].slug);
    word(page, msgid);
    page_add(page, "</a></li>\n");
}

static void add_episodes(struct page *page, size_t topic)
{
    if (page->site->pack->topics[topic].episode == 0) {
        return;
    }
    page_add(page, "<ul class=\"noprint\">\n");
    add_episode_link(page, topic, -1, "The episode before");
    add_episode_link(page, topic, 1, "Next episode");
    page_add(page, "</ul>\n");
}

bool page_topic(const struct site *site, size_t language, size_t topic)
{
    struct page page;
    const struct pack_topic *about = &site->pack->topics[topic];
    const struct pack_text *text = &site->pack->languages[language].topics[topic];
    if (!on_site(site, topic)) {
        return true;
    }
    if (!text->there) {
        return page_elsewhere(site, language, topic, about->slug);
    }
    page_begin(&page, site, language, text->title, about->slug);
    page_add(&page, "<article>\n<h1>");
    page_text(&page, text->title);
    page_add(&page, "</h1>\n");
    if (text->summary && text->summary[0]) {
        page_add(&page, "<p class=\"lead\">");
        page_text(&page, text->summary);
        page_add(&page, "</p>\n");
    }
    page_blocks(&page, text);
    add_episodes(&page, topic);
    page_add(&page, "<p class=\"noprint\"><a href=\"%s-lesson.html\">", about->slug);
    word(&page, "A lesson to print");
    page_add(&page, "</a></p>\n</article>\n");
    return page_end(&page, about->slug);
}

static void add_headings(struct page *page, const struct pack_text *text, const char *msgid)
{
    for (size_t i = 0; i < text->block_count; i++) {
        if (text->blocks[i].type == BLOCK_HEADING && text->blocks[i].text_count > 0) {
            char heading[1024] = "";
            struct buffer escaped;
            buffer_init(&escaped, sizeof heading);
            if (html_text(&escaped, text->blocks[i].text[0]) && escaped.len > 0) {
                snprintf(heading, sizeof heading, "%s", (const char *)escaped.bytes);
            }
            buffer_clear(&escaped);
            page_add(page, "<li>");
            word_with(page, msgid, heading);
            page_add(page, "</li>\n");
        }
    }
}

static void add_questions(struct page *page, const struct pack_text *text)
{
    static const char *const always[] = {"What of this did you know already, and what is new?",
        "What could stand in the way of doing it, and who could help?",
        "What would you tell a friend about it?"};
    page_add(page, "<section>\n<h2>");
    word(page, "To talk about");
    page_add(page, "</h2>\n<ol>\n");
    add_headings(page, text, "“{heading}”: what does this mean where you live and work?");
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        page_add(page, "<li>");
        word(page, always[i]);
        page_add(page, "</li>\n");
    }
    page_add(page, "</ol>\n<p>");
    word(page, "Nobody has to tell what happened to them. Listening is enough.");
    page_add(page, "</p>\n</section>\n");
}

bool page_lesson(const struct site *site, size_t language, size_t topic)
{
    struct page page;
    char name[PUBLISH_TEXT];
    const struct pack_topic *about = &site->pack->topics[topic];
    const struct pack_text *text = &site->pack->languages[language].topics[topic];
    snprintf(name, sizeof name, "%.200s-lesson", about->slug);
    if (!on_site(site, topic)) {
        return true;
    }
    if (!text->there) {
        return page_elsewhere(site, language, topic, name);
    }
    page_begin(&page, site, language, text->title, name);
    page_add(&page, "<article class=\"lesson\">\n<h1>");
    page_text(&page, text->title);
    page_add(&page, "</h1>\n<section class=\"box\">\n<h2>");
    word(&page, "What this lesson is for");
    page_add(&page, "</h2>\n<ul>\n");
    if (text->summary && text->summary[0]) {
        page_add(&page, "<li>");
        page_text(&page, text->summary);
        page_add(&page, "</li>\n");
    }
    add_headings(&page, text, "Everyone can say in their own words: {heading}");
    page_add(&page, "<li>");
    word(&page, "Everyone knows a number to call, and that asking is allowed.");
    page_add(&page, "</li>\n</ul>\n</section>\n<section>\n<h2>");
    word(&page, "To read together");
    page_add(&page, "</h2>\n");
    page_blocks(&page, text);
    page_add(&page, "</section>\n");
    add_questions(&page, text);
    page_add(&page, "<section>\n<h2>");
    word(&page, "Help now");
    page_add(&page, "</h2>\n");
    page_numbers(&page, true);
    page_add(&page, "</section>\n<section><h2>");
    word(&page, "Notes");
    page_add(&page,
        "</h2><div class=\"lines\"></div><div class=\"lines\"></div><div class=\"lines\"></div></section>\n"
        "</article>\n");
    return page_end(&page, name);
}

static void add_service(struct page *page, const struct pack_table *table, size_t row)
{
    static const char *const cells[] = {"description", "address"};
    const struct pack_language *language = &page->site->pack->languages[page->language];
    const char *name = table_cell(table, row, "name"), *number = table_cell(table, row, "number");
    const char *said = pack_string(language, name);
    page_add(page, "<tr><th scope=\"row\">");
    page_text(page, said ? said : name);
    page_add(page, "</th><td>");
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const char *cell = table_cell(table, row, cells[i]), *text = pack_string(language, cell);
        if (cell[0]) {
            page_add(page, "<p>");
            page_text(page, text ? text : cell);
            page_add(page, "</p>");
        }
    }
    page_hours(page, table_cell(table, row, "opening_hours"));
    page_add(page, "</td><td>");
    if (number[0]) {
        page_add(page, "<a href=\"tel:%.40s\"><bdi dir=\"ltr\">%.40s</bdi></a>", number, number);
    }
    page_add(page, "</td></tr>\n");
}

bool page_services(const struct site *site, size_t language)
{
    struct page page;
    const struct pack_table *table = pack_table(site->pack, "services");
    if (!table) {
        return true;
    }
    page_begin(&page, site, language, word_plain(site, language, "Doctor, bed, food, lawyer"), "services");
    page_add(&page, "<h1>");
    word(&page, "Doctor, bed, food, lawyer");
    page_add(&page, "</h1>\n<table>\n");
    for (size_t i = 0; i < table->row_count; i++) {
        add_service(&page, table, i);
    }
    page_add(&page, "</table>\n");
    return page_end(&page, "services");
}

bool page_languages(const struct site *site)
{
    struct page page = {.site = site};
    char path[PUBLISH_TEXT];
    const struct pack *pack = site->pack;
    buffer_init(&page.html, PAGE_BYTES);
    page_add(&page,
        "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta "
        "name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\"/>\n<title>",
        pack->languages[0].tag, language_direction(site, pack->languages[0].tag));
    page_text(&page, pack->title);
    page_add(&page, "</title>\n<link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n<body>\n<main>\n<h1>");
    page_text(&page, pack->title);
    page_add(&page, "</h1>\n<ul class=\"langs\">\n");
    for (size_t i = 0; i < pack->language_count; i++) {
        const char *tag = pack->languages[i].tag;
        page_add(&page, "<li><a href=\"%s/index.html\" lang=\"%s\" hreflang=\"%s\" dir=\"%s\">", tag, tag,
            tag, language_direction(site, tag));
        page_text(&page, language_autonym(site, tag));
        page_add(&page, "</a></li>\n");
    }
    page_add(&page, "</ul>\n</main>\n</body>\n</html>\n");
    bool good = !page.failed && join_path(path, site->out, "index.html") &&
                write_whole(path, page.html.bytes, page.html.len, 0644);
    if (page.failed) {
        complain("index.html could not be made: too little memory");
    }
    buffer_clear(&page.html);
    return good;
}
