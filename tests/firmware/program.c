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
#include <sodium.h>

#include "demo/process.h"
#include "demo/window.h"
#include "firmware/hand.h"
#include "preview/stage.h"

#define DOUBLE_STRIKE_MS 350 /* the screens ignore a second press within 300 ms of a change */
#define SEEN_WITHIN_MS 10000
#define SIDE_W 1080
#define SIDE_H 1920

struct setup {
    struct hand hand; /* folders, keys, settings; no kiosk in this process */
    struct processes processes;
    struct process *server, *kiosk;
    struct window *window;
    struct stage *stage;
    char display[32], ini[128];
    uint32_t *seen;
};

static void pause_ms(long ms)
{
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static void start_server(struct setup *s)
{
    char words[][16] = {"Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"};
    char *const argv[] = {
        words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7], NULL};
    char number[16];
    s->server = process_start(&s->processes, "Xvfb", argv, NULL, true);
    assert_non_null(s->server);
    assert_true(process_line(s->server, 20, number, sizeof number));
    snprintf(s->display, sizeof s->display, ":%s", number);
}

static void start_kiosk(struct setup *s, const char *driver)
{
    char display[64], video[64];
    snprintf(display, sizeof display, "DISPLAY=%s", s->display);
    snprintf(video, sizeof video, "SDL_VIDEODRIVER=%s", driver);
    char program[] = WAYSIDE_BUILD "/bin/wayside-kiosk", option[] = "--settings";
    char *const argv[] = {program, option, s->ini, NULL};
    char leaks[] = "ASAN_OPTIONS=detect_leaks=0"; /* that looks by ptrace, which is refused */
    char *const env[] = {display, video, leaks, NULL};
    s->kiosk = process_start(&s->processes, "wayside-kiosk", argv, env, false);
    assert_non_null(s->kiosk);
}

/* The note is written after the first picture. */
static void wait_until_drawn(struct setup *s)
{
    char text[128];
    for (int waited = 0; waited < SEEN_WITHIN_MS; waited += 50) {
        station_read(s->hand.station.shown, "drawn", text, sizeof text);
        if (strlen(text) == 65)
            return;
        assert_true(process_alive(s->kiosk));
        pause_ms(50);
    }
    fail_msg("nothing was drawn");
}

static int start(void **state)
{
    struct setup *s = calloc(1, sizeof *s);
    hand_init(&s->hand);
    s->hand.station.maker.signed_at = 1; /* so long ago that no clock is believed and none is drawn */
    station_network(&s->hand.station, "current");
    s->processes.logs = s->hand.station.folder;
    snprintf(s->ini, sizeof s->ini, "%s/kiosk.ini", s->hand.station.folder);
    *state = s;
    return 0;
}

static int start_all(void **state)
{
    char message[256] = "";
    start(state);
    struct setup *s = *state;
    start_server(s);
    start_kiosk(s, "x11");
    wait_until_drawn(s);
    s->window = window_open(s->display, 10);
    assert_non_null(s->window);
    s->seen = calloc((size_t)SIDE_W * SIDE_H, 4);
    s->stage = stage_new(&s->hand.settings, message);
    assert_string_equal(message, "");
    return 0;
}

static int stop(void **state)
{
    struct setup *s = *state;
    if (s->window)
        window_close(s->window);
    stage_free(s->stage);
    processes_end(&s->processes);
    hand_clear(&s->hand);
    free(s->seen);
    free(s);
    return 0;
}

static int exit_code(struct process *process)
{
    int status = 0;
    for (int waited = 0; waited < SEEN_WITHIN_MS; waited += 20) {
        if (waitpid(process->pid, &status, WNOHANG) == process->pid) {
            process->pid = 0;
            return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        }
        pause_ms(20);
    }
    return -1000;
}

static void log_of(struct setup *s, char *ret_text, size_t cap)
{
    station_read(s->hand.station.folder, "wayside-kiosk.log", ret_text, cap);
}

static bool same_picture(struct setup *s)
{
    const struct surface *surface = stage_surface(s->stage);
    assert_true(window_look(s->window, s->seen));
    for (size_t i = 0; i < (size_t)SIDE_W * SIDE_H; i++)
        if ((s->seen[i] ^ surface->pixels[i]) & 0xffffff)
            return false;
    return true;
}

/* On both: by id on the memory surface, at the same place in the window. */
static void press(struct setup *s, const char *id, int64_t ms)
{
    char message[256] = "";
    const struct ui_node *node = ui_node(stage_ui(s->stage), id);
    if (!node)
        fail_msg("%s is not on the screen", id);
    struct box box = node->box;
    pause_ms(DOUBLE_STRIKE_MS);
    window_press(s->window, box.x + box.w / 2, box.y + box.h / 2);
    pause_ms((long)ms);
    window_release(s->window);
    if (!stage_hold(s->stage, id, ms, message))
        fail_msg("%s", message);
}

