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

static void scroll_to(const char *id)
{
    char script[128], text[8];
    snprintf(script, sizeof script, "document.getElementById('%s').scrollIntoView()", id);
    OK(browser_script(browser, script, text, sizeof text));
}

/* WCAG 2.2, 1.4.3: every text against what is behind it; and nothing wider than its window. */
static const char contrast[] =
    "const rgb = (c) => (c.match(/[\\d.]+/g) || []).map(Number);"
    "const lum = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + "
    ".055) / "
    "1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);"
    "const behind = (e) => { for (; e; e = e.parentElement) { const c = "
    "rgb(getComputedStyle(e).backgroundColor);"
    " if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };"
    "const bad = [];"
    "for (const e of document.querySelectorAll('body *')) {"
    " if (e.disabled || !e.getClientRects().length || getComputedStyle(e).visibility === 'hidden') continue;"
    " if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;"
    " const a = lum(rgb(getComputedStyle(e).color)), b = lum(behind(e));"
    " const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);"
    " if (ratio < 4.5) bad.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)}: ${e.textContent.slice(0, "
    "30)}`); }"
    "if (document.documentElement.scrollWidth > innerWidth) bad.push('wider than the window');"
    "return bad.join('; ')";

static void looks_right(void)
{
    char bad[2048];
    for (int kind = 0; kind < 4; kind++) {
        OK(browser_resize(browser, kind & 1 ? 800 : 1280, kind & 1 ? 600 : 900));
        OK(browser_dark(browser, kind & 2));
        OK(browser_script(browser, contrast, bad, sizeof bad));
        assert_string_equal(bad, "");
    }
    OK(browser_resize(browser, 1280, 900));
    OK(browser_dark(browser, false));
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
    assert_false(browser_has(browser, ".typed")); /* folded until wanted */
    OK(browser_wait(browser, "[data-consent=police].no", WAIT_MS));
    OK(browser_wait(browser, "[data-consent=shelter_doctor].yes", WAIT_MS));
    OK(browser_wait(browser, "[data-consent=lawyer].no", WAIT_MS));
    shows("#urgent", "Are you in danger now? Yes, now");
    shows(".fear", "Someone they fear");
    OK(browser_click(browser, "#unfold"));
    OK(browser_wait(browser, ".typed", WAIT_MS));
    picture("6-unfolded");
    looks_right();
    no_errors();
}

static void a_coordinator_takes_notes_tells_and_answers(void **state)
{
    (void)state;
    OK(browser_click(browser, "#take"));
    OK(browser_wait(browser, "#release", WAIT_MS));
    shows("#who-has", "You have it");
    OK(browser_type(browser, "#note-text", "Ask the night shelter."));
    OK(browser_click(browser, "#note-add"));
    OK(browser_wait(browser, "[data-item=note]", WAIT_MS));
    OK(browser_click(browser, "#status-received"));
    OK(browser_wait(browser, "[data-item=status]", WAIT_MS));
    OK(browser_type(browser, "#answer-text", "A bed is ready tonight. Ask at the desk for the green card."));
    scroll_to("answer");
    picture("7-answering");
    OK(browser_click(browser, "#answer-send"));
    OK(browser_wait(browser, "[data-item=answer]", WAIT_MS));
    shows("#said", "It leaves by");
    shows("[data-item=answer]", "leaves by");
    shows("#state-now", "Answered");
    scroll_to("thread");
    picture("8-answered");
    looks_right();
    char json[4096];
    OK(desk_send(room.desk, &room.line));
    OK(desk_send(room.desk, &room.line));
    person_reads(&room, &amal, 1, json);
    assert_non_null(strstr(json, "A bed is ready tonight."));
    OK(browser_wait_script(browser,
        "return document.querySelector('[data-item=answer]').textContent.includes('has left')", WAIT_MS));
    no_errors();
}

static void a_message_that_comes_is_told_and_nothing_half_written_is_lost(void **state)
{
    (void)state;
    OK(browser_type(browser, "#answer-text", "half an ans"));
    person_later(&room, &amal, &amal.signer, "message", "\"answers\":{\"text\":\"شكرا\\nأنا هنا\"}");
    person_later(&room, &amal, &jan.signer, "message", "\"answers\":{\"text\":\"forged\"}");
    OK(desk_fetch(room.desk, &room.line));
    OK(browser_wait(browser, "[data-item=message] .typed", WAIT_MS));
    OK(browser_wait(browser, "[data-item=refused]", WAIT_MS));
    OK(browser_wait_script(browser,
        "return !document.querySelector('.list').textContent.includes('new message')",
        WAIT_MS)); /* it was read */
    char text[256];
    OK(browser_script(browser, "return document.getElementById('answer-text').value", text, sizeof text));
    assert_string_equal(text, "half an ans");
    OK(browser_script(
        browser, "return String(document.body.textContent.includes('forged'))", text, sizeof text));
    assert_string_equal(text, "false");
    choose(&noor); /* a look at another case */
    choose(&amal);
    OK(browser_script(browser, "return document.getElementById('answer-text').value", text, sizeof text));
    assert_string_equal(text, "half an ans");
    OK(browser_click(browser, "#unfold"));
    scroll_to("thread");
    picture("9-message");
    OK(browser_clear(browser, "#answer-text"));
    OK(browser_script(browser,
        "const f = document.getElementById('answer-text'); f.value = 'ا'.repeat(1210);"
        "f.dispatchEvent(new Event('input')); return String(document.getElementById('answer-send').disabled)",
        text, sizeof text));
    assert_string_equal(text, "true");
    shows("#answer-room", "10 letters too long");
    picture("10-too-long");
    looks_right();
    no_errors();
}

