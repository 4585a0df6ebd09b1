/* trust/trust.h: what a repository as it should be gives, and who is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "sync/trust/walk.h"

static void a_repository_as_it_should_be_is_believed(void **state)
{
    struct walk walk;
    (void)state;
    walk_begin(&walk);
    repository_target(&walk.repository, "targets", "a/page.json", "hello");
    repository_publish(&walk.repository, "targets snapshot timestamp");
    assert_int_equal(walk_update(&walk), TRUST_OK);
    assert_string_equal(walk.asked, "2.root.json timestamp.json 2.snapshot.json 2.targets.json");
    const struct trust_target *target = NULL;
    assert_int_equal(trust_find(walk.trust, "a/page.json", &target), TRUST_OK);
    assert_non_null(target);
    assert_int_equal(target->length, 5);
    assert_int_equal(trust_target_check(target, "hello", 5), TRUST_OK);
    assert_int_equal(trust_target_check(target, "hallo", 5), TRUST_DIGEST);
    assert_int_equal(trust_target_check(target, "hello!", 6), TRUST_LENGTH);
    assert_int_equal(trust_find(walk.trust, "b/page.json", &target), TRUST_ABSENT);
    walk_end(&walk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_repository_as_it_should_be_is_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
