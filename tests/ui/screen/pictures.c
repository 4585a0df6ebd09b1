/* Writes every screen as a PNG into pictures/ of the build folder, to be looked at. With a language,
 * a panel (portrait, landscape, seven), a text size 0 to 3 and a contrast 0 to 2 only that one; without,
 * both languages in portrait. Says every finding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ui/screen/stage.h"

struct wish {
    const char *language, *panel;
    int size, contrast;
    bool write, look; /* look: findings are said, not failed for */
};
static struct wish wish = {NULL, "portrait", 1, 0, true, false};

static void picture(struct stage *stage, const char *language, const char *name)
{
    char path[512];
    snprintf(path, sizeof(path), WAYSIDE_BUILD "/pictures/%s-%s-%d%d-%s.png", wish.panel, language, wish.size,
        wish.contrast, name);
    assert_true(!wish.write || stage_png(stage, path));
    if (stage->findings[0] && !wish.look)
        fail_msg("%s, size %d, contrast %d, before %s: %s", wish.panel, wish.size, wish.contrast, name,
            stage->findings);
    if (stage->findings[0])
        print_message("%s: %s", name, stage->findings);
    stage->findings[0] = 0;
}

static void next(struct stage *stage)
{
    stage_press(stage, "form.next");
}

static void pages(struct stage *stage, const char *language, const char *name)
{
    char page[64];
    picture(stage, language, name);
    for (int i = 2; stage_has(stage, "page.next") && i < 12; i++) {
        stage_press(stage, "page.next");
        snprintf(page, sizeof(page), "%s-%d", name, i);
        picture(stage, language, page);
    }
}

static void choose(struct stage *stage, const char *id)
{
    stage_page_to(stage, id);
    stage_press(stage, id);
}

static void text_pictures(struct stage *stage, const char *language)
{
    if (stage->panel.width == 800) {
        stage_press(stage, "field.open");
        picture(stage, language, "13-more-typed");
        stage_press(stage, "bar.back");
        return;
    }
    stage_type(stage, strcmp(language, "ar") == 0 ? "نحن ثلاثة في البيت" : "we are three in the house.");
    picture(stage, language, "13-more-typed");
    stage_press(stage, "key.order");
    picture(stage, language, "13-more-familiar");
    stage_press(stage, "key.shift");
    picture(stage, language, "13-more-shift");
    stage_press(stage, "key.layer");
    picture(stage, language, "13-more-digits");
    stage_press(stage, "key.layer");
}

/* What is answered on the way; the other questions are looked at and left out. */
static void answer(struct stage *stage, const char *question)
{
    static const char *const given[][4] = {{"danger", "form.choice.yes"}, {"age", "form.choice.18plus"},
        {"company", "form.choice.fear"},
        {"needs", "form.choice.bed", "form.choice.doctor", "form.choice.talk"},
        {"happening", "form.choice.papers", "form.choice.threats"}, {"involved", "form.choice.police"},
        {"consent", "form.consent.lawyer.yes"}};
    for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++)
        for (size_t j = 1; strcmp(question, given[i][0]) == 0 && j < 4 && given[i][j]; j++)
            choose(stage, given[i][j]);
}

static void form_pictures(struct stage *stage, const char *language)
{
    stage_page_to(stage, "home.tell");
    stage_press(stage, "home.tell");
    pages(stage, language, "10-before");
    stage_page_to(stage, "form.begin");
    stage_press(stage, "form.begin");
    pages(stage, language, "11-danger");
    choose(stage, "form.why");
    pages(stage, language, "12-danger-why");
    while (stage->visit->screen == SCREEN_FORM) {
        char name[80];
        const char *question = stage->form->questions[stage->visit->question].name;
        snprintf(name, sizeof(name), "13-%.60s", question);
        pages(stage, language, name);
        answer(stage, question);
        if (strcmp(question, "more") == 0)
            text_pictures(stage, language);
        strncat(name, "-answered", sizeof(name) - strlen(name) - 1);
        picture(stage, language, name);
        next(stage);
    }
    assert_int_equal(stage->visit->screen, SCREEN_CHECK);
    pages(stage, language, "20-check");
}

