/* Topics of packs: which are shown, in which language, and how one reads them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/screen/stage.h"

static struct stage stage;

static void topics(const char *language)
{
    stage_home_to(&stage, language, "home.rights");
}

static void open_topic(const char *id)
{
    stage_page_to(&stage, id);
    stage_press(&stage, id);
    assert_int_equal(stage.visit->screen, SCREEN_TOPIC);
}

/* All tiles over all pages; what begins a section in brackets. */
static const char *order(void)
{
    static char text[512];
    size_t len = 0, count;
    text[0] = 0;
    stage_first_page(&stage);
    do {
        const struct ui_node *nodes = ui_nodes(stage.ui, &count);
        for (size_t i = 0; i < count; i++) {
            const char *id = nodes[i].id, *end = strcmp(id, "topics.elsewhere") == 0     ? "(other)"
                                                 : strncmp(id, "topics.topic.", 13) == 0 ? id + 13
                                                                                         : NULL;
            if (end)
                len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s", len ? " " : "", end);
        }
    } while (stage_next_page(&stage));
    return text;
}

static void topics_stand_in_the_packs_order_and_others_languages_at_the_end(void **state)
{
    (void)state;
    topics("en");
    assert_string_equal(order(), "papers signs agree");
    stage_home_to(&stage, "en", "home.work");
    assert_string_equal(order(), "pay offer (other) sea");
    stage_home_to(&stage, "en", "home.staff");
    assert_string_equal(order(), "colleague");
    stage_home_to(&stage, "ar", "home.work");
    assert_string_equal(order(), "pay sea (other) offer");
    stage_home_to(&stage, "ar", "home.staff");
    assert_string_equal(order(), "(other) colleague");
}

static void a_campaign_is_shown_in_its_days_only(void **state)
{
    (void)state;
    snprintf(stage.facts.today, sizeof(stage.facts.today), "2027-07-01");
    stage_home_to(&stage, "en", "home.work");
    assert_non_null(strstr(order(), "harvest"));
    stage.facts.today[0] = 0;
    stage_home_to(&stage, "en", "home.work");
    assert_null(strstr(order(), "harvest"));
}

static void without_topics_there_is_no_tile_for_them(void **state)
{
    (void)state;
    stage.content.pack_count = 0;
    ui_content(stage.ui, &stage.content);
    stage_home(&stage, "en");
    assert_false(stage_has(&stage, "home.rights"));
    assert_non_null(stage_node(&stage, "home.help"));
}

static void a_topic_in_another_language_says_so_and_changes_nothing_else(void **state)
{
    (void)state;
    stage_home_to(&stage, "en", "home.work");
    open_topic("topics.topic.sea");
    assert_string_equal(stage_node(&stage, "topic.elsewhere")->label,
        "This page is not in your language. You see it in: العربية");
    assert_string_equal(stage_node(&stage, "topic.title")->label, "العمل في البحر");
    assert_string_equal(stage_node(&stage, "topic.help")->label, "Help now");
    assert_non_null(stage_node(&stage, "unreviewed"));
    stage_press(&stage, "bar.language");
    stage_press(&stage, "language.ar");
    assert_int_equal(stage.visit->screen, SCREEN_TOPIC);
    assert_false(stage_has(&stage, "topic.elsewhere"));
}

static void where_several_languages_exist_one_can_choose(void **state)
{
    static char fr[16] = "fr";
    (void)state;
    /* as if the place spoke French, in which nothing is written */
    snprintf(stage.languages.in[1].tag, sizeof(stage.languages.in[1].tag), "%s", fr);
    char *before = stage.place.languages[1];
    stage.place.languages[1] = fr;
    topics("fr");
    assert_string_equal(order(), "(other) papers signs agree");
    open_topic("topics.topic.papers");
    assert_string_equal(stage_node(&stage, "topic.title")->label, "Your papers are yours");
    stage_press(&stage, "topic.in.ar");
    assert_string_equal(stage_node(&stage, "topic.title")->label, "أوراقك ملك لك");
    stage_press(&stage, "bar.back");
    open_topic("topics.topic.papers"); /* the wish was for the page that was left */
    assert_string_equal(stage_node(&stage, "topic.title")->label, "Your papers are yours");
    stage.place.languages[1] = before;
}

