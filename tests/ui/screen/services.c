/* Services by need and hour, a number to take along, the interpreter card, and when one may be called back.
 * With a language, a panel (portrait, landscape, seven), a text size and a contrast: pictures of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../../../ui/screen/call_time.h"
#include "ui/screen/stage.h"

#define ROW(id, name, need, address, number, hours, places, facts)                                           \
    "[\"" id "\",\"" name "\",\"" need "\",\"No appointment needed.\",\"" address "\",\"" number             \
    "\",\"en ar\",\"" hours "\",\"\",\"" places "\",\"2026-11-18\"," facts "]"
static const char table[] =
    "{\"v\":1,\"kind\":\"table\",\"name\":\"services\",\"columns\":[\"id\",\"name\",\"need\",\"description\","
    "\"address\",\"number\",\"languages\",\"opening_hours\",\"time_zone\",\"places\",\"checked_on\",\"free\","
    "\"asks_papers\",\"children\"],\"rows\":[" ROW("late", "Night doctor", "doctor", "Hall 1",
        "+442079460061", "20:00-23:00", "", "\"no\",\"yes\",\"unknown\"") "," ROW("port-doctor",
        "Doctor at the port", "doctor", "Hall 2, beside the chapel", "+442079460062", "Mo-Sa 09:00-18:00", "",
        "\"yes\",\"no\",\"yes\"") "," ROW("away", "Doctor in another town", "doctor", "Far", "+442079460063",
        "24/7", "other-1", "\"yes\",\"no\",\"yes\"") "," ROW("bed", "A bed for tonight", "bed",
        "Secret Street 1", "+442079460064", "24/7", "", "\"yes\",\"no\",\"yes\"") "," ROW("kitchen",
        "Warm meals", "food clothes", "Harbour Street 12", "+44 20 7946;ext=1", "", "demo-1",
        "\"yes\",\"unknown\",\"yes\"") "," ROW("young", "Someone for children", "child talk", "", "116111",
        "24/7", "", "\"yes\",\"no\",\"yes\"") "]}";

static struct stage stage;
static const struct panel *panel;

static void give_services(void)
{
    char message[256] = "";
    struct pack_table *made = table_read(table, sizeof(table) - 1, message);
    if (!made)
        fail_msg("%s", message);
    stage.pack->tables[stage.pack->table_count++] = made;
    ui_content(stage.ui, &stage.content);
}

static int set_up(void **state)
{
    *state = &stage;
    stage_set_up(&stage, panel ? panel : &panel_portrait);
    give_services();
    return 0;
}

static void services(const char *language)
{
    stage_help(&stage, language);
    stage_page_to(&stage, "help.services");
    stage_press(&stage, "help.services");
    assert_int_equal(stage.visit->screen, SCREEN_SERVICES);
}

static void need(const char *language, const char *id)
{
    services(language);
    stage_page_to(&stage, id);
    stage_press(&stage, id);
}

static void only_what_somebody_here_offers_is_there(void **state)
{
    (void)state;
    services("en");
    assert_string_equal(stage_order(&stage, "services.need."), "doctor bed food clothes talk child");
}

static void what_is_open_now_comes_first_and_says_until_when(void **state)
{
    (void)state;
    need("en", "services.need.doctor"); /* Tuesday, 14:32 */
    assert_string_equal(stage_order(&stage, "service.name."), "port-doctor late");
    assert_string_equal(stage_label(&stage, "service.state.port-doctor"), "Open now, until 18:00");
    assert_string_equal(stage_label(&stage, "service.state.late"), "Closed now, opens at 20:00");
    stage.facts.minute_of_day = 21 * 60;
    need("en", "services.need.doctor");
    assert_string_equal(stage_order(&stage, "service.name."), "late port-doctor");
}

static void what_one_wants_to_know_before_going_is_said_where_it_is_known(void **state)
{
    (void)state;
    need("en", "services.need.doctor");
    assert_string_equal(stage_label(&stage, "service.address.port-doctor"), "Hall 2, beside the chapel");
    assert_string_equal(stage_label(&stage, "service.number.port-doctor"), "+44 207 946 0062");
    assert_string_equal(stage_label(&stage, "service.speaks.port-doctor"), "They speak English, العربية");
    assert_string_equal(stage_label(&stage, "service.free.port-doctor"), "Costs nothing");
    assert_string_equal(stage_label(&stage, "service.papers.port-doctor"), "Nobody asks for your papers");
    assert_string_equal(stage_label(&stage, "service.children.port-doctor"), "For children too");
    assert_string_equal(stage_label(&stage, "service.papers.late"), "They ask for papers");
    assert_false(stage_has(&stage, "service.children.late"));
}

