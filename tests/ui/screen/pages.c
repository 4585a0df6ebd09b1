/* The pages people read: where home leads, whom a topic is for, stories panel by panel, taking a page along.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ui/screen/stage.h"

static struct stage stage;
static struct pack *tale;
static struct form about_others, offer;

static void begin_on(const struct panel *panel)
{
    stage_set_up(&stage, panel);
    tale = stage_pack(STAGE_CONTENT "tale");
    stage.packs[1] = tale;
    stage.content.pack_count = 2;
    about_others = offer = *stage.form;
    ui_content(stage.ui, &stage.content);
}

static int set_up(void **state)
{
    *state = &stage;
    begin_on(&panel_portrait);
    return 0;
}

static int tear_down(void **state)
{
    stage_end(state);
    pack_free(tale);
    return 0;
}

static void open(const char *way, const char *topic)
{
    stage_page_to(&stage, way);
    stage_press(&stage, way);
    stage_page_to(&stage, topic);
    stage_press(&stage, topic);
}

static void home_leads_to_what_is_there(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage_press(&stage, "home.work");
    assert_string_equal(stage_node(&stage, "topics.title")->label, "Work: pay, papers, a job offer");
    assert_true(stage_has(&stage, "topics.topic.owed") && stage_has(&stage, "topics.topic.pay"));
    assert_false(stage_has(&stage, "topics.topic.papers") || stage_has(&stage, "topics.topic.cheap"));
    assert_false(stage_has(&stage, "topics.job"));
    stage_press(&stage, "bar.back");
    stage_press(&stage, "home.buyer");
    assert_true(stage_has(&stage, "topics.topic.cheap") && !stage_has(&stage, "topics.topic.owed"));
    stage_press(&stage, "bar.back");
    stage_press(&stage, "home.staff");
    assert_true(stage_has(&stage, "topics.topic.colleague"));
    stage_press(&stage, "bar.back");
    snprintf(stage.visit->needs, sizeof(stage.visit->needs), "bed");
    stage_press(&stage, "home.services");
    assert_string_equal(stage.visit->needs, "");
}

static void without_services_and_staff_topics_they_are_not_offered(void **state)
{
    (void)state;
    stage.content.pack_count = 0;
    ui_content(stage.ui, &stage.content);
    stage_home(&stage, "en");
    assert_true(
        stage_has(&stage, "home.help") && stage_has(&stage, "home.tell") && stage_has(&stage, "home.answer"));
    assert_false(stage_has(&stage, "home.services") || stage_has(&stage, "home.staff") ||
                 stage_has(&stage, "home.buyer") || stage_has(&stage, "home.work"));
    stage.content.forms[FORM_JOB] = &offer;
    ui_content(stage.ui, &stage.content);
    stage_wait(&stage, 100);
    stage_press(&stage, "home.work");
    stage_press(&stage, "topics.job");
    assert_int_equal(stage.visit->form, FORM_JOB);
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
}

static void telling_asks_whom_it_is_about_where_both_forms_are_there(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage_press(&stage, "home.tell");
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
    stage_press(&stage, "leave");
    stage.content.forms[FORM_REPORT] = &about_others;
    ui_content(stage.ui, &stage.content);
    stage_home(&stage, "en");
    stage_press(&stage, "home.tell");
    stage_press(&stage, "tell.other");
    assert_int_equal(stage.visit->form, FORM_REPORT);
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
    stage_press(&stage, "bar.back");
    stage_press(&stage, "tell.me");
    assert_int_equal(stage.visit->form, FORM_HELP);
    stage_press(&stage, "bar.back");
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.visit->screen, SCREEN_HOME);
}

static void a_story_is_one_tile_and_read_panel_by_panel(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    stage_press(&stage, "home.rights");
    stage_page_to(&stage, "topics.topic.job-1");
    assert_false(stage_has(&stage, "topics.topic.job-2"));
    stage_press(&stage, "topics.topic.job-1");
    assert_int_equal(stage.visit->screen, SCREEN_EPISODE);
    assert_string_equal(stage_node(&stage, "episode.part")->label, "Part 1 of 2");
    assert_string_equal(stage_node(&stage, "page.where")->label, "Page 1 of 3");
    assert_string_equal(
        stage_node(&stage, "episode.picture.1")->label, "Lina stands in a station hall with a small bag");
    assert_true(stage_has(&stage, "topic.text.2") && !stage_has(&stage, "topic.text.4"));
    stage_press(&stage, "page.next");
    assert_true(stage_has(&stage, "episode.picture.3") && stage_has(&stage, "topic.text.4") &&
                stage_has(&stage, "topic.quote.5"));
    stage_press(&stage, "page.next");
    assert_string_equal(stage_node(&stage, "episode.next")->label, "Lina asks");
    stage_press(&stage, "episode.next");
    assert_string_equal(stage_node(&stage, "episode.part")->label, "Part 2 of 2");
    assert_true(stage_has(&stage, "episode.picture.1"));
    stage_press(&stage, "page.next");
    assert_false(stage_has(&stage, "episode.next"));
    assert_string_equal(stage_node(&stage, "episode.end")->label, "The story ends here");
    stage_press(&stage, "topic.services");
    assert_string_equal(stage.visit->needs, "lawyer");
}

static void an_episode_that_is_not_in_ones_language_says_so(void **state)
{
    (void)state;
    stage_home(&stage, "ar");
    open("home.rights", "topics.topic.job-1");
    while (!stage_has(&stage, "episode.next"))
        stage_press(&stage, "page.next");
    assert_string_equal(stage_node(&stage, "episode.next")->language, "en");
    stage_press(&stage, "episode.next");
    assert_true(stage_has(&stage, "topic.elsewhere"));
    assert_string_equal(stage_node(&stage, "episode.title")->language, "en");
}

static void signs_are_those_for_the_reader_with_their_sources(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    open("home.work", "topics.topic.owed");
    stage_page_to(&stage, "topic.sign.debt");
    assert_true(stage_has(&stage, "topic.sign.papers") && !stage_has(&stage, "topic.sign.asked"));
    assert_string_equal(
        stage_node(&stage, "topic.source.debt")->label, "Source: ILO, Indicators of forced labour, 2012");
    assert_non_null(stage_node(&stage, "topic.signs"));
    stage_page_to(&stage, "topic.services");
    stage_press(&stage, "topic.services");
    assert_string_equal(stage.visit->needs, "pay lawyer");
}

static void a_page_is_taken_along_with_a_warning_where_the_pack_is_on_the_web(void **state)
{
    (void)state;
    stage_home(&stage, "en");
    open("home.work", "topics.topic.owed");
    stage_page_to(&stage, "topic.along");
    stage_press(&stage, "topic.along");
    assert_int_equal(stage.visit->screen, SCREEN_ALONG);
    assert_true(stage_has(&stage, "along.code") && stage_has(&stage, "along.trace"));
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.visit->screen, SCREEN_TOPIC);
    stage_press(&stage, "bar.back");
    stage_page_to(&stage, "topics.topic.pay");
    stage_press(&stage, "topics.topic.pay");
    while (stage_has(&stage, "page.next"))
        stage_press(&stage, "page.next");
    assert_false(stage_has(&stage, "topic.along"));
}

static void a_story_stands_on_the_attract_screen_panel_after_panel(void **state)
{
    bool first = false, then = false;
    const char *before = "";
    (void)state;
    for (int i = 0; i < 40 && !then; i++) {
        const struct ui_node *en = ui_node(stage.ui, "attract.en");
        first |= en && strncmp(en->label, "Lina answers", 12) == 0;
        then |= en && strncmp(en->label, "Two weeks later", 15) == 0 && strncmp(before, "Lina", 4) == 0;
        before = en && strncmp(en->label, "Lina answers", 12) == 0 ? "Lina" : "";
        stage_wait(&stage, 8000);
    }
    assert_true(first && then);
}

static void one_slide_wakes_the_panel_a_dozen_times_and_it_dims_after_ten_minutes(void **state)
{
    int64_t begun;
    (void)state;
    stage_wait(&stage, 8000 - stage.facts.now_ms % 8000);
    stage_wait(&stage, 8000);
    begun = stage.facts.now_ms;
    int wakes = 0;
    while (stage.facts.now_ms < begun + 8000) {
        assert_true(stage.result.due_ms > stage.facts.now_ms);
        stage_wait(&stage, stage.result.due_ms - stage.facts.now_ms);
        wakes++;
    }
    assert_in_range(wakes, 2, 13);
    uint32_t bright = stage.surface.pixels[0];
    stage_wait(&stage, 600000);
    assert_true((stage.surface.pixels[0] & 0xff) < (bright & 0xff) * 2 / 3);
    stage_press(&stage, "attract");
    assert_true(stage.surface.pixels[0] == bright);
}

/* Nine languages in the place, most spoken first, and none left out where it has two. */
static void languages_stand_in_the_places_order_then_by_their_first_letter(void **state)
{
    static const char *const wanted[] = {"en", "ar", "es", "fr", "ru", "hi", "th", "am", "zh"};
    size_t count, at = 0;
    (void)state;
    stage_press(&stage, "attract");
    for (;;) {
        const struct ui_node *nodes = ui_nodes(stage.ui, &count);
        for (size_t i = 0; i < count; i++)
            if (strncmp(nodes[i].id, "language.", 9) == 0 && nodes[i].role == ROLE_CHOICE) {
                assert_true(at < 9);
                assert_string_equal(nodes[i].id + 9, wanted[at]);
                assert_string_equal(nodes[i].language, wanted[at++]);
            }
        if (!stage_next_page(&stage))
            break;
    }
    assert_int_equal(at, 9);
}

