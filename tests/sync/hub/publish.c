/* Content: what publishers send becomes current for everyone when enough of the right keys have signed it,
 * and for no other reason; and what the hub says when it does not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/cursor.h"
#include "sync/hub/press.h"

static void says(const struct press *press, const char *one, const char *other)
{
    if (!strstr(press_words(press), one) || !strstr(press_words(press), other))
        fail_msg("\"%s\" does not say %s and %s", press_words(press), one, other);
}

static void follows(struct press *press, size_t targets)
{
    char why[256];
    size_t count;
    press_follow(press, time(NULL), why, &count);
    assert_string_equal(why, "");
    assert_int_equal(count, targets);
}

/* As if fewer had signed: the next write has so many signatures. */
static void sign_with(struct press *press, const char *role, int signatures)
{
    struct maker_role *maker = release_maker_role(press->maker, role);
    maker->signatures = signatures;
    maker->changed = true;
    assert_true(release_maker_write(press->maker));
}

static void what_was_published_is_what_a_new_client_verifies(void **state)
{
    struct press *press = *state;
    assert_int_equal(press_push(press, press->harbour, "targets"), 201);
    says(press, "targets version 1", "current now");
    press_all(press);
    follows(press, 4);
}

static void targets_come_under_their_hash_and_in_parts(void **state)
{
    struct press *press = *state;
    press_all(press);
    char name[256], hash[65];
    uint8_t digest[32];
    crypto_hash_sha256(digest, (const unsigned char *)"{\"v\":1}", 7);
    hex_write(digest, 32, hash);
    snprintf(name, sizeof name, "/v1/targets/packs/harbour/basics/%s.pack.json", hash);
    struct wire_answer *answer = net_get(press->nobody, name);
    assert_int_equal(answer->status, 200);
    assert_string_equal(answer->body.bytes, "{\"v\":1}");
    answer_free(answer);
    snprintf(name, sizeof name, "/v1/targets/packs/harbour/basics/pack.json");
    assert_int_equal(net_status(press->nobody, "GET", name, NULL, 0), 404);
    assert_int_equal(net_status(press->nobody, "GET", "/v1/targets/../keys/snapshot.key", NULL, 0), 400);
    assert_int_equal(net_status(press->nobody, "GET", "/v1/targets/%2e%2e/keys/snapshot.key", NULL, 0), 400);
    assert_int_equal(
        net_status(press->nobody, "GET", "/v1/metadata/%2e%2e%2fkeys%2fsnapshot.key", NULL, 0), 400);
    assert_int_equal(net_status(press->nobody, "GET", "/v1/targets/packs", NULL, 0), 404);
}

static void one_of_two_signatures_waits_and_the_second_makes_it_current(void **state)
{
    struct press *press = *state;
    press_all(press);
    press->maker->network.teams[0].keys_version++;
    assert_true(release_maker_write(press->maker));
    struct buffer both = press->maker->roles[MAKER_RECIPIENTS].metadata, one, other;
    char message[256];
    buffer_init(&one, SIGNER_METADATA_BYTES);
    buffer_init(&other, SIGNER_METADATA_BYTES);
    json_t *json = json_loadb((char *)both.bytes, both.len, 0, NULL);
    json_array_clear(json_object_get(json, "signatures"));
    char *bare = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(json);
    assert_int_equal(buffer_text(&one, bare), BASE_OK);
    assert_int_equal(buffer_text(&other, bare), BASE_OK);
    free(bare);
    const struct signer_secret *keys = press->maker->roles[MAKER_RECIPIENTS].keys;
    assert_true(signer_sign(&one, &keys[0].signer, keys[0].name, message));
    assert_true(signer_sign(&other, &keys[1].signer, keys[1].name, message));

    press_targets(press, press->harbour, "recipients");
    assert_int_equal(press_put(press, press->harbour, "recipients", one.bytes, one.len), 202);
    says(press, "signed by Dina, Harbour", "needs 1 more, from: Eli, Lantern");
    struct wire_answer *answer = net_get(press->lantern, "/v1/publish/waiting");
    assert_string_equal(answer->body.bytes,
        "[{\"role\":\"recipients\",\"version\":2,\"have\":[\"Dina, Harbour\"],"
        "\"need\":1,\"from\":[\"Eli, Lantern\"]}]");
    answer_free(answer);
    answer = net_get(press->lantern, "/v1/publish/waiting/recipients");
    assert_int_equal(answer->body.len, one.len);
    assert_memory_equal(answer->body.bytes, one.bytes, one.len);
    answer_free(answer);
    assert_int_equal(net_status(press->lantern, "GET", "/v1/publish/waiting/places", NULL, 0), 404);
    assert_int_equal(net_status(press->nobody, "GET", "/v1/publish/waiting", NULL, 0), 403);
    assert_int_equal(net_status(press->nobody, "GET", "/v1/metadata/2.recipients.json", NULL, 0), 404);

    assert_int_equal(press_put(press, press->lantern, "recipients", other.bytes, other.len), 201);
    answer = net_get(press->nobody, "/v1/metadata/2.recipients.json");
    assert_int_equal(answer->body.len, both.len);
    assert_memory_equal(answer->body.bytes, both.bytes, both.len);
    answer_free(answer);
    assert_int_equal(net_status(press->lantern, "GET", "/v1/publish/waiting/recipients", NULL, 0), 404);
    follows(press, 4);
    buffer_clear(&one);
    buffer_clear(&other);
}

