/* The whole way by node ids, in both languages. Each screen's nodes are compared with a file beside this
 * one, so a change to what a visitor sees shows in the diff. WAYSIDE_GOLDEN=write writes them anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/disk.h"
#include "ui/screen/stage.h"

#define GOLDEN WAYSIDE_SOURCE "/tests/ui/screen/"

struct record {
    char *text;
    size_t len, cap;
};

static void note(struct stage *stage, struct record *record)
{
    char *dump = stage_dump(stage);
    size_t len = strlen(dump);
    if (record->len + len + 2 > record->cap) {
        record->cap = (record->cap + len) * 2 + 2;
        record->text = realloc(record->text, record->cap);
        assert_non_null(record->text);
    }
    memcpy(record->text + record->len, dump, len + 1);
    record->len += len;
    record->text[record->len++] = '\n';
    record->text[record->len] = 0;
    free(dump);
}

static void compare(struct record *record, const char *name)
{
    char path[512];
    struct buffer golden;
    snprintf(path, sizeof(path), GOLDEN "%s.txt", name);
    const char *how = getenv("WAYSIDE_GOLDEN");
    if (how && strcmp(how, "write") == 0) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fwrite(record->text, 1, record->len, file);
        fclose(file);
    }
    buffer_init(&golden, 1 << 20);
    assert_int_equal(file_read(path, 1 << 20, &golden), BASE_OK);
    assert_string_equal(record->text, (const char *)golden.bytes);
    buffer_clear(&golden);
    free(record->text);
}

static void look_around(struct stage *stage, struct record *record)
{
    stage_press(stage, "home.help");
    note(stage, record);
    stage_press(stage, "bar.back");
    stage_press(stage, "home.rights");
    note(stage, record);
    stage_press(stage, "topics.topic.papers");
    note(stage, record);
    stage_press(stage, "page.next");
    note(stage, record);
    stage_press(stage, "bar.back");
    stage_press(stage, "bar.back");
}

/* Through questions that are left out. */
static void go_on_to(struct stage *stage, struct record *record, const char *id)
{
    while (!stage_has(stage, id)) {
        note(stage, record);
        stage_press(stage, "form.next");
    }
}

static void tell(struct stage *stage, struct record *record, const char *language)
{
    note(stage, record);
    stage_press(stage, "attract");
    note(stage, record);
    char id[48];
    snprintf(id, sizeof(id), "language.%s", language);
    stage_press(stage, id);
    note(stage, record);
    look_around(stage, record);
    stage_press(stage, "home.tell");
    note(stage, record);
    stage_press(stage, "form.begin");
    note(stage, record);
    stage_press(stage, "form.why");
    stage_press(stage, "form.choice.yes");
    note(stage, record);
    stage_press(stage, "form.next");
    note(stage, record);
    stage_press(stage, "form.next");
    stage_press(stage, "form.choice.18plus");
    note(stage, record);
    stage_press(stage, "form.next");
    stage_press(stage, "form.choice.fear");
    note(stage, record);
    stage_press(stage, "form.next");
    note(stage, record);
    stage_press(stage, "form.next");
    stage_press(stage, "form.choice.bed");
    stage_press(stage, "form.choice.doctor");
    stage_press(stage, "form.choice.talk");
    note(stage, record);
    stage_press(stage, "form.next");
    note(stage, record);
    stage_press(stage, "form.next");
    go_on_to(stage, record, "form.choice.papers");
    stage_press(stage, "form.choice.papers");
    note(stage, record);
    stage_press(stage, "form.next");
    go_on_to(stage, record, "form.choice.police");
    stage_press(stage, "form.choice.police");
    stage_press(stage, "form.next");
    note(stage, record);
    stage_press(stage, "form.next");
    stage_type(stage, strcmp(language, "ar") == 0 ? "نحن هنا" : "we are here");
    note(stage, record);
    stage_press(stage, "form.next");
    go_on_to(stage, record, "form.consent.lawyer.yes");
    stage_press(stage, "form.consent.lawyer.yes");
    note(stage, record);
    stage_press(stage, "form.next");
    stage_press(stage, "check.take_out.happening");
    note(stage, record);
}

static void keep_the_receipt(struct stage *stage, struct record *record)
{
    stage_hold(stage, "check.send", 2300);
    assert_int_equal(stage->wanted, UI_SEND_FORM);
    note(stage, record);
    stage_sealed(stage);
    note(stage, record);
    stage->facts.now_ms += 500;
    stage_down(stage, "receipt.show", 0);
    note(stage, record);
    stage_up(stage, "receipt.show", 0);
    stage_press(stage, "receipt.not_safe");
    note(stage, record);
    stage_press(stage, "not_safe.back");
    stage_press(stage, "receipt.leave");
    note(stage, record);
    for (const char *digit = "4739"; *digit; digit++) {
        char id[16];
        snprintf(id, sizeof(id), "digits.%c", *digit);
        stage_press(stage, id);
    }
    assert_int_equal(stage->visit->screen, SCREEN_GOODBYE);
    note(stage, record);
    stage_press(stage, "goodbye.close");
    assert_int_equal(stage->wanted, UI_END);
    assert_int_equal(stage->visit->screen, SCREEN_ATTRACT);
}

static void read_and_write_back(struct stage *stage, struct record *record, const char *language)
{
    char id[48];
    stage_press(stage, "attract");
    snprintf(id, sizeof(id), "language.%s", language);
    stage_press(stage, id);
    stage_press(stage, "home.answer");
    note(stage, record);
    for (const char *digit = "572000000000000007"; *digit; digit++) {
        snprintf(id, sizeof(id), "digits.%c", *digit);
        stage_press(stage, id);
    }
    if (!stage_node(stage, "digits.look")->enabled)
        fail_msg("these digits should be right");
    stage_press(stage, "digits.look");
    assert_int_equal(stage->wanted, UI_READ_ANSWER);
    note(stage, record);
    stage->visit->reading = WORK_NOTHING;
    stage_wait(stage, 500);
    note(stage, record);
    stage_found(stage);
    note(stage, record);
    stage_press(stage, "answer.write_back");
    stage_type(stage, strcmp(language, "ar") == 0 ? "شكرا" : "thanks");
    note(stage, record);
    stage_hold(stage, "write_back.send", 2300);
    assert_int_equal(stage->wanted, UI_WRITE_BACK);
    note(stage, record);
    stage->visit->writing = WORK_DONE;
    stage_wait(stage, 500);
    assert_int_equal(stage->visit->screen, SCREEN_GOODBYE);
    note(stage, record);
}

static void whole_way(const char *language)
{
    struct stage stage;
    struct record record = {0};
    stage_set_up(&stage, &panel_portrait);
    tell(&stage, &record, language);
    keep_the_receipt(&stage, &record);
    read_and_write_back(&stage, &record, language);
    assert_string_equal(stage.findings, "");
    stage_tear_down(&stage);
    compare(&record, language);
}

static void a_visitor_tells_keeps_the_digits_reads_and_writes_back_in_english(void **state)
{
    (void)state;
    whole_way("en");
}

static void a_visitor_tells_keeps_the_digits_reads_and_writes_back_in_arabic(void **state)
{
    (void)state;
    whole_way("ar");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visitor_tells_keeps_the_digits_reads_and_writes_back_in_english),
        cmocka_unit_test(a_visitor_tells_keeps_the_digits_reads_and_writes_back_in_arabic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