/* With "look" before a panel's name: writes what is drawn to pictures/ of the build folder. */
static void draw(const char *name, bool look)
{
    char path[512];
    for (int i = 1; i < 9; i++) {
        snprintf(path, sizeof(path), WAYSIDE_BUILD "/pictures/pages-%s-%d.png", name, i);
        assert_true(!look || stage_png(&stage, path));
        if (!stage_next_page(&stage))
            break;
    }
    if (stage.findings[0])
        print_message("%s: %s", name, stage.findings);
}

static void walk(const char *panel, const char *language, int size, bool look)
{
    static const char *const ways[][3] = {{"home.rights", "topics.topic.job-1", "episode"},
        {"home.work", "topics.topic.owed", "topic"}, {"home.buyer", "topics.topic.cheap", "buyer"}};
    char name[96];
#define NAMED(what) (snprintf(name, sizeof(name), "%s-%s-%d-%s", panel, language, size, what), name)
    stage_press(&stage, "attract");
    draw(NAMED("language"), look);
    stage_first_page(&stage);
    snprintf(name, sizeof(name), "language.%s", language);
    stage_page_to(&stage, name);
    stage_press(&stage, name);
    stage.visit->text_size = size;
    stage_wait(&stage, 100);
    draw(NAMED("home"), look);
    for (size_t i = 0; i < 3; i++) {
        stage_first_page(&stage);
        stage_page_to(&stage, ways[i][0]);
        stage_press(&stage, ways[i][0]);
        draw(NAMED(ways[i][0] + 5), look);
        stage_first_page(&stage);
        stage_page_to(&stage, ways[i][1]);
        stage_press(&stage, ways[i][1]);
        draw(NAMED(ways[i][2]), look);
        if (stage_has(&stage, "topic.along")) {
            stage_press(&stage, "topic.along");
            draw(NAMED("along"), look);
            stage_press(&stage, "bar.back");
        }
        stage_press(&stage, "bar.back");
        stage_press(&stage, "bar.back");
    }
    stage_first_page(&stage);
    stage_page_to(&stage, "home.tell");
    stage_press(&stage, "home.tell");
    draw(NAMED("tell"), look);
    stage_press(&stage, "leave");
}

