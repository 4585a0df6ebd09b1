/* status: which places show what, since when they were heard. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "commands.h"
#include "remote.h"
#include "settings.h"

#define QUIET_S (3 * 3600) /* a kiosk is heard hourly */

static const char *text_of(const json_t *place, const char *key)
{
    const char *text = json_string_value(json_object_get(place, key));
    return text ? text : "";
}

/* "5 minutes ago". */
static void ago(int64_t seconds, char ret_text[static 32])
{
    if (seconds < 90) {
        snprintf(ret_text, 32, "just now");
    } else if (seconds < 2 * 3600) {
        snprintf(ret_text, 32, "%d minutes ago", (int)(seconds / 60));
    } else if (seconds < 2 * 86400) {
        snprintf(ret_text, 32, "%d hours ago", (int)(seconds / 3600));
    } else {
        snprintf(ret_text, 32, "%d days ago", (int)(seconds / 86400 < 99999 ? seconds / 86400 : 99999));
    }
}

struct verdict {
    enum paint paint;
    char text[PUBLISH_TEXT];
};

static struct verdict judge(const json_t *place, const char *current, int64_t silent_s)
{
    struct verdict verdict = {PAINT_GOOD, "shows the newest"};
    const char *shown = text_of(place, "shown"), *refused = text_of(place, "refused"),
               *release = text_of(place, "release");
    if (refused[0]) {
        verdict.paint = PAINT_BAD;
        snprintf(verdict.text, sizeof verdict.text, "refused it: %.200s", refused);
    } else if (!shown[0]) {
        verdict.paint = PAINT_WARN;
        snprintf(verdict.text, sizeof verdict.text, "has not said yet what it shows");
    } else if (strcmp(shown, current) != 0) {
        verdict.paint = PAINT_WARN;
        snprintf(verdict.text, sizeof verdict.text,
            strcmp(release, current) == 0 ? "has the newest, shows it when nobody stands there"
                                          : "shows an older one, still fetching");
    }
    if (silent_s > QUIET_S) {
        size_t len = strlen(verdict.text);
        verdict.paint = verdict.paint == PAINT_BAD ? PAINT_BAD : PAINT_WARN;
        snprintf(verdict.text + len, sizeof verdict.text - len, "; no connection since");
    }
    return verdict;
}

/* What a kiosk or the hub says, in a column of its own. */
static void print_column(const char *text, int width)
{
    print_safely(text);
    printf("%*s  ", width > (int)strlen(text) ? width - (int)strlen(text) : 0, "");
}

static void show_place(const struct run *run, const json_t *place, const char *current, int64_t now_s)
{
    char heard[32] = "never";
    int64_t heard_at = json_integer_value(json_object_get(place, "heard_at"));
    if (heard_at > 0) {
        ago(now_s - heard_at, heard);
    }
    struct verdict verdict = judge(place, current, heard_at > 0 ? now_s - heard_at : INT64_MAX);
    const char *device = text_of(place, "device"), *dot = strrchr(device, '.');
    print_column(text_of(place, "place")[0] ? text_of(place, "place") : "(not said)", 20);
    print_column(dot ? dot + 1 : device, 16);
    printf("%-16s  %s", heard, paint(run, verdict.paint));
    print_safely(verdict.text);
    printf("%s\n", paint(run, PAINT_NONE));
}

static void show(const struct run *run, const json_t *status)
{
    struct clock_source clock = clock_system();
    int64_t now_s = clock.wall_s(clock.self);
    const char *current = text_of(status, "current");
    const json_t *places = json_object_get(status, "places"), *place;
    size_t i;
    printf("%s%-20s  %-16s  %-16s  %s%s\n", paint(run, PAINT_STRONG), "place", "kiosk", "heard", "shows",
        paint(run, PAINT_NONE));
    json_array_foreach(places, i, place)
    {
        show_place(run, place, current, now_s);
    }
    if (json_array_size(places) == 0) {
        puts("(no kiosk has been heard yet)");
    }
    printf("\nThe newest release is ");
    print_safely(current[0] ? current : "none yet");
    puts(".\nKiosks say once an hour what they show.");
}

int status_run(struct run *run)
{
    struct publish_settings settings;
    struct remote remote = {0};
    struct wire_answer answer = {0};
    if (run->options.word_count > 1) {
        return USAGE;
    }
    buffer_init(&answer.body, REMOTE_TARGET);
    bool good = publish_settings_hub(run, run->options.word_count ? run->options.words[0] : ".", &settings) &&
                remote_open(&settings, &remote) &&
                remote_request(&remote, "GET", "/v1/publish/status", NULL, 0, &answer);
    if (good && answer.status != 200) {
        good = !complain("the hub refused: %s", answer.problem);
    }
    if (good) {
        json_t *status = json_loadb(
            (const char *)answer.body.bytes, answer.body.len, JSON_REJECT_DUPLICATES, NULL);
        good = json_is_array(json_object_get(status, "places"));
        if (!good) {
            complain("the hub's answer cannot be read; its program may be of another version");
        } else if (run->options.json) {
            json_dumpf(status, stdout, JSON_COMPACT);
            putchar('\n');
        } else {
            show(run, status);
        }
        json_decref(status);
    }
    buffer_clear(&answer.body);
    remote_close(&remote);
    return good ? DONE : FAILED;
}
