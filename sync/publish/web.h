/* web inside: a site of the built pack that needs nothing but its own files: no script, no request to anyone.
 */
#ifndef WAYSIDE_PUBLISH_WEB_H
#define WAYSIDE_PUBLISH_WEB_H

#include "html.h"
#include "i18n/catalogue.h"
#include "pack/hotlines.h"
#include "pack/pack.h"
#include "sources.h"

#define PAGE_BYTES (16 << 20)

struct site {
    const struct run *run;
    const struct built *built;
    const char *out;
    struct pack *pack;
    struct hotlines hotlines;
    struct languages languages;
    struct catalogue *catalogues[PACK_LANGUAGES]; /* the site's own words; NULL: only English */
    struct buffer catalogue_bytes[PACK_LANGUAGES];
    char today[11];
};
struct page {
    const struct site *site;
    size_t language; /* index into the pack's */
    struct buffer html;
    bool failed; /* sticks */
};

/* A word of the site itself, in the page's language; in a span with lang="en" where it has none. {...} is
 * replaced by with (already HTML; NULL: there is none). */
void word(struct page *page, const char *msgid);
void word_with(struct page *page, const char *msgid, const char *with);
/* The same without marks, for attributes and titles. */
const char *word_plain(const struct site *site, size_t language, const char *msgid);

void page_begin(
    struct page *page, const struct site *site, size_t language, const char *title, const char *name);
/* Writes <tag>/<name>.html. False after one sentence. */
MUST_CHECK bool page_end(struct page *page, const char *name);
void page_add(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
void page_text(struct page *page, const char *text); /* escaped; LF becomes <br> */
/* The pack's title in that language, else in the one it was written in; page_title marks the latter. */
const char *pack_title(const struct site *site, size_t language);
void page_title(struct page *page);
const char *language_direction(const struct site *site, const char *tag);
const char *language_autonym(const struct site *site, const char *tag);

void page_blocks(struct page *page, const struct pack_text *text);
/* eager: it is at the top of the page */
void page_picture(struct page *page, size_t picture, const char *alt, const char *sizes, bool eager);
/* Opening hours of a usual week, days in words. */
void page_hours(struct page *page, const char *text);
/* Numbers with their QR codes. few: only what fits beside a lesson. */
void page_numbers(struct page *page, bool few);
void page_qr(struct page *page, const char *text, const char *title);

MUST_CHECK bool page_home(const struct site *site, size_t language);
MUST_CHECK bool page_help(const struct site *site, size_t language);
MUST_CHECK bool page_topic(const struct site *site, size_t language, size_t topic);
MUST_CHECK bool page_lesson(const struct site *site, size_t language, size_t topic);
MUST_CHECK bool page_services(const struct site *site, size_t language);
/* The first page, on which one chooses the language. */
MUST_CHECK bool page_languages(const struct site *site);

extern const char web_css[]; /* style.css, made from sync/publish/web/style.css at build */

#endif
