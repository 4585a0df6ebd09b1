/* The shipped form, words, strings and pictures, from attract to goodbye, in each language. Pictures go to
 * the folder that WAYSIDE_PICTURES names, else nowhere that stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "firmware/hand.h"
#include "preview/stage.h"

struct setup {
    struct hand hand;
    struct stage *stage;
    const char *language, *folder;
    unsigned findings;
};

static int start(void **state)
{
    struct setup *s = calloc(1, sizeof *s);
    char message[256] = "";
    hand_init_shipped(&s->hand);
    station_release(&s->hand.station, "current");
    s->stage = stage_new(&s->hand.settings, message);
    if (!s->stage)
        fail_msg("%s", message);
    s->folder = getenv("WAYSIDE_PICTURES");
    if (!s->folder)
        s->folder = s->hand.station.folder;
    *state = s;
    return 0;
}

static int stop(void **state)
{
    struct setup *s = *state;
    stage_free(s->stage);
    hand_clear(&s->hand);
    free(s);
    return 0;
}

static void run(struct setup *s, const char *text)
{
    struct script script;
    char message[256] = "";
    if (!script_read(text, strlen(text), &script, message))
        fail_msg("%s", message);
    bool done = stage_run(s->stage, &script, s->folder, message);
    script_clear(&script);
    if (!done)
        fail_msg("%s", message);
    const char *findings = ui_findings(stage_ui(s->stage));
    if (findings[0]) {
        print_message("%s: %s\n", text, findings);
        s->findings++;
    }
}

/* A picture, named by language and screen. */
static void shot(struct setup *s, const char *name)
{
    char text[128];
    snprintf(text, sizeof text, "shot %s-%s\nnodes %s-%s\n", s->language, name, s->language, name);
    run(s, text);
}

static void run_in(struct setup *s, const char *format, const char *value)
{
    char text[256];
    snprintf(text, sizeof text, "%s%s\n", format, value);
    run(s, text);
}

static void whole_visit(struct setup *s, const char *language, const char *typed)
{
    static const struct {
        const char *step, *name;
    } way[] = {{"press home.tell", "who-reads"}, {"press form.begin", "danger"},
        {"press form.choice.yes", NULL}, {"press form.next", "danger-number"}, {"press form.next", "age"},
        {"press form.choice.18plus", NULL}, {"press form.next", "company"}, {"press form.choice.trust", NULL},
        {"press form.next", "needs"}, {"press form.choice.bed", NULL},
        {"press form.choice.doctor", "needs-chosen"}, {"press form.next", "services"},
        {"press form.next", "when"}, {"press form.next", "where"}, {"press form.next", "happening"},
        {"press form.choice.papers", NULL}, {"press form.next", "threat"}, {"press form.next", "child"},
        {"press form.next", "involved"}, {"press form.choice.embassy", NULL}, {"press form.next", "gets-it"},
        {"press form.next", "more"}};
    static const char *const behind[] = {"answer-by", "speaks", "reach", "phone", "whose", "days", "hours",
        "others", "cover", "word", "messages", "until", "consent"};
    s->language = language;
    run(s, "set today 2026-11-24\nset minute 880\nset connected 60\n");
    shot(s, "attract");
    run(s, "press attract\n");
    shot(s, "language");
    run_in(s, "press language.", language);
    shot(s, "home");
    for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
        run(s, way[i].step);
        if (way[i].name)
            shot(s, way[i].name);
    }
    char text[256];
    snprintf(text, sizeof text, "type \"%s\"\n", typed);
    run(s, text);
    shot(s, "more-typed");
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        run(s, "press form.next\n");
        shot(s, behind[i]);
        if (!strcmp(behind[i], "reach"))
            run(s, "press form.choice.call\n");
        if (!strcmp(behind[i], "phone"))
            run(s, "press digits.plus\npress digits.4\npress digits.4\npress digits.2\n");
        if (!strcmp(behind[i], "others"))
            run(s, "press form.choice.cover\n");
    }
    run(s, "press form.consent.shelter_doctor.yes\npress form.next\n");
    shot(s, "check");
    run(s, "hold check.send 2300\n");
    shot(s, "receipt");
    run(s, "press receipt.leave\n");
    shot(s, "type-back");
    run(s, "press receipt.unwanted\n");
    shot(s, "goodbye");
    run(s, "press goodbye.close\nexpect attract\n");
    assert_int_equal(s->findings, 0);
}

static void a_visit_in_english_has_no_findings(void **state)
{
    whole_visit(*state, "en", "they keep my papers");
}

