/* Speech behind the filter of system calls that the kiosk's program puts on: as on a board, where the device
 * is opened long after the start. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL.h>
#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "firmware/confine.h"
#include "firmware/recorded.h"

static void wait_said(struct sound *sound)
{
    struct pollfd fd = {.fd = sound_fd(sound), .events = POLLIN};
    for (int i = 0; i < 20 && sound_state(sound).speaking; i++)
        if (poll(&fd, 1, 1000) > 0)
            sound_seen(sound);
    assert_false(sound_state(sound).speaking);
}

static void the_filter_lets_it_speak_and_a_missing_device_ends_nothing(void **state)
{
    char folder[] = "/tmp/wayside.XXXXXX", file[64];
    struct buffer tone;
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/played.raw", folder);
    recorded_tone(folder, 5, 12000, &tone);
    struct sound *sound = sound_new();
    assert_non_null(sound);
    setenv("SDL_AUDIODRIVER", "alsa", 1);
    confine_environment(); /* forgets it: the device of the machine, if it has one */
    assert_null(getenv("SDL_AUDIODRIVER"));
    assert_true(confine());
    sound_say(sound, recorded_clips(&tone, 1), 1, 0, 0);
    wait_said(sound);
    recorded_begin(file);
    sound_say(sound, recorded_clips(&tone, 1), 1, 0, 0);
    wait_said(sound);
    assert_false(sound_state(sound).broken);
    recorded_wait_end(file);
    assert_true(recorded_loud(file, 0, 4000) > RECORDED_SECOND / 3);
    sound_free(sound);
    buffer_clear(&tone);
    remove(file);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_filter_lets_it_speak_and_a_missing_device_ends_nothing),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fflush(NULL);
    _exit(failed); /* what looks for leaks at the end may not do so behind the filter */
}
