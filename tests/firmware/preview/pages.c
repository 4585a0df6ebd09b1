/* Pictures of a pack that nobody has signed: every page in each of its languages, and what is wrong with
 * them. */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "firmware/hand.h"
#include "preview/stage.h"

#define BOAT "media/00112233445566778899aabbccddeeff.png"

struct setup {
    struct hand hand;
    char root[96], pack[128], out[96];
};

static void make(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(mkdir(path, 0750), 0);
}

static void put(const struct setup *s, const char *name, const char *text)
{
    station_write(s->pack, name, text, strlen(text));
}

static void put_picture(const struct setup *s)
{
    static uint32_t pixels[320 * 200];
    struct surface surface = {pixels, 320, 200, 320};
    char path[256], message[256] = "";
    for (size_t i = 0; i < sizeof pixels / sizeof *pixels; i++)
        pixels[i] = 0xff2060a0;
    snprintf(path, sizeof path, "%s/" BOAT, s->pack);
    assert_true(picture_write(&surface, path, message));
}

static const char pack_json[] =
    "{\"v\":1,\"kind\":\"pack\",\"id\":\"harbour/"
    "port\",\"version\":1,\"owner\":\"harbour\",\"title\":\"Port\","
    "\"demo\":true,\"languages\":[{\"tag\":\"en\",\"reviewed\":true},{\"tag\":\"ar\",\"reviewed\":true}],"
    "\"topics\":[{\"slug\":\"papers\",\"audience\":\"public\",\"picture\":\"boat\",\"review_by\":\"2027-01-"
    "01\"},"
    "{\"slug\":\"pay\",\"audience\":\"worker\",\"review_by\":\"2027-01-01\"}],"
    "\"pictures\":[{\"name\":\"boat\",\"alt\":\"A boat\",\"sizes\":[{\"width\":320,\"height\":200,\"file\":"
    "\"" BOAT "\"}]}],\"forms\":[\"help\"]}";
static const char en_json[] =
    "{\"v\":1,\"kind\":\"lang\",\"language\":\"en\",\"strings\":{\"Port\":\"Port\",\"A boat\":\"A "
    "boat\",\"Help\":"
    "\"Help\",\"Are you on a ship?\":\"Are you on a ship?\",\"Why we ask\":\"Why we "
    "ask\",\"Yes\":\"Yes\",\"No\":"
    "\"No\",\"Which flag does it fly?\":\"Which flag does it fly?\",\"I do not know\":\"I do not know\"},"
    "\"topics\":{\"papers\":{\"title\":\"Papers\",\"summary\":\"Yours\",\"blocks\":[{\"type\":\"text\","
    "\"text\":"
    "\"Your papers are yours.\"},{\"type\":\"picture\",\"picture\":\"boat\",\"text\":\"A boat\"}]},"
    "\"pay\":{\"title\":\"Pay\",\"summary\":\"Each month\",\"blocks\":[{\"type\":\"text\",\"text\":\"You are "
    "paid "
    "for your work.\"}]}}}";
static const char ar_json[] =
    "{\"v\":1,\"kind\":\"lang\",\"language\":\"ar\",\"strings\":{\"Port\":\"ميناء\",\"A "
    "boat\":\"قارب\",\"Help\":"
    "\"مساعدة\",\"Are you on a ship?\":\"هل أنت على سفينة؟\",\"Why we ask\":\"لماذا "
    "نسأل\",\"Yes\":\"نعم\",\"No\":"
    "\"لا\",\"Which flag does it fly?\":\"أي علم ترفع؟\",\"I do not know\":\"لا أعرف\"},"
    "\"topics\":{\"papers\":{\"title\":\"أوراقك\",\"summary\":\"لك\",\"blocks\":[{\"type\":\"text\",\"text\":"
    "\"أوراقك ملك لك.\"}]}}}";
static const char form_json[] = "{\"id\":\"help\",\"version\":9,\"title\":\"Help\",\"questions\":[{\"name\":"
                                "\"ship\",\"type\":\"one\",\"label\":"
                                "\"Are you on a ship?\",\"why\":\"Why we "
                                "ask\",\"choices\":[{\"name\":\"yes\",\"label\":\"Yes\"},{\"name\":\"no\","
                                "\"label\":\"No\"}]},{\"name\":\"flag\",\"type\":\"one\",\"label\":\"Which "
                                "flag does it fly?\",\"why\":\"Why we "
                                "ask\",\"relevant\":\"${ship} = "
                                "'yes'\",\"choices\":[{\"name\":\"unknown\",\"label\":\"I do not know\"}]}]}";

static int start(void **state)
{
    struct setup *s = calloc(1, sizeof *s);
    hand_init_shipped(&s->hand);
    snprintf(s->root, sizeof s->root, "%s/built", s->hand.station.folder);
    snprintf(s->pack, sizeof s->pack, "%s/packs/harbour/port", s->root);
    snprintf(s->out, sizeof s->out, "%s/out", s->hand.station.folder);
    make(s->hand.station.folder, "built");
    make(s->hand.station.folder, "out");
    make(s->root, "packs");
    make(s->root, "packs/harbour");
    make(s->root, "packs/harbour/port");
    make(s->pack, "lang");
    make(s->pack, "form");
    make(s->pack, "media");
    put(s, "pack.json", pack_json);
    put(s, "lang/en.json", en_json);
    put(s, "lang/ar.json", ar_json);
    put(s, "form/help.json", form_json);
    put_picture(s);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    struct setup *s = *state;
    hand_clear(&s->hand);
    free(s);
    return 0;
}