static void a_visit_in_arabic_has_no_findings(void **state)
{
    whole_visit(*state, "ar",
        "\xd8\xa3\xd8\xae\xd8\xb0\xd9\x88\xd8\xa7 \xd8\xa3\xd9\x88\xd8\xb1\xd8\xa7\xd9\x82\xd9\x8a");
}

static void an_answer_is_read_and_written_back_to(void **state)
{
    struct setup *s = *state;
    s->language = "en";
    run(s,
        "set today 2026-11-24\nanswer received \"\"\nanswer answered \"We can meet you at the blue door.\"\n"
        "press attract\npress language.en\npress home.answer\n");
    shot(s, "digits");
    static const char digits[] = "482139075661209340";
    char last[] = "press digits.0";
    for (size_t i = 0; i < 17; i++) {
        last[13] = digits[i];
        run(s, last);
    }
    for (char digit = '0'; digit <= '9'; digit++) { /* the one that checks */
        const struct ui_node *look = ui_node(stage_ui(s->stage), "digits.look");
        if (look && look->enabled)
            break;
        last[13] = digit;
        run(s, last);
        look = ui_node(stage_ui(s->stage), "digits.look");
        if (look && !look->enabled)
            run(s, "press digits.backspace");
    }
    run(s, "press digits.look\nexpect answer.text.0\n");
    shot(s, "answer");
    run(s, "press answer.write_back\ntype \"thank you\"\n");
    shot(s, "write-back");
    run(s, "hold write_back.send 2300\n");
    shot(s, "written-back");
    assert_int_equal(s->findings, 0);
}

static void the_same_script_gives_the_same_picture(void **state)
{
    struct setup *s = *state;
    char message[256] = "";
    run(s, "press attract\npress language.ar\n");
    struct stage *again = stage_new(&s->hand.settings, message);
    assert_non_null(again);
    assert_true(stage_press(again, "attract", message));
    assert_true(stage_press(again, "language.ar", message));
    const struct surface *a = stage_surface(s->stage), *b = stage_surface(again);
    assert_memory_equal(a->pixels, b->pixels, (size_t)a->stride * (size_t)a->height * 4);
    stage_free(again);
}

static void a_step_that_cannot_be_done_names_what_is_there(void **state)
{
    struct setup *s = *state;
    char message[256] = "";
    assert_false(stage_press(s->stage, "home.tell", message));
    assert_non_null(strstr(message, "home.tell is not on this screen; there are attract"));
    assert_true(stage_press(s->stage, "attract", message));
    assert_false(stage_type(s->stage, "a", message));
    assert_non_null(strstr(message, "has no key.a"));
    assert_false(stage_set(s->stage, "weather", "fine", message));
}

static void an_invalid_release_is_an_error_and_none_is_a_screen(void **state)
{
    struct setup *s = *state;
    char message[256] = "";
    station_spoil(&s->hand.station, "recipients/network.json");
    assert_null(stage_new(&s->hand.settings, message));
    assert_non_null(strstr(message, "recipients/network.json"));
    station_empty(s->hand.station.content);
    struct stage *stage = stage_new(&s->hand.settings, message);
    assert_non_null(stage);
    assert_non_null(ui_node(stage_ui(stage), "attract.en"));
    stage_free(stage);
}

static void a_picture_is_a_png_of_the_panel(void **state)
{
    struct setup *s = *state;
    struct buffer png;
    struct loaded_picture *picture = NULL;
    char path[160];
    s->folder = s->hand.station.folder;
    run(s, "shot one\n");
    snprintf(path, sizeof path, "%s/one.png", s->folder);
    buffer_init(&png, 16 << 20);
    assert_int_equal(file_read(path, 16 << 20, &png), BASE_OK);
    assert_int_equal(picture_load(png.bytes, png.len, &picture), BASE_OK);
    struct picture seen = picture_of(picture);
    const struct surface *surface = stage_surface(s->stage);
    assert_int_equal(seen.width, 1080);
    assert_int_equal(seen.height, 1920);
    for (int i = 0; i < 1080 * 1920; i += 997)
        assert_int_equal((seen.pixels[i / 1080 * seen.stride + i % 1080] ^ surface->pixels[i]) & 0xffffff, 0);
    picture_free(picture);
    buffer_clear(&png);
}

#define T(test) cmocka_unit_test_setup_teardown(test, start, stop)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_visit_in_english_has_no_findings),
        T(a_visit_in_arabic_has_no_findings),
        T(an_answer_is_read_and_written_back_to),
        T(the_same_script_gives_the_same_picture),
        T(a_step_that_cannot_be_done_names_what_is_there),
        T(an_invalid_release_is_an_error_and_none_is_a_screen),
        T(a_picture_is_a_png_of_the_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
