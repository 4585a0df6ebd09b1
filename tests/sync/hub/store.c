/* The store as the hub fills it: one commit for all that wait, a full disk, a held store, two hubs. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/limits.h"
#include "sync/hub/net.h"

enum { CLIENTS = 12 };

struct sender {
    struct scene *scene;
    struct wire_client *client;
    unsigned long id;
    int status;
    pthread_t thread;
};

static void *send_main(void *ctx)
{
    struct sender *sender = ctx;
    char path[128];
    path_n(path, "/v1/envelopes/", sender->id);
    sender->status = net_status(sender->client, "PUT", path, sender->scene->envelope, ENVELOPE_BYTES);
    return NULL;
}

static void what_comes_while_a_commit_is_under_way_shares_the_next_one(void **state)
{
    struct scene *scene = *state;
    struct sender senders[CLIENTS];
    sqlite3 *db;
    struct hub_counts before = hub_counts(scene->net.hub);
    assert_int_equal(sqlite3_open(scene->net.store, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK); /* a slow disk */
    for (unsigned i = 0; i < CLIENTS; i++) {
        senders[i] = (struct sender){.scene = scene, .client = net_client(&scene->net, "device"), .id = i};
        assert_int_equal(pthread_create(&senders[i].thread, NULL, send_main, &senders[i]), 0);
    }
    WAIT_UNTIL(hub_counts(scene->net.hub).waiting >= CLIENTS / 2);
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    for (unsigned i = 0; i < CLIENTS; i++) {
        pthread_join(senders[i].thread, NULL);
        assert_int_equal(senders[i].status, 201);
        wire_client_free(senders[i].client);
    }
    struct hub_counts after = hub_counts(scene->net.hub);
    assert_int_equal(after.puts - before.puts, CLIENTS);
    assert_true(after.commits - before.commits <= CLIENTS - CLIENTS / 2 + 1);
}

static size_t length(struct wire_client *client, const char *path)
{
    struct wire_answer *answer = net_get(client, path);
    size_t len = answer->body.len;
    answer_free(answer);
    return len;
}

static void a_full_store_says_so_acknowledges_nothing_and_goes_on_when_there_is_room(void **state)
{
    struct scene *scene = *state;
    char path[128];
    unsigned long n = 0;
    int status;
    hub_store_limit(scene->net.hub, 400000);
    do {
        path_n(path, "/v1/envelopes/", ++n);
        status = net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES);
    } while (status == 201 && n < 100);
    assert_int_equal(status, 507);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 507);
    assert_int_equal(length(scene->mix, "/v1/mix/envelopes"), (n - 1) * (32 + ENVELOPE_BYTES));
    char cut[128];
    path_n(cut, "/v1/mix/envelopes/", 1); /* the mix makes room */
    assert_int_equal(net_status(scene->mix, "DELETE", cut, NULL, 0), 204);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    path_n(path, "/v1/envelopes/", ++n);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 507);
    hub_store_limit(scene->net.hub, 0);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    assert_int_equal(length(scene->mix, "/v1/mix/envelopes"), (n - 1) * (32 + ENVELOPE_BYTES));
}

