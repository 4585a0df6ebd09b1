/* sync/hub/content.h on a cruel disk: a release is the old one or the new one, whole, whatever happens; what
 * was said to be current stays so; and the hub's own signatures never go back. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

#include "base/cursor.h"
#include "content.h"
#include "fault/cut_disk.h"
#include "fault/cut_trial.h"
#include "release_parts.h"
#include "trust/trust.h"

#define NOW_S 1795500000
#define DAY 86400

struct bench {
    struct network_maker network;
    struct release_maker *maker;
    struct buffer root;
    struct cut_disk *cut;
    struct disk disk;
    unsigned status; /* of the act of a trial; 0: it was cut */
};

static void targets_bring(struct bench *bench, int role)
{
    for (size_t i = 0; i < bench->maker->blob_count; i++) {
        const struct maker_blob *blob = &bench->maker->blobs[i];
        char path[80] = "incoming/";
        if (blob->role != role || blob->metadata || !blob->current)
            continue;
        hex_write(blob->promised, 32, path + 9);
        (void)!disk_put(&bench->disk, path, blob->bytes.bytes, blob->bytes.len);
    }
}

static struct content *open_on(struct bench *bench, struct disk *disk, const char *folder, int64_t now_s)
{
    struct content_settings settings = {.disk = *disk,
        .folder = folder,
        .root = bench->root.bytes,
        .root_len = bench->root.len,
        .snapshot = &bench->maker->roles[MAKER_SNAPSHOT].keys[0],
        .timestamp = &bench->maker->roles[MAKER_TIMESTAMP].keys[0],
        .now_s = now_s};
    char message[HUB_MESSAGE];
    struct content *content = NULL;
    if (!content_open(&settings, &content, message))
        print_message("%s\n", message);
    return content;
}

static struct said put(struct bench *bench, struct content *content, int role, int64_t now_s)
{
    struct said said;
    const struct maker_role *made = &bench->maker->roles[role];
    content_put(content, "harbour", made->name, made->metadata.bytes, made->metadata.len, now_s, &said);
    return said;
}

static void publish_all(struct bench *bench, struct content *content)
{
    static const int order[] = {MAKER_TARGETS, MAKER_RECIPIENTS, MAKER_HOTLINES, MAKER_PLACES, MAKER_PACKS};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        targets_bring(bench, order[i]);
        struct said said = put(bench, content, order[i], NOW_S);
        if (said.status != 201)
            fail_msg("%s", said.detail);
    }
}

static int make(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    struct network_keys keys;
    assert_true(network_maker_init(&bench->network, &keys));
    bench->maker = release_maker_new(&bench->network, NOW_S);
    assert_true(release_maker_put(bench->maker, "packs/harbour/basics/pack.json", "{}", 2));
    assert_true(release_maker_write(bench->maker));
    const struct buffer *root = release_maker_file(bench->maker, "1.root.json");
    buffer_init(&bench->root, 1 << 20);
    assert_int_equal(buffer_add(&bench->root, root->bytes, root->len), BASE_OK);
    bench->cut = cut_disk_new();
    bench->disk = cut_disk_disk(bench->cut);
    *state = bench;
    return 0;
}

static int unmake(void **state)
{
    struct bench *bench = *state;
    cut_disk_free(bench->cut);
    release_maker_free(bench->maker);
    buffer_clear(&bench->root);
    free(bench);
    return 0;
}

/* ---- a client over the disk, as over a static server ---- */

struct client {
    struct disk *disk;
    struct trust *trust;
    size_t targets;
    bool whole;
};

static void client_fetch(struct client *client)
{
    struct trust_want want;
    while (trust_next(client->trust, &want)) {
        char path[300];
        struct buffer bytes;
        buffer_init(&bytes, SIGNER_METADATA_BYTES);
        snprintf(path, sizeof path, "metadata/%.200s", want.name);
        if (disk_get(client->disk, path, &bytes) == BASE_OK)
            (void)!trust_give(client->trust, bytes.bytes, bytes.len);
        else
            (void)!trust_absent(client->trust);
        buffer_clear(&bytes);
    }
}

static bool client_target(void *ctx, const struct trust_target *target)
{
    struct client *client = ctx;
    char name[TRUST_PATH + 2 * TRUST_HASH_LONG + 2], path[512];
    struct buffer bytes;
    buffer_init(&bytes, SIGNER_METADATA_BYTES);
    trust_target_name(client->trust, target, name);
    snprintf(path, sizeof path, "targets/%.400s", name);
    bool good = disk_get(client->disk, path, &bytes) == BASE_OK &&
                trust_target_check(target, bytes.bytes, bytes.len) == TRUST_OK;
    buffer_clear(&bytes);
    client->targets++;
    client->whole = client->whole && good;
    return true;
}

/* The version of packs-harbour that a new client comes to, with every target as promised; 0: it comes to
 * none. */
