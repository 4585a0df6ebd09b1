#include "firmware/workbench.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char form_json[] =
    "{\"id\":\"help\",\"version\":3,\"title\":\"Help\",\"questions\":["
    "{\"name\":\"danger\",\"type\":\"one\",\"label\":\"In danger now?\",\"why\":\"w\",\"choices\":["
    "{\"name\":\"yes\",\"label\":\"Yes\",\"urgency\":1},{\"name\":\"no\",\"label\":\"No\"}]},"
    "{\"name\":\"needs\",\"type\":\"several\",\"label\":\"Needs?\",\"why\":\"w\",\"choices\":["
    "{\"name\":\"bed\",\"label\":\"Bed\"},{\"name\":\"doctor\",\"label\":\"Doctor\",\"urgency\":2},"
    "{\"name\":\"papers\",\"label\":\"Papers\"}]},"
    "{\"name\":\"more\",\"type\":\"text\",\"label\":\"More?\",\"why\":\"w\"},"
    "{\"name\":\"pass\",\"type\":\"consent\",\"label\":\"Pass on?\",\"why\":\"w\",\"choices\":["
    "{\"name\":\"shelter\",\"label\":\"Shelter\"},{\"name\":\"police\",\"label\":\"Police\"}]},"
    "{\"name\":\"involved\",\"type\":\"several\",\"label\":\"Part of it?\",\"why\":\"w\",\"choices\":["
    "{\"name\":\"uniform\",\"label\":\"Uniform\",\"exclude\":[\"police\",\"border\"]},"
    "{\"name\":\"here\",\"label\":\"Here\",\"exclude\":[\"staff\",\"police\"]},"
    "{\"name\":\"aid\",\"label\":\"Aid\",\"exclude\":[\"ngo\"]}]},"
    "{\"name\":\"phone\",\"type\":\"phone\",\"label\":\"Number?\",\"why\":\"w\"}]}";

static void words_make(struct words *words)
{
    struct buffer text;
    buffer_init(&text, WORDS_BYTES);
    for (int i = 0; i < WORDS_COUNT; i++)
        assert_int_equal(buffer_printf(&text, "word%d\n", i), BASE_OK);
    assert_int_equal(words_read(text.bytes, text.len, words), BASE_OK);
    buffer_clear(&text);
}

static void open_release(struct workbench *bench)
{
    struct buffer root;
    char message[256] = "";
    buffer_init(&root, 1 << 20);
    assert_int_equal(file_read(bench->station.root, 1 << 20, &root), BASE_OK);
    struct release_ground ground = {
        .root = root.bytes, .root_len = root.len, .place = "demo-1", .now_s = STATION_NOW_S};
    bench->release = release_open(&bench->content, "current", &ground, message);
    if (!bench->release)
        fail_msg("%s", message);
    buffer_clear(&root);
}

int workbench_begin(void **state)
{
    struct workbench *bench = calloc(1, sizeof *bench);
    char message[256] = "";
    station_init(&bench->station);
    station_release(&bench->station, "current");
    assert_int_equal(disk_open(bench->station.outbox, &bench->outbox), BASE_OK);
    assert_int_equal(disk_open(bench->station.drops, &bench->drops), BASE_OK);
    assert_int_equal(disk_open(bench->station.content, &bench->content), BASE_OK);
    open_release(bench);
    strcpy(bench->english.tag, "en");
    words_make(&bench->words);
    bench->image = (struct image){.languages = {&bench->english, 1}, .words = &bench->words};
    bench->image.form = form_read(form_json, strlen(form_json), message);
    assert_string_equal(message, "");
    bench->ground = (struct worker_ground){.network = bench->release->network,
        .place = bench->release->place,
        .forms = {[FORM_HELP] = bench->image.form,
            [FORM_REPORT] = bench->image.form,
            [FORM_JOB] = bench->image.form},
        .image = &bench->image};
    bench->worker = worker_new(&bench->outbox, &bench->drops, clock_system(), message);
    assert_non_null(bench->worker);
    bench->visit = calloc(1, sizeof *bench->visit);
    strcpy(bench->visit->language, "en");
    *state = bench;
    return 0;
}

int workbench_end(void **state)
{
    struct workbench *bench = *state;
    worker_free(bench->worker);
    form_free(bench->image.form);
    words_clear(&bench->words);
    release_free(bench->release);
    disk_close(&bench->outbox);
    disk_close(&bench->drops);
    disk_close(&bench->content);
    station_clear(&bench->station);
    free(bench->visit);
    free(bench);
    return 0;
}

void workbench_give(struct workbench *bench, enum worker_kind kind, uint64_t visit)
{
    struct worker_order order = {
        .kind = kind, .visit = visit, .ground = &bench->ground, .day = "2026-11-24", .hour = 14};
    assert_true(worker_give(bench->worker, &order, bench->visit));
}

void workbench_wait(struct workbench *bench, uint64_t visit)
{
    struct pollfd fd = {.fd = worker_fd(bench->worker), .events = POLLIN};
    while (!worker_collect(bench->worker, visit, bench->visit))
        assert_true(poll(&fd, 1, 30000) > 0);
}

void workbench_idle(struct workbench *bench, uint64_t visit)
{
    struct pollfd fd = {.fd = worker_fd(bench->worker), .events = POLLIN};
    while (!worker_idle(bench->worker)) {
        poll(&fd, 1, 30000);
        worker_collect(bench->worker, visit, bench->visit);
    }
}
