/* tests/release_maker.h: what other tests stand on is right where it should be and wrong where they ask. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "release_maker.h"
#include "signer/targets.h"

#define NOW_S 1790000000

struct bench {
    char folder[64];
    struct release_maker *maker;
};

static int make(void **state)
{
    struct network_maker network;
    struct network_keys keys;
    struct bench *bench = calloc(1, sizeof *bench);
    snprintf(bench->folder, sizeof bench->folder, "/tmp/wayside-release-XXXXXX");
    if (!mkdtemp(bench->folder) || !network_maker_init(&network, &keys))
        return -1;
    bench->maker = release_maker_new(&network, NOW_S);
    *state = bench;
    return bench->maker && release_maker_put(bench->maker, "packs/harbour/basics/pack.json", "{}", 2) &&
                   release_maker_write(bench->maker)
               ? 0
               : -1;
}

static int unmake(void **state)
{
    struct bench *bench = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", bench->folder);
    int left = system(command);
    release_maker_free(bench->maker);
    free(bench);
    return left;
}

static size_t right_signatures(const struct maker_role *role)
{
    size_t count = 0;
    for (size_t i = 0; i < role->key_count; i++) {
        struct signer_key key = signer_secret_key(&role->keys[i]);
        count += signer_signed_by(role->metadata.bytes, role->metadata.len, &key);
    }
    return count;
}

static void every_role_is_signed_by_all_its_keys(void **state)
{
    struct bench *bench = *state;
    for (int i = 0; i < MAKER_ROLES; i++)
        assert_int_equal(right_signatures(&bench->maker->roles[i]), bench->maker->roles[i].key_count);
    assert_int_equal(bench->maker->roles[MAKER_TIMESTAMP].version, NOW_S);
}

static void only_what_changed_gets_a_next_version(void **state)
{
    struct bench *bench = *state;
    bench->maker->now_s += 60;
    assert_true(release_maker_put(bench->maker, "packs/harbour/basics/pack.json", "{ }", 3));
    assert_true(release_maker_write(bench->maker));
    assert_int_equal(bench->maker->roles[MAKER_PACKS].version, 2);
    assert_int_equal(bench->maker->roles[MAKER_RECIPIENTS].version, 1);
    assert_int_equal(bench->maker->roles[MAKER_TARGETS].version, 1);
    assert_int_equal(bench->maker->roles[MAKER_SNAPSHOT].version, NOW_S + 60);
    bench->maker->network.teams[0].keys_version++;
    assert_true(release_maker_write(bench->maker));
    assert_int_equal(bench->maker->roles[MAKER_RECIPIENTS].version, 2);
    assert_int_equal(bench->maker->roles[MAKER_PLACES].version, 1);
}

static void a_role_can_be_signed_by_too_few_or_by_strangers(void **state)
{
    struct bench *bench = *state;
    struct maker_role *role = release_maker_role(bench->maker, "hotlines");
    role->signatures = 1;
    role->changed = true;
    assert_true(release_maker_write(bench->maker));
    assert_int_equal(right_signatures(role), 1);
    role->signatures = -1;
    role->stranger = role->changed = true;
    assert_true(release_maker_write(bench->maker));
    assert_int_equal(right_signatures(role), 0);
    struct signer_key key = signer_secret_key(&role->keys[1]);
    char id[65];
    signer_key_id(&key, id);
    assert_non_null(strstr((char *)role->metadata.bytes, id));
}

static void a_new_root_is_signed_by_the_key_that_goes_as_well(void **state)
{
    struct bench *bench = *state;
    struct maker_role *root = release_maker_role(bench->maker, "root");
    struct signer_key old = signer_secret_key(&root->keys[1]);
    assert_true(release_maker_replace_key(bench->maker, "root", 1));
    assert_true(release_maker_write(bench->maker));
    assert_int_equal(root->version, 2);
    assert_int_equal(right_signatures(root), 3);
    assert_true(signer_signed_by(root->metadata.bytes, root->metadata.len, &old));
}

static bool line_read(struct bench *bench, FILE *pointer, char name[static 100])
{
    char hash[65], made[65], path[256];
    uint8_t digest[32];
    struct buffer file;
    if (fscanf(pointer, "%64s %99s", hash, name) != 2)
        return false;
    snprintf(path, sizeof path, "%s/content/%s", bench->folder, hash);
    buffer_init(&file, SIGNER_METADATA_BYTES);
    assert_int_equal(file_read(path, SIGNER_METADATA_BYTES, &file), BASE_OK);
    crypto_hash_sha256(digest, file.bytes, file.len);
    hex_write(digest, 32, made);
    assert_string_equal(made, hash);
    buffer_clear(&file);
    return true;
}

static void a_content_folder_lists_the_chain_and_everything_current(void **state)
{
    struct bench *bench = *state;
    char path[256], name[100], all[1024] = "";
    assert_true(release_maker_replace_key(bench->maker, "timestamp", 0));
    assert_true(release_maker_write(bench->maker));
    snprintf(path, sizeof path, "%s/content", bench->folder);
    assert_true(release_maker_content(bench->maker, path, "current"));
    snprintf(path, sizeof path, "%s/content/current", bench->folder);
    FILE *pointer = fopen(path, "r");
    assert_non_null(pointer);
    assert_non_null(fgets(name, sizeof name, pointer));
    assert_string_equal(name, "wayside release 1\n");
    while (line_read(bench, pointer, name))
        strcat(strcat(all, name), " ");
    (void)fclose(pointer);
    assert_string_equal(all,
        "2.root.json timestamp.json 1790000001.snapshot.json 1.targets.json 1.recipients.json "
        "1.hotlines.json 1.places.json 1.packs-harbour.json ");
}

static void a_repository_folder_has_the_names_of_consistent_snapshots(void **state)
{
    struct bench *bench = *state;
    static const char *const names[] = {"metadata/1.root.json", "metadata/timestamp.json",
        "metadata/1790000000.snapshot.json", "metadata/1.packs-harbour.json",
        "targets/packs/harbour/basics/"
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a.pack.json"};
    char path[256];
    snprintf(path, sizeof path, "%s/www", bench->folder);
    assert_true(release_maker_repository(bench->maker, path));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/www/%s", bench->folder, names[i]);
        assert_int_equal(access(path, R_OK), 0);
    }
    snprintf(path, sizeof path, "%s/root.json", bench->folder);
    assert_true(release_maker_root(bench->maker, path));
    assert_true(release_maker_hub_keys(bench->maker, bench->folder));
}

static void one_file_can_be_broken_after_it_was_signed(void **state)
{
    struct bench *bench = *state;
    struct buffer *file = release_maker_file(bench->maker, "packs/harbour/basics/pack.json");
    assert_non_null(file);
    file->bytes[0] = '[';
    assert_non_null(release_maker_file(bench->maker, "1.root.json"));
    assert_non_null(release_maker_file(bench->maker, "packs-harbour.json"));
    assert_null(release_maker_file(bench->maker, "nothing.json"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_role_is_signed_by_all_its_keys),
        TEST(only_what_changed_gets_a_next_version),
        TEST(a_role_can_be_signed_by_too_few_or_by_strangers),
        TEST(a_new_root_is_signed_by_the_key_that_goes_as_well),
        TEST(a_content_folder_lists_the_chain_and_everything_current),
        TEST(a_repository_folder_has_the_names_of_consistent_snapshots),
        TEST(one_file_can_be_broken_after_it_was_signed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