static void a_store_that_another_program_holds_is_said_to_be_busy(void **state)
{
    struct scene *scene = *state;
    char path[128];
    sqlite3 *db;
    path_n(path, "/v1/envelopes/", 1);
    assert_int_equal(sqlite3_open(scene->net.store, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 503);
    assert_int_equal(length(scene->mix, "/v1/mix/envelopes"), 0); /* readers do not wait */
    sqlite3_close(db);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
}

static void the_store_names_no_sender_and_keeps_no_token(void **state)
{
    struct scene *scene = *state;
    char path[128], token[164], message[HUB_MESSAGE];
    path_n(path, "/v1/envelopes/", 1);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    assert_int_equal(hub_token(&scene->net.settings, HUB_ROLE_MIX, "other", token, message), HUB_OK);
    net_stop(&scene->net);
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(scene->net.store, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
            "SELECT (SELECT count(*) FROM envelopes WHERE instr(pseudonym, ?1) OR instr(id, ?1)),"
            " (SELECT count(*) FROM tokens WHERE instr(hex(secret_hash), upper(?2)))",
            -1, &statement, NULL),
        SQLITE_OK);
    sqlite3_bind_text(statement, 1, DEVICE_NAME, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, token, 32, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(statement, 0), 0);
    assert_int_equal(sqlite3_column_int(statement, 1), 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static void a_second_hub_over_the_same_store_is_refused(void **state)
{
    struct scene *scene = *state;
    struct hub *second = NULL;
    char message[HUB_MESSAGE];
    assert_int_equal(hub_start(&scene->net.settings, &second, message), HUB_STORE);
    assert_non_null(strstr(message, "another hub"));
    assert_null(second);
}

static void what_is_there_is_never_made_anew(void **state)
{
    struct scene *scene = *state;
    char message[HUB_MESSAGE], path[128];
    path_n(path, "/v1/envelopes/", 1);
    assert_int_equal(net_status(scene->device, "PUT", path, scene->envelope, ENVELOPE_BYTES), 201);
    assert_int_equal(hub_init(&scene->net.settings, NULL, 0, message), HUB_STORE);
    assert_non_null(strstr(message, "already"));
    scene->net.settings.tls_folder = scene->net.folder; /* without keys: only the store is in the way */
    assert_int_equal(hub_init(&scene->net.settings, NULL, 0, message), HUB_STORE);
    assert_int_equal(length(scene->mix, "/v1/mix/envelopes"), 32 + ENVELOPE_BYTES);
}

static int shown(void *ctx, const struct hub_identity *identity)
{
    *(struct hub_identity *)ctx = *identity;
    return identity->role == HUB_ROLE_DEVICE;
}

/* As the first version of the hub left it. */
static void a_store_of_the_first_version_is_brought_up_and_keeps_its_machines(void **state)
{
    struct scene *scene = *state;
    struct hub_identity identity = {.place = "none"};
    char message[HUB_MESSAGE];
    sqlite3 *db;
    static const char beat[] =
        "{\"software\":\"0.2.0\",\"place\":\"demo-1\",\"release\":\"12\",\"shown\":\"ab\","
        "\"refused\":\"12 expired\",\"disk\":\"ok\",\"temperature\":\"ok\"}";
    net_stop(&scene->net);
    assert_int_equal(sqlite3_open(scene->net.store, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
            "ALTER TABLE identities DROP COLUMN place; ALTER TABLE identities DROP COLUMN shown;"
            "ALTER TABLE identities DROP COLUMN refused; ALTER TABLE identities ADD COLUMN frame TEXT;"
            "PRAGMA user_version=1",
            NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    net_start(&scene->net);
    wire_client_free(scene->device);
    scene->device = net_client(&scene->net, "device");
    assert_int_equal(net_status(scene->device, "POST", "/v1/heartbeat", beat, sizeof beat - 1), 204);
    assert_int_equal(hub_identities(&scene->net.settings, shown, &identity, message), HUB_OK);
    assert_string_equal(identity.name, DEVICE_NAME);
    assert_string_equal(identity.place, "demo-1");
    assert_string_equal(identity.shown, "ab");
    assert_string_equal(identity.refused, "12 expired");
    assert_true(identity.valid_until > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(what_comes_while_a_commit_is_under_way_shares_the_next_one),
        SCENE_TEST(a_full_store_says_so_acknowledges_nothing_and_goes_on_when_there_is_room),
        SCENE_TEST(a_store_that_another_program_holds_is_said_to_be_busy),
        SCENE_TEST(the_store_names_no_sender_and_keeps_no_token),
        SCENE_TEST(a_second_hub_over_the_same_store_is_refused),
        SCENE_TEST(what_is_there_is_never_made_anew),
        SCENE_TEST(a_store_of_the_first_version_is_brought_up_and_keeps_its_machines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
