/* The four forms of the starter pack on the screens: whom they lead where, what they offer and to whom they
 * go.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen/answers.h"
#include "starter_forms.h"
#include "ui/screen/stage.h"

static struct stage stage;
static struct form *forms[FORM_ROLES];

static void begin_on(const struct panel *panel)
{
    stage_set_up(&stage, panel);
    for (size_t role = 0; role < FORM_ROLES; role++)
        stage.content.forms[role] = forms[role];
    ui_content(stage.ui, &stage.content);
    stage_home(&stage, "en");
}

static int set_up(void **state)
{
    *state = &stage;
    begin_on(&panel_portrait);
    return 0;
}

static int read_forms(void **state)
{
    (void)state;
    starter_forms_read(forms);
    return 0;
}

static int free_forms(void **state)
{
    (void)state;
    starter_forms_free(forms);
    return 0;
}

/* On the first page of a form, as the screens that lead there do it. */
static void open_form(enum form_role role)
{
    stage.visit->form = role;
    stage.visit->screen = SCREEN_FORM;
    stage.visit->told_first = false;
    stage_wait(&stage, 1000);
    stage_page_to(&stage, "form.begin");
    stage_press(&stage, "form.begin");
}

static void choose(const char *name, const char *choice)
{
    starter_choose(forms[stage.visit->form], stage.visit, name, choice);
}

static void stand_on(const char *name)
{
    stage.visit->question = starter_question(forms[stage.visit->form], name);
    stage_wait(&stage, 1000);
}

static bool asked(const char *name)
{
    const struct form *form = forms[stage.visit->form];
    return form_asked(form, stage.visit, starter_question(form, name));
}

/* Each page that the answers so far lead to, with all its pages; then what comes behind. */
static void walk_on(void)
{
    for (int i = 0; i < 200 && stage.visit->screen == SCREEN_FORM; i++) {
        if (stage_has(&stage, "page.next") && stage_node(&stage, "page.next")->enabled)
            stage_press(&stage, "page.next");
        else if (stage_has(&stage, "form.next"))
            stage_press(&stage, "form.next");
        else
            return;
    }
}

static void every_page_of_every_form_is_whole_on_every_panel(void **state)
{
    const struct panel *panels[] = {&panel_portrait, &panel_landscape, &panel_seven_inch};
    (void)state;
    for (size_t panel = 0; panel < 3; panel++)
        for (int size = 0; size < TEXT_SIZES; size++) {
            begin_on(panels[panel]);
            stage.visit->text_size = size;
            for (size_t role = 0; role < FORM_ROLES; role++) {
                open_form((enum form_role)role);
                if (role == FORM_HELP || role == FORM_CALL)
                    choose("age", "18plus");
                if (role == FORM_HELP)
                    choose("reach", "call");
                if (role == FORM_JOB)
                    choose("fee", "yes");
                walk_on();
                assert_int_equal(stage.visit->screen, role == FORM_JOB ? SCREEN_JOB : SCREEN_CHECK);
            }
            if (stage.findings[0])
                fail_msg("panel %zu, text size %d: %s", panel, size, stage.findings);
            stage_tear_down(&stage);
        }
}

static void in_danger_the_numbers_come_before_anything_else(void **state)
{
    (void)state;
    open_form(FORM_HELP);
    stage_press(&stage, "form.choice.yes");
    stage_press(&stage, "form.next");
    assert_non_null(stage_node(&stage, "number.emergency"));
    assert_non_null(stage_node(&stage, "number.safe_point"));
    assert_non_null(stage_node(&stage, "help.number.light")); /* it is open now */
    assert_int_equal(answers_urgency(forms[FORM_HELP], stage.visit), 1);
}

static void who_may_be_a_child_is_asked_six_things_and_offered_no_call(void **state)
{
    static const char *const ages[] = {NULL, "under15", "15to17", "unsaid"};
    (void)state;
    for (size_t i = 0; i < sizeof(ages) / sizeof(ages[0]); i++) {
        size_t questions = 0;
        open_form(FORM_HELP);
        if (ages[i])
            choose("age", ages[i]);
        for (size_t q = 0; q < forms[FORM_HELP]->question_count; q++) {
            const struct form_question *question = &forms[FORM_HELP]->questions[q];
            if (!form_is_page(forms[FORM_HELP], stage.visit, q) || question->type == QUESTION_NOTE)
                continue;
            assert_true(question->child);
            questions++;
        }
        assert_int_equal(questions, 6);
        assert_false(asked("reach"));
        open_form(FORM_CALL);
        if (ages[i])
            choose("age", ages[i]);
        assert_true(asked("young"));
        assert_false(asked("phone"));
    }
}

