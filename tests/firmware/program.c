/* The program itself, as it runs in a station: under an X server of its own, with real presses (XTEST). Where
 * to press is known from the same screens on a memory surface beside it. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "firmware/booth.h"

static void a_window_shows_what_the_memory_surface_shows(void **state)
{
    struct booth *s = *state;
    booth_press(s, "attract", 80);
    booth_see(s, "languages");
    booth_press(s, "language.en", 80);
    booth_see(s, "home");
    booth_press(s, "home.answer", 80);
    booth_see(s, "digits");
    booth_press(s, "digits.4", 80);
    booth_see(s, "digits with one typed");
}

static void presses_make_a_report(void **state)
{
    struct booth *s = *state;
    static const char *const way[] = {"attract", "language.en", "home.tell", "form.begin", "form.choice.yes",
        "form.next", "form.choice.doctor", "form.next", "key.h", "key.e", "key.l", "key.p", "form.next",
        "form.next"};
    struct station_document document = {0};
    for (size_t i = 0; i < sizeof way / sizeof *way; i++)
        booth_press(s, way[i], 80);
    booth_press(s, "check.send", 2600);
    for (int waited = 0; waited < BOOTH_WITHIN_MS; waited += 100, pause_ms(100))
        if (station_outbox(&s->hand.station, NULL, 0, NULL))
            break;
    assert_int_equal(station_outbox(&s->hand.station, &document, 1, NULL), 1);
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(document.json, "answers"), "more")), "help");
    station_document_clear(&document);
}

static void a_covered_window_is_painted_again(void **state)
{
    struct booth *s = *state;
    booth_press(s, "attract", 80);
    booth_see(s, "languages");
    /* A second kiosk covers the first and goes again. */
    struct process *first = s->kiosk;
    booth_kiosk(s, "x11");
    struct process *second = s->kiosk;
    s->kiosk = first;
    for (int waited = 0; waited < BOOTH_WITHIN_MS && booth_same_picture(s); waited += 50)
        pause_ms(50);
    process_end(second);
    booth_see(s, "languages, uncovered");
}

static void sigterm_ends_it_with_success(void **state)
{
    struct booth *s = *state;
    kill(s->kiosk->pid, SIGTERM);
    assert_int_equal(booth_exit_code(s->kiosk), 0);
    char text[1024];
    booth_log(s, text, sizeof text);
    assert_string_equal(text, "");
}

static void a_lost_screen_ends_it_with_one_sentence(void **state)
{
    struct booth *s = *state;
    char text[1024];
    window_close(s->window);
    s->window = NULL;
    process_end(s->server);
    assert_int_equal(booth_exit_code(s->kiosk), 1);
    booth_log(s, text, sizeof text);
    assert_non_null(strstr(text, "the connection to the X server is lost"));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

static void status_of(pid_t pid, char text[static 4096])
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d", (int)pid);
    station_read(path, "status", text, 4096);
}

/* Once its window stands it is confined, and verifies, copies and notes all the same. */
static void a_confined_program_takes_a_new_release(void **state)
{
    struct booth *s = *state;
    char before[80], now[80] = "";
    station_read(s->hand.station.shown, "drawn", before, sizeof before);
    station_pack(&s->hand.station, "a picture", 9);
    station_release(&s->hand.station, "current");
    for (int waited = 0; waited < BOOTH_WITHIN_MS; waited += 20, pause_ms(20)) {
        station_read(s->hand.station.shown, "drawn", now, sizeof now);
        if (now[0] && strcmp(before, now))
            break;
    }
    assert_string_not_equal(before, now);
    booth_press(s, "attract", 80);
    booth_see(s, "languages of the new one");
}

static void it_is_confined_and_dumps_no_core(void **state)
{
    struct booth *s = *state;
    char text[4096], path[64];
    booth_kiosk(s, "dummy");
    booth_until_drawn(s);
    for (int waited = 0; waited < BOOTH_WITHIN_MS; waited += 20, pause_ms(20)) {
        status_of(s->kiosk->pid, text);
        if (strstr(text, "Seccomp:\t2"))
            break;
    }
    assert_non_null(strstr(text, "Seccomp:\t2"));
    assert_non_null(strstr(text, "NoNewPrivs:\t1"));
    snprintf(path, sizeof path, "/proc/%d", (int)s->kiosk->pid);
    station_read(path, "limits", text, sizeof text);
    const char *core = strstr(text, "Max core file size");
    assert_non_null(core);
    assert_int_equal(strtol(core + 18, NULL, 10), 0);
    kill(s->kiosk->pid, SIGTERM);
    assert_int_equal(booth_exit_code(s->kiosk), 0);
}

