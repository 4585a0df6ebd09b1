#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "release_parts.h"
#include "sync/hub/press.h"
#include "trust/trust.h"

static void hub_keys_take(struct press *press)
{
    uint8_t snapshot[32], timestamp[32];
    char path[160], message[HUB_MESSAGE];
    assert_int_equal(hub_content_keys(&press->net.settings, snapshot, timestamp, message), HUB_OK);
    for (int i = MAKER_SNAPSHOT; i <= MAKER_TIMESTAMP; i++) {
        struct maker_role *role = &press->maker->roles[i];
        snprintf(path, sizeof path, "%s/%s.key", press->keys, role->name);
        assert_true(signer_secret_read(path, NULL, &role->keys[0], message));
    }
}

int press_begin(void **state)
{
    static const char pack[] = "{\"v\":1}";
    struct press *press = calloc(1, sizeof *press);
    struct network_keys keys;
    net_init(&press->net);
    snprintf(press->content, sizeof press->content, "%s/content", press->net.folder);
    snprintf(press->keys, sizeof press->keys, "%s/keys", press->net.folder);
    press->net.settings.content_folder = press->content;
    press->net.settings.content_keys = press->keys;
    assert_true(network_maker_init(&press->network, &keys));
    press->maker = release_maker_new(&press->network, time(NULL));
    assert_non_null(press->maker);
    hub_keys_take(press);
    assert_true(release_maker_put(press->maker, "packs/harbour/basics/pack.json", pack, sizeof pack - 1));
    assert_true(release_maker_write(press->maker));
    assert_true(release_maker_root(press->maker, press->net.root));
    net_start(&press->net);
    net_enrol(&press->net, HUB_ROLE_PUBLISHER, "harbour.0000000000000001", "harbour");
    net_enrol(&press->net, HUB_ROLE_PUBLISHER, "lantern.0000000000000001", "lantern");
    press->harbour = net_client(&press->net, "harbour");
    press->lantern = net_client(&press->net, "lantern");
    press->nobody = net_client(&press->net, NULL);
    press->answer = answer_new();
    *state = press;
    return 0;
}

int press_end(void **state)
{
    struct press *press = *state;
    wire_client_free(press->harbour);
    wire_client_free(press->lantern);
    wire_client_free(press->nobody);
    answer_free(press->answer);
    release_maker_free(press->maker);
    net_clear(&press->net);
    free(press);
    return 0;
}

int press_put(
    struct press *press, struct wire_client *client, const char *role, const void *bytes, size_t len)
{
    char path[128];
    snprintf(path, sizeof path, "/v1/publish/metadata/%s", role);
    assert_int_equal(wire_request(client, "PUT", path, bytes, len, press->answer), WIRE_OK);
    return press->answer->status;
}

static int role_number(struct press *press, const char *role)
{
    const struct maker_role *found = release_maker_role(press->maker, role);
    assert_non_null(found);
    return (int)(found - press->maker->roles);
}

void press_targets(struct press *press, struct wire_client *client, const char *role)
{
    int number = role_number(press, role);
    for (size_t i = 0; i < press->maker->blob_count; i++) {
        const struct maker_blob *blob = &press->maker->blobs[i];
        char path[128], hash[65];
        if (blob->role != number || blob->metadata || !blob->current)
            continue;
        hex_write(blob->promised, 32, hash);
        snprintf(path, sizeof path, "/v1/publish/targets/%s", hash);
        int status = net_status(client, "PUT", path, blob->bytes.bytes, blob->bytes.len);
        assert_true(status == 201 || status == 200);
    }
}

int press_push(struct press *press, struct wire_client *client, const char *role)
{
    const struct buffer *metadata = &press->maker->roles[role_number(press, role)].metadata;
    press_targets(press, client, role);
    return press_put(press, client, role, metadata->bytes, metadata->len);
}

void press_all(struct press *press)
{
    static const char *const roles[] = {"targets", "recipients", "hotlines", "places", "packs-harbour"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (press_push(press, press->harbour, roles[i]) >= 300)
            fail_msg("%s: %s", roles[i], press_words(press));
}

const char *press_words(const struct press *press)
{
    const struct wire_answer *answer = press->answer;
    if (answer->status >= 400)
        return answer->problem;
    const char *detail = strstr((const char *)answer->body.bytes, "\"detail\":\"");
    return detail ? detail + 10 : "";
}

static bool one(void *ctx, const struct trust_target *target)
{
    (void)target;
    ++*(size_t *)ctx;
    return true;
}

static void follow(struct press *press, struct trust *trust)
{
    struct trust_want want;
    while (trust_next(trust, &want)) {
        char path[512];
        snprintf(path, sizeof path, "/v1/metadata/%s", want.name);
        struct wire_answer *answer = net_get(press->nobody, path);
        if (answer->status == 200)
            (void)!trust_give(trust, answer->body.bytes, answer->body.len);
        else
            (void)!trust_absent(trust);
        answer_free(answer);
    }
}

void press_follow(struct press *press, int64_t now_s, char ret_why[static 256], size_t *ret_targets)
{
    struct buffer root;
    buffer_init(&root, 1 << 20);
    assert_int_equal(file_read(press->net.root, 1 << 20, &root), BASE_OK);
    struct trust *trust = trust_new(
        &(struct trust_start){root.bytes, root.len, now_s, false, false}, ret_why);
    assert_non_null(trust);
    buffer_clear(&root);
    follow(press, trust);
    trust_want_all(trust);
    follow(press, trust);
    (void)trust_failure(trust, ret_why);
    *ret_targets = 0;
    (void)trust_each(trust, one, ret_targets);
    trust_free(trust);
}