static void what_anyone_wrote_is_text(void **state)
{
    (void)state;
    char text[256];
    OK(browser_type(browser, "#search", "pwned"));
    OK(browser_wait_script(browser, "return document.querySelectorAll('.entry').length === 1", WAIT_MS));
    choose(&jan);
    picture("11-child");
    OK(browser_click(browser, "#unfold"));
    shows(".typed", SCRIPT);
    OK(browser_script(browser, "return document.title", text, sizeof text));
    assert_string_equal(text, "Wayside desk");
    OK(browser_script(browser, "return String(document.querySelectorAll('#page img, #page script').length)",
        text, sizeof text));
    assert_string_equal(text, "0");
    OK(browser_script(browser,
        "try { document.body.innerHTML = '<b>x</b>'; return 'set' } catch { return 'refused' }", text,
        sizeof text));
    assert_string_equal(text, "refused"); /* even by mistake: trusted types */
    OK(browser_clear(browser, "#search"));
    OK(browser_type(browser, "#search", "nothing-like-it"));
    OK(browser_wait(browser, "#list-empty", WAIT_MS));
    picture("12-nothing-found");
    OK(browser_script(browser,
        "const f = document.getElementById('search'); f.value = ''; f.dispatchEvent(new Event('input'))",
        text, sizeof text));
    OK(browser_wait_script(browser, "return document.querySelectorAll('.entry').length === 3", WAIT_MS));
}

static void the_keyboard_reaches_and_works_everything(void **state)
{
    (void)state;
    char text[256];
    OK(browser_script(browser, "document.getElementById('search').focus()", text, sizeof text));
    OK(browser_keys(browser, BROWSER_TAB)); /* lock */
    OK(browser_keys(browser, BROWSER_TAB)); /* the first case */
    OK(browser_script(browser, "return document.activeElement.className", text, sizeof text));
    assert_non_null(strstr(text, "entry"));
    OK(browser_keys(browser, BROWSER_ENTER));
    OK(browser_wait(browser, "[aria-current]", WAIT_MS));
    OK(browser_script(browser,
        "return String([...document.querySelectorAll('button, input, select, textarea')].filter((e) => "
        "!(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length))).length)",
        text, sizeof text));
    assert_string_equal(text, "0"); /* each has a name that can be spoken */
    OK(browser_script(browser,
        "return String([...document.querySelectorAll('button, input, select, textarea')].filter((e) => "
        "!e.id && !e.dataset.id).length)",
        text, sizeof text));
    assert_string_equal(text, "0"); /* and an id that stays */
}

static void it_says_when_it_is_not_connected_and_what_is_late(void **state)
{
    (void)state;
    room.down = true;
    assert_false(desk_fetch(room.desk, &room.line));
    OK(browser_wait(browser, "#banners .banner", WAIT_MS));
    shows("#banners", "Nothing is lost");
    person_later(&room, &noor, &noor.signer, "withdraw", "\"consent\":{\"police\":false}");
    room.down = false;
    room.inbox[0][100] ^= 1; /* the hub changes a file that it gives again */
    room.inbox_ids[0][0] ^= 1;
    room.wall_s += 9 * 3600;
    OK(desk_fetch(room.desk, &room.line));
    room.down = true;
    assert_false(desk_fetch(room.desk, &room.line));
    choose(&noor);
    OK(browser_wait(browser, ".due.late", WAIT_MS));
    picture("13-not-connected-late");
    looks_right();
}

static void locked_it_holds_nothing_and_ended_it_says_so(void **state)
{
    (void)state;
    char text[256];
    OK(browser_click(browser, "#lock"));
    OK(browser_wait(browser, "#passphrase", WAIT_MS));
    OK(browser_script(
        browser, "return String(document.body.textContent.includes('word'))", text, sizeof text));
    desk_say_enrolment(room.desk, 1, "7KQ2M-X9D4T", "");
    OK(browser_wait(browser, "#code", WAIT_MS));
    picture("14-enrolling");
    looks_right();
    server_stop(server);
    server = NULL;
    OK(browser_wait(browser, "#gone", WAIT_MS));
    picture("15-ended");
    looks_right();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_opens_once_and_unlocks_with_the_right_words_only),
        cmocka_unit_test(what_matters_first_is_seen_first),
        cmocka_unit_test(a_coordinator_takes_notes_tells_and_answers),
        cmocka_unit_test(a_message_that_comes_is_told_and_nothing_half_written_is_lost),
        cmocka_unit_test(what_anyone_wrote_is_text),
        cmocka_unit_test(the_keyboard_reaches_and_works_everything),
        cmocka_unit_test(it_says_when_it_is_not_connected_and_what_is_late),
        cmocka_unit_test(locked_it_holds_nothing_and_ended_it_says_so),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
