#include "stage_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "rules/damm.h"
#include "screen/answers.h"

#define BEGIN_MS 1000000 /* anything but 0, so that "never" and "at the start" differ */
#define STEPS_MOST 4
#define DAY_S 86400
#define TUESDAY 5 /* days since a Thursday, 1970-01-01 */
#define SOME_TUESDAY "2026-11-24"
#define EXAMPLE_DIGITS "48213907566120934"

bool stage_fail(char message[static 256], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(message, 256, format, args);
    va_end(args);
    return false;
}

/* Whenever it was signed: the same content gives the same pictures on any day. */
static bool take_release(struct stage *stage, char message[static 256])
{
    struct buffer bytes;
    char why[256] = "";
    struct release_ground ground = {
        .root = stage->image.root.bytes,
        .root_len = stage->image.root.len,
        .place = stage->settings->place,
        .held = true,
    };
    if (disk_open(stage->settings->content, &stage->disk) != BASE_OK)
        return stage_fail(message, "%.150s: the content folder cannot be read", stage->settings->content);
    buffer_init(&bytes, RELEASE_POINTER);
    bool there = disk_get(&stage->disk, "current", &bytes) != BASE_NOT_FOUND;
    buffer_clear(&bytes);
    if (there)
        stage->release = release_open(&stage->disk, "current", &ground, why);
    if (there && !stage->release) /* a picture of the wrong thing is worse than none */
        return stage_fail(message, "%.100s: current: %.140s", stage->settings->content, why);
    return true;
}

static bool has_line(const char *text, const char *line)
{
    size_t len = strlen(line);
    for (const char *at = text; (at = strstr(at, line)); at += len)
        if ((at == text || at[-1] == '\n') && at[len] == '\n')
            return true;
    return false;
}

static void keep_finding(struct stage *stage, const char *line)
{
    size_t used = strlen(stage->findings);
    if (line[0] && used + strlen(line) + 2 < sizeof stage->findings && !has_line(stage->findings, line))
        snprintf(stage->findings + used, sizeof stage->findings - used, "%s\n", line);
}

static void keep_findings(struct stage *stage)
{
    for (const char *line = ui_findings(stage->ui); *line;) {
        size_t len = strcspn(line, "\n");
        char one[256];
        snprintf(one, sizeof one, "%.*s", (int)len, line);
        keep_finding(stage, one);
        line += len + (line[len] == '\n');
    }
}

static bool pack_picture(struct stage *stage, const char *file, struct buffer *ret_png)
{
    struct loaded_picture *picture = NULL;
    char line[128];
    bool good = invented_media(&stage->invented, file, ret_png) &&
                picture_load(ret_png->bytes, ret_png->len, &picture) == BASE_OK;
    if (good)
        picture_free(picture);
    snprintf(line, sizeof line, "the picture %.80s cannot be read", file);
    if (!good)
        keep_finding(stage, line);
    return good;
}

static bool media_get(void *self, const struct pack *pack, const char *file, struct buffer *ret_png)
{
    struct stage *stage = self;
    return stage->invented.pack ? pack_picture(stage, file, ret_png)
                                : showing_media(stage->release, &stage->disk, pack, file, ret_png);
}

static void show_pack(struct stage *stage)
{
    const struct invented *invented = &stage->invented;
    stage->content.network = invented->network;
    stage->content.place = invented->place;
    stage->content.hotlines = &invented->hotlines;
    stage->content.packs = invented->packs;
    stage->content.pack_count = 1;
    for (size_t role = 0; role < FORM_ROLES; role++)
        stage->content.forms[role] = pack_form(invented->pack, form_id((enum form_role)role));
    if (!stage->content.forms[FORM_HELP])
        stage->content.forms[FORM_HELP] = stage->image.form;
}

