#include "firmware/booth.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define DOUBLE_STRIKE_MS 350 /* the screens ignore a second press within 300 ms of a change */
#define SIDE_W 1080
#define SIDE_H 1920

void pause_ms(long ms)
{
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

void booth_server(struct booth *s)
{
    char words[][16] = {"Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"};
    const char *const argv[] = {
        words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7], NULL};
    char number[16];
    s->server = process_start(&s->processes, "Xvfb", argv, NULL, true);
    assert_non_null(s->server);
    assert_true(process_line(s->server, 20, number, sizeof number));
    snprintf(s->display, sizeof s->display, ":%s", number);
}

void booth_kiosk(struct booth *s, const char *driver)
{
    char display[64], video[64];
    snprintf(display, sizeof display, "DISPLAY=%s", s->display);
    snprintf(video, sizeof video, "SDL_VIDEODRIVER=%s", driver);
    char program[] = WAYSIDE_BUILD "/bin/wayside-kiosk", option[] = "--settings";
    const char *const argv[] = {program, option, s->ini, NULL};
    char leaks[] = "ASAN_OPTIONS=detect_leaks=0"; /* that looks by ptrace, which is refused */
    const char *const env[] = {display, video, leaks, NULL};
    s->kiosk = process_start(&s->processes, "wayside-kiosk", argv, env, false);
    assert_non_null(s->kiosk);
}

/* The note is written after the first picture. */
void booth_until_drawn(struct booth *s)
{
    char text[128];
    for (int waited = 0; waited < BOOTH_WITHIN_MS; waited += 5) {
        station_read(s->hand.station.shown, "drawn", text, sizeof text);
        if (strlen(text) == 65)
            return;
        assert_true(process_alive(s->kiosk));
        pause_ms(5);
    }
    fail_msg("nothing was drawn");
}

int booth_prepare(void **state)
{
    struct booth *s = calloc(1, sizeof *s);
    hand_init(&s->hand);
    station_far_ahead(&s->hand.station);
    station_release(&s->hand.station, "current");
    snprintf(s->processes.logs, sizeof s->processes.logs, "%s", s->hand.station.folder);
    snprintf(s->ini, sizeof s->ini, "%s/kiosk.ini", s->hand.station.folder);
    *state = s;
    return 0;
}

void booth_look(struct booth *s)
{
    char message[256] = "";
    s->window = window_open(s->display, 10);
    assert_non_null(s->window);
    s->seen = calloc((size_t)SIDE_W * SIDE_H, 4);
    s->stage = stage_new(&s->hand.settings, message);
    assert_string_equal(message, "");
}

int booth_start(void **state)
{
    booth_prepare(state);
    struct booth *s = *state;
    booth_server(s);
    booth_kiosk(s, "x11");
    booth_until_drawn(s);
    booth_look(s);
    return 0;
}

int booth_stop(void **state)
{
    struct booth *s = *state;
    if (s->window)
        window_close(s->window);
    stage_free(s->stage);
    processes_end(&s->processes);
    hand_clear(&s->hand);
    free(s->seen);
    free(s);
    return 0;
}

int booth_exit_code(struct process *process)
{
    int status = 0;
    for (int waited = 0; waited < BOOTH_WITHIN_MS; waited += 20) {
        if (waitpid(process->pid, &status, WNOHANG) == process->pid) {
            process->pid = 0;
            return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        }
        pause_ms(20);
    }
    return -1000;
}

void booth_log(const struct booth *s, char *ret_text, size_t cap)
{
    station_read(s->hand.station.folder, "wayside-kiosk.log", ret_text, cap);
}

bool booth_same_picture(struct booth *s)
{
    const struct surface *surface = stage_surface(s->stage);
    assert_true(window_look(s->window, s->seen));
    for (size_t i = 0; i < (size_t)SIDE_W * SIDE_H; i++)
        if ((s->seen[i] ^ surface->pixels[i]) & 0xffffff)
            return false;
    return true;
}

/* On both: by id on the memory surface, at the same place in the window. */
void booth_press(struct booth *s, const char *id, int64_t ms)
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

void booth_see(struct booth *s, const char *what)
{
    for (int waited = 0; waited < BOOTH_WITHIN_MS; waited += 50) {
        if (booth_same_picture(s))
            return;
        pause_ms(50);
    }
    fail_msg("the window never looked like the memory surface: %s", what);
}
