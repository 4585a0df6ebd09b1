/* pack/form.h: a form is read whole or refused by the path of its fault. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/form.h"

static const char whole[] =
    "{\"id\":\"help\",\"version\":3,\"title\":\"Ask for help\",\"future\":1,\"questions\":["
    "{\"name\":\"danger\",\"type\":\"one\",\"label\":\"Are you in danger now?\",\"why\":\"So that it is "
    "fast\","
    "\"child\":true,\"indicator\":\"danger\",\"choices\":["
    "{\"name\":\"yes\",\"label\":\"Yes\",\"picture\":\"alert\",\"urgency\":1},{\"name\":\"no\",\"label\":"
    "\"No\"}]},"
    "{\"name\":\"call\",\"type\":\"note\",\"label\":\"Call now\",\"relevant\":\"${danger} = 'yes'\"},"
    "{\"name\":\"needs\",\"type\":\"several\",\"most\":3,\"label\":\"What do you need?\",\"why\":\"w\","
    "\"choices\":[{\"name\":\"bed\",\"label\":\"A bed\"},{\"name\":\"doctor\",\"label\":\"A doctor\"}]},"
    "{\"name\":\"more\",\"type\":\"text\",\"label\":\"More?\",\"why\":\"w\","
    "\"relevant\":\"selected(${needs}, 'bed') or count-selected(${needs}) > 1\"},"
    "{\"name\":\"pass\",\"type\":\"consent\",\"label\":\"May we pass it on?\",\"why\":\"w\","
    "\"choices\":[{\"name\":\"police\",\"label\":\"To the police\"}]}]}";

static void everything_that_was_written_is_read(void **state)
{
    (void)state;
    char message[256] = "";
    struct form *form = form_read(whole, strlen(whole), message);
    assert_string_equal(message, "");
    assert_non_null(form);
    assert_string_equal(form->id, "help");
    assert_int_equal(form->version, 3);
    assert_string_equal(form->title, "Ask for help");
    assert_int_equal(form->question_count, 5);
    const struct form_question *danger = &form->questions[0], *call = &form->questions[1];
    assert_int_equal(danger->type, QUESTION_ONE);
    assert_true(danger->child);
    assert_null(danger->relevant);
    assert_string_equal(danger->why, "So that it is fast");
    assert_string_equal(danger->indicator, "danger");
    assert_int_equal(danger->choice_count, 2);
    assert_string_equal(danger->choices[0].picture, "alert");
    assert_int_equal(danger->choices[0].urgency, 1);
    assert_null(danger->choices[1].picture);
    assert_int_equal(danger->choices[1].urgency, 0);
    assert_int_equal(call->type, QUESTION_NOTE);
    assert_null(call->why);
    assert_non_null(call->relevant);
    assert_false(call->child);
    assert_int_equal(form->questions[2].most, 3);
    assert_int_equal(form->questions[3].type, QUESTION_TEXT);
    assert_int_equal(form->questions[4].type, QUESTION_CONSENT);
    assert_ptr_equal(form_question(form, "needs"), &form->questions[2]);
    assert_null(form_question(form, "none"));
    form_free(form);
    form_free(NULL);
}

/* The form, with the first from replaced by to. */
static const char *said_of(const char *form_text, const char *from, const char *to, char message[static 256])
{
    const char *at = strstr(form_text, from);
    assert_non_null(at);
    char *text = malloc(strlen(form_text) + strlen(to) + 1);
    sprintf(text, "%.*s%s%s", (int)(at - form_text), form_text, to, at + strlen(from));
    message[0] = 0;
    struct form *form = form_read(text, strlen(text), message);
    assert_int_equal(form == NULL, message[0] != 0);
    form_free(form);
    free(text);
    return message;
}

static const char *said(const char *from, const char *to, char message[static 256])
{
    return said_of(whole, from, to, message);
}