static void a_wrong_version_is_answered_with_what_to_do(void **state)
{
    struct press *press = *state;
    press_all(press);
    const struct buffer *places = &press->maker->roles[MAKER_PLACES].metadata;
    assert_int_equal(press_put(press, press->harbour, "places", places->bytes, places->len), 200);
    release_maker_role(press->maker, "places")->version = 4;
    sign_with(press, "places", -1);
    assert_int_equal(press_push(press, press->harbour, "places"), 409);
    says(press, "You signed version 5 of places, current is 1", "sign version 2");
    release_maker_role(press->maker, "places")->version = 1;
    sign_with(press, "places", -1);
    assert_int_equal(press_push(press, press->harbour, "places"), 201);
    release_maker_role(press->maker, "places")->version = 1;
    press->maker->now_s += 5;
    sign_with(press, "places", -1);
    assert_int_equal(press_push(press, press->harbour, "places"), 409);
    says(press, "current is 2: fetch, look at what changed", "sign version 3");
}

static void only_its_owner_and_only_its_keys_change_a_pack(void **state)
{
    struct press *press = *state;
    press_all(press);
    assert_true(release_maker_put(press->maker, "packs/harbour/basics/pack.json", "{}", 2));
    assert_true(release_maker_write(press->maker));
    const struct buffer *pack = &press->maker->roles[MAKER_PACKS].metadata;
    assert_int_equal(press_put(press, press->lantern, "packs-harbour", pack->bytes, pack->len), 403);
    says(press, "packs-harbour belongs to harbour", "enrolled for lantern");
    assert_int_equal(press_put(press, press->lantern, "snapshot", pack->bytes, pack->len), 403);
    assert_int_equal(press_put(press, press->lantern, "packs-lantern", pack->bytes, pack->len), 409);
    assert_int_equal(press_put(press, press->nobody, "packs-harbour", pack->bytes, pack->len), 403);
    struct maker_role *role = release_maker_role(press->maker, "packs-harbour");
    role->stranger = true;
    role->version = 1;
    sign_with(press, "packs-harbour", -1);
    assert_int_equal(press_push(press, press->harbour, "packs-harbour"), 403);
    says(press, "None of the keys that may sign packs-harbour", "Harbour");
    follows(press, 4);
}

static void files_that_never_came_are_named(void **state)
{
    struct press *press = *state;
    press_all(press);
    assert_true(release_maker_put(press->maker, "packs/harbour/basics/lang/en.json", "{\"a\":1}", 7));
    assert_true(release_maker_write(press->maker));
    const struct buffer *pack = &press->maker->roles[MAKER_PACKS].metadata;
    assert_int_equal(press_put(press, press->harbour, "packs-harbour", pack->bytes, pack->len), 422);
    says(press, "1 file of this version never came here", "packs/harbour/basics/lang/en.json");
    assert_int_equal(press_push(press, press->harbour, "packs-harbour"), 201);
    follows(press, 5);
}

