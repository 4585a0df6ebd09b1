/* base, rules, pack, outbox when memory runs out at any allocation: an error, no leak, no half thing.
 * (The sanitizer of the dev build sees leaks and wrong accesses.) */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/disk.h"
#include "base/settings.h"
#include "fault/cut_disk.h"
#include "fault/scarce.h"
#include "network_maker.h"
#include "outbox/outbox.h"
#include "pack/form.h"
#include "pack/hotlines.h"
#include "pack/network.h"
#include "pack/pack.h"
#include "pack/withdrawn.h"

/* Runs act with the first allocation failing, then the second, until none fails any more. act says
 * whether it succeeded; it must, when nothing failed. Returns how many allocations there were. */
static unsigned every_allocation(bool (*act)(void *ctx), void *ctx)
{
    for (unsigned n = 1;; n++) {
        scarce_at(n);
        bool succeeded = act(ctx);
        bool happened = scarce_happened();
        scarce_at(0);
        if (!happened) {
            assert_true(succeeded);
            return n - 1;
        }
    }
}

static bool open_network(void *ctx)
{
    const struct buffer *files = ctx;
    char message[256] = "";
    struct network *network = network_open(
        files[0].bytes, files[0].len, files[1].bytes, files[1].len, message);
    assert_int_equal(network == NULL, message[0] != 0);
    network_free(network);
    return network != NULL;
}

static bool read_hotlines(void *ctx)
{
    const struct buffer *file = ctx;
    char message[256] = "";
    struct hotlines hotlines = {0};
    bool read = hotlines_read(&hotlines, "harbour", file->bytes, file->len, message);
    assert_int_equal(read, message[0] == 0);
    assert_int_equal(hotlines.count > 0, read);
    hotlines_clear(&hotlines);
    return read;
}

static void recipients_places_and_hotlines_are_read_whole_or_not(void **state)
{
    (void)state;
    struct network_maker maker;
    struct network_keys keys;
    struct buffer files[3];
    for (size_t i = 0; i < 3; i++)
        buffer_init(&files[i], PLACES_BYTES);
    assert_true(network_maker_init(&maker, &keys));
    maker.places[0].packs[0] = "harbour/port";
    maker.places[0].holidays[0] = "2026-12-25";
    maker.revoked[0] = "0011223344556677";
    assert_true(network_maker_network(&maker, &files[0]));
    assert_true(network_maker_places(&maker, &files[1]));
    assert_true(network_maker_hotlines(&maker, &files[2]));
    assert_true(every_allocation(open_network, files) > 30);
    assert_true(every_allocation(read_hotlines, &files[2]) > 10);
    for (size_t i = 0; i < 3; i++)
        buffer_clear(&files[i]);
}

static bool read_pack(void *ctx)
{
    struct pack_files files = pack_folder(ctx);
    char message[256] = "";
    struct pack *pack = pack_read(&files, message);
    assert_int_equal(pack == NULL, message[0] != 0);
    pack_free(pack);
    return pack != NULL;
}

static void put_text(struct disk *disk, const char *name, const char *text)
{
    assert_int_equal(disk_put(disk, name, text, strlen(text)), BASE_OK);
}

static void a_pack_is_read_whole_or_not(void **state)
{
    (void)state;
    struct cut_disk *cut = cut_disk_new();
    struct disk disk = cut_disk_disk(cut);
    put_text(&disk, "pack.json",
        "{\"v\":1,\"kind\":\"pack\",\"id\":\"a/"
        "b\",\"version\":1,\"owner\":\"a\",\"title\":\"t\",\"demo\":true,"
        "\"languages\":[{\"tag\":\"en\",\"reviewed\":true}],\"topics\":[{\"slug\":\"papers\","
        "\"audience\":\"public\",\"campaign\":\"may\"}],\"campaigns\":[{\"id\":\"may\",\"from\":\"2026-05-"
        "01\","
        "\"until\":\"2026-05-31\",\"places\":[\"demo-1\"]}],\"forms\":[\"f\"],\"tables\":[\"goods\"]}");
    put_text(&disk, "lang/en.json",
        "{\"v\":1,\"kind\":\"lang\",\"language\":\"en\",\"strings\":{\"t\":\"t\"},\"topics\":{\"papers\":"
        "{\"title\":\"T\",\"summary\":\"S\",\"blocks\":[{\"type\":\"list\",\"items\":[\"a\"]}]}}}");
    put_text(&disk, "form/f.json",
        "{\"id\":\"f\",\"version\":1,\"title\":\"t\",\"questions\":[{\"name\":\"a\",\"type\":\"note\","
        "\"label\":\"l\"}]}");
    put_text(&disk, "table/goods.json",
        "{\"v\":1,\"kind\":\"table\",\"name\":\"goods\",\"columns\":[\"a\"],\"rows\":[[\"1\"]]}");
    assert_true(every_allocation(read_pack, &disk) > 10);
    cut_disk_free(cut);
}

