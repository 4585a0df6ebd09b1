/* After a real visit, with real presses through X, nothing of it is in the memory of the real program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "firmware/booth.h"
#include "firmware/look.h"

static void nothing_typed_is_found_in_the_program_after_leave_now(void **state)
{
    static const char *const way[] = {
        "attract", "language.en", "home.tell", "form.begin", "form.choice.yes", "form.next", "form.next"};
    struct booth *s = *state;
    struct process_memory memory;
    char canary[LOOK_TEXT + 1];
    if (!process_memory_open(&memory, s->kiosk->pid)) {
        print_message("this user may not read the program's memory, which is as it should be\n");
        skip();
    }
    for (size_t i = 0; i < sizeof way / sizeof *way; i++)
        booth_press(s, way[i], 80);
    look_make_text(canary);
    for (size_t i = 0; i < LOOK_TEXT; i++) {
        char key[8];
        snprintf(key, sizeof key, "key.%c", canary[i]);
        booth_press(s, key, 80);
    }
    booth_see(s, "the typed text");
    assert_true(look_for_text(&memory, canary) > 0);
    booth_press(s, "leave", 80);
    print_message("the visit is over\n");
    size_t left = 1;
    for (int waited = 0; left && waited < 2000;
         waited += 100, pause_ms(100)) /* X and the program take their time */
        left = look_for_text(&memory, canary);
    assert_int_equal(left, 0);
    process_memory_close(&memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            nothing_typed_is_found_in_the_program_after_leave_now, booth_start, booth_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
