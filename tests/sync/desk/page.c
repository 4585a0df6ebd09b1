/* The page in a real browser: what a coordinator sees and does, and that nothing anyone wrote is markup.
 * Pictures of every state are left in build/<preset>/desk-pages/ to be looked at. */
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
#define SCRIPT "<img src=x onerror=document.title='pwned'><script>document.title='pwned'</script>"

static struct room room;
static struct server *server;
static struct browser *browser;
static struct person amal, jan, noor;

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
    char hex[ID_HEX + 1], css[64];
    hex_write(person->thread, ID_BYTES, hex);
    snprintf(css, sizeof css, "[data-case=\"%s\"]", hex);
    OK(browser_wait(browser, css, WAIT_MS));
    OK(browser_click(browser, css));
    OK(browser_wait(browser, "#case-word", WAIT_MS));
}

static void it_opens_once_and_unlocks_with_the_right_words_only(void **state)
{
    (void)state;
    char url[SERVER_URL_TEXT], text[512];
    server_url(server, url);
    OK(browser_go(browser, url));
    OK(browser_wait(browser, "#passphrase", WAIT_MS));
    picture("1-locked");
    OK(browser_type(browser, "#passphrase", "wrong words"));
    OK(browser_click(browser, "#unlock"));
    OK(browser_wait_script(browser,
        "return document.getElementById('unlock-said').textContent.startsWith('These words')", WAIT_MS));
    picture("2-wrong");
    OK(browser_errors(browser, text, sizeof text)); /* the refusal itself is one */
    OK(browser_clear(browser, "#passphrase"));
    OK(browser_type(browser, "#passphrase", ROOM_PASSPHRASE BROWSER_ENTER));
    OK(browser_wait(browser, "#lock", WAIT_MS));
    picture("3-empty");
    no_errors();
}

static void what_matters_first_is_seen_first(void **state)
{
    (void)state;
    person_new(&amal);
    person_new(&jan);
    person_new(&noor);
    person_help(&room, &amal,
        "\"urgency\":1,\"hour\":14,\"answers\":{\"danger\":\"yes\",\"age\":\"18plus\",\"company\":\"fear\","
        "\"needs\":[\"bed\",\"leave\",\"child\"],\"happening\":[\"papers\",\"threats\",\"cannot_leave\"],"
        "\"more\":\"أخذ جواز سفري ولا أستطيع المغادرة. أنا في الغرفة رقم 12.\"},"
        "\"consent\":{\"shelter_doctor\":true,\"police\":false}");
    person_help(&room, &jan,
        "\"urgency\":2,\"answers\":{\"danger\":\"no\",\"age\":\"15to17\",\"needs\":[\"talk\"],\"more\":"
        "\"" SCRIPT "\"}");
    person_help(&room, &noor, "\"urgency\":4,\"answers\":{\"danger\":\"no\",\"needs\":[\"pay\",\"lawyer\"]}");
    OK(desk_fetch(room.desk, &room.line));
    OK(browser_wait(browser, ".entry", WAIT_MS));
    picture("4-list");
    choose(&amal);
    picture("5-case");
    OK(browser_script(browser, "document.getElementById('unfold').scrollIntoView()", (char[8]){0}, 8));
    picture("5b-case-low");
    OK(browser_click(browser, "#unfold"));
    picture("6-unfolded");
    OK(browser_script(browser, "document.getElementById('answer').scrollIntoView()", (char[8]){0}, 8));
    picture("7-forms");
    no_errors();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_opens_once_and_unlocks_with_the_right_words_only),
        cmocka_unit_test(what_matters_first_is_seen_first),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
