#include "demo/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo/desk.h"
#include "demo/hand.h"
#include "demo/png_write.h"

/* What stands on these only the kiosk knows. */
#define RECEIPT_UNKNOWN "receipt.case_word"

static bool step(struct walk *walk, const char *sentence)
{
    album_step(walk->album, sentence);
    return true;
}

/* The same as the mirror says, then a picture. */
static bool seen(struct walk *walk, const char *unknown)
{
    return hand_same(walk, unknown) && hand_picture(walk);
}

/* From attract to the tiles, in a language. */
static bool arrive(struct walk *walk, const char *sentence, const char *language)
{
    char id[32];
    snprintf(id, sizeof id, "language.%s", language);
    return step(walk, sentence) && seen(walk, "") && hand_tap(walk, "attract") && seen(walk, "") &&
           hand_tap(walk, id) && seen(walk, "");
}

/* The kiosk wiped its visit; so does the mirror, and both show attract. */
static bool forget(struct walk *walk)
{
    mirror_end(walk->mirror);
    return hand_same(walk, "");
}

/* The kiosk shows the receipt when the file is durable. The mirror does not know the case word, only that
 * it takes one line or two. */
static bool wait_for_receipt(struct walk *walk)
{
    static const char *const lengths[] = {"sea oak", "wonderfully remarkable"};
    struct visit *visit = mirror_visit(walk->mirror);
    snprintf(visit->receipt, sizeof visit->receipt, "000000000000000000");
    visit->sending = WORK_DONE;
    for (int i = 0; i < 1000; i++) {
        snprintf(visit->case_word, sizeof visit->case_word, "%s", lengths[i % 2]);
        if (hand_equal(walk, RECEIPT_UNKNOWN))
            return true;
        usleep(20000);
    }
    return hand_same(walk, RECEIPT_UNKNOWN);
}

/* A person would photograph the QR or write the digits down; the demo reads the picture of the screen. */
static bool read_qr(struct walk *walk)
{
    char path[512], out[128];
    snprintf(path, sizeof path, "%s/receipt.png", walk->stage->run);
    const char *const argv[] = {"zbarimg", "--raw", "-q", path, NULL};
    bool good = window_look(walk->window, walk->seen) &&
                png_write(path, walk->seen, walk->width, walk->height) &&
                process_run(&walk->stage->processes, "zbarimg", argv, NULL, out, sizeof out) == 0 &&
                sscanf(out, "%18[0-9]", walk->digits) == 1 && strlen(walk->digits) == RECEIPT_DIGITS;
    unlink(path);
    if (!good)
        fprintf(stderr, "wayside-demo: no QR of 18 digits on the receipt screen while the finger holds\n");
    return good;
}

static bool keep_digits(struct walk *walk)
{
    struct visit *visit = mirror_visit(walk->mirror);
    if (!hand_down(walk, "receipt.show") || !hand_still(walk) || !read_qr(walk))
        return false;
    snprintf(visit->receipt, sizeof visit->receipt, "%s", walk->digits);
    return hand_same(walk, RECEIPT_UNKNOWN) && hand_picture(walk) && hand_lift(walk);
}

/* The last four typed back, so that nobody leaves with wrong ones; then goodbye, and the screen forgets. */
static bool leave(struct walk *walk)
{
    if (!hand_tap(walk, "receipt.leave"))
        return false;
    for (size_t i = RECEIPT_DIGITS - 4; i < RECEIPT_DIGITS; i++) {
        char id[16];
        snprintf(id, sizeof id, "digits.%c", walk->digits[i]);
        if (!hand_tap(walk, id) || !hand_same(walk, "")) /* the same digit twice at once is one strike */
            return false;
    }
    return seen(walk, "") && hand_tap(walk, "goodbye.close") && forget(walk);
}

static bool choose(struct walk *walk, const char *const ids[])
{
    for (size_t i = 0; ids[i]; i++)
        if (!hand_tap(walk, ids[i]))
            return false;
    return seen(walk, "") && hand_tap(walk, "form.next");
}

static bool stands(struct walk *walk, const char *id)
{
    int x, y;
    return mirror_middle(walk->mirror, id, &x, &y);
}

/* On through questions that are left out, until this stands there. */
static bool skip_to(struct walk *walk, const char *id)
{
    for (int i = 0; i < QUESTIONS_MAX && !stands(walk, id); i++)
        if (!seen(walk, "") || !hand_tap(walk, "form.next"))
            return false;
    return true;
}

static bool fill_form(struct walk *walk)
{
    static const char *const danger[] = {"form.choice.soon", NULL}, *const number[] = {NULL},
                             *const age[] = {"form.choice.18plus", NULL},
                             *const company[] = {"form.choice.trust", NULL},
                             *const needs[] = {"form.choice.leave", "form.choice.papers", NULL},
                             *const happening[] = {"form.choice.papers", "form.choice.debt", NULL},
                             *const involved[] = {"form.choice.embassy", NULL},
                             *const consents[] = {
                                 "form.consent.shelter_doctor.yes", "form.consent.lawyer.yes", NULL};
    return seen(walk, "") && hand_tap(walk, "form.begin") && choose(walk, danger) && choose(walk, number) &&
           choose(walk, age) && choose(walk, company) && choose(walk, needs) &&
           skip_to(walk, "form.choice.debt") && choose(walk, happening) && skip_to(walk, involved[0]) &&
           step(walk, "An embassy is part of it: it is left out, and the screen says who reads it now") &&
           choose(walk, involved) && skip_to(walk, "form.field") &&
           step(walk, "Types on the screen's own keyboard") && hand_type(walk, WALK_TYPED) &&
           seen(walk, "") && hand_tap(walk, "form.next") && skip_to(walk, consents[0]) &&
           step(walk, "Says who may be told: each is no until it is yes") && choose(walk, consents);
}