/* A code of it would make a telephone dial whatever stands there. */
static void what_is_no_number_is_not_shown_as_one(void **state)
{
    (void)state;
    need("en", "services.need.food");
    assert_string_equal(stage_order(&stage, "service.name."), "kitchen");
    assert_string_equal(stage_order(&stage, "service.number."), "");
}

static void a_bed_has_no_address_even_where_a_table_names_one(void **state)
{
    (void)state;
    need("en", "services.need.bed");
    assert_string_equal(
        stage_label(&stage, "service.first.bed"), "Call first. They tell you on the telephone where to go.");
    assert_false(stage_has(&stage, "service.address.bed"));
}

static void where_nobody_offers_it_that_is_said_and_what_helps_instead(void **state)
{
    (void)state;
    stage_help(&stage, "en");
    snprintf(stage.visit->needs, sizeof(stage.visit->needs), "lawyer doctor");
    stage.visit->screen = SCREEN_SERVICES;
    stage_wait(&stage, 600);
    assert_string_equal(stage_order(&stage, "services.need."), "doctor lawyer");
    stage_press(&stage, "services.need.lawyer");
    assert_string_equal(stage_label(&stage, "services.none"), "Nothing of this kind is known here.");
    assert_non_null(strstr(stage_order(&stage, "help.number."), "light"));
    stage_press(&stage, "services.tell");
    assert_true(stage.visit->screen == SCREEN_FORM || stage.visit->screen == SCREEN_TELL);
}

static void one_wish_opens_at_once_and_back_leads_to_where_it_was_wished(void **state)
{
    (void)state;
    stage_help(&stage, "en");
    snprintf(stage.visit->needs, sizeof(stage.visit->needs), "bed");
    stage.visit->back[stage.visit->back_count++] = SCREEN_HELP;
    stage.visit->screen = SCREEN_SERVICES;
    stage_wait(&stage, 600);
    assert_non_null(stage_node(&stage, "service.number.bed"));
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.visit->screen, SCREEN_HELP);
}

static void back_from_a_need_leads_to_the_needs_and_then_away(void **state)
{
    (void)state;
    need("en", "services.need.doctor");
    stage_press(&stage, "bar.back");
    assert_non_null(stage_node(&stage, "services.title"));
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.visit->screen, SCREEN_HELP);
}

static void the_code_of_a_number_stands_behind_its_warning(void **state)
{
    (void)state;
    need("en", "services.need.doctor");
    stage_press(&stage, "service.code.port-doctor");
    assert_int_equal(stage.visit->screen, SCREEN_NUMBER);
    assert_string_equal(stage_label(&stage, "number.digits"), "+44 207 946 0062");
    assert_non_null(stage_node(&stage, "number.stays"));
    assert_false(stage_has(&stage, "number.code"));
    stage_press(&stage, "number.show");
    assert_non_null(stage_node(&stage, "number.code"));
    stage_press(&stage, "bar.back");
    assert_non_null(stage_node(&stage, "number.stays"));
    stage_press(&stage, "bar.back");
    assert_non_null(stage_node(&stage, "service.number.port-doctor"));
    stage_help(&stage, "en");
    stage_press(&stage, "help.code.light");
    assert_string_equal(stage_label(&stage, "number.digits"), "+44 207 946 0018");
}

static void a_child_sees_the_helpline_for_children_first(void **state)
{
    (void)state;
    stage_help(&stage, "en");
    assert_string_equal(stage_order(&stage, "help.number."), "light child far evening old");
    stage_label(&stage, "help.child");
    stage_press(&stage, "help.child");
    assert_string_equal(stage_order(&stage, "help.number."), "child light far evening old");
}

