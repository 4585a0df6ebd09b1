/* What leaves: branches, what was taken out, urgency. With the form that comes with the image. */
#include "screen/answers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/disk.h"

static struct form *form;
static struct visit visit;

static int read_the_form(void **state)
{
    char message[256];
    struct buffer bytes;
    (void)state;
    buffer_init(&bytes, FORM_BYTES);
    if (file_read(WAYSIDE_SOURCE "/assets/forms/help.json", FORM_BYTES, &bytes) != BASE_OK)
        return -1;
    form = form_read(bytes.bytes, bytes.len, message);
    buffer_clear(&bytes);
    return form ? 0 : -1;
}

static int free_the_form(void **state)
{
    (void)state;
    form_free(form);
    return 0;
}

static int nobody_answered_yet(void **state)
{
    (void)state;
    memset(&visit, 0, sizeof(visit));
    return 0;
}

static size_t index_of(const char *name)
{
    for (size_t i = 0; i < form->question_count; i++)
        if (strcmp(form->questions[i].name, name) == 0)
            return i;
    fail_msg("no question %s", name);
    return 0;
}

static void choose(const char *name, const char *choice)
{
    size_t i = index_of(name);
    for (size_t c = 0; c < form->questions[i].choice_count; c++)
        if (strcmp(form->questions[i].choices[c].name, choice) == 0)
            visit.answers[i].chosen |= UINT32_C(1) << c;
}

static void unchoose(const char *name)
{
    visit.answers[index_of(name)].chosen = 0;
}

static bool list_one(void *ctx, const struct answer_leaving *answer)
{
    char *list = ctx;
    size_t len = strlen(list);
    len += (size_t)snprintf(list + len, 1024 - len, "%s=", answer->question->name);
    if (answer->text)
        len += (size_t)snprintf(list + len, 1024 - len, "'%s'", answer->text);
    for (size_t c = 0; c < answer->question->choice_count; c++)
        if (answer->chosen & (UINT32_C(1) << c))
            len += (size_t)snprintf(list + len, 1024 - len, "%s,", answer->question->choices[c].name);
    snprintf(list + len, 1024 - len, " ");
    return true;
}

static const char *leaving(void)
{
    static char list[1024];
    list[0] = 0;
    assert_true(answers_leaving(form, &visit, list_one, list));
    return list;
}

static void an_untouched_form_leaves_nothing(void **state)
{
    (void)state;
    assert_string_equal(leaving(), "");
    assert_int_equal(answers_urgency(form, &visit), 3);
}

static void what_was_chosen_and_typed_leaves_in_the_order_of_the_form(void **state)
{
    (void)state;
    snprintf(visit.typed, sizeof(visit.typed), "three of us");
    choose("needs", "lawyer");
    choose("needs", "bed");
    choose("danger", "no");
    assert_string_equal(leaving(), "danger=no, needs=bed,lawyer, more='three of us' ");
}

static void the_number_is_shown_only_to_those_in_danger(void **state)
{
    (void)state;
    assert_false(form_asked(form, &visit, index_of("danger_number")));
    choose("danger", "soon");
    assert_true(form_asked(form, &visit, index_of("danger_number")));
    assert_int_equal(form_next(form, &visit, index_of("danger")), index_of("danger_number"));
    unchoose("danger");
    choose("danger", "no");
    assert_int_equal(form_next(form, &visit, index_of("danger")), index_of("age"));
}

static void those_who_may_be_children_see_only_what_a_child_is_asked(void **state)
{
    static const char *const ages[] = {"under15", "15to17", "unsaid", ""};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        unchoose("age");
        choose("age", ages[i]);
        for (size_t q = 0; q < form->question_count; q++)
            if (form_asked(form, &visit, q))
                assert_true(form->questions[q].child);
    }
    unchoose("age");
    choose("age", "18plus");
    assert_true(form_asked(form, &visit, index_of("company")));
    assert_true(form_asked(form, &visit, index_of("consent")));
}

static void an_answer_behind_a_branch_that_was_left_does_not_leave(void **state)
{
    (void)state;
    choose("age", "18plus");
    choose("company", "fear");
    choose("consent", "police");
    assert_string_equal(leaving(), "age=18plus, company=fear, consent=police, ");
    unchoose("age");
    choose("age", "15to17");
    assert_string_equal(leaving(), "age=15to17, ");
}

static void consents_of_an_adult_always_leave_and_are_no_unless_yes(void **state)
{
    (void)state;
    choose("age", "18plus");
    assert_string_equal(leaving(), "age=18plus, consent= ");
}