bool walk_ask(struct walk *walk)
{
    return arrive(walk, "A person comes to the screen and chooses a language", "en") &&
           step(walk, "Asks for help: who will read it comes first, then one question a page, each can be "
                      "skipped") &&
           hand_tap(walk, "home.tell") && seen(walk, "") && hand_tap(walk, "tell.me") && fill_form(walk) &&
           step(walk, "Looks at what will leave, and holds two seconds to send") && seen(walk, "") &&
           hand_hold(walk, "check.send", 2300) && wait_for_receipt(walk) && hand_picture(walk) &&
           step(walk, "Keeps the digits: covered until a finger holds the button") && keep_digits(walk) &&
           step(walk, "Types the last four back, and leaves; the screen forgets") && leave(walk);
}

/* ---- the coordinator ---- */

static bool picture_of_desk(struct walk *walk)
{
    return album_file(walk->album, "desk", desk_picture, walk->browser) || desk_lost(walk->browser);
}

bool walk_answer(struct walk *walk)
{
    return step(walk, "The coordinator unlocks her desk; the message arrives, one file among equal ones") &&
           desk_unlock(walk->browser, walk->stage) && desk_wait_for_case(walk->browser) &&
           picture_of_desk(walk) &&
           step(walk, "She takes the case, sees first what matters first, and unfolds the words when she "
                      "wants to") &&
           desk_open_case(walk->browser) && picture_of_desk(walk) && desk_unfold(walk->browser) &&
           desk_shows(walk->browser, WALK_TYPED) && picture_of_desk(walk) && step(walk, "She answers") &&
           desk_answer(walk->browser, WALK_ANSWER) && desk_look_at(walk->browser, "#thread") &&
           picture_of_desk(walk);
}

bool walk_see(struct walk *walk)
{
    return step(walk, "The coordinator sees what was written back") && desk_open_case(walk->browser) &&
           desk_unfold(walk->browser) && desk_shows(walk->browser, WALK_BACK) &&
           desk_look_at(walk->browser, "#thread") && picture_of_desk(walk);
}

/* ---- the person again ---- */

static void tell_mirror(struct walk *walk, bool found)
{
    struct visit *visit = mirror_visit(walk->mirror);
    visit->reading = found ? WORK_DONE : WORK_NOTHING;
    visit->found_count = found;
    snprintf(visit->found_team, sizeof visit->found_team, "%s", found ? STAGE_TEAM_AR : "");
    snprintf(visit->found_state, sizeof visit->found_state, "%s", found ? "answered" : "");
    snprintf(visit->found[0].text, sizeof visit->found[0].text, "%s", found ? WALK_ANSWER : "");
    snprintf(visit->found[0].language, sizeof visit->found[0].language, "en");
    mirror_today(walk->mirror, visit->found[0].day);
}

/* Nothing yet and not found look the same to everybody, so also to this hand: it looks again. */
static bool look_until_found(struct walk *walk)
{
    for (int i = 0; i < 40; i++) {
        if (!hand_tap(walk, "digits.look"))
            return false;
        for (int looks = 0; looks < 100; looks++) {
            tell_mirror(walk, true);
            if (hand_equal(walk, ""))
                return true;
            tell_mirror(walk, false);
            if (hand_equal(walk, ""))
                break;
            usleep(50000);
        }
        if (!hand_tap(walk, "answer.back"))
            return false;
    }
    fprintf(stderr, "wayside-demo: the answer did not reach the kiosk; what is in %s/device/drops?\n",
        walk->stage->run);
    return false;
}

static bool type_digits(struct walk *walk)
{
    for (const char *digit = walk->digits; *digit; digit++) {
        char id[16];
        snprintf(id, sizeof id, "digits.%c", *digit);
        if (!hand_tap(walk, id) || !hand_same(walk, ""))
            return false;
    }
    return seen(walk, "");
}

static bool write_back(struct walk *walk)
{
    if (!hand_tap(walk, "answer.write_back") || !hand_type(walk, WALK_BACK) || !seen(walk, "") ||
        !hand_hold(walk, "write_back.send", 2300))
        return false;
    mirror_visit(walk->mirror)->writing = WORK_DONE;
    return seen(walk, "") && hand_tap(walk, "goodbye.close") && forget(walk);
}

bool walk_read(struct walk *walk)
{
    return arrive(walk, "The person comes back, this time in Arabic", "ar") &&
           hand_tap(walk, "home.answer") &&
           step(walk, "Types the 18 digits; nothing is asked of the network") && type_digits(walk) &&
           look_until_found(walk) && step(walk, "Reads the answer") && hand_picture(walk) &&
           step(walk, "Writes back; signed by a key that only the digits give") && write_back(walk);
}

/* ---- someone else, in a third language ---- */

bool walk_help(struct walk *walk)
{
    return arrive(walk, "Somebody who reads only Amharic comes to the screen", "am") &&
           step(walk, "One touch: numbers that answer now, in their language first") &&
           hand_tap(walk, "home.help") && seen(walk, "") &&
           step(walk, "A card for the staff, in Amharic and in the language of the place") &&
           hand_tap(walk, "help.card") && seen(walk, "") && hand_tap(walk, "bar.back") &&
           hand_tap(walk, "bar.back") && step(walk, "Doctor, bed, food, lawyer: by need, open ones first") &&
           hand_tap(walk, "home.services") && seen(walk, "") && hand_tap(walk, "leave") && forget(walk);
}