static void faults_of_the_start_are_one_sentence_with_their_own_code(void **state)
{
    struct booth *s = *state;
    char text[1024];
    station_write(s->hand.station.folder, "kiosk.ini", "[device]\nplace = x\n[panle]\nwidth = 3\n", 38);
    booth_kiosk(s, "dummy");
    assert_int_equal(booth_exit_code(s->kiosk), 2);
    booth_log(s, text, sizeof text);
    assert_non_null(strstr(text, "kiosk.ini"));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

static void a_kiosk_that_has_no_screen_ends_and_says_so(void **state)
{
    struct booth *s = *state;
    char text[1024];
    booth_kiosk(s, "");
    assert_int_equal(booth_exit_code(s->kiosk), 1);
    booth_log(s, text, sizeof text);
    assert_non_null(strstr(text, "DISPLAY"));
}

static void a_missing_folder_is_named(void **state)
{
    struct booth *s = *state;
    char text[1024];
    rmdir(s->hand.station.drops);
    booth_kiosk(s, "dummy");
    assert_int_equal(booth_exit_code(s->kiosk), 1);
    booth_log(s, text, sizeof text);
    assert_non_null(strstr(text, s->hand.station.drops));
}

/* Switches of all its threads; the worker's dummies and the card that turns every 8 s are among them. */
static long waits(pid_t pid)
{
    char path[64], text[4096];
    long sum = 0;
    for (pid_t thread = pid; thread < pid + 64; thread++) {
        snprintf(path, sizeof path, "/proc/%d/task/%d", (int)pid, (int)thread);
        station_read(path, "status", text, sizeof text);
        const char *at = strstr(text, "\nvoluntary_ctxt_switches:");
        sum += at ? strtol(at + 25, NULL, 10) : 0;
    }
    return sum;
}

static void nobody_there_means_hardly_any_waking(void **state)
{
    struct booth *s = *state;
    long fewest = 1000;
    for (int look = 0; look < 3; look++) {
        long before = waits(s->kiosk->pid);
        pause_ms(1500);
        long now = waits(s->kiosk->pid) - before;
        fewest = now < fewest ? now : fewest;
    }
    assert_in_range(fewest, 0, 2);
}

static void the_program_cannot_write_pictures_nor_reach_the_network_library(void **state)
{
    (void)state;
    static const char *const never[] = {
        "png_create_write_struct", "png_image_write", "libcurl", "libSDL2_image", "libmicrohttpd"};
    struct buffer program;
    buffer_init(&program, 256 << 20);
    assert_int_equal(file_read(WAYSIDE_BUILD "/bin/wayside-kiosk", 256 << 20, &program), BASE_OK);
    assert_non_null(memmem(program.bytes, program.len, "png_", 4)); /* it reads them */
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_null(memmem(program.bytes, program.len, never[i], strlen(never[i])));
    buffer_clear(&program);
}

#define T(test) cmocka_unit_test_setup_teardown(test, booth_start, booth_stop)
#define P(test) cmocka_unit_test_setup_teardown(test, booth_prepare, booth_stop)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_window_shows_what_the_memory_surface_shows),
        T(presses_make_a_report),
        T(a_covered_window_is_painted_again),
        T(a_confined_program_takes_a_new_release),
        T(sigterm_ends_it_with_success),
        T(a_lost_screen_ends_it_with_one_sentence),
        P(it_is_confined_and_dumps_no_core),
        P(faults_of_the_start_are_one_sentence_with_their_own_code),
        P(a_missing_folder_is_named),
        P(a_kiosk_that_has_no_screen_ends_and_says_so),
        T(nobody_there_means_hardly_any_waking),
        cmocka_unit_test(the_program_cannot_write_pictures_nor_reach_the_network_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