/* Nothing is heard, but where something can be said a screen has one button more. */
static void take_voice(struct stage *stage)
{
    char silent[256];
    voices_begin(&stage->voices, stage->settings->voice, &stage->image.languages, silent);
    if (silent[0])
        keep_finding(stage, silent);
    stage->voices.get = media_get;
    stage->voices.self = stage;
    if (!stage->invented.pack) /* clips are not made for a picture */
        voices_packs(&stage->voices, stage->content.packs, stage->content.pack_count);
    stage->content.voice = voices_content(&stage->voices);
}

static bool make_parts(struct stage *stage, char message[static 256])
{
    const struct panel *panel = &stage->settings->panel;
    stage->content = (struct content){
        .media = {media_get, stage},
        .languages = &stage->image.languages,
        .catalogues = (const struct catalogue *const *)stage->image.catalogues,
        .pictures = stage->settings->pictures,
    };
    showing_content(stage->release, stage->image.form, &stage->content);
    if (stage->invented.pack)
        show_pack(stage);
    take_voice(stage);
    stage->surface = (struct surface){.width = panel->width, .height = panel->height, .stride = panel->width};
    stage->surface.pixels = calloc((size_t)panel->width * (size_t)panel->height, 4);
    stage->keeper = visit_keeper_new();
    if (!stage->surface.pixels || !stage->keeper)
        return stage_fail(message, "not enough memory, or it cannot be locked");
    stage->ui = ui_new(stage->settings->fonts, panel, &stage->content, message);
    return stage->ui;
}

static bool take_pack(struct stage *stage, const char *folder, char message[static 256])
{
    return invented_open(folder, &stage->image.languages, &stage->invented, message);
}

/* In the first days of a campaign, else just after a number was last checked, on a Tuesday at ten: so that
 * what depends on the day shows, and the same each time. */
static void choose_day(struct stage *stage)
{
    const struct pack *pack = stage->invented.pack;
    const struct hotlines *hotlines = &stage->invented.hotlines;
    const char *day = pack && pack->campaign_count ? pack->campaigns[0].from : "";
    int64_t at_s = 0;
    for (size_t i = 0; pack && !pack->campaign_count && i < hotlines->count; i++)
        if (strcmp(hotlines->in[i].checked_on, day) > 0)
            day = hotlines->in[i].checked_on;
    if (!pack || !day_read(day[0] ? day : SOME_TUESDAY, &at_s))
        return;
    while (at_s / DAY_S % 7 != TUESDAY)
        at_s += DAY_S;
    day_format(at_s, stage->facts.today);
    stage->facts.minute_of_day = 10 * 60;
}

static void begin(struct stage *stage)
{
    const struct network_place *place = stage->content.place;
    stage->facts = (struct ui_facts){
        .now_ms = BEGIN_MS,
        .minute_of_day = -1,
        .connected_ago_s = -1,
        .checked_ago_s = -1,
        .tell = place ? UI_TELL_OPEN : UI_TELL_CLOSED,
        .longest_leave_s = place ? 10 * place->tick_s : 0,
    };
    choose_day(stage);
    stage_step(stage, NULL, 0);
}

/* pack NULL: the content folder of the settings. */
static struct stage *make(const struct kiosk_settings *settings, const char *pack, char message[static 256])
{
    struct stage *stage = calloc(1, sizeof *stage);
    if (!stage) {
        stage_fail(message, "not enough memory");
        return NULL;
    }
    stage->settings = settings;
    stage->sending = stage->writing = WORK_DONE;
    if (!image_load(settings, &stage->image, message) ||
        !(pack ? take_pack(stage, pack, message) : take_release(stage, message)) ||
        !make_parts(stage, message)) {
        stage_free(stage);
        return NULL;
    }
    begin(stage);
    return stage;
}

struct stage *stage_new(const struct kiosk_settings *settings, char ret_message[static 256])
{
    return make(settings, NULL, ret_message);
}

struct stage *stage_new_pack(
    const struct kiosk_settings *settings, const char *folder, char ret_message[static 256])
{
    return make(settings, folder, ret_message);
}