static void who_fears_someone_there_may_send_at_once_and_is_not_called(void **state)
{
    (void)state;
    open_form(FORM_HELP);
    choose("age", "18plus");
    choose("company", "fear");
    stand_on("company_stop");
    assert_false(asked("reach"));
    assert_false(asked("phone"));
    stage_press(&stage, "form.way");
    assert_int_equal(stage.visit->screen, SCREEN_CHECK);
    assert_non_null(stage_node(&stage, "check.send"));
}

static void the_needs_lead_to_who_can_help_with_them_and_back(void **state)
{
    (void)state;
    open_form(FORM_HELP);
    choose("needs", "bed");
    choose("needs", "lawyer");
    stand_on("needs_services");
    stage_press(&stage, "form.way");
    assert_int_equal(stage.visit->screen, SCREEN_SERVICES);
    assert_string_equal(stage.visit->needs, "bed lawyer");
    stage_press(&stage, "bar.back");
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
    assert_true(form_chose(forms[FORM_HELP], stage.visit, "needs", "bed"));
}

static void a_report_about_oneself_leads_to_help_and_keeps_nothing(void **state)
{
    (void)state;
    open_form(FORM_REPORT);
    choose("danger", "yes");
    choose("about", "me");
    stand_on("about_me");
    assert_non_null(stage_node(&stage, "form.always"));
    stage_press(&stage, "form.way");
    assert_int_equal(stage.visit->form, FORM_HELP);
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
    assert_false(stage.visit->told_first); /* others may read this one */
    assert_int_equal(answers_urgency(forms[FORM_HELP], stage.visit), 3);
    for (size_t i = 0; i < QUESTIONS_MAX; i++)
        assert_int_equal(stage.visit->answers[i].chosen, 0);
}

static void do_not_step_in_stands_on_every_page_of_a_report(void **state)
{
    (void)state;
    open_form(FORM_REPORT);
    choose("danger", "yes");
    for (int i = 0; i < 60 && stage.visit->screen == SCREEN_FORM; i++) {
        assert_non_null(stage_node(&stage, "form.always"));
        stage_press(&stage, "form.next");
    }
    assert_int_equal(stage.visit->screen, SCREEN_CHECK);
}

static void a_feeling_alone_is_never_asked_about_the_police(void **state)
{
    (void)state;
    open_form(FORM_REPORT);
    assert_true(asked("consent_police"));
    choose("what", "feeling");
    assert_false(asked("consent_police"));
    choose("what", "threats");
    assert_true(asked("consent_police"));
    choose("involved", "police");
    assert_false(asked("consent_police"));
}

/* A second team, and who gets what. */
static struct network_team teams[2];
static struct network_route routes[3];

static void two_teams(void)
{
    static char everywhere[] = "*", help[] = "help", report[] = "report", labour[] = "labour", ngo[] = "ngo";
    teams[0] = teams[1] = stage.team;
    teams[0].kind = labour;
    teams[1].kind = ngo;
    teams[1].name = stage.place.name;
    routes[0] = (struct network_route){everywhere, report, 0};
    routes[1] = (struct network_route){everywhere, report, 1};
    routes[2] = (struct network_route){everywhere, help, 1};
    stage.network.teams = teams;
    stage.network.team_count = 2;
    stage.network.routes = routes;
    stage.network.route_count = 3;
    stage.place.team = 1;
    ui_content(stage.ui, &stage.content);
}

static void who_is_said_to_be_part_of_it_does_not_get_it(void **state)
{
    (void)state;
    two_teams();
    open_form(FORM_REPORT);
    choose("when", "now");
    assert_ptr_equal(
        form_team(&stage.network, &stage.place, FORM_REPORT, forms[FORM_REPORT], stage.visit), &teams[0]);
    choose("involved", "official");
    assert_ptr_equal(
        form_team(&stage.network, &stage.place, FORM_REPORT, forms[FORM_REPORT], stage.visit), &teams[1]);
    stand_on("involved_readers");
    assert_string_equal(stage_node(&stage, "readers.only")->label, "Only Central Station can read it.");
    size_t at = starter_question(forms[FORM_REPORT], "involved");
    stage.visit->removed[at] = true; /* taken out on the check screen: no one is excluded any more */
    assert_ptr_equal(
        form_team(&stage.network, &stage.place, FORM_REPORT, forms[FORM_REPORT], stage.visit), &teams[0]);
}

