/* The operator's commands, as functions: each opens the store, changes it in one transaction, closes it. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/cursor.h"
#include "ca.h"
#include "parts.h"
#include "store.h"

static int64_t now_s(const struct hub_settings *settings)
{
    return settings->clock.wall_s(settings->clock.self);
}

static enum hub_error store_say(
    const struct hub_settings *settings, enum store_error error, char ret_message[static HUB_MESSAGE])
{
    if (!error)
        return HUB_OK;
    snprintf(ret_message, HUB_MESSAGE, "%.200s: %s.", settings->store_file, store_error_text(error));
    return error == STORE_NO_MEMORY ? HUB_NO_MEMORY : HUB_STORE;
}

enum hub_error hub_content_keys(const struct hub_settings *settings, uint8_t ret_snapshot[static 32],
    uint8_t ret_timestamp[static 32], char ret_message[static HUB_MESSAGE])
{
    struct content_keys keys;
    if (!settings->content_keys) {
        snprintf(ret_message, HUB_MESSAGE, "[content] keys is not in the settings; this hub signs nothing.");
        return HUB_SETTINGS;
    }
    if (!content_keys_read(settings->content_keys, true, &keys, ret_message))
        return HUB_KEYS;
    memcpy(ret_snapshot, keys.snapshot.signer.public_key, 32);
    memcpy(ret_timestamp, keys.timestamp.signer.public_key, 32);
    sodium_memzero(&keys, sizeof keys);
    return HUB_OK;
}

enum hub_error hub_init(const struct hub_settings *settings, const char *const *hosts, size_t host_count,
    char ret_message[static HUB_MESSAGE])
{
    const char *names[HOSTS_MAX + 3] = {"localhost", "127.0.0.1", settings->address};
    size_t count = strcmp(settings->address, "127.0.0.1") ? 3 : 2;
    if (host_count > HOSTS_MAX || sodium_init() < 0) {
        snprintf(
            ret_message, HUB_MESSAGE, "At most %d names of the hub fit into its certificate.", HOSTS_MAX);
        return HUB_SETTINGS;
    }
    for (size_t i = 0; i < host_count; i++)
        names[count++] = hosts[i];
    /* The store first: it can be taken back when the CA cannot be made, so that init may be run again. */
    enum store_error error = store_create(settings->store_file);
    if (error == STORE_MISSING) {
        snprintf(ret_message, HUB_MESSAGE,
            "%.200s: its folder is not there; make it, or correct [store] file.", settings->store_file);
        return HUB_STORE;
    }
    if (error)
        return store_say(settings, error, ret_message);
    struct ca ca;
    bool kept = ca_load(settings->tls_folder, &ca, ret_message);
    if (kept) /* only the store was lost: machines that are enrolled stay so, and send again what it held */
        ca_clear(&ca);
    bool made = kept || ca_create(settings->tls_folder, names, count, now_s(settings), ret_message);
    uint8_t keys[2][32];
    if (made && (!settings->content_keys || !hub_content_keys(settings, keys[0], keys[1], ret_message)))
        return HUB_OK;
    (void)unlink(settings->store_file);
    return HUB_KEYS;
}

static enum hub_error end(const struct hub_settings *settings, struct store *store, enum store_error error,
    char ret_message[static HUB_MESSAGE])
{
    if (!error)
        error = store_commit(store);
    if (error && store)
        store_rollback(store);
    store_close(store);
    return store_say(settings, error, ret_message);
}

/* Begins; NULL and *ret_error when it cannot. */
static struct store *begin(
    const struct hub_settings *settings, enum hub_error *ret_error, char ret_message[static HUB_MESSAGE])
{
    struct store *store = NULL;
    enum store_error error = store_open(settings->store_file, &store);
    if (!error)
        error = store_begin(store);
    if (!error)
        return store;
    store_close(store);
    *ret_error = store_say(settings, error, ret_message);
    return NULL;
}

static enum hub_error name_free(
    struct store *store, const char *name, enum store_error *ret_error, char ret_message[static HUB_MESSAGE])
{
    bool known = false, revoked = false;
    *ret_error = identity_look(store, name, &known, &revoked);
    if (*ret_error || !known)
        return HUB_OK;
    snprintf(ret_message, HUB_MESSAGE, "%.64s %s; give the machine a new name.", name,
        revoked ? "was revoked" : "is enrolled already");
    return HUB_REFUSED;
}

enum hub_error hub_token(const struct hub_settings *settings, enum hub_role role, const char *name,
    char ret_token[static 164], char ret_message[static HUB_MESSAGE])
{
    struct ca ca;
    struct enrol_token token;
    uint8_t hash[32];
    enum hub_error hub_error = HUB_OK;
    if (!name_fits(role, name)) {
        snprintf(ret_message, HUB_MESSAGE, "\"%.70s\" is not a name for a %s: %s.", name, hub_role_text(role),
            role == HUB_ROLE_MIX ? "1 to 64 of a-z, 0-9, '-' and '.'"
            : role == HUB_ROLE_PUBLISHER
                ? "the NGO's short name (a-z, 0-9, hyphens inside), a dot, 16 hexadecimal digits of the "
                  "laptop"
                : "32 hexadecimal digits (zone or team), a dot, 16 of the machine, all lower case");
        return HUB_REFUSED;
    }
    if (sodium_init() < 0 || !ca_load(settings->tls_folder, &ca, ret_message))
        return HUB_KEYS;
    struct buffer root;
    if (!hub_root_read(settings, &root, ret_message)) {
        ca_clear(&ca);
        buffer_clear(&root);
        return HUB_SETTINGS;
    }
    randombytes_buf(token.secret, sizeof token.secret);
    crypto_hash_sha256(hash, token.secret, sizeof token.secret);
    crypto_hash_sha256(token.root_hash, root.bytes, root.len);
    buffer_clear(&root);
    memcpy(token.ca_hash, ca.hash, sizeof ca.hash);
    ca_clear(&ca);
    struct store *store = begin(settings, &hub_error, ret_message);
    if (!store)
        return hub_error;
    enum store_error error;
    hub_error = name_free(store, name, &error, ret_message);
    if (hub_error) {
        store_rollback(store);
        store_close(store);
        return hub_error;
    }
    if (!error)
        error = token_add(store, hash, role, name, now_s(settings) + TOKEN_S);
    hub_error = end(settings, store, error, ret_message);
    if (!hub_error)
        enrol_token_text(&token, ret_token);
    sodium_memzero(&token, sizeof token);
    return hub_error;
}

