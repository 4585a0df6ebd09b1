/* rules/condition.h: what a form may ask, and what it refuses to ask. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/condition.h"

/* One visit: danger = soon, age not answered, needs = bed and doctor, hours = 12, note = "it's late", since =
 * 2026-02-28; the answer itself is 17. */
static const char *value(void *ctx, const char *question)
{
    (void)ctx;
    if (strcmp(question, "danger") == 0)
        return "soon";
    if (strcmp(question, "hours") == 0)
        return "12";
    if (strcmp(question, "note") == 0)
        return "it's late";
    if (strcmp(question, "since") == 0)
        return "2026-02-28";
    return strcmp(question, ".") == 0 ? "17" : "";
}

static bool selected(void *ctx, const char *question, const char *choice)
{
    (void)ctx;
    if (strcmp(question, "danger") == 0)
        return strcmp(choice, "soon") == 0;
    return strcmp(question, "needs") == 0 && (strcmp(choice, "bed") == 0 || strcmp(choice, "doctor") == 0);
}

static int count(void *ctx, const char *question)
{
    (void)ctx;
    return strcmp(question, "needs") == 0 ? 2 : 0;
}

static const struct condition_answers answers = {.value = value, .selected = selected, .count = count};

static void holds(const char *expression, bool expected)
{
    size_t offset = 0;
    const char *why = "";
    struct condition *condition = condition_new(expression, &offset, &why);
    if (!condition)
        fail_msg("%s: byte %zu: %s", expression, offset, why);
    if (condition_true(condition, &answers) != expected)
        fail_msg("%s: expected %s", expression, expected ? "true" : "false");
    condition_free(condition);
}

static void comparisons_follow_the_answers(void **state)
{
    (void)state;
    holds("${danger} = 'soon'", true);
    holds("${danger} = 'yes'", false);
    holds("${danger} != 'yes'", true);
    holds("'soon' = ${danger}", true);
    holds("${note} = \"it's late\"", true);
    holds("${hours} > 9", true);
    holds("${hours} >= 12", true);
    holds("${hours} < 12", false);
    holds("${hours} <= 12.0", true);
    holds("${hours} = 12.000", true);
    holds("${hours} != 12", false);
    holds("-1 < ${hours}", true);
    holds("count-selected(${needs}) = 2", true);
    holds("count-selected(${needs}) > ${hours}", false);
    holds("${danger} = ${note}", false);
    holds("1 < 2", true);
    holds("'a' = 'a'", true);
}

static void what_was_not_answered_is_empty_and_no_number(void **state)
{
    (void)state;
    holds("${age} = ''", true);
    holds("${age} != 'under15'", true);
    holds("${age} < 15", false);
    holds("${age} >= 15", false);
    holds("${age} = 0", false);
    holds("${age} != 0", true);
    holds("${danger} < 5", false);
    holds("selected(${age}, 'under15')", false);
    holds("count-selected(${age}) = 0", true);
}

static void and_binds_tighter_than_or(void **state)
{
    (void)state;
    holds("1 = 1 or 1 = 1 and 1 = 2", true);
    holds("(1 = 1 or 1 = 1) and 1 = 2", false);
    holds("1 = 2 and 1 = 2 or 1 = 1", true);
    holds("not(1 = 2) and not(not(1 = 1))", true);
    holds("selected(${needs}, 'bed') and not(selected(${needs}, 'papers'))", true);
    holds("selected(${danger},'yes') or selected(${danger},'soon')", true);
}

static void space_is_free_and_brackets_may_be_many(void **state)
{
    (void)state;
    holds("  ${danger}='soon'\n\tand(1=1)or(1=2) ", true);
    holds("((((${danger} = 'soon'))))", true);
    holds("not ( 1 = 2 )", true);
    holds("selected ( ${needs} , 'bed' )", true);
}

static void the_answer_itself_is_a_point(void **state)
{
    (void)state;
    holds(". >= 0 and . <= 120", true);
    holds(".>17", false);
    holds("(.=17)", true);
    holds("${hours} < .", true);
    holds("not(selected(., 'bed'))", true);
    holds("count-selected(.) = 0", true);
}