static void what_is_refused_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *said;
    } faults[] = {
        {"\"help\"", "\"9\"", "form: id: not a letter, then letters, digits, _, - or dots."},
        {"\"version\":3", "\"version\":0", "form: version: not from 1 to 2147483647."},
        {"\"title\":", "\"titel\":", "form: title: missing."},
        {"\"one\"", "\"two\"",
            "form: questions[0].type: not one, several, text, note, consent, integer, date, calculate or "
            "phone."},
        {"\"why\":\"So", "\"wy\":\"So", "form: questions[0].why: missing."},
        {"\"child\":true", "\"child\":1", "form: questions[0].child: not true or false."},
        {"\"urgency\":1", "\"urgency\":5", "form: questions[0].choices[0].urgency: not from 0 to 4."},
        {"\"urgency\":1", "\"urgency\":\"1\"", "form: questions[0].choices[0].urgency: not a whole number."},
        {"\"alert\"", "\"../x\"", "form: questions[0].choices[0].picture: not an icon's name."},
        {"{\"name\":\"no\"", "{\"name\":\"yes\"",
            "form: questions[0].choices[1].name: is that of an earlier choice."},
        {"{\"name\":\"no\"", "{\"name\":\"n o\"",
            "form: questions[0].choices[1].name: not letters, digits, _, - or dots."},
        {"\"name\":\"call\"", "\"name\":\"danger\"",
            "form: questions[1].name: is that of an earlier question."},
        {"\"name\":\"call\"", "\"name\":\"1call\"",
            "form: questions[1].name: not a letter, then letters, digits, _, - or dots."},
        {"${danger} = 'yes'", "${danger} = 'yse'",
            "form: questions[1].relevant: looks for 'yse', which is not a choice of ${danger}."},
        {"${danger} = 'yes'", "${dangre} = 'yes'",
            "form: questions[1].relevant: asks for ${dangre}, which is not an earlier question."},
        {"${danger} = 'yes'", "${call} = 'yes'",
            "form: questions[1].relevant: asks for ${call}, which is not an earlier question."},
        {"${danger} = 'yes'", "${needs} = 'bed'",
            "form: questions[1].relevant: asks for ${needs}, which is not an earlier question."},
        {"selected(${needs}, 'bed')", "${call} = ''",
            "form: questions[3].relevant: asks for ${call}, a note, which has no answer."},
        {"${danger} = 'yes'", "${danger} = 'yes",
            "form: questions[1].relevant: the text that begins here has no end quote (byte 12)."},
        {"\"most\":3", "\"most\":17", "form: questions[2].most: not from 0 to 16."},
        {"\"child\":true", "\"most\":1", "form: questions[0].most: only for type several."},
        {"\"type\":\"text\"", "\"choices\":[],\"type\":\"text\"",
            "form: questions[3].choices: only for one, several and consent."},
        {"[{\"name\":\"police\",\"label\":\"To the police\"}]", "[]",
            "form: questions[4].choices: has 0 entries, not 1 to 16."},
        {"\"questions\":[", "\"questions\":[7,", "form: questions[0].type: missing."},
    };
    char message[256];
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        assert_string_equal(said(faults[i].from, faults[i].to, message), faults[i].said);
}

static const char leads[] =
    "{\"id\":\"help\",\"version\":1,\"title\":\"t\",\"always\":\"a\",\"questions\":["
    "{\"name\":\"who\",\"type\":\"several\",\"label\":\"l\",\"why\":\"w\",\"choices\":["
    "{\"name\":\"police\",\"label\":\"l\",\"exclude\":[\"police\",\"border\"]},"
    "{\"name\":\"call\",\"label\":\"l\",\"call\":true}]},"
    "{\"name\":\"number\",\"type\":\"phone\",\"label\":\"l\",\"why\":\"w\"},"
    "{\"name\":\"more\",\"type\":\"note\",\"label\":\"l\",\"shows\":\"services\"}]}";

