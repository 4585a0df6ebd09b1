/* A form that is filled to the brim still fits into a document, whatever is typed. */
#include "firmware/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "screen/answers.h"
#include "starter_forms.h"

static struct form *forms[FORM_ROLES];
static struct visit visit;
static const struct receipt_keys keys = {0};

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

/* The longest choice of each, all where several may be chosen. */
static void fill(enum form_role role)
{
    const struct form *form = forms[role];
    memset(&visit, 0, sizeof visit);
    visit.form = role;
    strcpy(visit.language, "zh-Hant-TW");
    for (size_t i = 0; i < form->question_count; i++) {
        const struct form_question *question = &form->questions[i];
        size_t longest = 0;
        for (size_t c = 1; c < question->choice_count; c++)
            if (strlen(question->choices[c].name) > strlen(question->choices[longest].name))
                longest = c;
        visit.answers[i].chosen = question->type == QUESTION_ONE ? UINT32_C(1) << longest : UINT32_MAX;
        if (question->type == QUESTION_PHONE)
            strcpy(visit.answers[i].value, "+442079460018999");
        if (question->type == QUESTION_DATE)
            strcpy(visit.answers[i].value, "2026-12-31");
    }
}

static void say_instead(enum form_role role, const char *name, const char *choice)
{
    visit.answers[starter_question(forms[role], name)].chosen = 0;
    starter_choose(forms[role], &visit, name, choice);
}

/* As the screen's field takes it: to the end of the room, what is written as two counted twice. */
static void type_all(enum form_role role, const char *sign)
{
    size_t room = form_text_room(forms[role]), len = 0;
    while (
        text_written(visit.typed) + text_written(sign) <= room && len + strlen(sign) < sizeof visit.typed) {
        strcpy(visit.typed + len, sign);
        len += strlen(sign);
    }
}

static void write_it(enum form_role role)
{
    char place[33], *json = calloc(1, DOCUMENT_BYTES + 1);
    size_t len = 0;
    struct document_head head = {.place = place,
        .day = "2026-11-24",
        .hour = 23,
        .language = visit.language,
        .keys_version = 999999999};
    memset(place, 'p', 32);
    place[32] = 0;
    if (!document_form(&head, forms[role], &visit, &keys, json, DOCUMENT_BYTES, &len))
        fail_msg("the form %s does not fit", forms[role]->id);
    json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "kind")), form_kind(role));
    json_decref(root);
    free(json);
}

static void the_fullest_form_fits_whatever_is_typed(void **state)
{
    static const char *const signs[] = {"a", "\"", "\n", "\xe1\x88\x80", "\xf0\x9f\x99\x82"};
    (void)state;
    for (int role = FORM_HELP; role <= FORM_CALL; role++)
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            fill((enum form_role)role);
            if (role == FORM_HELP || role == FORM_CALL)
                say_instead((enum form_role)role, "age", "18plus");
            if (role == FORM_HELP) {
                say_instead(FORM_HELP, "company", "trust");
                say_instead(FORM_HELP, "reach", "call");
            }
            type_all((enum form_role)role, signs[i]);
            write_it((enum form_role)role);
        }
}

/* Two questions of sixteen choices, each of which keeps out another kind, all with the longest of names. */
static void every_kind_that_is_kept_out_has_its_room(void **state)
{
    (void)state;
    static char text[12000];
    char message[256] = "";
    size_t len = (size_t)sprintf(text, "{\"id\":\"report\",\"version\":1,\"title\":\"t\",\"questions\":[");
    for (int q = 0; q < 2; q++) {
        len += (size_t)sprintf(text + len,
            "{\"name\":\"q%d\",\"type\":\"several\",\"label\":\"l\",\"why\":\"w\",\"choices\":[", q);
        for (int c = 0; c < CHOICES_MAX; c++)
            len += (size_t)sprintf(text + len,
                "%s{\"name\":\"a-choice-with-a-name-as-long-as-any-may-be-sixty-four-letters-%02d\","
                "\"label\":\"l\",\"exclude\":[\"a-kind-of-thirty-two-letters%02d%02d\"]}",
                c ? "," : "", c, q, c);
        len += (size_t)sprintf(text + len, "]},");
    }
    sprintf(text + len, "{\"name\":\"more\",\"type\":\"text\",\"label\":\"l\",\"why\":\"w\"}]}");
    struct form *made = form_read(text, strlen(text), message), *starter = forms[FORM_REPORT];
    assert_string_equal(message, "");
    forms[FORM_REPORT] = made;
    fill(FORM_REPORT);
    type_all(FORM_REPORT, "a");
    write_it(FORM_REPORT);
    forms[FORM_REPORT] = starter;
    form_free(made);
}

static void there_is_room_to_write_in_every_language(void **state)
{
    (void)state;
    assert_true(form_text_room(forms[FORM_HELP]) >= 10000);
    assert_true(form_text_room(forms[FORM_REPORT]) >= 10000);
}

static void what_is_written_as_more_is_counted_as_more(void **state)
{
    (void)state;
    assert_int_equal(text_written("ab"), 2);
    assert_int_equal(text_written("\"\\\n"), 6);
    assert_int_equal(text_written("\x01"), 6);
    assert_int_equal(text_written("\x7f"), 6);
    assert_int_equal(text_written("\xe2\x80\xa8"), 6);
    assert_int_equal(text_written("\xe2\x80\xaa"), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fullest_form_fits_whatever_is_typed),
        cmocka_unit_test(every_kind_that_is_kept_out_has_its_room),
        cmocka_unit_test(there_is_room_to_write_in_every_language),
        cmocka_unit_test(what_is_written_as_more_is_counted_as_more),
    };
    return cmocka_run_group_tests(tests, read_forms, free_forms);
}
