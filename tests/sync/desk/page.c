/* The page in a real browser: what a coordinator sees and does, and that nothing anyone wrote is markup.
 * Pictures of every state are left in build/<preset>/desk-pages/ to be looked at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "sync/desk/page_room.h"

#define SCRIPT "<img src=x onerror=document.title='pwned'><script>document.title='pwned'</script>"

static struct page_room page;
static struct person amal, jan, noor;

#define OK(call) PAGE_OK(&page, call)

static int begin(void **state)
{
    *state = &page;
    return page_room_begin(&page);
}

static void scroll_to(const char *id)
{
    char script[128], text[8];
    snprintf(script, sizeof script, "document.getElementById('%s').scrollIntoView()", id);
    OK(browser_script(page.browser, script, text, sizeof text));
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
        OK(browser_resize(page.browser, kind & 1 ? 800 : 1280, kind & 1 ? 600 : 900));
        OK(browser_dark(page.browser, kind & 2));
        OK(browser_script(page.browser, contrast, bad, sizeof bad));
        assert_string_equal(bad, "");
    }
    OK(browser_resize(page.browser, 1280, 900));
    OK(browser_dark(page.browser, false));
}

static void it_opens_once_and_unlocks_with_the_right_words_only(void **state)
{
    (void)state;
    char url[SERVER_URL_TEXT], text[512];
    server_url(page.server, url);
    OK(browser_go(page.browser, url));
    OK(browser_wait(page.browser, "#passphrase", PAGE_WAIT_MS));
    page_picture(&page, "1-locked");
    OK(browser_type(page.browser, "#passphrase", "wrong words"));
    OK(browser_click(page.browser, "#unlock"));
    OK(browser_wait_script(page.browser,
        "return document.getElementById('unlock-said').textContent.startsWith('These words')", PAGE_WAIT_MS));
    page_picture(&page, "2-wrong");
    OK(browser_errors(page.browser, text, sizeof text)); /* the refusal itself is one */
    OK(browser_clear(page.browser, "#passphrase"));
    OK(browser_type(page.browser, "#passphrase", ROOM_PASSPHRASE BROWSER_ENTER));
    OK(browser_wait(page.browser, "#lock", PAGE_WAIT_MS));
    page_picture(&page, "3-empty");
    page_no_errors(&page);
}

static void what_matters_first_is_seen_first(void **state)
{
    (void)state;
    person_new(&amal);
    person_new(&jan);
    person_new(&noor);
    person_help(&page.room, &amal,
        "\"urgency\":1,\"hour\":14,\"answers\":{\"danger\":\"yes\",\"age\":\"18plus\",\"company\":\"fear\","
        "\"needs\":[\"bed\",\"leave\",\"child\"],\"happening\":[\"papers\",\"threats\",\"cannot_leave\"],"
        "\"more\":\"أخذ جواز سفري ولا أستطيع المغادرة. أنا في الغرفة رقم 12.\"},"
        "\"consent\":{\"shelter_doctor\":true,\"police\":false}");
    person_help(&page.room, &jan,
        "\"urgency\":2,\"answers\":{\"danger\":\"no\",\"age\":\"15to17\",\"needs\":[\"talk\"],\"more\":"
        "\"" SCRIPT "\"}");
    person_help(
        &page.room, &noor, "\"urgency\":4,\"answers\":{\"danger\":\"no\",\"needs\":[\"pay\",\"lawyer\"]}");
    OK(desk_fetch(page.room.desk, &page.room.line));
    OK(browser_wait(page.browser, ".entry", PAGE_WAIT_MS));
    page_picture(&page, "4-list");
    page_choose(&page, &amal);
    page_picture(&page, "5-case");
    assert_false(browser_has(page.browser, ".typed")); /* folded until wanted */
    OK(browser_wait(page.browser, "[data-consent=police].no", PAGE_WAIT_MS));
    OK(browser_wait(page.browser, "[data-consent=shelter_doctor].yes", PAGE_WAIT_MS));
    OK(browser_wait(page.browser, "[data-consent=lawyer].no", PAGE_WAIT_MS));
    page_shows(&page, "#urgent", "Are you in danger now? Yes, now");
    page_shows(&page, ".fear", "Someone they fear");
    OK(browser_click(page.browser, "#unfold"));
    OK(browser_wait(page.browser, ".typed", PAGE_WAIT_MS));
    page_picture(&page, "6-unfolded");
    looks_right();
    page_no_errors(&page);
}