static int64_t client_sees(struct bench *bench, struct disk *disk, int64_t now_s)
{
    char why[TRUST_WHY];
    struct client client = {.disk = disk, .whole = true};
    client.trust = trust_new(
        &(struct trust_start){bench->root.bytes, bench->root.len, now_s, false, false}, why);
    assert_non_null(client.trust);
    client_fetch(&client);
    trust_want_all(client.trust);
    client_fetch(&client);
    (void)trust_each(client.trust, client_target, &client);
    int64_t version = trust_version(client.trust, "packs-harbour");
    enum trust_error failed = trust_failure(client.trust, why);
    trust_free(client.trust);
    return failed || !client.whole || !client.targets ? 0 : version;
}

/* ---- power and space ---- */

static void begin_act(void *ctx)
{
    struct bench *bench = ctx;
    bench->status = 0;
}

static void act(struct disk *disk, void *ctx)
{
    struct bench *bench = ctx;
    struct content *content = open_on(bench, disk, NULL, NOW_S + 60);
    if (!content)
        return;
    bench->status = put(bench, content, MAKER_PACKS, NOW_S + 60).status;
    content_close(content);
}

static bool check(struct disk *disk, void *ctx)
{
    struct bench *bench = ctx;
    int64_t version = client_sees(bench, disk, NOW_S + 60);
    if (version != 2 && (bench->status == 201 || version != 1))
        return false;
    /* whoever sends it again comes to the same end */
    struct content *content = open_on(bench, disk, NULL, NOW_S + 70);
    if (!content)
        return false;
    unsigned status = put(bench, content, MAKER_PACKS, NOW_S + 70).status;
    content_close(content);
    return (status == 200 || status == 201) && client_sees(bench, disk, NOW_S + 70) == 2;
}

static void second_version(struct bench *bench)
{
    struct content *content = open_on(bench, &bench->disk, NULL, NOW_S);
    assert_non_null(content);
    publish_all(bench, content);
    content_close(content);
    assert_int_equal(client_sees(bench, &bench->disk, NOW_S), 1);
    assert_true(release_maker_put(bench->maker, "packs/harbour/basics/pack.json", "{\"v\":2}", 7));
    assert_true(release_maker_put(bench->maker, "packs/harbour/basics/lang/en.json", "{}", 2));
    assert_true(release_maker_write(bench->maker));
    targets_bring(bench, MAKER_PACKS);
}

static void a_cut_at_any_write_leaves_the_old_release_or_the_new_one(void **state)
{
    struct bench *bench = *state;
    unsigned outcomes;
    second_version(bench);
    struct cut_disk_trial trial = {begin_act, act, check, bench};
    assert_int_equal(cut_disk_every(bench->cut, &trial, &outcomes), 0);
    print_message("%u outcomes\n", outcomes);
    assert_true(outcomes > 50);
}

static void without_syncs_it_would_not(void **state)
{
    struct bench *bench = *state;
    second_version(bench);
    cut_disk_ignore(bench->cut, true, false);
    struct cut_disk_trial trial = {begin_act, act, check, bench};
    assert_true(cut_disk_every(bench->cut, &trial, NULL) > 0);
}

static void a_full_disk_is_said_and_the_old_release_stays(void **state)
{
    struct bench *bench = *state;
    second_version(bench);
    unsigned step = 0, status;
    do {
        struct cut_disk *copy = cut_disk_copy(bench->cut);
        struct disk disk = cut_disk_disk(copy);
        struct content *content = open_on(bench, &disk, NULL, NOW_S + 60);
        cut_disk_full_at(copy, ++step);
        struct said said = put(bench, content, MAKER_PACKS, NOW_S + 60);
        status = said.status;
        assert_true(status == 507 || status == 201);
        assert_int_equal(client_sees(bench, &disk, NOW_S + 60), status == 201 ? 2 : 1);
        if (status == 507)
            assert_non_null(strstr(said.detail, "disk is full"));
        cut_disk_full_at(copy, 0);
        said = put(bench, content, MAKER_PACKS, NOW_S + 61);
        assert_true(said.status == 201 || said.status == 200);
        assert_int_equal(client_sees(bench, &disk, NOW_S + 61), 2);
        content_close(content);
        cut_disk_free(copy);
    } while (status == 507);
    assert_true(step > 4);
}

/* ---- time ---- */

static int64_t version_of(struct disk *disk, const char *name, int64_t *ret_expires)
{
    struct buffer bytes;
    struct signer_head head;
    char type[16], message[256];
    buffer_init(&bytes, SIGNER_METADATA_BYTES);
    assert_int_equal(disk_get(disk, name, &bytes), BASE_OK);
    assert_true(signer_head_read(bytes.bytes, bytes.len, &head, type, message));
    buffer_clear(&bytes);
    *ret_expires = head.expires_s;
    return head.version;
}

