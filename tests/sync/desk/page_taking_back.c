/* The page in a real browser, for what a person excludes, asks of a call, takes back or deletes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "sync/desk/page_room.h"

static struct page_room page;
static struct person called, watcher;

#define OK(call) PAGE_OK(&page, call)

static int begin(void **state)
{
    *state = &page;
    return page_room_begin(&page);
}

static void unlocked(void)
{
    char url[SERVER_URL_TEXT];
    server_url(page.server, url);
    OK(browser_go(page.browser, url));
    OK(browser_wait(page.browser, "#passphrase", PAGE_WAIT_MS));
    OK(browser_type(page.browser, "#passphrase", ROOM_PASSPHRASE));
    OK(browser_click(page.browser, "#unlock"));
    OK(browser_wait(page.browser, "#search", PAGE_WAIT_MS));
}

static void a_report_says_that_it_is_about_someone_else(void **state)
{
    (void)state;
    char json[1024], thread[ID_HEX + 1];
    unlocked();
    person_new(&watcher);
    hex_write(watcher.thread, ID_BYTES, thread);
    snprintf(json, sizeof json,
        "{\"v\":1,\"kind\":\"report\",\"id\":\"%s\",\"thread\":\"%s\",\"place\":\"demo-1\",\"day\":"
        "\"unknown\","
        "\"lang\":\"en\",\"urgency\":3,\"form\":{\"id\":\"report\",\"version\":1},\"answers\":{\"child\":"
        "\"yes\","
        "\"trace\":\"a white van\"},\"consent\":{\"inspectors\":true},\"keys\":1}",
        thread, thread);
    room_inner(&page.room, json);
    assert_true(desk_fetch(page.room.desk, &page.room.line));
    page_choose(&page, &watcher);
    page_shows(&page, ".case-head", "Tells about someone else");
    page_shows(&page, "[data-consent=inspectors].yes", "YES");
    page_picture(&page, "15-report");
    page_no_errors(&page);
}

static void who_must_not_get_it_is_large_and_a_number_is_masked_until_wanted(void **state)
{
    (void)state;
    person_new(&called);
    person_help(&page.room, &called,
        "\"urgency\":2,\"answers\":{\"age\":\"18plus\",\"company\":\"no\",\"needs\":[\"lawyer\"],\"phone\":"
        "\"+442079460018\",\"whose\":\"mine\",\"days\":[\"mon\",\"tue\"],\"hours\":[\"h18\"],\"others\":"
        "\"cover\","
        "\"cover\":\"parcel\",\"word\":\"door\",\"until\":\"2099-12-24\"},\"consent\":{\"lawyer\":true,"
        "\"police\":"
        "true,\"voicemail\":false},\"exclude\":[\"police\",\"staff\",\"constructor\"]");
    person_later(&page.room, &called, &called.signer, "withdraw", "\"consent\":{\"police\":false}");
    assert_true(desk_fetch(page.room.desk, &page.room.line));
    page_choose(&page, &called);
    page_shows(&page, "#excluded", "police");
    page_shows(&page, "#excluded", "staff here");
    /* what the page has no words for stands as it came */
    page_shows(&page, "[data-excluded=constructor]", "constructor");
    char wrong[4096];
    OK(browser_text(page.browser, "#excluded", wrong, sizeof wrong));
    assert_null(strstr(wrong, "function"));
    page_shows(&page, "#call-number", "•18");
    OK(browser_click(page.browser, "#call-show"));
    page_shows(&page, "#call-number", "+442079460018");
    page_shows(&page, "#call-facts", "They bring a parcel");
    page_shows(&page, "#call-facts", "NEVER");
    page_shows(&page, "[data-consent=police].no", "taken back, since");
    page_shows(&page, "[data-consent=lawyer].yes", "YES");
    page_picture(&page, "14-excluded-and-call");
    page_choose(&page, &watcher);
    page_choose(&page, &called);
    page_shows(&page, "#call-number", "•18"); /* and again with the next look */
    page_no_errors(&page);
}

static void what_a_person_deletes_is_gone_from_the_page_and_only_that_is_said(void **state)
{
    (void)state;
    char text[4096];
    page_choose(&page, &called);
    OK(browser_wait(page.browser, "#note-text", PAGE_WAIT_MS));
    person_later(&page.room, &called, &called.signer, "withdraw", "\"delete\":true");
    assert_true(desk_fetch(page.room.desk, &page.room.line));
    page_shows(&page, "#deleted", "Erased on this laptop");
    OK(browser_text(page.browser, "#page", text, sizeof text));
    assert_null(strstr(text, "0018"));
    assert_null(strstr(text, "parcel"));
    OK(browser_script(page.browser,
        "return String(document.querySelectorAll('#note-text, #answer-text').length)", text, sizeof text));
    assert_string_equal(text, "0");
    page_shows(&page, "[data-item=delete]", "erased it");
    page_picture(&page, "16-deleted");
    page_no_errors(&page);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_says_that_it_is_about_someone_else),
        cmocka_unit_test(who_must_not_get_it_is_large_and_a_number_is_masked_until_wanted),
        cmocka_unit_test(what_a_person_deletes_is_gone_from_the_page_and_only_that_is_said),
    };
    return cmocka_run_group_tests(tests, begin, page_room_end);
}