/* What pictures.json says; *ret_findings as the call does. */
static json_t *draw(const struct setup *s, const char *folder, size_t *ret_findings)
{
    char message[256] = "", path[256];
    struct stage *stage = stage_new_pack(&s->hand.settings, folder, message);
    if (!stage || !stage_pages(stage, NULL, s->out, ret_findings, message))
        fail_msg("%s", message);
    stage_free(stage);
    snprintf(path, sizeof path, "%s/pictures.json", s->out);
    json_t *root = json_load_file(path, 0, NULL);
    assert_non_null(root);
    assert_int_equal(json_integer_value(json_object_get(root, "findings")), *ret_findings);
    return root;
}

static const json_t *entry(const json_t *root, const char *file)
{
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(root, "pictures"), i, one)
    {
        const char *name = json_string_value(json_object_get(one, "file"));
        if (name && !strcmp(name, file))
            return one;
    }
    return NULL;
}

static void print_findings(const json_t *root)
{
    size_t i, k;
    const json_t *one, *finding;
    json_array_foreach(json_object_get(root, "pictures"), i, one) json_array_foreach(
        json_object_get(one, "findings"), k, finding) print_message("%s %s: %s\n",
        document_text(one, "language", NULL), document_text(one, "file", NULL), json_string_value(finding));
}

static void every_page_is_there_in_each_language_and_nothing_is_wrong(void **state)
{
    struct setup *s = *state;
    size_t findings = 0;
    static const char *const files[] = {"en-home-01.png", "en-help-01.png", "en-topics-rights-01.png",
        "en-topic-papers-01.png", "en-topic-pay-02.png", "en-form-help-01.png", "en-form-help-02.png",
        "ar-topic-papers-01.png", "ar-form-help-02.png"};
    json_t *root = draw(s, s->root, &findings);
    print_findings(root);
    assert_int_equal(findings, 0);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[256];
        const json_t *one = entry(root, files[i]);
        if (!one)
            fail_msg("%s", files[i]);
        snprintf(path, sizeof path, "%s/%s", s->out, files[i]);
        assert_int_equal(access(path, R_OK), 0);
        snprintf(path, sizeof path, "%s/%s", s->out, json_string_value(json_object_get(one, "nodes")));
        assert_int_equal(access(path, R_OK), 0);
    }
    assert_null(entry(root, "ar-topic-pay-02.png")); /* not in Arabic */
    json_decref(root);
}

static void the_picture_of_a_page_is_drawn(void **state)
{
    struct setup *s = *state;
    size_t findings = 0;
    char nodes[8192];
    json_decref(draw(s, s->pack, &findings));
    station_read(s->out, "en-topic-papers-01.txt", nodes, sizeof nodes);
    assert_non_null(strstr(nodes, "picture"));
    assert_non_null(strstr(nodes, "Your papers are yours."));
}

static void a_letter_that_no_font_has_is_a_finding(void **state)
{
    struct setup *s = *state;
    size_t findings = 0;
    char text[2048];
    snprintf(text, sizeof text, "%s", en_json);
    char *at = strstr(text, "Your papers are yours.");
    memcpy(at, "\U0001214B\U0001214B\U0001214B", 12);
    put(s, "lang/en.json", text);
    json_decref(draw(s, s->root, &findings));
    assert_true(findings > 0);
}

static void a_picture_that_cannot_be_read_is_a_finding(void **state)
{
    struct setup *s = *state;
    size_t findings = 0;
    put(s, BOAT, "no picture");
    json_decref(draw(s, s->root, &findings));
    assert_int_equal(findings, 1);
}

static void a_language_that_no_machine_has_is_a_finding(void **state)
{
    struct setup *s = *state;
    size_t findings = 0;
    char text[2048];
    snprintf(text, sizeof text, "%s", pack_json);
    memcpy(strstr(text, "\"ar\""), "\"eo\"", 4);
    put(s, "pack.json", text);
    json_decref(draw(s, s->root, &findings));
    assert_int_equal(findings, 1);
}

static void a_question_that_nobody_can_reach_is_a_finding(void **state)
{
    struct setup *s = *state;
    size_t findings = 0;
    char text[2048];
    snprintf(text, sizeof text, "%s", form_json);
    char *at = strstr(text, "${ship} = 'yes'\"");
    assert_non_null(at);
    memcpy(at, "'no'    = 'yes'\"", 16);
    put(s, "form/help.json", text);
    json_decref(draw(s, s->root, &findings));
    assert_int_equal(findings, 2); /* in each language */
}

static void what_is_no_built_pack_is_named(void **state)
{
    struct setup *s = *state;
    char message[256] = "";
    assert_null(stage_new_pack(&s->hand.settings, s->out, message));
    assert_non_null(strstr(message, "pack.json"));
    put(s, "pack.json", "{\"v\":1}");
    assert_null(stage_new_pack(&s->hand.settings, s->root, message));
    assert_non_null(strstr(message, "pack.json"));
    make(s->root, "packs/harbour/two");
    station_write(s->root, "packs/harbour/two/pack.json", "{}", 2);
    assert_null(stage_new_pack(&s->hand.settings, s->root, message));
    assert_non_null(strstr(message, "2 packs"));
}

#define T(test) cmocka_unit_test_setup_teardown(test, start, stop)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(every_page_is_there_in_each_language_and_nothing_is_wrong),
        T(the_picture_of_a_page_is_drawn),
        T(a_letter_that_no_font_has_is_a_finding),
        T(a_picture_that_cannot_be_read_is_a_finding),
        T(a_language_that_no_machine_has_is_a_finding),
        T(a_question_that_nobody_can_reach_is_a_finding),
        T(what_is_no_built_pack_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
