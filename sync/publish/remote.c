#include "remote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/clock.h"
#include "base/cursor.h"

#define ROOT_BYTES (1 << 20)

bool remote_open(const struct publish_settings *settings, struct remote *ret_remote)
{
    char certificate[PUBLISH_TEXT], key[PUBLISH_TEXT], metadata[PUBLISH_TEXT];
    *ret_remote = (struct remote){.settings = settings};
    if (!join_path(certificate, settings->folder, "client.pem") ||
        !join_path(key, settings->folder, "client.key") ||
        !join_path(metadata, settings->folder, "metadata")) {
        return false;
    }
    if (!is_there(certificate)) {
        complain("this laptop is not known to the hub yet; type: wayside-publish enrol FOLDER");
        return false;
    }
    if (!make_folder(metadata)) {
        return false;
    }
    enum base_error error = disk_open(metadata, &ret_remote->metadata);
    if (error) {
        complain("%s: %s", metadata, base_error_text(error));
        return false;
    }
    const struct wire_client_settings wire = {.url = settings->url,
        .ca_file = settings->ca,
        .certificate = certificate,
        .key = key,
        .timeout_s = 120,
        .quiet_s = 30};
    if (wire_client_new(&wire, &ret_remote->client)) {
        complain("%s: [hub] url is not an address, or there is too little memory", settings->file);
        return false;
    }
    return true;
}

void remote_close(struct remote *remote)
{
    trust_free(remote->trust);
    wire_client_free(remote->client);
    disk_close(&remote->metadata);
    *remote = (struct remote){0};
}

bool remote_request(struct remote *remote, const char *method, const char *path, const void *body, size_t len,
    struct wire_answer *answer)
{
    enum wire_error error = wire_request(remote->client, method, path, body, len, answer);
    if (!error) {
        return true;
    }
    if (error == WIRE_UNREACHABLE) {
        complain("the hub cannot be reached (%s); nothing is lost, try again when there is a network",
            wire_client_why(remote->client));
    } else if (error == WIRE_PEER) {
        complain("%s is not the hub that hub-ca.pem vouches for; do not go on, ask its operator",
            remote->settings->url);
    } else {
        complain("the hub did not answer as it should: %s; nothing is lost, try again",
            wire_client_why(remote->client));
    }
    return false;
}

static bool read_root(struct remote *remote, struct buffer *ret_root)
{
    buffer_init(ret_root, ROOT_BYTES);
    return read_whole(remote->settings->root, ROOT_BYTES, ret_root);
}

static void recall(struct remote *remote)
{
    struct disk_names names = {0};
    if (disk_names(&remote->metadata, "", 4096, &names)) {
        return;
    }
    for (size_t i = 0; i < names.count; i++) {
        struct buffer bytes;
        buffer_init(&bytes, SIGNER_METADATA_BYTES);
        if (!disk_get(&remote->metadata, names.names[i], &bytes)) {
            trust_recall(remote->trust, names.names[i], bytes.bytes, bytes.len);
        }
        buffer_clear(&bytes);
    }
    disk_names_free(&names);
}

static bool keep(struct remote *remote, const char *name, const struct buffer *bytes)
{
    enum base_error error = disk_put(&remote->metadata, name, bytes->bytes, bytes->len);
    if (error) {
        complain("%s/metadata: %s; nothing was signed", remote->settings->folder, base_error_text(error));
    }
    return !error;
}

/* Asked and answered once. False after one sentence. */
static bool fetch(struct remote *remote, const struct trust_want *want)
{
    char path[TRUST_NAME + 32];
    struct wire_answer answer = {0};
    buffer_init(&answer.body, want->max);
    snprintf(path, sizeof path, "/v1/metadata/%s", want->name);
    bool good = remote_request(remote, "GET", path, NULL, 0, &answer);
    if (good && answer.status == 404) {
        (void)!trust_absent(remote->trust); /* the end of the roots; anything else is told by trust_failure */
    } else if (good && answer.status == 200) {
        /* an error is told by trust_failure, or it is another's role that is left out: then go on */
        if (trust_give(remote->trust, answer.body.bytes, answer.body.len) == TRUST_OK &&
            trust_took(remote->trust)) {
            good = keep(remote, want->keep, &answer.body);
        }
    } else if (good) {
        complain("the hub does not give %s: %s", want->name, answer.problem);
        good = false;
    }
    buffer_clear(&answer.body);
    return good;
}

