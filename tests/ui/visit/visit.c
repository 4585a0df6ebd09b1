#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "visit/visit.h"

static void a_visit_begins_at_attract_with_ordinary_settings(void **state)
{
    (void)state;
    struct visit_keeper *keeper = visit_keeper_new();
    assert_non_null(keeper);
    struct visit *visit = visit_of(keeper);
    assert_int_equal(visit->screen, SCREEN_ATTRACT);
    assert_int_equal(visit->text_size, 1);
    assert_int_equal(visit->contrast, 0);
    assert_string_equal(visit->language, "");
    visit_keeper_free(keeper);
}

static void ending_wipes_every_byte_and_begins_at_the_same_address(void **state)
{
    (void)state;
    struct visit_keeper *keeper = visit_keeper_new();
    struct visit *visit = visit_of(keeper);
    struct visit first = *visit;
    memset(visit, 0x5a, sizeof(*visit));
    visit_end(keeper);
    assert_ptr_equal(visit_of(keeper), visit);
    assert_memory_equal(visit, &first, sizeof(first));
    visit_keeper_free(keeper);
}

static void a_thousand_visits_need_no_more_memory_than_one(void **state)
{
    (void)state;
    struct visit_keeper *keeper = visit_keeper_new();
    for (int i = 0; i < 1000; i++) {
        visit_end(keeper);
        assert_non_null(visit_of(keeper));
    }
    visit_keeper_free(keeper);
}

static void freeing_nothing_is_allowed(void **state)
{
    (void)state;
    visit_keeper_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visit_begins_at_attract_with_ordinary_settings),
        cmocka_unit_test(ending_wipes_every_byte_and_begins_at_the_same_address),
        cmocka_unit_test(a_thousand_visits_need_no_more_memory_than_one),
        cmocka_unit_test(freeing_nothing_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
