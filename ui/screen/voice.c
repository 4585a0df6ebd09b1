/* How fast and how loud the pages are read. Reached from the language screen. */
#include <stdio.h>

#include "screen.h"

#define RATE_LEAST (-3)
#define RATE_MOST 3
#define GAIN_LEAST (-3)
#define GAIN_MOST 1

struct steps {
    const char *less_id, *more_id, *where_id, *less_icon, *more_icon;
    const char *less, *more, *where; /* said already; where: "Speed {step} of {steps}" */
    int least, most;
};

static const char *say_step(struct pass *pass, const char *msgid, int step, int steps)
{
    char at[16], all[16];
    snprintf(at, sizeof(at), "%d", step);
    snprintf(all, sizeof(all), "%d", steps);
    return say_with(pass, msgid, "step", say_digits(pass, at), "steps", say_digits(pass, all), NULL);
}

/* Words, and below them two buttons. */
static void flow_steps(struct ui *ui, struct flow *flow, const struct steps *steps, int8_t *value)
{
    struct pass *pass = &ui->pass;
    struct look look = look_body(pass);
    struct box box;
    int gap = mx(pass, TOUCH_GAP_MM) + mx(pass, 3), w = (flow->box.w - gap) / 2;
    int less_h = button_height(pass, steps->less_icon, steps->less, w);
    int h = button_height(pass, steps->more_icon, steps->more, w);
    h = h > less_h ? h : less_h;
    flow_keep(flow, words_height(pass, &look, steps->where, flow->box.w) + flow->gap + h);
    flow_words(pass, flow, steps->where_id, ROLE_TEXT, &look, steps->where);
    if (!flow_take(flow, h, &box))
        return;
    struct box less = {box.x, box.y, w, h}, more = {box.x + w + gap, box.y, w, h};
    int change = 0;
    if (button(
            pass, steps->less_id, less, BUTTON_PLAIN, steps->less_icon, steps->less, *value > steps->least))
        change = -1;
    if (button(pass, steps->more_id, more, BUTTON_PLAIN, steps->more_icon, steps->more, *value < steps->most))
        change = 1;
    *value = (int8_t)(*value + change);
    pass->moved = pass->moved || change;
}

struct nav screen_voice(struct ui *ui, const struct content *content, struct visit *visit)
{
    struct pass *pass = &ui->pass;
    struct flow flow;
    struct box box = frame_content(ui), foot = frame_take_foot(ui, &box, foot_height(ui));
    struct look heading = look_heading(pass);
    struct steps rate = {"voice.slower", "voice.faster", "voice.rate", "slower", "faster",
        say(pass, "Slower"), say(pass, "Faster"), NULL, RATE_LEAST, RATE_MOST};
    struct steps gain = {"voice.quieter", "voice.louder", "voice.gain", "quieter", "louder",
        say(pass, "Quieter"), say(pass, "Louder"), NULL, GAIN_LEAST, GAIN_MOST};
    rate.where = say_step(
        pass, "Speed {step} of {steps}", visit->voice_rate - RATE_LEAST + 1, RATE_MOST - RATE_LEAST + 1);
    gain.where = say_step(
        pass, "Loudness {step} of {steps}", visit->voice_gain - GAIN_LEAST + 1, GAIN_MOST - GAIN_LEAST + 1);
    flow_begin(pass, &flow, box);
    flow_point(pass, &flow, "voice.title", "listen", &heading, say(pass, "Voice: speed and loudness"));
    flow_steps(ui, &flow, &rate, &visit->voice_rate);
    flow_steps(ui, &flow, &gain, &visit->voice_gain);
    flow_end(pass, &flow);
    int gap = mx(pass, TOUCH_GAP_MM) + mx(pass, 3), w = (foot.w - gap) / 2;
    struct box back = {foot.x, foot.y, w, foot.h}, hear = {foot.x + w + gap, foot.y, w, foot.h};
    struct nav nav = {0};
    if (button(pass, "voice.back", back, BUTTON_PLAIN, NULL, say(pass, "Back to the page"), true))
        nav = nav_back();
    if (content->voice.has &&
        button(pass, "voice.hear", hear, BUTTON_MAIN, "listen", say(pass, "Hear how it sounds"), true))
        speech_listen(ui);
    return nav;
}
