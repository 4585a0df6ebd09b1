/* Taking a permission back and deleting what was sent, from the answer on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ui/screen/stage.h"

static struct stage stage;

static int begin(void **state)
{
    *state = &stage;
    stage_set_up(&stage, &panel_portrait);
    stage_home(&stage, "en");
    stage_press(&stage, "home.answer");
    stage_digits(&stage, "572000000000000007");
    stage_press(&stage, "digits.look");
    stage_found(&stage);
    stage.wanted = UI_NOTHING;
    return 0;
}

static bool taken(const char *name)
{
    for (size_t i = 0; i < TAKE_BACK_MOST; i++)
        if (strcmp(stage.visit->taken_back[i].name, name) == 0)
            return true;
    return false;
}

static void nothing_is_chosen_at_first_and_nothing_can_be_sent(void **state)
{
    (void)state;
    stage_press(&stage, "answer.take_back");
    assert_false(stage_node(&stage, "take_back.send")->enabled);
    for (size_t i = 0; i < TAKE_BACK_MOST; i++)
        assert_string_equal(stage.visit->taken_back[i].name, "");
}

static void a_permission_that_is_chosen_becomes_a_no_when_held(void **state)
{
    (void)state;
    stage_press(&stage, "answer.take_back");
    stage_press(&stage, "take_back.police");
    assert_string_equal(stage_node(&stage, "take_back.police")->label, "Becomes a no");
    assert_true(taken("police"));
    stage_press(&stage, "take_back.lawyer");
    stage_press(&stage, "take_back.lawyer"); /* and changed one's mind */
    assert_false(taken("lawyer"));
    stage_press(&stage, "take_back.send"); /* a touch is not a hold */
    assert_int_equal(stage.wanted, UI_NOTHING);
    stage_hold(&stage, "take_back.send", 2300);
    assert_int_equal(stage.wanted, UI_TAKE_BACK);
    assert_int_equal(stage.visit->writing, WORK_RUNNING);
    stage.visit->writing = WORK_DONE;
    stage_wait(&stage, 500);
    assert_int_equal(stage.visit->screen, SCREEN_GOODBYE);
}

static void all_of_them_is_one_touch(void **state)
{
    (void)state;
    stage_press(&stage, "answer.take_back");
    stage_press(&stage, "take_back.all");
    assert_true(taken("police") && taken("lawyer") && taken("shelter_doctor"));
    stage_press(&stage, "take_back.all");
    assert_false(taken("police") || taken("lawyer"));
}

static void what_is_chosen_is_forgotten_with_the_page(void **state)
{
    (void)state;
    stage_press(&stage, "answer.take_back");
    stage_press(&stage, "take_back.police");
    stage_press(&stage, "bar.back");
    stage_press(&stage, "answer.take_back");
    assert_false(taken("police"));
}

static void deleting_says_what_it_does_not_do_and_is_held(void **state)
{
    (void)state;
    stage_press(&stage, "answer.delete");
    assert_true(stage_has(&stage, "delete.copies") && stage_has(&stage, "delete.until"));
    stage_press(&stage, "delete.send");
    assert_int_equal(stage.wanted, UI_NOTHING);
    stage_hold(&stage, "delete.send", 2300);
    assert_int_equal(stage.wanted, UI_DELETE);
    stage.visit->writing = WORK_FAILED;
    stage_wait(&stage, 500);
    stage_press(&stage, "work.again");
    assert_int_equal(stage.visit->writing, WORK_RUNNING);
    stage.visit->writing = WORK_DONE;
    stage_wait(&stage, 500);
    assert_int_equal(stage.visit->screen, SCREEN_GOODBYE);
}

static void after_a_deletion_there_is_only_that_and_nothing_more_to_send(void **state)
{
    (void)state;
    stage.visit->found_deleted = true;
    stage.visit->found_count = 1;
    stage_wait(&stage, 500);
    assert_string_equal(stage_node(&stage, "answer.deleted")->label, "What you sent was deleted");
    assert_false(stage_has(&stage, "answer.write_back") || stage_has(&stage, "answer.take_back") ||
                 stage_has(&stage, "answer.delete") || stage_has(&stage, "answer.text.0"));
    stage_press(&stage, "answer.done");
    assert_int_equal(stage.wanted, UI_END);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, begin, stage_end)
    const struct CMUnitTest tests[] = {
        EACH(nothing_is_chosen_at_first_and_nothing_can_be_sent),
        EACH(a_permission_that_is_chosen_becomes_a_no_when_held),
        EACH(all_of_them_is_one_touch),
        EACH(what_is_chosen_is_forgotten_with_the_page),
        EACH(deleting_says_what_it_does_not_do_and_is_held),
        EACH(after_a_deletion_there_is_only_that_and_nothing_more_to_send),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