static void see(struct setup *s, const char *what)
{
    for (int waited = 0; waited < SEEN_WITHIN_MS; waited += 50) {
        if (same_picture(s))
            return;
        pause_ms(50);
    }
    fail_msg("the window never looked like the memory surface: %s", what);
}

static void a_window_shows_what_the_memory_surface_shows(void **state)
{
    struct setup *s = *state;
    press(s, "attract", 80);
    see(s, "languages");
    press(s, "language.en", 80);
    see(s, "home");
    press(s, "home.answer", 80);
    see(s, "digits");
    press(s, "digits.4", 80);
    see(s, "digits with one typed");
}

static void presses_make_a_report(void **state)
{
    struct setup *s = *state;
    static const char *const way[] = {"attract", "language.en", "home.tell", "form.begin", "form.choice.yes",
        "form.next", "form.choice.doctor", "form.next", "key.h", "key.e", "key.l", "key.p", "form.next",
        "form.next"};
    struct station_document document = {0};
    for (size_t i = 0; i < sizeof way / sizeof *way; i++)
        press(s, way[i], 80);
    press(s, "check.send", 2600);
    for (int waited = 0; waited < SEEN_WITHIN_MS; waited += 100, pause_ms(100))
        if (station_outbox(&s->hand.station, NULL, 0, NULL))
            break;
    assert_int_equal(station_outbox(&s->hand.station, &document, 1, NULL), 1);
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(document.json, "answers"), "more")), "help");
    station_document_clear(&document);
}

static void a_covered_window_is_painted_again(void **state)
{
    struct setup *s = *state;
    press(s, "attract", 80);
    see(s, "languages");
    /* A second kiosk covers the first and goes again. */
    struct process *first = s->kiosk;
    start_kiosk(s, "x11");
    struct process *second = s->kiosk;
    s->kiosk = first;
    for (int waited = 0; waited < SEEN_WITHIN_MS && same_picture(s); waited += 50)
        pause_ms(50);
    process_end(second);
    see(s, "languages, uncovered");
}

static void sigterm_ends_it_with_success(void **state)
{
    struct setup *s = *state;
    kill(s->kiosk->pid, SIGTERM);
    assert_int_equal(exit_code(s->kiosk), 0);
    char text[1024];
    log_of(s, text, sizeof text);
    assert_string_equal(text, "");
}

static void a_lost_screen_ends_it_with_one_sentence(void **state)
{
    struct setup *s = *state;
    char text[1024];
    window_close(s->window);
    s->window = NULL;
    process_end(s->server);
    assert_int_equal(exit_code(s->kiosk), 1);
    log_of(s, text, sizeof text);
    assert_non_null(strstr(text, "the connection to the X server is lost"));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

static void status_of(pid_t pid, char text[static 4096])
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d", (int)pid);
    station_read(path, "status", text, 4096);
}

static void it_is_confined_and_dumps_no_core(void **state)
{
    struct setup *s = *state;
    char text[4096], path[64];
    start_kiosk(s, "dummy");
    wait_until_drawn(s);
    for (int waited = 0; waited < SEEN_WITHIN_MS; waited += 20, pause_ms(20)) {
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
    assert_int_equal(exit_code(s->kiosk), 0);
}

static void faults_of_the_start_are_one_sentence_with_their_own_code(void **state)
{
    struct setup *s = *state;
    char text[1024];
    station_write(s->hand.station.folder, "kiosk.ini", "[device]\nplace = x\n[panle]\nwidth = 3\n", 38);
    start_kiosk(s, "dummy");
    assert_int_equal(exit_code(s->kiosk), 2);
    log_of(s, text, sizeof text);
    assert_non_null(strstr(text, "kiosk.ini"));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

static void a_missing_folder_is_named(void **state)
{
    struct setup *s = *state;
    char text[1024];
    rmdir(s->hand.station.drops);
    start_kiosk(s, "dummy");
    assert_int_equal(exit_code(s->kiosk), 1);
    log_of(s, text, sizeof text);
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
    struct setup *s = *state;
    long fewest = 1000;
    for (int look = 0; look < 3; look++) {
        long before = waits(s->kiosk->pid);
        pause_ms(1500);
        long now = waits(s->kiosk->pid) - before;
        fewest = now < fewest ? now : fewest;
    }
    assert_in_range(fewest, 0, 2);
}

#define T(test) cmocka_unit_test_setup_teardown(test, start_all, stop)
#define P(test) cmocka_unit_test_setup_teardown(test, start, stop)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_window_shows_what_the_memory_surface_shows),
        T(presses_make_a_report),
        T(a_covered_window_is_painted_again),
        T(sigterm_ends_it_with_success),
        T(a_lost_screen_ends_it_with_one_sentence),
        P(it_is_confined_and_dumps_no_core),
        P(faults_of_the_start_are_one_sentence_with_their_own_code),
        P(a_missing_folder_is_named),
        T(nobody_there_means_hardly_any_waking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