static void a_coordinator_takes_notes_tells_and_answers(void **state)
{
    (void)state;
    OK(browser_click(page.browser, "#take"));
    OK(browser_wait(page.browser, "#release", PAGE_WAIT_MS));
    page_shows(&page, "#who-has", "You have it");
    OK(browser_type(page.browser, "#note-text", "Ask the night shelter."));
    OK(browser_click(page.browser, "#note-add"));
    OK(browser_wait(page.browser, "[data-item=note]", PAGE_WAIT_MS));
    OK(browser_click(page.browser, "#status-received"));
    OK(browser_wait(page.browser, "[data-item=status]", PAGE_WAIT_MS));
    OK(browser_type(
        page.browser, "#answer-text", "A bed is ready tonight. Ask at the desk for the green card."));
    scroll_to("answer");
    page_picture(&page, "7-answering");
    OK(browser_click(page.browser, "#answer-send"));
    OK(browser_wait(page.browser, "[data-item=answer]", PAGE_WAIT_MS));
    page_shows(&page, "#said", "It leaves by");
    page_shows(&page, "[data-item=answer]", "leaves by");
    page_shows(&page, "#state-now", "Answered");
    scroll_to("thread");
    page_picture(&page, "8-answered");
    looks_right();
    char json[4096];
    OK(desk_send(page.room.desk, &page.room.line));
    OK(desk_send(page.room.desk, &page.room.line));
    person_reads(&page.room, &amal, 1, json);
    assert_non_null(strstr(json, "A bed is ready tonight."));
    OK(browser_wait_script(page.browser,
        "return document.querySelector('[data-item=answer]').textContent.includes('has left')",
        PAGE_WAIT_MS));
    page_no_errors(&page);
}

static void a_message_that_comes_is_told_and_nothing_half_written_is_lost(void **state)
{
    (void)state;
    OK(browser_type(page.browser, "#answer-text", "half an ans"));
    person_later(&page.room, &amal, &amal.signer, "message", "\"answers\":{\"text\":\"شكرا\\nأنا هنا\"}");
    person_later(&page.room, &amal, &jan.signer, "message", "\"answers\":{\"text\":\"forged\"}");
    OK(desk_fetch(page.room.desk, &page.room.line));
    OK(browser_wait(page.browser, "[data-item=message] .typed", PAGE_WAIT_MS));
    OK(browser_wait(page.browser, "[data-item=refused]", PAGE_WAIT_MS));
    OK(browser_wait_script(page.browser,
        "return !document.querySelector('.list').textContent.includes('new message')",
        PAGE_WAIT_MS)); /* it was read */
    char text[256];
    OK(browser_script(
        page.browser, "return document.getElementById('answer-text').value", text, sizeof text));
    assert_string_equal(text, "half an ans");
    OK(browser_script(
        page.browser, "return String(document.body.textContent.includes('forged'))", text, sizeof text));
    assert_string_equal(text, "false");
    page_choose(&page, &noor); /* a look at another case */
    page_choose(&page, &amal);
    OK(browser_script(
        page.browser, "return document.getElementById('answer-text').value", text, sizeof text));
    assert_string_equal(text, "half an ans");
    OK(browser_click(page.browser, "#unfold"));
    scroll_to("thread");
    page_picture(&page, "9-message");
    OK(browser_clear(page.browser, "#answer-text"));
    OK(browser_script(page.browser,
        "const f = document.getElementById('answer-text'); f.value = 'ا'.repeat(1210);"
        "f.dispatchEvent(new Event('input')); return String(document.getElementById('answer-send').disabled)",
        text, sizeof text));
    assert_string_equal(text, "true");
    page_shows(&page, "#answer-room", "10 letters too long");
    page_picture(&page, "10-too-long");
    looks_right();
    page_no_errors(&page);
}

