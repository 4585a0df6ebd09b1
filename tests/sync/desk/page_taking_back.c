/* The page in a real browser, for what a person excludes, asks of a call, takes back or deletes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "browser/webdriver.h"
#include "base/cursor.h"
#include "desk/server.h"
#include "sync/desk/room.h"

#define WAIT_MS 20000

static struct room room;
static struct server *server;
static struct browser *browser;
static struct person called, watcher;

#define OK(call)                                                                                             \
    do {                                                                                                     \
        if (!(call))                                                                                         \
            fail_msg("%s: %s", #call, browser_message(browser));                                             \
    } while (0)

static int begin(void **state)
{
    (void)state;
    char message[256] = "";
    room_begin(&room);
    room.settings.form = WAYSIDE_SOURCE "/assets/forms/help.json"; /* what a coordinator really sees */
    room.settings.words = WAYSIDE_SOURCE "/assets/words/en.txt";
    room_again(&room);
    room.wall_s = clock_system().wall_s(clock_system().self);
    browser = server_start(room.desk, 0, &server, message) ? browser_start(1280, 900, true, message) : NULL;
    if (!browser) {
        print_message("%s\n", message);
    }
    mkdir(WAYSIDE_BUILD "/desk-pages", 0755);
    return browser ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    browser_stop(browser);
    server_stop(server);
    room_end(&room);
    return 0;
}

static void picture(const char *name)
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
        OK(browser_resize(browser, kinds[i].width, kinds[i].height));
        OK(browser_dark(browser, kinds[i].dark));
        OK(browser_screenshot(browser, path));
    }
    OK(browser_resize(browser, 1280, 900));
    OK(browser_dark(browser, false));
}

static void no_errors(void)
{
    char errors[2048];
    OK(browser_errors(browser, errors, sizeof errors));
    assert_string_equal(errors, "");
}

static void choose(const struct person *person)
{
    char hex[ID_HEX + 1], css[96];
    hex_write(person->thread, ID_BYTES, hex);
    snprintf(css, sizeof css, "[data-case=\"%s\"]", hex);
    OK(browser_wait(browser, css, WAIT_MS));
    OK(browser_click(browser, css));
    snprintf(css, sizeof css, "[data-case=\"%s\"][aria-current=true]", hex);
    OK(browser_wait(browser, css, WAIT_MS));
    OK(browser_wait(browser, "#case-word", WAIT_MS));
}

static void shows(const char *css, const char *part)
{
    char text[4096];
    OK(browser_wait(browser, css, WAIT_MS));
    OK(browser_text(browser, css, text, sizeof text));
    if (!strstr(text, part)) {
        fail_msg("%s shows \"%s\", not \"%s\"", css, text, part);
    }
}

static void unlocked(void)
{
    char url[SERVER_URL_TEXT];
    server_url(server, url);
    OK(browser_go(browser, url));
    OK(browser_wait(browser, "#passphrase", WAIT_MS));
    OK(browser_type(browser, "#passphrase", ROOM_PASSPHRASE));
    OK(browser_click(browser, "#unlock"));
    OK(browser_wait(browser, "#search", WAIT_MS));
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
    room_inner(&room, json);
    assert_true(desk_fetch(room.desk, &room.line));
    choose(&watcher);
    shows(".case-head", "Tells about someone else");
    shows("[data-consent=inspectors].yes", "YES");
    picture("15-report");
    no_errors();
}

static void who_must_not_get_it_is_large_and_a_number_is_masked_until_wanted(void **state)
{
    (void)state;
    person_new(&called);
    person_help(&room, &called,
        "\"urgency\":2,\"answers\":{\"age\":\"18plus\",\"company\":\"no\",\"needs\":[\"lawyer\"],\"phone\":"
        "\"+442079460018\",\"whose\":\"mine\",\"days\":[\"mon\",\"tue\"],\"hours\":[\"h18\"],\"others\":"
        "\"cover\","
        "\"cover\":\"parcel\",\"word\":\"door\",\"until\":\"2099-12-24\"},\"consent\":{\"lawyer\":true,"
        "\"police\":"
        "true,\"voicemail\":false},\"exclude\":[\"police\",\"staff\",\"constructor\"]");
    person_later(&room, &called, &called.signer, "withdraw", "\"consent\":{\"police\":false}");
    assert_true(desk_fetch(room.desk, &room.line));
    choose(&called);
    shows("#excluded", "police");
    shows("#excluded", "staff here");
    shows(
        "[data-excluded=constructor]", "constructor"); /* what the page has no words for stands as it came */
    char wrong[4096];
    OK(browser_text(browser, "#excluded", wrong, sizeof wrong));
    assert_null(strstr(wrong, "function"));
    shows("#call-number", "•18");
    OK(browser_click(browser, "#call-show"));
    shows("#call-number", "+442079460018");
    shows("#call-facts", "They bring a parcel");
    shows("#call-facts", "NEVER");
    shows("[data-consent=police].no", "taken back, since");
    shows("[data-consent=lawyer].yes", "YES");
    picture("14-excluded-and-call");
    choose(&watcher);
    choose(&called);
    shows("#call-number", "•18"); /* and again with the next look */
    no_errors();
}

static void what_a_person_deletes_is_gone_from_the_page_and_only_that_is_said(void **state)
{
    (void)state;
    char text[4096];
    choose(&called);
    OK(browser_wait(browser, "#note-text", WAIT_MS));
    person_later(&room, &called, &called.signer, "withdraw", "\"delete\":true");
    assert_true(desk_fetch(room.desk, &room.line));
    shows("#deleted", "Erased on this laptop");
    OK(browser_text(browser, "#page", text, sizeof text));
    assert_null(strstr(text, "0018"));
    assert_null(strstr(text, "parcel"));
    OK(browser_script(browser, "return String(document.querySelectorAll('#note-text, #answer-text').length)",
        text, sizeof text));
    assert_string_equal(text, "0");
    shows("[data-item=delete]", "erased it");
    picture("16-deleted");
    no_errors();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_says_that_it_is_about_someone_else),
        cmocka_unit_test(who_must_not_get_it_is_large_and_a_number_is_masked_until_wanted),
        cmocka_unit_test(what_a_person_deletes_is_gone_from_the_page_and_only_that_is_said),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