static void a_page_says_whether_its_translation_was_reviewed(void **state)
{
    (void)state;
    topics("en");
    open_topic("topics.topic.papers");
    assert_false(stage_has(&stage, "unreviewed"));
    topics("ar");
    open_topic("topics.topic.papers");
    assert_non_null(stage_node(&stage, "unreviewed"));
}

static void a_pack_made_to_show_how_it_works_says_so(void **state)
{
    (void)state;
    stage.network.demo = false;
    topics("en");
    assert_false(stage_has(&stage, "demo"));
    stage.pack->demo = true;
    topics("en");
    assert_non_null(stage_node(&stage, "demo"));
    open_topic("topics.topic.papers");
    assert_non_null(stage_node(&stage, "demo"));
}

static void help_is_one_touch_away_and_back_leads_to_the_same_page(void **state)
{
    (void)state;
    topics("en");
    open_topic("topics.topic.papers");
    stage_press(&stage, "page.next");
    char page[64];
    snprintf(page, sizeof(page), "%s", stage_node(&stage, "page.where")->label);
    stage_press(&stage, "topic.help");
    assert_int_equal(stage.visit->screen, SCREEN_HELP);
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.visit->screen, SCREEN_TOPIC);
    assert_string_equal(stage_node(&stage, "page.where")->label, page);
    stage_press(&stage, "topic.tell");
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
}

static void back_from_a_topic_leads_to_the_page_of_its_tile(void **state)
{
    (void)state;
    stage_home_to(&stage, "en", "home.work");
    open_topic("topics.topic.sea");
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.visit->screen, SCREEN_TOPICS);
    assert_non_null(stage_node(&stage, "topics.topic.sea"));
}

static void a_picture_that_is_not_there_leaves_no_hole(void **state)
{
    (void)state;
    topics("en");
    open_topic("topics.topic.papers");
    int with = stage_node(&stage, "topic.title")->box.y;
    assert_string_equal(stage_node(&stage, "topic.picture")->label, "A station hall with people and trains");
    stage_press(&stage, "bar.back");
    open_topic("topics.topic.signs");
    assert_false(stage_has(&stage, "topic.picture"));
    assert_true(stage_node(&stage, "topic.title")->box.y < with / 2);
}

static void the_topics_own_picture_is_not_drawn_again_in_its_text(void **state)
{
    struct pack_block *block = NULL;
    struct pack_text *text = &stage.pack->languages[0].topics[0];
    (void)state;
    for (size_t i = 0; i < text->block_count; i++)
        if (text->blocks[i].type == BLOCK_PICTURE)
            block = &text->blocks[i];
    assert_non_null(block);
    size_t before = block->picture;
    char *words = block->text[0], hall[] = "A hall";
    block->picture = stage.pack->topics[0].picture;
    block->text[0] = hall;
    topics("en");
    open_topic("topics.topic.papers");
    assert_string_equal(stage_node(&stage, "topic.picture")->label, "A hall");
    while (stage_has(&stage, "page.next")) {
        stage_press(&stage, "page.next");
        assert_false(stage_has(&stage, "topic.picture.7"));
    }
    block->picture = before;
    block->text[0] = words;
}

static void a_picture_is_asked_for_once_while_it_is_kept(void **state)
{
    (void)state;
    topics("en");
    open_topic("topics.topic.papers");
    unsigned asked = stage.media_asked;
    for (int i = 0; i < 5; i++) {
        stage_press(&stage, "bar.back");
        open_topic("topics.topic.papers");
    }
    assert_int_equal(stage.media_asked, asked);
}

static void other_content_is_asked_for_pictures_that_were_not_there(void **state)
{
    (void)state;
    stage.no_media = true;
    stage_run(&stage, 30000);
    stage_home_to(&stage, "en", "home.work");
    open_topic("topics.topic.pay");
    assert_false(stage_has(&stage, "topic.picture"));
    stage_press(&stage, "leave");
    stage.no_media = false;
    ui_content(stage.ui, &stage.content);
    stage_home_to(&stage, "en", "home.work");
    open_topic("topics.topic.pay");
    assert_non_null(stage_node(&stage, "topic.picture"));
}

