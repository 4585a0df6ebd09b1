/* A coordinator's room whose page is open in a real browser. Include cmocka.h first. Link: SOURCES of room.h,
 * sync/desk/page_room.c browser/driver.c browser/webdriver.c. */
#ifndef WAYSIDE_TESTS_DESK_PAGE_ROOM_H
#define WAYSIDE_TESTS_DESK_PAGE_ROOM_H

#include "browser/webdriver.h"
#include "desk/server.h"
#include "sync/desk/room.h"

#define PAGE_WAIT_MS 20000
/* Fails the test, with what the browser said, when the call does. */
#define PAGE_OK(page, call)                                                                                  \
    do {                                                                                                     \
        if (!(call))                                                                                         \
            fail_msg("%s: %s", #call, browser_message((page)->browser));                                     \
    } while (0)

struct page_room {
    struct room room;
    struct server *server; /* NULL: the test has stopped it */
    struct browser *browser;
};

/* For tests that follow each other on one page: begin is a group's set-up but for *state, end its tear-down.
 */
int page_room_begin(struct page_room *page);
int page_room_end(void **state);

/* Wide and narrow, light and dark, to be looked at: build/<preset>/desk-pages/NAME-... .png. */
void page_picture(struct page_room *page, const char *name);
/* Since the last time it was asked, the page had no error. */
void page_no_errors(struct page_room *page);
/* Opens the person's case. */
void page_choose(struct page_room *page, const struct person *person);
/* Waits for the element, whose text must have that part. */
void page_shows(struct page_room *page, const char *css, const char *part);

#endif