static void when_nobody_is_left_it_is_said_with_numbers_and_nothing_can_be_sent(void **state)
{
    static char labour[] = "labour";
    (void)state;
    stage.team.kind = labour;
    open_form(FORM_HELP);
    choose("danger", "soon");
    choose("age", "18plus");
    choose("involved", "official");
    stand_on("involved_readers");
    assert_non_null(stage_node(&stage, "nobody_left"));
    assert_non_null(stage_node(&stage, "number.emergency"));
    stage_press(&stage, "form.send_now");
    assert_non_null(stage_node(&stage, "nobody_left"));
    stage_page_to(&stage, "check.back");
    assert_false(stage_has(&stage, "check.send"));
}

static void practice_says_so_on_every_page_and_sends_nothing(void **state)
{
    (void)state;
    stage.visit->form = FORM_HELP;
    stage.visit->screen = SCREEN_FORM;
    stage_wait(&stage, 1000);
    stage_press(&stage, "form.practice");
    choose("danger", "soon");
    for (int i = 0; i < 60 && stage.visit->screen == SCREEN_FORM; i++) {
        assert_non_null(stage_node(&stage, "form.practice_mark"));
        stage_press(&stage, "form.next");
    }
    assert_non_null(stage_node(&stage, "form.practice_mark"));
    stage_hold(&stage, "check.send", 2300);
    assert_int_equal(stage.wanted, UI_NOTHING);
    stage_wait(&stage, 100);
    assert_int_equal(stage.visit->screen, SCREEN_RECEIPT);
    assert_string_equal(stage_node(&stage, "receipt.title")->label, "An example: these digits open nothing");
    assert_non_null(stage_node(&stage, "form.practice_mark"));
    stage_press(&stage, "receipt.leave");
    assert_int_equal(stage.visit->screen, SCREEN_FORM);
    assert_false(stage.visit->practice);
    assert_false(stage.visit->told_first);
    assert_int_equal(stage.visit->receipt[0], 0);
    assert_int_equal(answers_urgency(forms[FORM_HELP], stage.visit), 3);
}

static void a_job_offer_shows_its_signs_and_is_never_called_safe(void **state)
{
    (void)state;
    open_form(FORM_JOB);
    choose("fee", "yes");
    walk_on();
    assert_int_equal(stage.visit->screen, SCREEN_JOB);
    assert_non_null(stage_node(&stage, "job.sign_fee"));
    assert_false(stage_has(&stage, "job.sign_papers"));
    assert_false(stage_has(&stage, "job.several"));
    choose("papers", "yes");
    stage_wait(&stage, 100);
    assert_non_null(stage_node(&stage, "job.sign_papers.do"));
    assert_non_null(stage_node(&stage, "job.several"));
    memset(stage.visit->answers, 0, sizeof(stage.visit->answers));
    stage_wait(&stage, 100);
    char *dump = stage_dump(&stage);
    assert_null(strstr(dump, "safe"));
    assert_non_null(strstr(dump, "Nobody can be sure"));
    free(dump);
    stage_press(&stage, "job.tell");
    assert_int_equal(stage.visit->form, FORM_REPORT);
    assert_int_equal(stage.wanted, UI_NOTHING);
}

static void answers_about_a_job_have_no_way_out(void **state)
{
    (void)state;
    open_form(FORM_JOB);
    choose("fee", "yes");
    stage.visit->screen = SCREEN_CHECK;
    stage_wait(&stage, 100);
    assert_int_not_equal(stage.visit->screen, SCREEN_CHECK);
}

static void a_call_is_offered_only_where_the_machine_was_connected_just_now(void **state)
{
    (void)state;
    open_form(FORM_HELP);
    choose("age", "18plus");
    stage.facts.connected_ago_s = 15 * 60;
    stand_on("reach");
    assert_true(stage_node(&stage, "form.choice.call")->enabled);
    stage.facts.connected_ago_s = 15 * 60 + 1;
    stage_wait(&stage, 100);
    assert_false(stage_node(&stage, "form.choice.call")->enabled);
    stage.visit->form = FORM_CALL;
    stage.visit->told_first = false;
    stage_wait(&stage, 100);
    assert_non_null(stage_node(&stage, "no_call.title"));
}