static void a_file_under_another_hash_is_refused(void **state)
{
    struct press *press = *state;
    static const char path[] = "/v1/publish/targets/"
                               "0000000000000000000000000000000000000000000000000000000000000000";
    assert_int_equal(net_status(press->harbour, "PUT", path, "abc", 3), 422);
    assert_int_equal(net_status(press->harbour, "GET", path, NULL, 0), 404);
    assert_int_equal(net_status(press->nobody, "PUT", path, "abc", 3), 403);
}

static void expired_or_foreign_metadata_is_refused_in_words(void **state)
{
    struct press *press = *state;
    press_all(press);
    struct maker_role *role = release_maker_role(press->maker, "places");
    role->expires_s = time(NULL) - 10;
    sign_with(press, "places", -1);
    assert_int_equal(press_push(press, press->harbour, "places"), 422);
    says(press, "places that you signed have ended", "clock");
    assert_int_equal(press_put(press, press->harbour, "places", "{}", 2), 422);
    says(press, "This cannot be read", "not TUF metadata");
    const struct buffer *root = &press->maker->roles[MAKER_ROOT].metadata;
    assert_int_equal(press_put(press, press->harbour, "places", root->bytes, root->len), 422);
    says(press, "places has to be \"targets\" metadata", "\"root\"");
}

static void what_was_signed_in_the_future_is_refused(void **state)
{
    struct press *press = *state;
    press_all(press);
    struct maker_role *role = release_maker_role(press->maker, "places");
    role->signed_at_s = time(NULL) + 3 * 86400;
    sign_with(press, "places", -1);
    assert_int_equal(press_push(press, press->harbour, "places"), 422);
    says(press, "signed in the future", "clock");
    role->signed_at_s = time(NULL) + 3600; /* clocks differ */
    role->version--;
    sign_with(press, "places", -1);
    assert_int_equal(press_push(press, press->harbour, "places"), 201);
}

static void a_publisher_does_not_delegate(void **state)
{
    struct press *press = *state;
    press_all(press);
    const struct signer_secret *key = &press->maker->roles[MAKER_PACKS].keys[0];
    struct signer_head head = {.version = 2, .expires_s = time(NULL) + 100000, .signed_at_s = time(NULL)};
    struct buffer metadata;
    char message[256];
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    struct signer_role own = {.name = "own", .threshold = 1, .key_count = 1, .path_count = 1};
    own.keys[0] = signer_secret_key(key);
    strcpy(own.paths[0], "packs/harbour/*/*");
    assert_true(signer_targets(&head, NULL, 0, &own, 1, &metadata, message));
    assert_true(signer_sign(&metadata, &key->signer, key->name, message));
    assert_int_equal(press_put(press, press->harbour, "packs-harbour", metadata.bytes, metadata.len), 422);
    says(press, "names other roles", "only targets");
    buffer_clear(&metadata);
}

static void targets_outside_what_is_delegated_are_refused(void **state)
{
    struct press *press = *state;
    press_all(press);
    struct signer_target target = {.path = "hotlines/harbour.json", .length = 2};
    struct signer_head head = {.version = 2, .expires_s = time(NULL) + 100000, .signed_at_s = time(NULL)};
    struct buffer metadata;
    char message[256];
    const struct signer_secret *key = &press->maker->roles[MAKER_PACKS].keys[0];
    crypto_hash_sha256(target.sha256, (const unsigned char *)"{}", 2);
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    assert_true(signer_targets(&head, &target, 1, NULL, 0, &metadata, message));
    assert_true(signer_sign(&metadata, &key->signer, key->name, message));
    assert_int_equal(press_put(press, press->harbour, "packs-harbour", metadata.bytes, metadata.len), 422);
    says(press, "Devices would not take this", "hotlines/harbour.json");
    buffer_clear(&metadata);
}

static void a_new_root_needs_the_old_and_the_new_and_this_hub(void **state)
{
    struct press *press = *state;
    press_all(press);
    assert_true(release_maker_replace_key(press->maker, "root", 0));
    assert_true(release_maker_write(press->maker));
    assert_int_equal(press_push(press, press->harbour, "root"), 201);
    follows(press, 4);
    assert_true(release_maker_replace_key(press->maker, "timestamp", 0));
    assert_true(release_maker_write(press->maker));
    assert_int_equal(press_push(press, press->harbour, "root"), 422);
    says(press, "does not name this hub's key for timestamp", "content-keys");
    follows(press, 4);
}