struct shown {
    int (*each)(void *ctx, const struct hub_enrolment *enrolment);
    void *ctx;
};

static int show(void *ctx, const struct enrolment *enrolment)
{
    struct shown *shown = ctx;
    return shown->each(shown->ctx, &enrolment->shown);
}

enum hub_error hub_enrolments(const struct hub_settings *settings,
    int (*each)(void *ctx, const struct hub_enrolment *enrolment), void *ctx,
    char ret_message[static HUB_MESSAGE])
{
    struct store *store = NULL;
    struct shown shown = {each, ctx};
    enum store_error error = store_open(settings->store_file, &store);
    if (!error)
        error = enrolments_each(store, NULL, show, &shown);
    store_close(store);
    return store_say(settings, error, ret_message);
}

struct matched {
    struct enrolment enrolment;
    int count;
};

static int match(void *ctx, const struct enrolment *enrolment)
{
    struct matched *matched = ctx;
    matched->enrolment = *enrolment;
    return ++matched->count > 1;
}

/* "abcdefghjk" and "ABCDE-FGHJK" are the same code; so are O and 0, I, L and 1 (Crockford). */
static bool code_read(const char *text, char ret_code[static ENROL_CODE_TEXT])
{
    size_t n = 0;
    for (; *text; text++) {
        char c = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
        if (c == '-' || c == ' ')
            continue;
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        if (n == 5)
            ret_code[n++] = '-';
        if (n >= ENROL_CODE_TEXT - 1 || !strchr("0123456789ABCDEFGHJKMNPQRSTVWXYZ", c))
            return false;
        ret_code[n++] = c;
    }
    ret_code[n] = 0;
    return n == ENROL_CODE_TEXT - 1;
}

static enum store_error approve(
    struct store *store, struct ca *ca, const struct enrolment *enrolment, int64_t now, bool *ret_issued)
{
    char certificate[CERTIFICATE_BYTES];
    *ret_issued = ca_issue(
        ca, enrolment->csr, enrolment->shown.role, enrolment->shown.name, now, certificate);
    if (!*ret_issued)
        return STORE_OK;
    return enrol_approve(store, enrolment, certificate, now + CERTIFICATE_DAYS * DAY_S);
}

enum hub_error hub_approve(const struct hub_settings *settings, const char *code,
    struct hub_enrolment *ret_enrolment, char ret_message[static HUB_MESSAGE])
{
    struct ca ca;
    struct matched matched = {.count = 0};
    char exact[ENROL_CODE_TEXT];
    enum hub_error hub_error = HUB_OK;
    if (!code_read(code, exact)) {
        snprintf(ret_message, HUB_MESSAGE, "\"%.20s\" is not a code: it has ten letters and digits.", code);
        return HUB_REFUSED;
    }
    if (sodium_init() < 0 || !ca_load(settings->tls_folder, &ca, ret_message))
        return HUB_KEYS;
    struct store *store = begin(settings, &hub_error, ret_message);
    if (!store) {
        ca_clear(&ca);
        return hub_error;
    }
    bool issued = false;
    enum store_error error = enrolments_each(store, exact, match, &matched);
    if (!error && matched.count == 1)
        error = approve(store, &ca, &matched.enrolment, now_s(settings), &issued);
    ca_clear(&ca);
    hub_error = end(settings, store, error, ret_message);
    if (hub_error)
        return hub_error;
    if (!issued) {
        snprintf(ret_message, HUB_MESSAGE,
            "No machine waits with code %s; wayside-hub enrolments lists those that do.", exact);
        return HUB_REFUSED;
    }
    *ret_enrolment = matched.enrolment.shown;
    return HUB_OK;
}

enum hub_error hub_revoke(
    const struct hub_settings *settings, const char *name, char ret_message[static HUB_MESSAGE])
{
    enum hub_error hub_error = HUB_OK;
    bool known = false;
    struct store *store = begin(settings, &hub_error, ret_message);
    if (!store)
        return hub_error;
    enum store_error error = identity_revoke(store, name, now_s(settings), &known);
    hub_error = end(settings, store, error, ret_message);
    if (!hub_error && !known) {
        snprintf(ret_message, HUB_MESSAGE, "%.70s: no such name; wayside-hub identities lists them.", name);
        return HUB_REFUSED;
    }
    return hub_error;
}

enum hub_error hub_identities(const struct hub_settings *settings,
    int (*each)(void *ctx, const struct hub_identity *identity), void *ctx,
    char ret_message[static HUB_MESSAGE])
{
    struct store *store = NULL;
    enum store_error error = store_open(settings->store_file, &store);
    if (!error)
        error = identities_each(store, each, ctx);
    store_close(store);
    return store_say(settings, error, ret_message);
}