static bool drive(struct remote *remote)
{
    struct trust_want want;
    char why[TRUST_WHY];
    while (trust_next(remote->trust, &want)) {
        if (!fetch(remote, &want)) {
            return false;
        }
    }
    enum trust_error error = trust_failure(remote->trust, why);
    if (error == TRUST_ABSENT) {
        complain("the hub has no content yet: those who hold the keys of the network push its targets.json "
                 "first (%s)",
            why);
    } else if (error) {
        complain("what the hub gives cannot be believed: %s", why);
    }
    return !error;
}

bool remote_refresh(struct remote *remote)
{
    char why[TRUST_WHY] = "";
    struct buffer root;
    struct clock_source clock = clock_system();
    trust_free(remote->trust);
    remote->trust = NULL;
    bool good = read_root(remote, &root);
    if (good) {
        const struct trust_start start = {
            .root = root.bytes, .root_len = root.len, .now_s = clock.wall_s(clock.self)};
        remote->trust = trust_new(&start, why);
        good = remote->trust != NULL;
        if (!good) {
            complain("%s: %s; ask the operator of the hub for root.json", remote->settings->root, why);
        }
    }
    buffer_clear(&root);
    if (!good) {
        return false;
    }
    recall(remote);
    if (!drive(remote)) {
        return false;
    }
    trust_want_all(remote->trust);
    return drive(remote);
}

struct looking {
    char suffix[TRUST_NAME]; /* "7.hotlines.json" ends with it */
    const uint8_t *bytes;
    size_t len;
};

static bool look(void *ctx, const struct trust_want *name, const void *bytes, size_t len)
{
    struct looking *looking = ctx;
    const char *dot = strchr(name->name, '.');
    if (dot && strcmp(dot + 1, looking->suffix) == 0) {
        looking->bytes = bytes;
        looking->len = len;
    }
    return true;
}

const uint8_t *remote_role(const struct remote *remote, const char *role, size_t *ret_len, bool *ret_believed)
{
    struct looking looking = {0};
    const uint8_t *bytes = trust_metadata(remote->trust, role, ret_len);
    *ret_believed = true;
    if (bytes) {
        return bytes;
    }
    *ret_believed = trust_role_state(remote->trust, role) == TRUST_EXPIRED;
    snprintf(looking.suffix, sizeof looking.suffix, "%s.json", role);
    trust_each_metadata(remote->trust, look, &looking);
    *ret_len = looking.len;
    return looking.bytes;
}

bool remote_bytes(
    struct remote *remote, const uint8_t sha256[static 32], uint64_t length, struct buffer *ret_bytes)
{
    char hex[65], path[128];
    uint8_t found[crypto_hash_sha256_BYTES];
    struct wire_answer answer = {0};
    buffer_init(&answer.body, REMOTE_TARGET);
    hex_write(sha256, 32, hex);
    snprintf(path, sizeof path, "/v1/publish/targets/%s", hex);
    bool good = remote_request(remote, "GET", path, NULL, 0, &answer);
    if (good && answer.status != 200) {
        complain("the hub does not have the file %.16s... any more: %s", hex, answer.problem);
        good = false;
    }
    if (good) {
        crypto_hash_sha256(found, answer.body.bytes, answer.body.len);
        good = answer.body.len == length && memcmp(found, sha256, 32) == 0;
        if (!good) {
            complain(
                "the hub gives another file than the one that was signed; do not sign, tell its operator");
        }
    }
    if (good) {
        buffer_clear(ret_bytes);
        *ret_bytes = answer.body;
        return true;
    }
    buffer_clear(&answer.body);
    return false;
}

bool remote_target(struct remote *remote, const char *path, struct buffer *ret_bytes, bool *ret_there)
{
    const struct trust_target *target = NULL;
    enum trust_error error = trust_find(remote->trust, path, &target);
    *ret_there = !error && target && target->has_sha256;
    if (!*ret_there) {
        return true;
    }
    return remote_bytes(remote, target->sha256, target->length, ret_bytes);
}

struct asking {
    struct role_facts *facts;
    char key_id[65];
};

static bool ask_signer(void *ctx, const char *key_id, const char *name, bool signed_it)
{
    struct asking *asking = ctx;
    struct role_facts *facts = asking->facts;
    size_t len = strlen(facts->names);
    (void)signed_it;
    snprintf(
        facts->names + len, sizeof facts->names - len, "%s%s", len ? ", " : "", name[0] ? name : "(no name)");
    facts->mine |= strcmp(key_id, asking->key_id) == 0;
    return true;
}

bool remote_facts(
    const struct remote *remote, const char *role, const struct signer_key *key, struct role_facts *ret_facts)
{
    *ret_facts = (struct role_facts){0};
    struct asking asking = {.facts = ret_facts};
    signer_key_id(key, asking.key_id);
    return trust_signers(remote->trust, role, NULL, 0, ask_signer, &asking, &ret_facts->threshold);
}
