/* A whole number, a day or a telephone number, typed with digit keys. */
#include "form_digits.h"

#include "help_lines.h"

#include <stdio.h>
#include <string.h>

#define NUMBER_DIGITS 9
#define DAY_PARTS 3
#define SMALL_NAME_MM 3.5
#define SMALL_CAP_MM 5.0 /* of what is typed, on the smallest panel */

void number_type(char value[static VALUE_BYTES], char key)
{
    size_t len = strlen(value);
    if (key == '\b' && len > 0)
        value[len - 1] = 0;
    if (key < '0' || key > '9')
        return;
    if (len == 1 && value[0] == '0')
        len = 0; /* no number begins with a nought */
    if (len == NUMBER_DIGITS)
        return;
    value[len] = key;
    value[len + 1] = 0;
}

void phone_type(char value[static VALUE_BYTES], char key)
{
    size_t len = strlen(value), plus = value[0] == '+';
    if (key == '\b' && len > 0)
        value[len - 1] = 0;
    if (key == '+') { /* comes and goes, wherever one is */
        memmove(value + !plus, value + plus, len - plus + 1);
        value[0] = plus ? value[0] : '+';
    }
    if (key < '0' || key > '9' || len - plus == PHONE_MOST)
        return;
    value[len] = key;
    value[len + 1] = 0;
}

/* The digits as they were typed, day first; those of a complete day are taken apart again. */
static size_t typed_digits(const char *value, char ret_digits[static DAY_DIGITS + 1])
{
    size_t len = strlen(value);
    if (len == 10 && value[4] == '-')
        snprintf(ret_digits, DAY_DIGITS + 1, "%.2s%.2s%.4s", value + 8, value + 5, value);
    else
        snprintf(ret_digits, DAY_DIGITS + 1, "%.8s", value);
    return strlen(ret_digits);
}

/* A digit that can only be the last one of a day or month brings its nought. */
static bool stands_alone(size_t len, char key)
{
    return (len == 0 && key > '3') || (len == 2 && key > '1');
}

void date_type(char value[static VALUE_BYTES], char key)
{
    char digits[DAY_DIGITS + 1];
    size_t len = typed_digits(value, digits);
    if (key == '\b' && len > 0)
        digits[--len] = 0;
    if (key >= '0' && key <= '9' && len < DAY_DIGITS) {
        if (stands_alone(len, key))
            digits[len++] = '0';
        digits[len++] = key;
        digits[len] = 0;
    }
    char iso[INTEGER_BYTES + 2] = "";
    if (len == DAY_DIGITS)
        snprintf(iso, sizeof(iso), "%.4s-%.2s-%.2s", digits + 4, digits + 2, digits);
    snprintf(value, VALUE_BYTES, "%s", iso[0] && form_is_date(iso) ? iso : digits);
    explicit_bzero(digits, sizeof(digits));
    explicit_bzero(iso, sizeof(iso));
}

static struct look value_look(struct ui *ui)
{
    struct pass *pass = &ui->pass;
    double cap = cap_body(pass) * (panel_small(&ui->panel) ? 1.2 : 1.8);
    if (panel_small(&ui->panel) && cap > SMALL_CAP_MM) /* the keys need the height */
        cap = SMALL_CAP_MM;
    return (struct look){.cap_mm = cap,
        .weight = TEXT_BOLD,
        .align = TEXT_CENTRE,
        .keep = TEXT_VISIT,
        .colour = pass->theme->panel_ink};
}

static int value_height(struct ui *ui)
{
    struct pass *pass = &ui->pass;
    struct look look = value_look(ui);
    int h = words_height(pass, &look, say_digits(pass, "0"), ui->panel.width);
    h += panel_small(&ui->panel) ? 0 : my(pass, 3);
    int least = my(pass, panel_small(&ui->panel) ? 9 : 22);
    return h > least ? h : least;
}

/* Digits in a frame, or nothing yet, and then its name is what is heard; the one that is typed into has a
 * strong one. */
static void value_box(
    struct ui *ui, const char *id, const char *name, struct box box, const char *digits, bool here)
{
    struct pass *pass = &ui->pass;
    struct look look = value_look(ui);
    struct box placed = pass_place(pass, box);
    bool phone = strcmp(id, "form.phone") == 0; /* as on the keys of a telephone */
    const char *words = phone ? digits : say_digits(pass, digits);
    look.language = phone ? "en" : NULL;
    int w = phone ? paragraph_width(words_layout(pass, &look, words, 100000)) : 0;
    if (w > box.w - mx(pass, 4)) /* never broken: smaller, and whole */
        look.cap_mm *= 0.98 * (box.w - mx(pass, 4)) / w;
    draw_fill(pass->list, placed, pass->theme->panel, mx(pass, 2));
    draw_frame(pass->list, placed, here ? pass->theme->accent : pass->theme->line, mx(pass, 2),
        here ? mx(pass, 0.9) : 1);
    if (digits[0])
        words_middle(pass, &look, words, box);
    struct ui_node *node = pass_node(pass, id, ROLE_TEXT, placed, digits[0] ? words : name);
    node->secret = digits[0];
}