void stage_free(struct stage *stage)
{
    if (!stage)
        return;
    ui_free(stage->ui);
    voices_end(&stage->voices);
    if (stage->keeper)
        visit_keeper_free(stage->keeper);
    release_free(stage->release);
    invented_clear(&stage->invented);
    image_clear(&stage->image);
    disk_close(&stage->disk);
    free(stage->surface.pixels);
    free(stage);
}

const struct surface *stage_surface(const struct stage *stage)
{
    return &stage->surface;
}

const struct ui *stage_ui(const struct stage *stage)
{
    return stage->ui;
}

static void give_receipt(struct stage *stage, struct visit *visit)
{
    static const uint8_t thread[ID_BYTES] = {0x5c, 0x3a, 0x91};
    visit->sending = stage->sending;
    if (stage->sending != WORK_DONE)
        return;
    strcpy(visit->receipt, EXAMPLE_DIGITS);
    visit->receipt[RECEIPT_DIGITS - 1] = damm_digit(EXAMPLE_DIGITS, RECEIPT_DIGITS - 1);
    visit->receipt[RECEIPT_DIGITS] = 0;
    if (!image_case_word(&stage->image, visit->language, thread, visit->case_word))
        visit->case_word[0] = 0;
}

static void give_answers(const struct stage *stage, struct visit *visit)
{
    visit->reading = stage->answers.any ? WORK_DONE : WORK_NOTHING;
    if (!stage->answers.any)
        return;
    const struct network_team *team = &stage->content.network->teams[stage->content.place->team];
    snprintf(visit->found_team, sizeof visit->found_team, "%s", network_text(&team->name, visit->language));
    memcpy(visit->found_state, stage->answers.state, sizeof visit->found_state);
    memcpy(visit->found, stage->answers.found, sizeof visit->found);
    visit->found_count = stage->answers.count;
    visit->found_deleted = stage->answers.deleted;
}

static void carry_out(struct stage *stage, enum ui_want want)
{
    struct visit *visit = visit_of(stage->keeper);
    switch (want) {
    case UI_NOTHING:
        break;
    case UI_SEND_FORM:
        give_receipt(stage, visit);
        break;
    case UI_READ_ANSWER:
        give_answers(stage, visit);
        break;
    case UI_WRITE_BACK:
    case UI_TAKE_BACK:
    case UI_DELETE:
        visit->writing = stage->writing;
        break;
    case UI_END:
        visit_end(stage->keeper);
        ui_forget(stage->ui);
        break;
    }
}

void stage_step(struct stage *stage, const struct ui_input *inputs, size_t count)
{
    for (int steps = 0; steps < STEPS_MOST; steps++) {
        struct ui_result result = ui_step(
            stage->ui, visit_of(stage->keeper), &stage->facts, inputs, count, &stage->surface);
        stage->due_ms = result.due_ms;
        keep_findings(stage);
        if (result.want == UI_NOTHING)
            return;
        carry_out(stage, result.want);
        count = 0;
    }
}

void stage_wait(struct stage *stage, int64_t ms)
{
    int64_t until = stage->facts.now_ms + ms;
    while (stage->due_ms <= until) {
        if (stage->due_ms > stage->facts.now_ms)
            stage->facts.now_ms = stage->due_ms;
        else
            stage->facts.now_ms++; /* a screen that is due at once must not hold time up */
        if (stage->facts.now_ms > until)
            break;
        stage_step(stage, NULL, 0);
    }
    stage->facts.now_ms = until;
    stage_step(stage, NULL, 0);
}

static const char *const works[] = {[WORK_RUNNING] = "running",
    [WORK_DONE] = "done",
    [WORK_FULL] = "full",
    [WORK_RATE] = "rate",
    [WORK_FAILED] = "failed"};

