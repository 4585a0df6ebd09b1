#include "identity.h"

#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

const char *hub_role_text(enum hub_role role)
{
    static const char *const texts[] = {"none", "device", "mix", "desk", "hub"};
    return texts[role];
}

enum hub_role hub_role_read(const char *text)
{
    for (enum hub_role role = HUB_ROLE_DEVICE; role <= HUB_ROLE_DESK; role++)
        if (!strcmp(text, hub_role_text(role)))
            return role;
    return HUB_ROLE_NONE;
}

/* device, desk: 32 hex "." 16 hex; mix: 1*64( a-z 0-9 "-" "." ) */
bool name_fits(enum hub_role role, const char *name)
{
    size_t len = strnlen(name, HUB_NAME);
    if (len == 0 || len >= HUB_NAME || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-.") != len)
        return false;
    if (role == HUB_ROLE_MIX)
        return true;
    uint8_t bytes[ID_BYTES];
    return (role == HUB_ROLE_DEVICE || role == HUB_ROLE_DESK) && len == ID_HEX + 1 + 16 &&
           name[ID_HEX] == '.' && hex_read(name, ID_HEX, bytes, ID_BYTES) &&
           hex_read(name + ID_HEX + 1, 16, bytes, 8);
}

static void column_copy(sqlite3_stmt *statement, int column, char *ret_text, size_t cap)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    snprintf(ret_text, cap, "%s", text ? (const char *)text : "");
}

enum store_error identity_put(struct store *store, enum hub_role role, const char *name, int64_t valid_until)
{
    static const char sql[] = "INSERT INTO identities (name, role, valid_until) VALUES (?, ?, ?)"
                              " ON CONFLICT (name) DO UPDATE SET valid_until = excluded.valid_until";
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 2, role);
    sqlite3_bind_int64(statement, 3, valid_until);
    return store_step(store, statement, NULL);
}

enum store_error identity_look(struct store *store, const char *name, bool *ret_known, bool *ret_revoked)
{
    static const char sql[] = "SELECT revoked_at FROM identities WHERE name = ?";
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    bool row = false;
    enum store_error error = store_step(store, statement, &row);
    if (error)
        return error;
    *ret_known = row;
    *ret_revoked = row && sqlite3_column_type(statement, 0) != SQLITE_NULL;
    sqlite3_reset(statement);
    return STORE_OK;
}

enum store_error identity_revoke(struct store *store, const char *name, int64_t now_s, bool *ret_known)
{
    static const char revoke[] = "UPDATE identities SET revoked_at = coalesce(revoked_at, ?) WHERE name = ?";
    static const char forget[] = "DELETE FROM tokens WHERE name = ?";
    sqlite3_stmt *statement = store_prepare(store, revoke);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_int64(statement, 1, now_s);
    sqlite3_bind_text(statement, 2, name, -1, SQLITE_TRANSIENT);
    enum store_error error = store_step(store, statement, NULL);
    if (error)
        return error;
    bool known = store_changes(store) > 0;
    statement = store_prepare(store, forget);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    error = store_step(store, statement, NULL);
    if (!error)
        *ret_known = known || store_changes(store) > 0;
    return error;
}

static void identity_read(sqlite3_stmt *statement, struct hub_identity *ret_identity)
{
    struct hub_identity *identity = ret_identity;
    column_copy(statement, 0, identity->name, sizeof identity->name);
    int64_t role = sqlite3_column_int64(statement, 1);
    identity->role = role >= HUB_ROLE_DEVICE && role <= HUB_ROLE_DESK ? (enum hub_role)role : HUB_ROLE_NONE;
    identity->valid_until = sqlite3_column_int64(statement, 2);
    identity->revoked_at = sqlite3_column_int64(statement, 3);
    identity->heard_at = sqlite3_column_int64(statement, 4);
    column_copy(statement, 5, identity->software, sizeof identity->software);
    column_copy(statement, 6, identity->release, sizeof identity->release);
    column_copy(statement, 7, identity->disk, sizeof identity->disk);
    column_copy(statement, 8, identity->temperature, sizeof identity->temperature);
}

enum store_error identities_each(
    struct store *store, int (*each)(void *ctx, const struct hub_identity *identity), void *ctx)
{
    static const char sql[] = "SELECT name, role, valid_until, revoked_at, heard_at, software, release, disk,"
                              " temperature FROM identities ORDER BY name";
    sqlite3_stmt *statement = store_prepare(store, sql);
    bool row = false;
    enum store_error error = store_step(store, statement, &row);
    while (!error && row) {
        struct hub_identity identity;
        identity_read(statement, &identity);
        if (each(ctx, &identity))
            break;
        error = store_step(store, statement, &row);
    }
    if (statement)
        sqlite3_reset(statement);
    return error;
}

enum store_error heartbeat_put(
    struct store *store, const char *name, const struct heartbeat *heartbeat, int64_t now_s)
{
    static const char sql[] =
        "INSERT INTO identities (name, role, valid_until, heard_at, software, release, frame, disk, "
        "temperature)"
        " VALUES (?1, 1, 0, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (name) DO UPDATE SET heard_at = ?2,"
        " software = ?3, release = ?4, frame = ?5, disk = ?6, temperature = ?7";
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    const char *texts[] = {
        heartbeat->software, heartbeat->release, heartbeat->frame, heartbeat->disk, heartbeat->temperature};
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 2, now_s);
    for (int i = 0; i < 5; i++)
        sqlite3_bind_text(statement, 3 + i, texts[i], -1, SQLITE_TRANSIENT);
    return store_step(store, statement, NULL);
}