static void what_was_taken_out_does_not_leave(void **state)
{
    (void)state;
    choose("age", "18plus");
    choose("needs", "papers");
    choose("consent", "police");
    visit.removed[index_of("needs")] = true;
    assert_string_equal(leaving(), "age=18plus, consent=police, ");
    visit.removed[index_of("consent")] = true;
    assert_string_equal(leaving(), "age=18plus, consent= ");
}

static void the_most_pressing_answer_that_leaves_gives_the_urgency(void **state)
{
    (void)state;
    choose("danger", "no");
    assert_int_equal(answers_urgency(form, &visit), 4);
    choose("age", "under15");
    assert_int_equal(answers_urgency(form, &visit), 2);
    unchoose("danger");
    choose("danger", "yes");
    assert_int_equal(answers_urgency(form, &visit), 1);
    visit.removed[index_of("danger")] = true;
    assert_int_equal(answers_urgency(form, &visit), 2);
}

static void bits_that_are_no_choice_never_leave(void **state)
{
    (void)state;
    visit.answers[index_of("danger")].chosen = UINT32_C(0xfffffff0);
    assert_string_equal(leaving(), "");
}

static bool stop_at_once(void *ctx, const struct answer_leaving *answer)
{
    (void)answer;
    ++*(int *)ctx;
    return false;
}

static void a_walk_can_be_stopped(void **state)
{
    int seen = 0;
    (void)state;
    choose("danger", "no");
    choose("age", "unsaid");
    assert_false(answers_leaving(form, &visit, stop_at_once, &seen));
    assert_int_equal(seen, 1);
}

static void walking_back_visits_the_same_pages(void **state)
{
    (void)state;
    choose("danger", "yes");
    choose("age", "18plus");
    for (size_t i = form_first(form, &visit), next; i < form->question_count; i = next) {
        next = form_next(form, &visit, i);
        if (next < form->question_count)
            assert_int_equal(form_before(form, &visit, next), i);
    }
    assert_int_equal(form_before(form, &visit, 0), form->question_count);
}

#define EACH(test) cmocka_unit_test_setup(test, nobody_answered_yet)
/* years (integer), adult (calculate), since (date, asked of adults), note. */
static const char wide[] =
    "{\"id\":\"w\",\"version\":1,\"title\":\"t\",\"questions\":["
    "{\"name\":\"years\",\"type\":\"integer\",\"label\":\"l\",\"why\":\"w\",\"constraint\":\". <= 120\","
    "\"message\":\"m\"},"
    "{\"name\":\"adult\",\"type\":\"calculate\",\"calculation\":\"${years} >= 18\"},"
    "{\"name\":\"since\",\"type\":\"date\",\"label\":\"l\",\"why\":\"w\",\"relevant\":\"${adult} = 'true'\","
    "\"constraint\":\". >= '2020-01-01'\",\"message\":\"m\"}]}";

static void numbers_and_days_leave_and_calculations_do_not(void **state)
{
    (void)state;
    char message[256];
    struct form *kept = form;
    form = form_read(wide, strlen(wide), message);
    assert_non_null(form);
    assert_true(form_asked(form, &visit, 1));
    assert_false(form_asked(form, &visit, 2)); /* nobody said how old */
    strcpy(visit.answers[0].value, "17");
    assert_int_equal(form_next(form, &visit, 0), form->question_count);
    strcpy(visit.answers[0].value, "18");
    assert_int_equal(form_next(form, &visit, 0), 2); /* a calculation is no page */
    assert_int_equal(form_before(form, &visit, 2), 0);
    strcpy(visit.answers[2].value, "2019-12-31");
    assert_true(answer_fits(form, &visit, 0));
    assert_false(answer_fits(form, &visit, 2));
    assert_string_equal(leaving(), "years='18' since='2019-12-31' ");
    strcpy(visit.answers[2].value, "2020-01-01");
    strcpy(visit.answers[0].value, "121");
    assert_true(answer_fits(form, &visit, 2));
    assert_false(answer_fits(form, &visit, 0));
    form_free(form);
    form = kept;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(an_untouched_form_leaves_nothing),
        EACH(what_was_chosen_and_typed_leaves_in_the_order_of_the_form),
        EACH(the_number_is_shown_only_to_those_in_danger),
        EACH(those_who_may_be_children_see_only_what_a_child_is_asked),
        EACH(an_answer_behind_a_branch_that_was_left_does_not_leave),
        EACH(consents_of_an_adult_always_leave_and_are_no_unless_yes),
        EACH(what_was_taken_out_does_not_leave),
        EACH(the_most_pressing_answer_that_leaves_gives_the_urgency),
        EACH(bits_that_are_no_choice_never_leave),
        EACH(a_walk_can_be_stopped),
        EACH(walking_back_visits_the_same_pages),
        EACH(numbers_and_days_leave_and_calculations_do_not),
    };
    return cmocka_run_group_tests(tests, read_the_form, free_the_form);
}