/* A form with that many questions, each with one choice; "%zu" stands for the number of the question. */
static const char *said_of_many(const char *question, size_t count, char message[static 256])
{
    static char text[40000];
    size_t len = (size_t)sprintf(text, "{\"id\":\"f\",\"version\":1,\"title\":\"t\",\"questions\":[");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text[len++] = ',';
        for (const char *from = question; *from;)
            if (strncmp(from, "%zu", 3) == 0) {
                len += (size_t)sprintf(text + len, "%zu", i);
                from += 3;
            } else {
                text[len++] = *from++;
            }
    }
    strcpy(text + len, "]}");
    message[0] = 0;
    form_free(form_read(text, strlen(text), message));
    return message;
}

/* A desk refuses a document that names one twice, and a kiosk offers no more of them to be taken back. */
static void a_permission_is_asked_for_once_and_there_are_not_too_many(void **state)
{
    (void)state;
    char message[256];
    const char *same = "{\"name\":\"q%zu\",\"type\":\"consent\",\"label\":\"l\",\"why\":\"w\",\"choices\":"
                       "[{\"name\":\"police\",\"label\":\"l\"}]}";
    const char *other = "{\"name\":\"q%zu\",\"type\":\"consent\",\"label\":\"l\",\"why\":\"w\",\"choices\":"
                        "[{\"name\":\"p%zu\",\"label\":\"l\"}]}";
    assert_string_equal(said_of_many(same, 1, message), "");
    assert_string_equal(said_of_many(same, 2, message), "form: asks twice for the permission police.");
    assert_string_equal(said_of_many(other, CONSENTS_MAX, message), "");
    assert_string_equal(
        said_of_many(other, CONSENTS_MAX + 1, message), "form: asks for over 32 permissions.");
}

/* One kind more, and a body that was kept out would get it. */
static void no_form_excludes_more_kinds_than_a_document_takes(void **state)
{
    (void)state;
    char message[256];
    const char
        *one = "{\"name\":\"q%zu\",\"type\":\"one\",\"label\":\"l\",\"why\":\"w\",\"choices\":[{\"name\":"
               "\"c\",\"label\":\"l\",\"exclude\":[\"kind%zu\",\"police\"]}]}";
    assert_string_equal(said_of_many(one, EXCLUDED_MAX - 1, message), "");
    assert_string_equal(said_of_many(one, EXCLUDED_MAX, message), "form: excludes over 32 kinds of teams.");
}