static void what_anyone_wrote_is_text(void **state)
{
    (void)state;
    char text[256];
    OK(browser_type(page.browser, "#search", "pwned"));
    OK(browser_wait_script(
        page.browser, "return document.querySelectorAll('.entry').length === 1", PAGE_WAIT_MS));
    page_choose(&page, &jan);
    page_picture(&page, "11-child");
    OK(browser_click(page.browser, "#unfold"));
    page_shows(&page, ".typed", SCRIPT);
    OK(browser_script(page.browser, "return document.title", text, sizeof text));
    assert_string_equal(text, "Wayside desk");
    OK(browser_script(page.browser,
        "return String(document.querySelectorAll('#page img, #page script').length)", text, sizeof text));
    assert_string_equal(text, "0");
    OK(browser_script(page.browser,
        "try { document.body.innerHTML = '<b>x</b>'; return 'set' } catch { return 'refused' }", text,
        sizeof text));
    assert_string_equal(text, "refused"); /* even by mistake: trusted types */
    OK(browser_clear(page.browser, "#search"));
    OK(browser_type(page.browser, "#search", "nothing-like-it"));
    OK(browser_wait(page.browser, "#list-empty", PAGE_WAIT_MS));
    page_picture(&page, "12-nothing-found");
    OK(browser_script(page.browser,
        "const f = document.getElementById('search'); f.value = ''; f.dispatchEvent(new Event('input'))",
        text, sizeof text));
    OK(browser_wait_script(
        page.browser, "return document.querySelectorAll('.entry').length === 3", PAGE_WAIT_MS));
}

static void the_keyboard_reaches_and_works_everything(void **state)
{
    (void)state;
    char text[256];
    OK(browser_script(page.browser, "document.getElementById('search').focus()", text, sizeof text));
    OK(browser_keys(page.browser, BROWSER_TAB)); /* lock */
    OK(browser_keys(page.browser, BROWSER_TAB)); /* the first case */
    OK(browser_script(page.browser, "return document.activeElement.className", text, sizeof text));
    assert_non_null(strstr(text, "entry"));
    OK(browser_keys(page.browser, BROWSER_ENTER));
    OK(browser_wait(page.browser, "[aria-current]", PAGE_WAIT_MS));
    OK(browser_script(page.browser,
        "return String([...document.querySelectorAll('button, input, select, textarea')].filter((e) => "
        "!(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length))).length)",
        text, sizeof text));
    assert_string_equal(text, "0"); /* each has a name that can be spoken */
    OK(browser_script(page.browser,
        "return String([...document.querySelectorAll('button, input, select, textarea')].filter((e) => "
        "!e.id && !e.dataset.id).length)",
        text, sizeof text));
    assert_string_equal(text, "0"); /* and an id that stays */
}

static void it_says_when_it_is_not_connected_and_what_is_late(void **state)
{
    (void)state;
    page.room.down = true;
    assert_false(desk_fetch(page.room.desk, &page.room.line));
    OK(browser_wait(page.browser, "#banners .banner", PAGE_WAIT_MS));
    page_shows(&page, "#banners", "Nothing is lost");
    person_later(&page.room, &noor, &noor.signer, "withdraw", "\"consent\":{\"police\":false}");
    page.room.down = false;
    page.room.inbox[0][100] ^= 1; /* the hub changes a file that it gives again */
    page.room.inbox_ids[0][0] ^= 1;
    page.room.wall_s += 9 * 3600;
    OK(desk_fetch(page.room.desk, &page.room.line));
    page.room.down = true;
    assert_false(desk_fetch(page.room.desk, &page.room.line));
    page_choose(&page, &noor);
    OK(browser_wait(page.browser, ".due.late", PAGE_WAIT_MS));
    page_picture(&page, "13-not-connected-late");
    looks_right();
}

static void locked_it_holds_nothing_and_ended_it_says_so(void **state)
{
    (void)state;
    char text[256];
    OK(browser_click(page.browser, "#lock"));
    OK(browser_wait(page.browser, "#passphrase", PAGE_WAIT_MS));
    OK(browser_script(
        page.browser, "return String(document.body.textContent.includes('word'))", text, sizeof text));
    desk_say_enrolment(page.room.desk, 1, "7KQ2M-X9D4T", "");
    OK(browser_wait(page.browser, "#code", PAGE_WAIT_MS));
    page_picture(&page, "14-enrolling");
    looks_right();
    server_stop(page.server);
    page.server = NULL;
    OK(browser_wait(page.browser, "#gone", PAGE_WAIT_MS));
    page_picture(&page, "15-ended");
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
    return cmocka_run_group_tests(tests, begin, page_room_end);
}