static void the_card_speaks_to_the_staff_in_their_language(void **state)
{
    (void)state;
    stage_help(&stage, "ar");
    stage_page_to(&stage, "help.card");
    stage_press(&stage, "help.card");
    stage_label(&stage, "card.need.quiet");
    stage_press(&stage, "card.need.quiet");
    stage_label(&stage, "card.need.call");
    stage_press(&stage, "card.need.call");
    stage_press(&stage, "card.show");
    assert_string_equal(stage_label(&stage, "card.theirs.0"), "I speak Arabic.");
    assert_string_equal(
        stage_label(&stage, "card.theirs.1"), "A quiet place, please, without the person with me.");
    assert_string_equal(stage_label(&stage, "card.theirs.2"), "Please call 112 for me.");
    assert_string_equal(stage_label(&stage, "card.mine.1"), "أرجو مكانًا هادئًا، بدون الشخص الذي معي.");
    assert_string_equal(stage_label(&stage, "card.reply.wait"), "Please wait here.");
    int theirs = stage_node(&stage, "card.theirs.0")->box.y, mine = stage_node(&stage, "card.mine.0")->box.y;
    assert_true(theirs < mine);
    stage_press(&stage, "card.turn");
    assert_true(stage_node(&stage, "card.mine.0")->box.y < stage_node(&stage, "card.theirs.0")->box.y);
    stage_press(&stage, "card.reply.wait");
    assert_string_equal(stage_label(&stage, "card.mine.0"), "يُرجى الانتظار هنا.");
    stage_press(&stage, "card.back");
    assert_non_null(stage_node(&stage, "card.reply.wait"));
    stage_press(&stage, "bar.back");
    assert_true(stage_node(&stage, "card.need.quiet")->chosen);
}

static void no_more_than_three_sentences_go_on_a_card(void **state)
{
    static const char *const ids[] = {"card.need.interpreter", "card.need.quiet", "card.need.doctor"};
    (void)state;
    stage_help(&stage, "en");
    stage_page_to(&stage, "help.card");
    stage_press(&stage, "help.card");
    for (size_t i = 0; i < 3; i++)
        stage_press(&stage, ids[i]);
    assert_false(stage_node(&stage, "card.need.call")->enabled);
    stage_press(&stage, "card.need.quiet");
    assert_true(stage_node(&stage, "card.need.call")->enabled);
}

static void a_call_is_offered_only_while_it_can_be_kept(void **state)
{
    struct content content = stage.content;
    struct ui_facts facts = {.connected_ago_s = 900, .tell = UI_TELL_OPEN};
    (void)state;
    content.forms[FORM_CALL] = NULL;
    assert_int_equal(call_offer(&content, &facts), CALL_NEVER);
    content.forms[FORM_CALL] = stage.form;
    assert_int_equal(call_offer(&content, &facts), CALL_OFFERED);
    facts.connected_ago_s = 901;
    assert_int_equal(call_offer(&content, &facts), CALL_NOT_CONNECTED);
    facts.connected_ago_s = -1;
    assert_int_equal(call_offer(&content, &facts), CALL_NOT_CONNECTED);
    facts = (struct ui_facts){.connected_ago_s = 0, .tell = UI_TELL_FULL};
    assert_int_equal(call_offer(&content, &facts), CALL_FULL);
    stage_help(&stage, "en");
    assert_false(stage_has(&stage, "help.call"));
    assert_string_equal(stage_label(&stage, "help.no_call"), "Nobody can call you back from here.");
    stage.content.forms[FORM_CALL] = stage.form;
    stage.facts.connected_ago_s = 60;
    stage_help(&stage, "en");
    stage_press(&stage, "help.call");
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
    assert_int_equal(stage.visit->form, FORM_CALL);
}

static void the_earliest_call_is_when_it_has_arrived_and_somebody_is_there(void **state)
{
    static char hours[] = "Mo-Fr 09:00-17:00";
    char *before = stage.team.hours;
    (void)state;
    stage.team.hours = hours;
    struct call_time *at = call_time_new(&stage.content);
    assert_non_null(at);
    struct ui_facts facts = {.today = "2026-11-24", .minute_of_day = 14 * 60, .longest_leave_s = 1801};
    assert_int_equal(call_earliest(at, &stage.team, &facts), 31);
    facts.minute_of_day = 16 * 60 + 45; /* it arrives at 17:16, when nobody is there */
    assert_int_equal(call_earliest(at, &stage.team, &facts), 31 + 15 * 60 + 44);
    snprintf(facts.today, sizeof(facts.today), "2026-11-27"); /* a Friday: on Monday at nine */
    facts.minute_of_day = 23 * 60 + 50;
    facts.longest_leave_s = 1200;
    assert_int_equal(call_earliest(at, &stage.team, &facts), 10 + 2 * 1440 + 9 * 60);
    facts.minute_of_day = -1;
    assert_int_equal(call_earliest(at, &stage.team, &facts), -1);
    facts.minute_of_day = 0;
    assert_int_equal(call_earliest(at, NULL, &facts), -1);
    call_time_free(at);
    stage.team.hours = before;
}

struct wish {
    const char *language, *panel;
    int size, contrast;
    bool write;
};