/* Day, month and year side by side in the page's direction; each in its own box, with its name above where
 * there is height for it. */
static void draw_day(struct ui *ui, struct box box, const char *value)
{
    static const char *const ids[DAY_PARTS] = {"form.day", "form.month", "form.year"};
    static const size_t from[DAY_PARTS + 1] = {0, 2, 4, DAY_DIGITS};
    struct pass *pass = &ui->pass;
    char digits[DAY_DIGITS + 1];
    size_t len = typed_digits(value, digits);
    const char *names[DAY_PARTS] = {say(pass, "Day"), say(pass, "Month"), say(pass, "Year")};
    struct look quiet = look_quiet(pass);
    int h = value_height(ui), gap = mx(pass, 4), each = (box.w - 2 * gap) / 4, x = box.x;
    quiet.align = TEXT_CENTRE;
    if (panel_small(&ui->panel))
        quiet.cap_mm = SMALL_NAME_MM;
    for (size_t i = 0; i < DAY_PARTS; i++) {
        char part[DAY_DIGITS + 1];
        size_t most = from[i + 1] - from[i], have = len > from[i] ? len - from[i] : 0;
        int w = i == 2 ? 2 * each : each;
        snprintf(
            part, sizeof(part), "%.*s", (int)(have < most ? have : most), digits + (have ? from[i] : len));
        struct box at = {x, box.y + box.h - h, w, h};
        value_box(ui, ids[i], names[i], at, part, len < DAY_DIGITS && len >= from[i] && len < from[i + 1]);
        if (box.h > h)
            words_draw(pass, &quiet, names[i], (struct box){x, box.y, w, box.h - h});
        else if (!part[0])
            words_middle(pass, &quiet, names[i], at);
        x += w + gap;
        explicit_bzero(part, sizeof(part));
    }
    explicit_bzero(digits, sizeof(digits));
}

static int names_height(struct ui *ui)
{
    struct pass *pass = &ui->pass;
    struct look quiet = look_quiet(pass);
    return panel_small(&ui->panel)
               ? 0
               : words_height(pass, &quiet, say(pass, "Day"), ui->panel.width) + my(pass, 1);
}

/* What is typed and the keys for it stay on one page: one above the other, or side by side. */
void flow_digits(
    struct ui *ui, struct flow *flow, const struct form_question *question, char value[static VALUE_BYTES])
{
    struct pass *pass = &ui->pass;
    struct look body = look_body(pass);
    bool day = question->type == QUESTION_DATE, small = panel_small(&ui->panel);
    bool beside = !small && ui->panel.width > ui->panel.height;
    struct box box;
    if (day && strlen(value) == DAY_DIGITS)
        flow_words(pass, flow, "form.no_day", ROLE_TEXT, &body, say(pass, "There is no such day."));
    bool phone = question->type == QUESTION_PHONE;
    int value_h = value_height(ui) + (day ? names_height(ui) : 0), gap = my(pass, small ? 1.2 : 7);
    int keys_h = keypad_height(pass, flow_room(flow) - (beside ? 0 : value_h + gap));
    int h = beside ? (keys_h > value_h ? keys_h : value_h) : value_h + gap + keys_h;
    if (!flow_take(flow, h, &box))
        return;
    struct box shown = box, keys = box;
    const char *name = say_form(ui, ui->content, question->label); /* heard while nothing is typed */
    if (beside) {
        keys.w = mx(pass, 180);
        keys.x = box.x + box.w - keys.w;
        shown.w = box.w - keys.w - mx(pass, 20);
    } else {
        keys.y = box.y + value_h + gap;
        int most = mx(pass, 200), in = !small && box.w > most ? (box.w - most) / 2 : 0;
        keys = box_inset(keys, in, 0);
        shown = box_inset(shown, in, 0);
    }
    keys.h = keys_h;
    shown.h = value_h;
    if (day)
        draw_day(ui, shown, value);
    else if (phone)
        value_box(ui, "form.phone", name, shown, say_number(pass, value), true);
    else
        value_box(ui, "form.number", name, shown, value, true);
    char key = phone ? keypad_phone(pass, keys) : keypad(pass, keys);
    if (key && day)
        date_type(value, key);
    else if (key && phone)
        phone_type(value, key);
    else if (key)
        number_type(value, key);
}

const char *say_value(struct pass *pass, const struct form_question *question, const char *value)
{
    char year[8];
    if (question->type == QUESTION_PHONE)
        return say_number(pass, value);
    if (question->type != QUESTION_DATE)
        return say_digits(pass, value);
    snprintf(year, sizeof(year), "%.4s", value);
    return say_with(pass, "{day} {year}", "day", say_day(pass, value), "year", say_digits(pass, year), NULL);
}