static void a_revoked_key_leaves_its_role_out_until_the_new_one_signs(void **state)
{
    struct press *press = *state;
    press_all(press);
    assert_true(release_maker_replace_key(press->maker, "packs-harbour", 0));
    assert_true(release_maker_write(press->maker));
    assert_int_equal(press_push(press, press->harbour, "targets"), 201);
    says(press, "targets version 2 is current now", "packs-harbour");
    assert_int_equal(press_push(press, press->harbour, "packs-harbour"), 201);
    follows(press, 4);
}

static void another_proposal_does_not_push_out_what_waits(void **state)
{
    struct press *press = *state;
    press_all(press);
    struct maker_role *role = release_maker_role(press->maker, "hotlines");
    sign_with(press, "hotlines", 1);
    assert_int_equal(press_push(press, press->harbour, "hotlines"), 202);
    /* the other signer, something else */
    struct signer_secret first = role->keys[0];
    role->keys[0] = role->keys[1];
    role->version = 1;
    press->maker->now_s += 3;
    sign_with(press, "hotlines", 1);
    assert_int_equal(press_push(press, press->lantern, "hotlines"), 409);
    says(press, "signed by Dina, Harbour, waits", "ask Dina, Harbour to replace it");
    /* the first may */
    role->keys[0] = first;
    role->version = 1;
    press->maker->now_s += 3;
    sign_with(press, "hotlines", 1);
    assert_int_equal(press_push(press, press->harbour, "hotlines"), 202);
}

static void a_restarted_hub_goes_on_and_renews_by_itself(void **state)
{
    struct press *press = *state;
    char why[256];
    size_t count;
    press_all(press);
    net_stop(&press->net);
    atomic_store(&press->net.clock_add_s, 5 * 86400); /* longer than the timestamp is good for */
    net_start(&press->net);
    wire_client_free(press->nobody);
    press->nobody = net_client(&press->net, NULL);
    for (int i = 0; i < 3000; i++) {
        press_follow(press, time(NULL) + 5 * 86400, why, &count);
        if (!*why)
            break;
        net_pause();
    }
    assert_string_equal(why, "");
    assert_int_equal(count, 4);
}

struct racer {
    struct press *press;
    struct wire_client *client;
    struct buffer metadata;
    int status;
    pthread_t thread;
};

static void *race(void *ctx)
{
    struct racer *racer = ctx;
    racer->status = net_status(
        racer->client, "PUT", "/v1/publish/metadata/places", racer->metadata.bytes, racer->metadata.len);
    return NULL;
}

static void of_two_who_publish_at_once_one_is_told_to_look_again(void **state)
{
    struct press *press = *state;
    struct racer racers[4];
    int taken = 0;
    press_all(press);
    for (size_t i = 0; i < 4; i++) {
        struct racer *racer = &racers[i];
        *racer = (struct racer){
            .press = press, .client = net_client(&press->net, i % 2 ? "lantern" : "harbour")};
        release_maker_role(press->maker, "places")->version = 1;
        press->maker->now_s += 10;
        sign_with(press, "places", -1);
        const struct buffer *made = &press->maker->roles[MAKER_PLACES].metadata;
        buffer_init(&racer->metadata, SIGNER_METADATA_BYTES);
        assert_int_equal(buffer_add(&racer->metadata, made->bytes, made->len), BASE_OK);
    }
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&racers[i].thread, NULL, race, &racers[i]), 0);
    for (size_t i = 0; i < 4; i++) {
        pthread_join(racers[i].thread, NULL);
        assert_true(racers[i].status == 201 || racers[i].status == 409);
        taken += racers[i].status == 201;
        wire_client_free(racers[i].client);
        buffer_clear(&racers[i].metadata);
    }
    assert_int_equal(taken, 1);
    follows(press, 4);
}