static void send_pictures(struct stage *stage, const char *language)
{
    stage_down(stage, "check.send", 0);
    stage_run(stage, 1100);
    picture(stage, language, "21-check-holding");
    stage_run(stage, 1100);
    stage_up(stage, "leave", 7);
    picture(stage, language, "22-sealing");
    for (int work = WORK_FULL; work <= WORK_FAILED; work++) {
        char name[32];
        stage->visit->sending = (enum visit_work)work;
        stage_wait(stage, 100);
        snprintf(name, sizeof(name), "23-not-kept-%d", work - WORK_FULL);
        pages(stage, language, name);
    }
    stage_sealed(stage);
    pages(stage, language, "30-receipt");
    stage_first_page(stage);
    stage_page_to(stage, "receipt.show");
    stage->facts.now_ms += 500;
    stage_down(stage, "receipt.show", 0);
    picture(stage, language, "31-receipt-shown");
    stage_up(stage, "receipt.show", 0);
    stage_press(stage, "receipt.not_safe");
    pages(stage, language, "32-not-safe");
    stage_press(stage, "bar.back");
    stage_press(stage, "receipt.leave");
    stage_page_to(stage, "digits.4");
    stage_press(stage, "digits.4");
    stage_press(stage, "digits.7");
    pages(stage, language, "33-type-back");
    stage_press(stage, "receipt.unwanted");
    pages(stage, language, "40-goodbye");
}

static void answer_pictures(struct stage *stage, const char *language)
{
    stage->visit->screen = SCREEN_HOME;
    stage->visit->sending = WORK_NONE;
    stage_wait(stage, 500);
    stage_page_to(stage, "home.answer");
    stage_press(stage, "home.answer");
    picture(stage, language, "50-digits");
    memcpy(stage->visit->digits, "472913508826104731", 19);
    stage->visit->digit_count = 18;
    stage_wait(stage, 100);
    pages(stage, language, "51-digits-mistyped");
    memcpy(stage->visit->digits, "572000000000000000", 19);
    for (char last = '0'; last <= '9' && !ui_node(stage->ui, "digits.look")->enabled; last++) {
        stage->visit->digits[17] = last;
        stage_wait(stage, 100);
    }
    picture(stage, language, "52-digits-right");
    stage_press(stage, "digits.look");
    picture(stage, language, "53-looking");
    stage->visit->reading = WORK_NOTHING;
    stage_wait(stage, 100);
    pages(stage, language, "54-nothing");
    stage_found(stage);
    pages(stage, language, "55-answer");
    stage_page_to(stage, "answer.take_back");
    stage_press(stage, "answer.take_back");
    stage_page_to(stage, "take_back.police");
    stage_press(stage, "take_back.police");
    stage_first_page(stage);
    pages(stage, language, "57-take-back");
    stage_press(stage, "bar.back");
    stage_page_to(stage, "answer.delete");
    stage_press(stage, "answer.delete");
    pages(stage, language, "58-delete");
    stage_press(stage, "bar.back");
    stage->visit->found_deleted = true;
    stage_wait(stage, 100);
    pages(stage, language, "59-deleted");
    stage->visit->found_deleted = false;
    stage_wait(stage, 100);
    stage_press(stage, "answer.write_back");
    picture(stage, language, "56-write-back");
    stage_wait(stage, 130000);
    picture(stage, language, "60-still-here");
}

/* The list of one part, and pages of some of its topics. */
static void part_pictures(
    struct stage *stage, const char *language, const char *way, const char *list, const char *const *topics)
{
    stage_page_to(stage, way);
    stage_press(stage, way);
    pages(stage, language, list);
    for (; *topics; topics++) {
        char id[NODE_ID], name[48];
        snprintf(id, sizeof(id), "topics.topic.%s", *topics);
        snprintf(name, sizeof(name), "72-topic-%s", *topics);
        choose(stage, id);
        pages(stage, language, name);
        stage_press(stage, "bar.back");
    }
    stage_press(stage, "bar.back");
    assert_int_equal(stage->visit->screen, SCREEN_HOME);
}

static void help_pictures(struct stage *stage, const char *language)
{
    static const char *const rights[] = {"papers", "signs", "agree", NULL}, *const work[] = {
                                                                                "sea", "offer", NULL};
    static const char *const one_right[] = {"papers", NULL}, *const one_work[] = {"sea", NULL};
    stage_page_to(stage, "home.help");
    stage_press(stage, "home.help");
    pages(stage, language, "70-help");
    stage_press(stage, "bar.back");
    part_pictures(stage, language, "home.rights", "71-topics-rights", wish.write ? rights : one_right);
    part_pictures(stage, language, "home.work", "71-topics-work", wish.write ? work : one_work);
}