static void dates_are_compared_as_days(void **state)
{
    (void)state;
    holds("${since} >= '2026-02-28'", true);
    holds("${since} < '2026-03-01'", true);
    holds("'2025-12-31' > ${since}", false);
    holds("${since} = '2026-02-28'", true);
    holds("${since} < ${since}", false);
    holds("${since} <= ${since}", true);
    holds("${age} < '2026-03-01'", false); /* not answered */
    holds("${hours} < '2026-03-01'", false);
    holds("${since} < ${hours}", false); /* a day is no number */
    holds("${since} != ${hours}", true);
    assert_true(condition_is_date("2024-02-29"));
    static const char *const none[] = {"2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-1-1",
        "2026-01-011", "", "2026/01/01", "20260101", "2026-04-31", "2100-02-29"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(condition_is_date(none[i]));
}

static void gives(const char *expression, const char *expected)
{
    size_t offset = 0;
    const char *why = "";
    char room[CONDITION_ROOM];
    struct condition *condition = condition_new_value(expression, &offset, &why);
    if (!condition)
        fail_msg("%s: byte %zu: %s", expression, offset, why);
    assert_string_equal(condition_value(condition, &answers, room), expected);
    condition_free(condition);
}

static void a_calculation_gives_a_text(void **state)
{
    (void)state;
    gives("${danger}", "soon");
    gives("${age}", "");
    gives("'yes'", "yes");
    gives("007.50", "007.50");
    gives("count-selected(${needs})", "2");
    gives("${danger} = 'soon' and ${hours} > 11", "true");
    gives("not(${danger} = 'soon')", "false");
    gives(".", "17");
}

static void refused_at(const char *expression, size_t expected, const char *part)
{
    size_t offset = 999;
    const char *why = NULL;
    struct condition *condition = condition_new(expression, &offset, &why);
    if (condition)
        fail_msg("accepted: %s", expression);
    assert_non_null(why);
    if (offset != expected || !strstr(why, part))
        fail_msg("%s: byte %zu: %s", expression, offset, why);
}

static void a_fault_is_named_with_its_place(void **state)
{
    (void)state;
    refused_at("", 0, "expected here");
    refused_at("   ", 3, "expected here");
    refused_at("${danger}", 0, "compare it");
    refused_at("'yes'", 0, "compare it");
    refused_at("7", 0, "compare it");
    refused_at("count-selected(${a})", 0, "compare it");
    refused_at("${danger} = ", 12, "expected here");
    refused_at("${danger} = 'yes", 12, "no end quote");
    refused_at("${danger = 'yes'", 8, "between ${ and }");
    refused_at("${} = 'yes'", 2, "between ${ and }");
    refused_at("${1a} = 'yes'", 2, "between ${ and }");
    refused_at("${a} = 'x' ${b} = 'y'", 11, "should end here");
    refused_at("${a} = 'x' && ${b} = 'y'", 11, "should end here");
    refused_at("(${a} = 'x'", 11, ") is missing");
    refused_at("${a} = 'x')", 10, "should end here");
    refused_at("(${a}) = 'x'", 1, "no truth");
    refused_at("not(${a})", 4, "no truth");
    refused_at("not ${a} = 'x'", 4, "followed by (");
    refused_at("selected('a', 'b')", 9, "question is expected");
    refused_at("selected(${a}, ${b})", 15, "text is expected");
    refused_at("selected(${a} 'b')", 14, ", is missing");
    refused_at("selected(${a}, 'b'", 18, ") is missing");
    refused_at("${a} = 'x' = 'y'", 11, "should end here");
    refused_at("(1 = 1) = (1 = 1)", 8, "cannot be compared");
    refused_at("selected(${a}, 'b') = 1", 20, "cannot be compared");
    refused_at("'a' < 'b'", 4, "only be compared with");
    refused_at("'2026-02-30' < ${a}", 13, "unless it is a date");
    refused_at("'2026-02-28' < 5", 13, "with a number");
    refused_at(".", 0, "compare it");
    refused_at(".5 < 1", 0, "expected here");
    refused_at(". . = 1", 2, "should end here");
    refused_at("${a} = today()", 7, "expected here");
    refused_at("'1' = 1", 4, "with a number");
    refused_at("count-selected(${a}) = '2'", 21, "with a number");
    refused_at("${a} and 1 = 1", 5, "join truths");
    refused_at("1 = 1 or ${a}", 6, "join truths");
    refused_at("today() = 'x'", 0, "expected here");
    refused_at("${a} = x", 7, "expected here");
    refused_at("1.2.3 = 1", 0, "expected here");
    refused_at("1. = 1", 0, "expected here");
    refused_at("- = 1", 0, "expected here");
    refused_at("notselected(${a}, 'b')", 0, "expected here");
    refused_at("${a} = 'x' order 1 = 1", 11, "should end here");
    refused_at("${a} = '\xff'", 0, "not UTF-8");
}

static char *repeat(const char *text, unsigned times, const char *end)
{
    char *out = calloc(1, strlen(text) * times + strlen(end) + 1);
    for (unsigned i = 0; i < times; i++)
        strcat(out, text);
    return strcat(out, end);
}

static void size_and_depth_have_bounds(void **state)
{
    (void)state;
    size_t offset;
    const char *why;
    struct {
        char *text;
        bool good;
    } tries[] = {
        {repeat("1=1 or ", CONDITION_NODES / 4 - 1, "1=1"), true},
        {repeat("1=1 or ", CONDITION_NODES, "1=1"), false},
        {repeat("", 0, "((((((((((((((((1=1))))))))))))))))"), false}, /* 16 brackets in the first level */
        {repeat("", 0, "(((((((((((((((1=1)))))))))))))))"), true},
        {repeat("(", 2000, ""), false},
        {repeat("not(", 500, ""), false},
        {repeat(" ", CONDITION_BYTES - 3, "1=1"), true},
        {repeat(" ", CONDITION_BYTES - 2, "1=1"), false},
    };
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        struct condition *condition = condition_new(tries[i].text, &offset, &why);
        assert_int_equal(condition != NULL, tries[i].good);
        condition_free(condition);
        free(tries[i].text);
    }
}