static void topics_stand_on_the_attract_screen_in_turn_with_its_own_cards(void **state)
{
    bool own = false, topic = false, other = false;
    (void)state;
    for (int i = 0; i < 24; i++) {
        const struct ui_node *en = ui_node(stage.ui, "attract.en"), *ar = ui_node(stage.ui, "attract.ar");
        own |= en && strcmp(en->label, "Welcome") == 0;
        topic |= en && ar && strcmp(en->label, "Your papers are yours") == 0;
        other |= !en && ar && strcmp(ar->label, "العمل في البحر") == 0;       /* in Arabic alone */
        assert_true(!en || strcmp(en->label, "When someone tells you") != 0); /* for staff */
        assert_true(!en || strcmp(en->label, "You said yes at first") != 0);  /* has no picture */
        stage_wait(&stage, 8000);
    }
    assert_true(own && topic && other);
}

/* The largest pack that a reader takes: pages, and no word cut. */
static void a_thousand_topics_are_only_more_pages(void **state)
{
    struct pack_topic *before = stage.pack->topics, many[PACK_TOPICS];
    struct pack_text *texts[2] = {stage.pack->languages[0].topics, stage.pack->languages[1].topics};
    struct pack_text *more[2] = {
        calloc(PACK_TOPICS, sizeof(*more[0])), calloc(PACK_TOPICS, sizeof(*more[0]))};
    size_t count = stage.pack->topic_count;
    (void)state;
    assert_non_null(more[0]);
    assert_non_null(more[1]);
    for (size_t i = 0; i < PACK_TOPICS; i++) {
        many[i] = before[0];
        more[0][i] = texts[0][0];
        more[1][i] = texts[1][0];
    }
    stage.pack->topics = many;
    stage.pack->topic_count = PACK_TOPICS;
    stage.pack->languages[0].topics = more[0];
    stage.pack->languages[1].topics = more[1];
    ui_content(stage.ui, &stage.content);
    topics("en");
    assert_string_equal(stage_node(&stage, "page.where")->label, "Page 1 of 205");
    for (int i = 0; i < 204; i++)
        stage_press(&stage, "page.next");
    assert_false(stage_has(&stage, "page.next"));
    open_topic("topics.topic.papers");
    stage_press(&stage, "leave");
    stage.pack->topics = before;
    stage.pack->topic_count = count;
    stage.pack->languages[0].topics = texts[0];
    stage.pack->languages[1].topics = texts[1];
    free(more[0]);
    free(more[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE_TEST(topics_stand_in_the_packs_order_and_others_languages_at_the_end, &stage),
        STAGE_TEST(a_campaign_is_shown_in_its_days_only, &stage),
        STAGE_TEST(without_topics_there_is_no_tile_for_them, &stage),
        STAGE_TEST(a_topic_in_another_language_says_so_and_changes_nothing_else, &stage),
        STAGE_TEST(where_several_languages_exist_one_can_choose, &stage),
        STAGE_TEST(a_page_says_whether_its_translation_was_reviewed, &stage),
        STAGE_TEST(a_pack_made_to_show_how_it_works_says_so, &stage),
        STAGE_TEST(help_is_one_touch_away_and_back_leads_to_the_same_page, &stage),
        STAGE_TEST(back_from_a_topic_leads_to_the_page_of_its_tile, &stage),
        STAGE_TEST(a_picture_that_is_not_there_leaves_no_hole, &stage),
        STAGE_TEST(the_topics_own_picture_is_not_drawn_again_in_its_text, &stage),
        STAGE_TEST(a_picture_is_asked_for_once_while_it_is_kept, &stage),
        STAGE_TEST(other_content_is_asked_for_pictures_that_were_not_there, &stage),
        STAGE_TEST(topics_stand_on_the_attract_screen_in_turn_with_its_own_cards, &stage),
        STAGE_TEST(a_thousand_topics_are_only_more_pages, &stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