static void a_telephone_number_is_typed_in_groups_and_is_secret(void **state)
{
    (void)state;
    open_form(FORM_CALL);
    choose("age", "18plus");
    stand_on("phone");
    stage_digits(&stage, "442079460");
    stage_press(&stage, "digits.plus");
    stage_digits(&stage, "018");
    assert_string_equal(stage_node(&stage, "form.phone")->label, "+44 207 946 0018");
    assert_true(stage_node(&stage, "form.phone")->secret);
    assert_true(answers_ask_call(forms[FORM_CALL], stage.visit));
    stage_press(&stage, "digits.plus");
    stage_press(&stage, "digits.backspace");
    size_t at = starter_question(forms[FORM_CALL], "phone");
    assert_string_equal(stage.visit->answers[at].value, "44207946001");
    stage_digits(&stage, "999999");
    assert_string_equal(stage.visit->answers[at].value, "442079460019999"); /* no longer than any number is */
    stage.visit->screen = SCREEN_CHECK;
    stage_wait(&stage, 100);
    assert_true(stage_node(&stage, "check.line.phone")->secret);
}

static void the_time_by_which_it_is_read_comes_from_the_hours_of_the_team(void **state)
{
    static char hours[] = "Mo-Fr 08:00-18:00";
    (void)state;
    stage.team.hours = hours;
    memcpy(stage.team.act_by_hours, (int[5]){0, 1, 4, 24, 48}, sizeof(stage.team.act_by_hours));
    ui_content(stage.ui, &stage.content);
    snprintf(stage.facts.today, sizeof(stage.facts.today), "2026-11-24"); /* a Tuesday */
    stage.facts.minute_of_day = 9 * 60;
    stage.facts.longest_leave_s = 600;
    stage.visit->form = FORM_HELP;
    stage.visit->screen = SCREEN_FORM;
    stage_wait(&stage, 100);
    assert_string_equal(
        stage_node(&stage, "readers.nobody")->label, "Nobody is reading this at this moment.");
    assert_string_equal(
        stage_node(&stage, "readers.who")->label, "Harbour Light reads it by 09:10 tomorrow.");
    stage.facts.minute_of_day = 19 * 60; /* closed: the clock begins when somebody is there */
    stage_wait(&stage, 100);
    assert_string_equal(
        stage_node(&stage, "readers.who")->label, "Harbour Light reads it by 08:00 on 26 November.");
    choose("danger", "yes");
    stage.facts.minute_of_day = 9 * 60;
    stage_wait(&stage, 100);
    assert_string_equal(stage_node(&stage, "readers.who")->label, "Harbour Light reads it by 10:10 today.");
    stage.facts.minute_of_day = -1;
    stage_wait(&stage, 100);
    assert_string_equal(
        stage_node(&stage, "readers.who")->label, "Harbour Light reads it within 2 hours, day and night.");
}

static void another_form_keeps_nothing_of_the_one_before(void **state)
{
    (void)state;
    open_form(FORM_JOB);
    choose("fee", "yes");
    stage.visit->screen = SCREEN_JOB;
    stage_wait(&stage, 100);
    stage_press(&stage, "job.tell");
    assert_int_equal(stage.visit->form, FORM_REPORT);
    for (size_t i = 0; i < QUESTIONS_MAX; i++)
        assert_int_equal(stage.visit->answers[i].chosen, 0);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, stage_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_of_every_form_is_whole_on_every_panel),
        EACH(in_danger_the_numbers_come_before_anything_else),
        EACH(who_may_be_a_child_is_asked_six_things_and_offered_no_call),
        EACH(who_fears_someone_there_may_send_at_once_and_is_not_called),
        EACH(the_needs_lead_to_who_can_help_with_them_and_back),
        EACH(a_report_about_oneself_leads_to_help_and_keeps_nothing),
        EACH(do_not_step_in_stands_on_every_page_of_a_report),
        EACH(a_feeling_alone_is_never_asked_about_the_police),
        EACH(who_is_said_to_be_part_of_it_does_not_get_it),
        EACH(when_nobody_is_left_it_is_said_with_numbers_and_nothing_can_be_sent),
        EACH(practice_says_so_on_every_page_and_sends_nothing),
        EACH(a_job_offer_shows_its_signs_and_is_never_called_safe),
        EACH(answers_about_a_job_have_no_way_out),
        EACH(a_call_is_offered_only_where_the_machine_was_connected_just_now),
        EACH(a_telephone_number_is_typed_in_groups_and_is_secret),
        EACH(the_time_by_which_it_is_read_comes_from_the_hours_of_the_team),
        EACH(another_form_keeps_nothing_of_the_one_before),
    };
    return cmocka_run_group_tests(tests, read_forms, free_forms);
}