static void the_timestamp_is_renewed_each_hour_and_never_goes_back(void **state)
{
    struct bench *bench = *state;
    static const int64_t steps[] = {3500, 3601, 3700, 40000, 20 * DAY, -400 * DAY, 21 * DAY, 400 * DAY};
    static const bool renewed[] = {false, true, false, true, true, true, true, true};
    struct said said;
    int64_t expires, before, now_s = NOW_S;
    struct content *content = open_on(bench, &bench->disk, NULL, NOW_S);
    assert_true(content_renew(content, NOW_S, &said)); /* nothing is published: nothing to renew */
    publish_all(bench, content);
    before = version_of(&bench->disk, "metadata/timestamp.json", &expires);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        now_s = NOW_S + steps[i];
        assert_true(content_renew(content, now_s, &said));
        int64_t version = version_of(&bench->disk, "metadata/timestamp.json", &expires);
        if (renewed[i] ? version <= before : version != before)
            fail_msg("step %zu: version %lld after %lld", i, (long long)version, (long long)before);
        before = version;
        assert_true(steps[i] < 0 || client_sees(bench, &bench->disk, now_s) == 1 || steps[i] > 80 * DAY);
    }
    content_close(content);
}

/* ---- what is over ---- */

static void age(const char *folder, const char *name, int64_t seconds)
{
    char path[600];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    struct utimbuf times = {time(NULL) - seconds, time(NULL) - seconds};
    assert_int_equal(utime(path, &times), 0);
}

static bool is_there(const char *folder, const char *name)
{
    char path[600];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

static void target_path(const char *text, const char *name, char ret_path[static 256])
{
    uint8_t digest[32];
    char hash[65];
    crypto_hash_sha256(digest, (const unsigned char *)text, strlen(text));
    hex_write(digest, 32, hash);
    snprintf(ret_path, 256, "targets/packs/harbour/basics/%s.%s", hash, name);
}

static void what_was_replaced_goes_two_days_later_and_what_is_needed_stays(void **state)
{
    struct bench *bench = *state;
    char folder[] = "/tmp/wayside-content-XXXXXX", path[256], snapshot[80], command[80];
    static const char *const inner[] = {"", "/metadata", "/targets", "/incoming", "/waiting"};
    int64_t incoming = 0, now_s = time(NULL);
    assert_non_null(mkdtemp(folder));
    for (size_t i = 1; i < 5; i++) {
        snprintf(path, sizeof path, "%s%s", folder, inner[i]);
        assert_int_equal(mkdir(path, 0755), 0);
    }
    assert_int_equal(disk_open(folder, &bench->disk), BASE_OK);
    struct content *content = open_on(bench, &bench->disk, folder, NOW_S);
    publish_all(bench, content);
    target_path("{}", "pack.json", path);
    age(folder, path, 30 * DAY);
    content_sweep(content, now_s, &incoming);
    assert_true(is_there(folder, path)); /* old, and needed */

    assert_true(release_maker_put(bench->maker, "packs/harbour/basics/pack.json", "[]", 2));
    assert_true(release_maker_write(bench->maker));
    targets_bring(bench, MAKER_PACKS);
    assert_int_equal(put(bench, content, MAKER_PACKS, NOW_S + 60).status, 201);
    snprintf(snapshot, sizeof snapshot, "metadata/%d.snapshot.json", NOW_S);
    content_sweep(content, now_s, &incoming);
    assert_true(is_there(folder, path)); /* replaced a moment ago: devices may be half-way */
    assert_true(incoming > 0);
    age(folder, path, 3 * DAY);
    content_sweep(content, now_s + 3 * DAY, &incoming);
    assert_false(is_there(folder, path));
    assert_false(is_there(folder, snapshot));
    assert_int_equal(incoming, 0);
    target_path("[]", "pack.json", path);
    assert_true(is_there(folder, path));
    assert_int_equal(client_sees(bench, &bench->disk, NOW_S + 60), 2);
    content_close(content);
    disk_close(&bench->disk);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static void a_damaged_folder_is_named_and_not_signed_over(void **state)
{
    struct bench *bench = *state;
    struct content *content = open_on(bench, &bench->disk, NULL, NOW_S);
    publish_all(bench, content);
    content_close(content);
    assert_int_equal(disk_put(&bench->disk, "metadata/timestamp.json", "{}", 2), BASE_OK);
    assert_null(open_on(bench, &bench->disk, NULL, NOW_S));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_cut_at_any_write_leaves_the_old_release_or_the_new_one),
        TEST(without_syncs_it_would_not),
        TEST(a_full_disk_is_said_and_the_old_release_stays),
        TEST(the_timestamp_is_renewed_each_hour_and_never_goes_back),
        TEST(what_was_replaced_goes_two_days_later_and_what_is_needed_stays),
        TEST(a_damaged_folder_is_named_and_not_signed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
