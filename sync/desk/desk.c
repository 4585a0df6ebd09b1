#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk_inside.h"
#include "seal/envelope.h"

#define ROUNDS_MOST 64 /* each ends with fewer threads to erase, or with none */
#define UNLOCKED_BYTES (sizeof(struct desk_keys) + DOCUMENT_BYTES + 256)

/* The first team that lists this laptop's recipient. */
static const struct network_team *own_team(const struct desk *desk, const struct network *network)
{
    for (size_t t = 0; t < network->team_count; t++) {
        const struct network_team *team = &network->teams[t];
        for (size_t i = 0; i < team->recipient_count; i++) {
            if (memcmp(team->recipients[i], desk->context.own.recipient, 32) == 0) {
                return team;
            }
        }
    }
    return NULL;
}

static bool open_parts(struct desk *desk, char ret_message[static 256])
{
    const struct desk_settings *settings = &desk->settings;
    if (!desk_words_read(settings->words, &desk->words, ret_message)) {
        return false;
    }
    desk->labels = labels_new(settings->form, settings->catalogues, settings->language, ret_message);
    if (!desk->labels) {
        return false;
    }
    enum desk_error error = desk_store_open(settings->store, settings->disk, &desk->store);
    if (!error) {
        error = keys_open_public(&desk->store.disk, &desk->context.own);
    }
    desk->network = desk->context.network = settings->network;
    desk->context.team = error ? NULL : own_team(desk, settings->network);
    if (!error && !desk->context.team) {
        error = DESK_NOT_MEMBER;
    }
    if (error) {
        snprintf(ret_message, 256, "%.120s: %.130s", settings->store, desk_error_text(error));
    }
    return !error;
}

bool desk_new(const struct desk_settings *settings, struct clock_source clock, struct desk **ret_desk,
    char ret_message[static 256])
{
    struct desk *desk = calloc(1, sizeof *desk);
    if (!desk) {
        snprintf(ret_message, 256, "out of memory");
        return false;
    }
    pthread_mutex_init(&desk->mutex, NULL);
    desk->settings = *settings;
    desk->clock = clock;
    desk->enrolment = 1;
    if (!open_parts(desk, ret_message)) {
        desk_free(desk);
        return false;
    }
    desk->context.words = &desk->words;
    desk->context.labels = desk->labels;
    desk->context.language = settings->language;
    *ret_desk = desk;
    return true;
}

void desk_free(struct desk *desk)
{
    if (!desk) {
        return;
    }
    desk_lock(desk);
    desk_store_close(&desk->store);
    labels_free(desk->labels);
    words_clear(&desk->words);
    pthread_mutex_destroy(&desk->mutex);
    free(desk);
}

void desk_lock_held(struct desk *desk)
{
    book_free(desk->book);
    arena_free(desk->arena);
    desk->book = NULL;
    desk->arena = NULL;
    desk->keys = NULL;
    desk->plain = NULL;
    desk->damaged = desk->damaged_actions = 0;
    desk->version++;
}

void desk_lock(struct desk *desk)
{
    pthread_mutex_lock(&desk->mutex);
    if (desk->book || desk->arena) {
        desk_lock_held(desk);
    }
    pthread_mutex_unlock(&desk->mutex);
}

void desk_active(struct desk *desk)
{
    pthread_mutex_lock(&desk->mutex);
    desk->active_ms = desk->clock.mono_ms(desk->clock.self);
    pthread_mutex_unlock(&desk->mutex);
}

void desk_idle(struct desk *desk)
{
    pthread_mutex_lock(&desk->mutex);
    int64_t quiet_ms = desk->clock.mono_ms(desk->clock.self) - desk->active_ms;
    if (desk->book && quiet_ms >= desk->settings.lock_after_s * INT64_C(1000)) {
        desk_lock_held(desk);
    }
    pthread_mutex_unlock(&desk->mutex);
}

void desk_open_inbox(struct desk *desk, const char *name, int64_t arrived, const uint8_t *bytes, size_t len)
{
    size_t json_len = 0;
    enum document_kind kind = DOCUMENT_COVER;
    enum desk_error error = DESK_FORMAT;
    if (len == INNER_BYTES && inner_open(desk->keys->identities, desk->keys->identity_count, bytes, len,
                                  desk->plain, &json_len) == SEAL_OK) {
        error = book_add(desk->book, arrived, desk->plain, json_len, &kind);
    }
    sodium_memzero(desk->plain, DOCUMENT_BYTES + 1);
    if (error == DESK_DELETED) {
        desk->disk = desk_store_erase(&desk->store, "inbox", name);
    } else if (error) {
        desk->damaged++;
    } else if (kind == DOCUMENT_COVER) {
        desk->disk = desk_store_drop(&desk->store, "inbox", name);
    }
}

