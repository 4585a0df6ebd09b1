/* Memory that runs out at any allocation: an error or a refusal, never a crash, a leak or a false yes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "fault/scarce.h"
#include "sync/trust/walk.h"

/* Everything that a client does, with files as the repository has them. */
static enum trust_error whole_walk(struct repository *repository, struct walk *walk)
{
    char why[TRUST_WHY];
    struct trust_want want;
    const struct trust_target *target = NULL;
    struct trust *trust = trust_new(
        &(struct trust_start){
            .root = walk->kept[0].file.bytes, .root_len = walk->kept[0].file.len, .now_s = walk->now_s},
        why);
    if (!trust)
        return TRUST_NO_MEMORY;
    for (int i = 0; i < walk->kept_count; i++)
        trust_recall(trust, walk->kept[i].name, walk->kept[i].file.bytes, walk->kept[i].file.len);
    trust_want_all(trust);
    enum trust_error error = TRUST_OK;
    while (!error && trust_next(trust, &want)) {
        const struct repository_file *file = repository_fetch(repository, want.name);
        error = file ? trust_give(trust, file->bytes, file->len) : trust_absent(trust);
    }
    if (!error)
        error = trust_failure(trust, NULL);
    if (!error)
        error = trust_find(trust, "a/one", &target);
    if (!error && (!target || trust_target_check(target, "one", 3)))
        fail_msg("it was found, and is not right");
    trust_free(trust);
    return error;
}

static void memory_that_runs_out_is_said(void **state)
{
    struct walk walk;
    (void)state;
    walk_begin(&walk);
    repository_delegate(&walk.repository, "targets", "a", "a/*", true);
    repository_target(&walk.repository, "a", "a/one", "one");
    repository_publish(&walk.repository, "a targets snapshot timestamp");
    assert_int_equal(walk_update(&walk), TRUST_OK);
    repository_publish(&walk.repository, "root snapshot timestamp");
    unsigned failed = 0;
    for (unsigned n = 1;; n++) {
        scarce_at(n);
        enum trust_error error = whole_walk(&walk.repository, &walk);
        bool happened = scarce_happened();
        scarce_at(0);
        if (!happened) {
            assert_int_equal(error, TRUST_OK);
            break;
        }
        /* What was recalled may be forgotten: then it was fetched. */
        assert_true(error == TRUST_OK || error == TRUST_NO_MEMORY);
        failed += error != TRUST_OK;
    }
    assert_true(failed > 20);
    walk_end(&walk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory_that_runs_out_is_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