static void asking_pictures(struct stage *stage, const char *language)
{
    stage_press(stage, "leave");
    stage_form_of_pack(stage);
    stage_press(stage, "attract");
    char id[48];
    snprintf(id, sizeof(id), "language.%s", language);
    stage_press(stage, id);
    stage->visit->text_size = wish.size;
    stage->visit->contrast = wish.contrast;
    stage_wait(stage, 100);
    stage_page_to(stage, "home.tell");
    stage_press(stage, "home.tell");
    stage_page_to(stage, "form.begin");
    stage_press(stage, "form.begin");
    pages(stage, language, "80-choices");
    next(stage);
    stage_page_to(stage, "digits.1");
    stage_digits(stage, "120");
    pages(stage, language, "81-number");
    next(stage);
    pages(stage, language, "82-day-empty");
    stage_page_to(stage, "digits.1");
    stage_digits(stage, "3102");
    pages(stage, language, "82-day");
    stage_page_to(stage, "digits.1");
    stage_digits(stage, "2026");
    pages(stage, language, "83-no-day");
    stage_page_to(stage, "digits.1");
    for (int i = 0; i < 8; i++)
        stage_press(stage, "digits.backspace");
    stage_digits(stage, "532026");
    next(stage);
    next(stage);
    pages(stage, language, "84-consent");
    next(stage);
    pages(stage, language, "85-check");
}

static void all(const char *language)
{
    struct stage stage;
    const struct panel *panel = strcmp(wish.panel, "portrait") == 0 ? &panel_portrait
                                : strcmp(wish.panel, "seven") == 0  ? &panel_seven_inch
                                                                    : &panel_landscape;
    char id[48];
    stage_set_up(&stage, panel);
    for (int i = 0; i < 4; i++) {
        snprintf(id, sizeof(id), "0%d-attract", i);
        picture(&stage, language, id);
        stage_wait(&stage, 8000);
    }
    stage_press(&stage, "attract");
    picture(&stage, language, "05-language");
    snprintf(id, sizeof(id), "language.%s", language);
    stage_press(&stage, id);
    stage.visit->text_size = wish.size;
    stage.visit->contrast = wish.contrast;
    stage_wait(&stage, 100);
    pages(&stage, language, "06-home");
    help_pictures(&stage, language);
    stage.facts.tell = UI_TELL_FULL;
    stage_page_to(&stage, "home.tell");
    stage_press(&stage, "home.tell");
    pages(&stage, language, "07-full");
    stage_press(&stage, "bar.back");
    stage.facts.tell = UI_TELL_OPEN;
    stage_wait(&stage, 100);
    form_pictures(&stage, language);
    send_pictures(&stage, language);
    answer_pictures(&stage, language);
    asking_pictures(&stage, language);
    stage_tear_down(&stage);
}

static void every_screen_can_be_looked_at(void **state)
{
    (void)state;
    mkdir(WAYSIDE_BUILD "/pictures", 0755);
    if (!wish.language || strcmp(wish.language, "en") == 0)
        all("en");
    if (!wish.language || strcmp(wish.language, "ar") == 0)
        all("ar");
}

/* Contrast changes no layout, so each size is looked at in one of the others in one of the languages. */
static void at_size(const char *panel, int size, const char *normal, const char *other)
{
    wish.panel = panel;
    wish.size = size;
    wish.contrast = CONTRAST_NORMAL;
    if (normal)
        all(normal);
    wish.contrast = 1 + size % (CONTRASTS - 1);
    if (other)
        all(other);
}

static void no_word_is_cut_and_no_touch_area_small_at_any_size_and_contrast(void **state)
{
    (void)state;
    struct wish before = wish;
    wish.write = false;
    at_size("portrait", TEXT_SMALL, "ar", "en");
    at_size("portrait", TEXT_NORMAL, NULL, "ar"); /* both were looked at above */
    at_size("portrait", TEXT_LARGE, "en", "ar");
    at_size("portrait", TEXT_LARGEST, "ar", "en");
    wish = before;
}

static void the_same_holds_on_a_broad_panel_up_to_ordinary_letters(void **state)
{
    (void)state;
    struct wish before = wish;
    wish.write = false;
    at_size("landscape", TEXT_SMALL, "en", NULL);
    at_size("landscape", TEXT_NORMAL, "en", "ar");
    wish = before;
}

int main(int argc, char **argv)
{
    wish.look = argc > 1;
    if (argc > 1)
        wish.language = argv[1];
    if (argc > 2)
        wish.panel = argv[2];
    if (argc > 3)
        wish.size = atoi(argv[3]);
    if (argc > 4)
        wish.contrast = atoi(argv[4]);
    const struct CMUnitTest look[] = {cmocka_unit_test(every_screen_can_be_looked_at)};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_can_be_looked_at),
        cmocka_unit_test(no_word_is_cut_and_no_touch_area_small_at_any_size_and_contrast),
        cmocka_unit_test(the_same_holds_on_a_broad_panel_up_to_ordinary_letters),
    };
    return argc > 1 ? cmocka_run_group_tests(look, NULL, NULL) : cmocka_run_group_tests(tests, NULL, NULL);
}