static bool each_inbox(void *ctx, const char *name, int64_t written, const uint8_t *bytes, size_t len)
{
    desk_open_inbox(ctx, name, written, bytes, len);
    return true;
}

static bool each_action(void *ctx, const char *name, int64_t written, const uint8_t *bytes, size_t len)
{
    (void)name, (void)written;
    struct desk *desk = ctx;
    uint8_t head[HEAD_BYTES];
    size_t json_len = 0;
    bool opened = len == INNER_BYTES && inner_open(desk->keys->identities, desk->keys->identity_count, bytes,
                                            len, desk->plain, &json_len) == SEAL_OK;
    if (opened) {
        action_head(bytes, len, head);
        opened = book_add_action(desk->book, head, desk->plain, json_len) == DESK_OK;
    }
    sodium_memzero(desk->plain, DOCUMENT_BYTES + 1);
    desk->damaged += !opened;
    desk->damaged_actions += !opened;
    return true;
}

static bool committed(void *ctx, const uint8_t id[static ID_BYTES])
{
    return book_has_envelope(ctx, id);
}

enum desk_error desk_settle(struct desk *desk)
{
    return desk_store_settle(&desk->store, committed, desk->book);
}

static enum desk_error open_once(struct desk *desk)
{
    book_free(desk->book);
    desk->book = NULL;
    desk->damaged = desk->damaged_actions = 0;
    enum desk_error error = book_new(&desk->context, &desk->book);
    if (!error) {
        error = desk_store_each(&desk->store, "actions", STORE_ACTIONS_MOST, each_action, desk);
    }
    if (!error) {
        error = desk_store_each(&desk->store, "inbox", STORE_INBOX_MOST, each_inbox, desk);
    }
    return error ? error : desk_settle(desk);
}

/* What is erased from the disk goes from memory with the book it was in. */
enum desk_error desk_open_all(struct desk *desk)
{
    bool again = true;
    for (int round = 0; again && round < ROUNDS_MOST; round++) {
        again = false;
        enum desk_error error = open_once(desk);
        if (error) {
            return error;
        }
        enum desk_error not_erased = desk_delete(desk, &again);
        if (!desk->book) {
            return not_erased;
        }
        desk->disk = not_erased ? not_erased : desk->disk;
        again = again && !not_erased;
    }
    return DESK_OK;
}

static bool same_people(const struct network_team *one, const struct network_team *other)
{
    return memcmp(one->id, other->id, ID_BYTES) == 0 && one->signer_count == other->signer_count &&
           memcmp(one->signers, other->signers, sizeof one->signers) == 0;
}

/* Whose actions count may be others now, so all of them are looked at again. */
static void read_again(struct desk *desk)
{
    if (desk_open_all(desk)) {
        desk_lock_held(desk);
    }
}

bool desk_network(struct desk *desk, const struct network *network, int64_t signed_s)
{
    pthread_mutex_lock(&desk->mutex);
    const struct network_team *before = desk->context.team, *team = own_team(desk, network);
    if (team) {
        bool same = same_people(before, team);
        desk->network = desk->context.network = network;
        desk->context.team = team;
        desk->settings.signed_s = signed_s;
        if (desk->book && !same) {
            read_again(desk);
        }
        desk->version++;
    }
    pthread_mutex_unlock(&desk->mutex);
    return team != NULL;
}

static enum desk_error unlock_held(struct desk *desk, const char *passphrase)
{
    enum base_error no_arena = arena_new(UNLOCKED_BYTES, &desk->arena);
    if (no_arena) {
        return DESK_NO_MEMORY;
    }
    desk->keys = arena_take(desk->arena, sizeof *desk->keys);
    desk->plain = arena_take(desk->arena, DOCUMENT_BYTES + 1);
    if (!desk->keys || !desk->plain) {
        return DESK_NO_MEMORY;
    }
    enum desk_error error = keys_open(&desk->store.disk, passphrase, desk->keys);
    struct desk_public own;
    if (!error) {
        keys_public(desk->keys, &own);
        error = memcmp(own.signer, desk->context.own.signer, 32) == 0 ? DESK_OK : DESK_DAMAGED;
    }
    return error ? error : desk_open_all(desk);
}

enum desk_error desk_unlock(struct desk *desk, const char *passphrase)
{
    char *words = strdup(passphrase);
    if (!words) {
        return DESK_NO_MEMORY;
    }
    passphrase_tidy(words);
    pthread_mutex_lock(&desk->mutex);
    enum desk_error error = DESK_OK;
    if (!desk->book) {
        error = unlock_held(desk, words);
        if (error) {
            desk_lock_held(desk);
        }
        desk->version++;
    }
    desk->active_ms = desk->clock.mono_ms(desk->clock.self);
    pthread_mutex_unlock(&desk->mutex);
    sodium_memzero(words, strlen(words));
    free(words);
    return error;
}