static bool note_name(void *ctx, const char *name)
{
    strcat(strcat(ctx, name), " ");
    return true;
}

static bool note_choice(void *ctx, const char *question, const char *choice)
{
    strcat(strcat(strcat(strcat(ctx, question), ":"), choice), " ");
    return true;
}

static bool stop_at_once(void *ctx, const char *name)
{
    (void)name;
    ++*(int *)ctx;
    return false;
}

static void questions_and_choices_that_it_looks_for_are_listed(void **state)
{
    (void)state;
    char names[200] = "", choices[200] = "";
    int asked = 0;
    size_t offset;
    const char *why;
    struct condition *condition = condition_new("selected(${needs}, 'bed') or 'yes' != ${danger} and ${a} = "
                                                "'' and count-selected(${b}) > 1 or ${c} = ${d}",
        &offset, &why);
    assert_non_null(condition);
    assert_true(condition_questions(condition, note_name, names));
    assert_string_equal(names, "needs danger a b c d ");
    assert_true(condition_choices(condition, note_choice, choices));
    assert_string_equal(choices, "needs:bed danger:yes ");
    assert_false(condition_questions(condition, stop_at_once, &asked));
    assert_int_equal(asked, 1);
    condition_free(condition);
}

static void no_condition_is_true(void **state)
{
    (void)state;
    assert_true(condition_true(NULL, &answers));
    condition_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparisons_follow_the_answers),
        cmocka_unit_test(what_was_not_answered_is_empty_and_no_number),
        cmocka_unit_test(and_binds_tighter_than_or),
        cmocka_unit_test(space_is_free_and_brackets_may_be_many),
        cmocka_unit_test(the_answer_itself_is_a_point),
        cmocka_unit_test(dates_are_compared_as_days),
        cmocka_unit_test(a_calculation_gives_a_text),
        cmocka_unit_test(a_fault_is_named_with_its_place),
        cmocka_unit_test(size_and_depth_have_bounds),
        cmocka_unit_test(questions_and_choices_that_it_looks_for_are_listed),
        cmocka_unit_test(no_condition_is_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