static void what_notes_show_and_choices_exclude_is_read(void **state)
{
    (void)state;
    char message[256] = "";
    struct form *form = form_read(leads, strlen(leads), message);
    assert_string_equal(message, "");
    assert_string_equal(form->always, "a");
    assert_int_equal(form->questions[0].choices[0].exclude_count, 2);
    assert_string_equal(form->questions[0].choices[0].excludes[1], "border");
    assert_false(form->questions[0].choices[0].call);
    assert_true(form->questions[0].choices[1].call);
    assert_int_equal(form->questions[1].type, QUESTION_PHONE);
    assert_int_equal(form->questions[2].shows, NOTE_SERVICES);
    form_free(form);
    static const struct {
        const char *from, *to, *said;
    } faults[] = {
        {"\"services\"", "\"doors\"",
            "form: questions[2].shows: not numbers, readers, services, send, help or sign."},
        {"\"type\":\"phone\"", "\"shows\":\"help\",\"type\":\"phone\"",
            "form: questions[1].shows: only for type note."},
        {"[\"police\",\"border\"]", "[\"police\",7]",
            "form: questions[0].choices[0].exclude: not a list of kinds of teams."},
        {"[\"police\",\"border\"]", "[\"po lice\"]",
            "form: questions[0].choices[0].exclude: not a list of kinds of teams."},
        {"[\"police\",\"border\"]", "[\"a\",\"b\",\"c\",\"d\",\"e\"]",
            "form: questions[0].choices[0].exclude: has 5 entries, not 1 to 4."},
        {"\"call\":true", "\"call\":1", "form: questions[0].choices[1].call: not true or false."},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        assert_string_equal(said_of(leads, faults[i].from, faults[i].to, message), faults[i].said);
}

static void a_form_whose_answers_would_not_fit_is_refused(void **state)
{
    (void)state;
    char message[256] = "", *text = calloc(1, 1 << 18), *to = text;
    to += sprintf(to, "{\"id\":\"f\",\"version\":1,\"title\":\"t\",\"questions\":[");
    for (int q = 0; q < 40; q++) {
        to += sprintf(to,
            "%s{\"name\":\"q%d\",\"type\":\"several\",\"label\":\"l\",\"why\":\"w\",\"choices\":[",
            q ? "," : "", q);
        for (int c = 0; c < 16; c++)
            to += sprintf(to, "%s{\"name\":\"a-rather-long-name-of-%d\",\"label\":\"l\"}", c ? "," : "", c);
        to += sprintf(to, "]}");
    }
    sprintf(to, "]}");
    assert_null(form_read(text, strlen(text), message));
    assert_non_null(strstr(message, "do not fit into a document"));
    free(text);
}

static void a_telephone_number_is_3_to_15_digits_after_one_plus(void **state)
{
    (void)state;
    assert_true(form_is_phone("+442079460018"));
    assert_true(form_is_phone("112"));
    assert_true(form_is_phone("123456789012345"));
    assert_false(form_is_phone("1234567890123456"));
    assert_false(form_is_phone("11"));
    assert_false(form_is_phone("++44"));
    assert_false(form_is_phone("44 20"));
    assert_false(form_is_phone(""));
}

static const char wide[] =
    "{\"id\":\"work\",\"version\":1,\"title\":\"t\",\"questions\":["
    "{\"name\":\"years\",\"type\":\"integer\",\"label\":\"l\",\"why\":\"w\",\"constraint\":\". >= 0 and . "
    "<= "
    "120\",\"message\":\"Is that right?\"},"
    "{\"name\":\"adult\",\"type\":\"calculate\",\"calculation\":\"${years} >= 18\"},"
    "{\"name\":\"since\",\"type\":\"date\",\"label\":\"l\",\"why\":\"w\",\"relevant\":\"${adult} = "
    "'true'\",\"constraint\":\". > '2020-01-01'\",\"message\":\"m\"},"
    "{\"name\":\"one\",\"type\":\"one\",\"label\":\"l\",\"why\":\"w\",\"constraint\":\". != "
    "'no'\",\"message\":\"m\","
    "\"choices\":[{\"name\":\"yes\",\"label\":\"Yes\"},{\"name\":\"no\",\"label\":\"No\"}]}]}";

static void numbers_days_and_calculations_are_read(void **state)
{
    (void)state;
    char message[256] = "";
    struct form *form = form_read(wide, strlen(wide), message);
    assert_string_equal(message, "");
    assert_int_equal(form->questions[0].type, QUESTION_INTEGER);
    assert_non_null(form->questions[0].constraint);
    assert_string_equal(form->questions[0].message, "Is that right?");
    assert_int_equal(form->questions[1].type, QUESTION_CALCULATE);
    assert_non_null(form->questions[1].calculation);
    assert_null(form->questions[1].label);
    assert_int_equal(form->questions[2].type, QUESTION_DATE);
    form_free(form);
    assert_true(form_is_integer("-123456789") && form_is_integer("0") && form_is_date("2026-12-31"));
    assert_false(form_is_integer("") || form_is_integer("-") || form_is_integer("1234567890") ||
                 form_is_integer("1.5") || form_is_integer("--1") || form_is_date("31.12.2026"));
}

static void what_is_wrong_with_them_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *said;
    } faults[] = {
        {",\"message\":\"Is that right?\"", "",
            "form: questions[0].message: missing: what is shown when an answer does not fit."},
        {"\"constraint\":\". >= 0 and . <= 120\",", "",
            "form: questions[0].message: only beside a constraint."},
        {". >= 0 and . <= 120", "${since} > 1",
            "form: questions[0].constraint: asks for ${since}, which is not an earlier question."},
        {"\"calculation\":\"${years} >= 18\"", "\"label\":\"l\"", "form: questions[1].calculation: missing."},
        {"\"calculation\":\"${years} >= 18\"", "\"calculation\":\". >= 18\"",
            "form: questions[1].calculation: a . stands for the answer itself, only in a constraint."},
        {"\"type\":\"calculate\",", "\"type\":\"calculate\",\"label\":\"l\",",
            "form: questions[1].label: not for a calculate, which no one sees."},
        {"\"relevant\":\"${adult} = 'true'\"", "\"relevant\":\". = 'true'\"",
            "form: questions[2].relevant: a . stands for the answer itself, only in a constraint."},
        {"\"relevant\":\"${adult} = 'true'\"", "\"calculation\":\"1\"",
            "form: questions[2].calculation: only for type calculate."},
        {". != 'no'", ". != 'nein'",
            "form: questions[3].constraint: looks for 'nein', which is not a choice of ${one}."},
        {"\"type\":\"date\"", "\"type\":\"note\"",
            "form: questions[2].constraint: only for a question that is answered."},
    };
    char message[256];
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        assert_string_equal(said_of(wide, faults[i].from, faults[i].to, message), faults[i].said);
    assert_string_equal(said_of(whole, "\"type\":\"note\"", "\"why\":\"w\",\"type\":\"text\"", message),
        "form: questions[3].type: a second text; a form has one.");
}

