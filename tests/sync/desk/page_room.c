#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "sync/desk/page_room.h"

int page_room_begin(struct page_room *page)
{
    struct room *room = &page->room;
    char message[256] = "";
    room_begin(room);
    room->settings.form = WAYSIDE_SOURCE "/assets/forms/help.json"; /* what a coordinator really sees */
    room->settings.words = WAYSIDE_SOURCE "/assets/words/en.txt";
    room_again(room);
    room->wall_s = clock_system().wall_s(clock_system().self);
    if (server_start(room->desk, 0, &page->server, message)) {
        page->browser = browser_start(1280, 900, true, message);
    }
    if (!page->browser) {
        print_message("%s\n", message);
    }
    mkdir(WAYSIDE_BUILD "/desk-pages", 0755);
    return page->browser ? 0 : -1;
}

int page_room_end(void **state)
{
    struct page_room *page = *state;
    browser_stop(page->browser);
    server_stop(page->server);
    room_end(&page->room);
    return 0;
}

void page_picture(struct page_room *page, const char *name)
{
    static const struct {
        const char *suffix;
        int width, height;
        bool dark;
    } kinds[] = {{"wide", 1280, 900, false}, {"wide-dark", 1280, 900, true}, {"narrow", 800, 600, false},
        {"narrow-dark", 800, 600, true}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/desk-pages/%s-%s.png", WAYSIDE_BUILD, name, kinds[i].suffix);
        PAGE_OK(page, browser_resize(page->browser, kinds[i].width, kinds[i].height));
        PAGE_OK(page, browser_dark(page->browser, kinds[i].dark));
        PAGE_OK(page, browser_screenshot(page->browser, path));
    }
    PAGE_OK(page, browser_resize(page->browser, 1280, 900));
    PAGE_OK(page, browser_dark(page->browser, false));
}

void page_no_errors(struct page_room *page)
{
    char errors[2048];
    PAGE_OK(page, browser_errors(page->browser, errors, sizeof errors));
    assert_string_equal(errors, "");
}

void page_choose(struct page_room *page, const struct person *person)
{
    char hex[ID_HEX + 1], css[96];
    hex_write(person->thread, ID_BYTES, hex);
    snprintf(css, sizeof css, "[data-case=\"%s\"]", hex);
    PAGE_OK(page, browser_wait(page->browser, css, PAGE_WAIT_MS));
    PAGE_OK(page, browser_click(page->browser, css));
    snprintf(css, sizeof css, "[data-case=\"%s\"][aria-current=true]", hex);
    PAGE_OK(page, browser_wait(page->browser, css, PAGE_WAIT_MS));
    PAGE_OK(page, browser_wait(page->browser, "#case-word", PAGE_WAIT_MS));
}

void page_shows(struct page_room *page, const char *css, const char *part)
{
    char text[4096];
    PAGE_OK(page, browser_wait(page->browser, css, PAGE_WAIT_MS));
    PAGE_OK(page, browser_text(page->browser, css, text, sizeof text));
    if (!strstr(text, part)) {
        fail_msg("%s shows \"%s\", not \"%s\"", css, text, part);
    }
}