static void status_says_what_each_place_shows(void **state)
{
    struct press *press = *state;
    press_all(press);
    static const char beat[] =
        "{\"software\":\"0.1.0\",\"place\":\"demo-1\",\"release\":\"ab\",\"shown\":\"cd\","
        "\"refused\":\"ab older than shown\",\"disk\":\"ok\",\"temperature\":\"ok\"}";
    net_enrol(&press->net, HUB_ROLE_DEVICE, DEVICE_NAME, "device");
    struct wire_client *device = net_client(&press->net, "device");
    assert_int_equal(net_status(device, "POST", "/v1/heartbeat", beat, sizeof beat - 1), 204);
    assert_int_equal(net_status(device, "GET", "/v1/publish/status", NULL, 0), 403);
    struct wire_answer *answer = net_get(press->harbour, "/v1/publish/status");
    assert_int_equal(answer->status, 200);
    json_t *json = json_loadb((char *)answer->body.bytes, answer->body.len, 0, NULL);
    json_t *place = json_array_get(json_object_get(json, "places"), 0);
    assert_int_equal(json_string_length(json_object_get(json, "current")), 64);
    assert_string_equal(json_string_value(json_object_get(place, "place")), "demo-1");
    assert_string_equal(json_string_value(json_object_get(place, "device")), DEVICE_NAME);
    assert_string_equal(json_string_value(json_object_get(place, "shown")), "cd");
    assert_string_equal(json_string_value(json_object_get(place, "refused")), "ab older than shown");
    json_decref(json);
    answer_free(answer);
    wire_client_free(device);
}

static void a_device_that_is_revoked_by_signature_is_refused_at_once(void **state)
{
    struct press *press = *state;
    press_all(press);
    static const char beat[] =
        "{\"software\":\"0.1.0\",\"place\":\"demo-1\",\"release\":\"ab\",\"shown\":\"\","
        "\"refused\":\"\",\"disk\":\"ok\",\"temperature\":\"ok\"}";
    net_enrol(&press->net, HUB_ROLE_DEVICE, DEVICE_NAME, "device");
    struct wire_client *device = net_client(&press->net, "device");
    assert_int_equal(net_status(device, "POST", "/v1/heartbeat", beat, strlen(beat)), 204);
    press->maker->network.revoked[0] = strchr(DEVICE_NAME, '.') + 1;
    press->maker->now_s += 10;
    assert_true(release_maker_write(press->maker));
    assert_int_equal(press_push(press, press->harbour, "recipients"), 201);
    assert_int_equal(net_status(device, "POST", "/v1/heartbeat", beat, strlen(beat)), 403);
    press->maker->network.revoked[0] = NULL;
    press->maker->now_s += 10;
    assert_true(release_maker_write(press->maker));
    assert_int_equal(press_push(press, press->harbour, "recipients"), 201);
    assert_int_equal(net_status(device, "POST", "/v1/heartbeat", beat, strlen(beat)), 204);
    wire_client_free(device);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PRESS_TEST(what_was_published_is_what_a_new_client_verifies),
        PRESS_TEST(targets_come_under_their_hash_and_in_parts),
        PRESS_TEST(one_of_two_signatures_waits_and_the_second_makes_it_current),
        PRESS_TEST(a_wrong_version_is_answered_with_what_to_do),
        PRESS_TEST(only_its_owner_and_only_its_keys_change_a_pack),
        PRESS_TEST(files_that_never_came_are_named),
        PRESS_TEST(a_file_under_another_hash_is_refused),
        PRESS_TEST(expired_or_foreign_metadata_is_refused_in_words),
        PRESS_TEST(what_was_signed_in_the_future_is_refused),
        PRESS_TEST(a_publisher_does_not_delegate),
        PRESS_TEST(targets_outside_what_is_delegated_are_refused),
        PRESS_TEST(a_new_root_needs_the_old_and_the_new_and_this_hub),
        PRESS_TEST(a_revoked_key_leaves_its_role_out_until_the_new_one_signs),
        PRESS_TEST(another_proposal_does_not_push_out_what_waits),
        PRESS_TEST(a_restarted_hub_goes_on_and_renews_by_itself),
        PRESS_TEST(of_two_who_publish_at_once_one_is_told_to_look_again),
        PRESS_TEST(status_says_what_each_place_shows),
        PRESS_TEST(a_device_that_is_revoked_by_signature_is_refused_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