static void a_choice_may_begin_with_a_digit(void **state)
{
    (void)state;
    char message[256];
    assert_string_equal(said("{\"name\":\"no\"", "{\"name\":\"15to17\"", message), "");
}

static void longest_names_still_give_a_whole_sentence(void **state)
{
    (void)state;
    char message[256], condition[300];
    snprintf(condition, sizeof condition, "${%0*d} = ''", 60, 0);
    memcpy(condition + 2, "aaaaaaaaaa", 10);
    said("${danger} = 'yes'", condition, message);
    assert_non_null(strstr(message, "which is not an earlier question."));
    snprintf(condition, sizeof condition, "${danger} = '%0*d'", 200, 0);
    said("${danger} = 'yes'", condition, message);
    assert_non_null(strstr(message, "which is not a choice of ${danger}."));
}

static void a_form_of_too_many_questions_or_bytes_is_refused(void **state)
{
    (void)state;
    char *text = malloc(FORM_BYTES + 200), message[256];
    size_t len = (size_t)sprintf(text, "{\"id\":\"f\",\"version\":1,\"title\":\"t\",\"questions\":[");
    for (int i = 0; i <= QUESTIONS_MAX; i++)
        len += (size_t)sprintf(
            text + len, "%s{\"name\":\"q%d\",\"type\":\"note\",\"label\":\"l\"}", i ? "," : "", i);
    len += (size_t)sprintf(text + len, "]}");
    assert_null(form_read(text, len, message));
    assert_string_equal(message, "form: questions: has 49 entries, not 1 to 48.");
    memset(text, ' ', FORM_BYTES + 1);
    assert_null(form_read(text, FORM_BYTES + 1, message));
    assert_string_equal(message, "form: over 262144 bytes.");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_that_was_written_is_read),
        cmocka_unit_test(what_is_refused_is_named),
        cmocka_unit_test(what_notes_show_and_choices_exclude_is_read),
        cmocka_unit_test(a_permission_is_asked_for_once_and_there_are_not_too_many),
        cmocka_unit_test(no_form_excludes_more_kinds_than_a_document_takes),
        cmocka_unit_test(a_form_whose_answers_would_not_fit_is_refused),
        cmocka_unit_test(a_telephone_number_is_3_to_15_digits_after_one_plus),
        cmocka_unit_test(numbers_days_and_calculations_are_read),
        cmocka_unit_test(what_is_wrong_with_them_is_named),
        cmocka_unit_test(a_choice_may_begin_with_a_digit),
        cmocka_unit_test(longest_names_still_give_a_whole_sentence),
        cmocka_unit_test(a_form_of_too_many_questions_or_bytes_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