static void on(const char *name, const struct panel *panel, bool look)
{
    if (!look) {
        stage_tear_down(&stage);
        pack_free(tale);
    }
    begin_on(panel);
    stage.content.forms[FORM_REPORT] = &about_others;
    stage.content.forms[FORM_JOB] = &offer;
    ui_content(stage.ui, &stage.content);
    for (int size = 0; size < TEXT_SIZES; size++)
        for (int i = 0; i < 2; i++)
            walk(name, i ? "ar" : "en", size, look);
    if (!look)
        assert_string_equal(stage.findings, "");
}

static void every_page_fits_on_every_panel(void **state)
{
    (void)state;
    on("portrait", &panel_portrait, false);
    on("landscape", &panel_landscape, false);
    on("seven", &panel_seven_inch, false);
}

int main(int argc, char **argv)
{
    const struct panel *const panels[] = {&panel_portrait, &panel_landscape, &panel_seven_inch};
    static const char *const names[] = {"portrait", "landscape", "seven"};
    for (size_t i = 0; i < 3 && argc > 1; i++)
        if (strcmp(argv[1], names[i]) == 0) {
            mkdir(WAYSIDE_BUILD "/pictures", 0755);
            on(names[i], panels[i], true);
            return 0;
        }
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        EACH(home_leads_to_what_is_there),
        EACH(without_services_and_staff_topics_they_are_not_offered),
        EACH(telling_asks_whom_it_is_about_where_both_forms_are_there),
        EACH(a_story_is_one_tile_and_read_panel_by_panel),
        EACH(an_episode_that_is_not_in_ones_language_says_so),
        EACH(signs_are_those_for_the_reader_with_their_sources),
        EACH(a_page_is_taken_along_with_a_warning_where_the_pack_is_on_the_web),
        EACH(a_story_stands_on_the_attract_screen_panel_after_panel),
        EACH(one_slide_wakes_the_panel_a_dozen_times_and_it_dims_after_ten_minutes),
        EACH(languages_stand_in_the_places_order_then_by_their_first_letter),
        EACH(every_page_fits_on_every_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