static void picture(const struct wish *wish, const char *name)
{
    char path[512], page[64];
    for (int i = 1;; i++) {
        snprintf(page, sizeof(page), "%s-%d", name, i);
        snprintf(path, sizeof(path), WAYSIDE_BUILD "/pictures/%s-%s-%d%d-%s.png", wish->panel, wish->language,
            wish->size, wish->contrast, page);
        assert_true(!wish->write || stage_png(&stage, path));
        if (stage.findings[0] && !wish->write)
            fail_msg(
                "%s %s %d, before %s: %s", wish->panel, wish->language, wish->size, page, stage.findings);
        if (stage.findings[0])
            print_message("%s: %s", page, stage.findings);
        stage.findings[0] = 0;
        if (i == 12 || !stage_next_page(&stage))
            return;
    }
}

static void press(const char *id)
{
    stage_page_to(&stage, id);
    stage_press(&stage, id);
}

static void walk(const struct wish *wish)
{
    stage_set_up(&stage, strcmp(wish->panel, "portrait") == 0 ? &panel_portrait
                         : strcmp(wish->panel, "seven") == 0  ? &panel_seven_inch
                                                              : &panel_landscape);
    give_services();
    stage.content.forms[FORM_CALL] = stage.form;
    stage.facts.connected_ago_s = 60;
    stage_home(&stage, "en"); /* the others may be on another page of the list */
    snprintf(stage.visit->language, sizeof(stage.visit->language), "%s", wish->language);
    stage.visit->text_size = wish->size;
    stage.visit->contrast = wish->contrast;
    stage_wait(&stage, 100);
    press("home.help");
    picture(wish, "s0-help");
    press("help.code.light");
    picture(wish, "s1-number");
    stage_press(&stage, "number.show");
    picture(wish, "s2-code");
    stage_press(&stage, "bar.back");
    stage_press(&stage, "bar.back");
    press("help.services");
    picture(wish, "s3-needs");
    press("services.need.doctor");
    picture(wish, "s4-doctor");
    stage_press(&stage, "bar.back");
    press("services.need.bed");
    picture(wish, "s5-bed");
    stage_press(&stage, "bar.back");
    snprintf(stage.visit->needs, sizeof(stage.visit->needs), "lawyer");
    stage_wait(&stage, 600);
    picture(wish, "s6-nothing");
    stage_press(&stage, "bar.back");
    press("help.card");
    picture(wish, "s7-choose");
    press("card.need.quiet");
    press("card.need.call");
    stage_press(&stage, "card.show");
    picture(wish, "s8-card");
    if (stage_has(&stage, "card.answer"))
        stage_press(&stage, "card.answer");
    picture(wish, "s8-replies");
    press("card.reply.interpreter");
    picture(wish, "s9-reply");
    stage_tear_down(&stage);
}

static void nothing_is_cut_on_any_panel_in_ordinary_and_largest_letters(void **state)
{
    static const char *const panels[] = {"portrait", "landscape", "seven"}, *const languages[] = {"en", "ar"};
    (void)state;
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 2; k++)
            for (int size = TEXT_NORMAL; size < TEXT_SIZES; size += 2)
                walk(&(struct wish){languages[k], panels[i], size, 0, false});
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, stage_end)
int main(int argc, char **argv)
{
    if (argc > 4) {
        mkdir(WAYSIDE_BUILD "/pictures", 0755);
        walk(&(struct wish){argv[1], argv[2], atoi(argv[3]), atoi(argv[4]), true});
        return 0;
    }
    const struct CMUnitTest tests[] = {
        EACH(only_what_somebody_here_offers_is_there),
        EACH(what_is_open_now_comes_first_and_says_until_when),
        EACH(what_one_wants_to_know_before_going_is_said_where_it_is_known),
        EACH(what_is_no_number_is_not_shown_as_one),
        EACH(a_bed_has_no_address_even_where_a_table_names_one),
        EACH(where_nobody_offers_it_that_is_said_and_what_helps_instead),
        EACH(one_wish_opens_at_once_and_back_leads_to_where_it_was_wished),
        EACH(back_from_a_need_leads_to_the_needs_and_then_away),
        EACH(the_code_of_a_number_stands_behind_its_warning),
        EACH(a_child_sees_the_helpline_for_children_first),
        EACH(the_card_speaks_to_the_staff_in_their_language),
        EACH(no_more_than_three_sentences_go_on_a_card),
        EACH(a_call_is_offered_only_while_it_can_be_kept),
        EACH(the_earliest_call_is_when_it_has_arrived_and_somebody_is_there),
        cmocka_unit_test(nothing_is_cut_on_any_panel_in_ordinary_and_largest_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