static bool set_work(enum visit_work *work, const char *value, char message[static 256])
{
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        if (works[i] && !strcmp(works[i], value)) {
            *work = (enum visit_work)i;
            return true;
        }
    return stage_fail(message, "%.40s is not one of running, done, full, rate, failed", value);
}

static bool set_tell(struct stage *stage, const char *value, char message[static 256])
{
    if (!strcmp(value, "open"))
        stage->facts.tell = UI_TELL_OPEN;
    else if (!strcmp(value, "full"))
        stage->facts.tell = UI_TELL_FULL;
    else if (!strcmp(value, "closed"))
        stage->facts.tell = UI_TELL_CLOSED;
    else
        return stage_fail(message, "%.40s is not one of open, full, closed", value);
    return true;
}

static bool set_number(const char *value, int64_t most, int64_t *ret_number, char message[static 256])
{
    char *end = NULL;
    long long number = strtoll(value, &end, 10);
    if (end == value || *end || number < -1 || number > most)
        return stage_fail(message, "%.40s is not a number from -1 to %lld", value, (long long)most);
    *ret_number = number;
    return true;
}

bool stage_set(struct stage *stage, const char *fact, const char *value, char ret_message[static 256])
{
    int64_t minute = stage->facts.minute_of_day;
    bool good = true;
    if (!strcmp(fact, "today") && strlen(value) == 10)
        strcpy(stage->facts.today, value);
    else if (!strcmp(fact, "minute"))
        good = set_number(value, 1439, &minute, ret_message);
    else if (!strcmp(fact, "connected"))
        good = set_number(value, INT32_MAX, &stage->facts.connected_ago_s, ret_message);
    else if (!strcmp(fact, "checked"))
        good = set_number(value, INT32_MAX, &stage->facts.checked_ago_s, ret_message);
    else if (!strcmp(fact, "leave"))
        good = set_number(value, INT32_MAX, &stage->facts.longest_leave_s, ret_message);
    else if (!strcmp(fact, "tell"))
        good = set_tell(stage, value, ret_message);
    else if (!strcmp(fact, "sending"))
        good = set_work(&stage->sending, value, ret_message);
    else if (!strcmp(fact, "writing"))
        good = set_work(&stage->writing, value, ret_message);
    else if (!strcmp(fact, "enrol") && strlen(value) < sizeof stage->facts.enrol_code)
        strcpy(stage->facts.enrol_code, value);
    else
        return stage_fail(ret_message,
            "%.20s cannot be set to that; there are today, minute, connected, checked, leave, tell, "
            "sending, writing, enrol",
            fact);
    stage->facts.minute_of_day = (int)minute;
    if (good)
        stage_step(stage, NULL, 0);
    return good;
}

bool stage_answer(struct stage *stage, const char *state, const char *text, char ret_message[static 256])
{
    struct stage_found *answers = &stage->answers;
    static const char *const states[] = {"received", "working", "answered", "closed", "deleted"};
    bool known = false;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        known = known || !strcmp(states[i], state);
    if (!known)
        return stage_fail(
            ret_message, "%.40s is not one of received, working, answered, closed, deleted", state);
    answers->any = true;
    answers->deleted = !strcmp(state, "deleted");
    strcpy(answers->state, answers->deleted ? "closed" : state);
    if (answers->deleted)
        answers->count = 0;
    if (!text[0] && !answers->deleted)
        return true;
    memmove(&answers->found[1], &answers->found[0], sizeof answers->found - sizeof answers->found[0]);
    struct visit_found *found = &answers->found[0];
    *found = (struct visit_found){.n = (uint32_t)answers->count};
    snprintf(found->day, sizeof found->day, "%s", stage->facts.today[0] ? stage->facts.today : "2026-11-24");
    snprintf(found->language, sizeof found->language, "%s", visit_of(stage->keeper)->language);
    snprintf(found->text, sizeof found->text, "%s", text);
    if (answers->count < sizeof answers->found / sizeof answers->found[0])
        answers->count++;
    return true;
}