static bool read_withdrawn(void *ctx)
{
    struct withdrawn withdrawn;
    char message[256] = "";
    bool read = withdrawn_read("a", ctx, strlen(ctx), &withdrawn, message);
    assert_int_equal(read, message[0] == 0);
    withdrawn_clear(&withdrawn);
    return read;
}

static void what_is_withdrawn_is_read_whole_or_not(void **state)
{
    (void)state;
    char text[] = "{\"v\":1,\"kind\":\"withdrawn\",\"hotlines\":[\"x\"],\"topics\":[\"b/y\",\"b/z\"]}";
    assert_true(every_allocation(read_withdrawn, text) > 4);
}

static bool read_form(void *ctx)
{
    char message[256] = "";
    struct form *form = form_read(ctx, strlen(ctx), message);
    if (!form)
        assert_true(message[0] != 0);
    form_free(form);
    return form != NULL;
}

static void a_form_is_read_whole_or_not(void **state)
{
    (void)state;
    char form[] =
        "{\"id\":\"f\",\"version\":1,\"title\":\"t\",\"questions\":["
        "{\"name\":\"a\",\"type\":\"one\",\"label\":\"l\",\"why\":\"w\",\"indicator\":\"i\","
        "\"choices\":[{\"name\":\"x\",\"label\":\"l\",\"picture\":\"p\"}]},"
        "{\"name\":\"b\",\"type\":\"text\",\"label\":\"l\",\"why\":\"w\",\"relevant\":\"${a} = 'x'\"}]}";
    assert_true(every_allocation(read_form, form) > 10);
}

static bool read_settings(void *ctx)
{
    struct settings *settings = NULL;
    char message[256] = "";
    bool read = settings_read(ctx, &settings, message);
    assert_int_equal(read, message[0] == 0);
    if (read)
        assert_string_equal(settings_text(settings, "b", "y"), "2");
    settings_free(settings);
    return read;
}

static void settings_are_read_whole_or_not(void **state)
{
    (void)state;
    char path[] = "/tmp/wayside-scarce-XXXXXX";
    static const char text[] = "[a]\nx = 1\n[b]\ny = 2\n";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    assert_true(every_allocation(read_settings, path) > 5);
    unlink(path);
}

/* A put that is not acknowledged leaves nothing; one that is, all. */
static bool put_and_find(void *ctx)
{
    struct disk *disk = ctx;
    static const uint8_t id[ID_BYTES] = {7};
    static uint8_t bytes[ENVELOPE_BYTES];
    struct outbox *outbox = NULL;
    struct outbox_file file;
    bool put = false;
    if (outbox_new(disk, clock_system(), &outbox) == OUTBOX_OK)
        put = outbox_put(outbox, OUTBOX_HELP, id, bytes) == OUTBOX_OK;
    outbox_free(outbox);
    bool happened = scarce_happened();
    scarce_at(0); /* the agent has memory again */
    bool found = outbox_first(disk, &file) == OUTBOX_OK;
    if (happened)
        assert_int_equal(found, put);
    bool sent = found && outbox_sent(disk, &file) == OUTBOX_OK;
    scarce_at(happened ? 1 : 0);
    free(happened ? malloc(1) : NULL); /* so that it counts as having happened */
    return sent;
}

static void an_outbox_acknowledges_only_what_it_kept(void **state)
{
    (void)state;
    char folder[] = "/tmp/wayside-scarce-XXXXXX";
    struct disk disk;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(disk_open(folder, &disk), BASE_OK);
    assert_true(every_allocation(put_and_find, &disk) >= 4);
    disk_close(&disk);
    assert_int_equal(rmdir(folder), 0);
}

static bool list_names(void *ctx)
{
    struct disk_names names = {0};
    bool listed = disk_names(ctx, "", 100, &names) == BASE_OK;
    assert_int_equal(names.count, listed ? 40 : 0);
    disk_names_free(&names);
    return listed;
}

static void names_are_listed_whole_or_not(void **state)
{
    (void)state;
    struct cut_disk *cut = cut_disk_new();
    struct disk disk = cut_disk_disk(cut);
    for (int i = 0; i < 40; i++) {
        char name[3] = {(char)('a' + i % 26), (char)('a' + i / 26), 0};
        assert_int_equal(disk_put(&disk, name, "x", 1), BASE_OK);
    }
    assert_true(every_allocation(list_names, &disk) > 40);
    cut_disk_free(cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recipients_places_and_hotlines_are_read_whole_or_not),
        cmocka_unit_test(a_pack_is_read_whole_or_not),
        cmocka_unit_test(what_is_withdrawn_is_read_whole_or_not),
        cmocka_unit_test(a_form_is_read_whole_or_not),
        cmocka_unit_test(settings_are_read_whole_or_not),
        cmocka_unit_test(an_outbox_acknowledges_only_what_it_kept),
        cmocka_unit_test(names_are_listed_whole_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
