/* release, pack, trust when memory runs out while a release is opened: no release, no leak, a sentence. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>

#include "fault/scarce.h"
#include "sync/pack/release/scene.h"

static void a_release_is_opened_whole_or_not(void **state)
{
    struct scene *scene = *state;
    scene_pack(scene, "Your papers");
    scene_write(scene, "current");
    struct cut_disk *cut = scene_cut(scene);
    struct disk disk = cut_disk_disk(cut);
    unsigned tried = 0;
    for (unsigned n = 1;; n += 1 + n / 40, tried++) {
        char message[256] = "";
        scarce_at(n);
        struct release *release = release_open(&disk, "current", &scene->ground, message);
        bool happened = scarce_happened();
        scarce_at(0);
        /* what is refused is said; an allocation that only costs time may fail */
        assert_int_equal(release == NULL, message[0] != 0);
        release_free(release);
        if (!happened) {
            assert_non_null(release);
            break;
        }
    }
    assert_true(tried > 100);
    cut_disk_free(cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_release_is_opened_whole_or_not, scene_make, scene_unmake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
