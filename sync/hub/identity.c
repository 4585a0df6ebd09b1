#include "identity.h"

#include <stdio.h>
#include <string.h>

#include "base/cursor.h"

const char *hub_role_text(enum hub_role role)
{
    static const char *const texts[] = {"none", "device", "mix", "desk", "hub", "publisher"};
    return texts[role];
}

enum hub_role hub_role_read(const char *text)
{
    for (enum hub_role role = HUB_ROLE_DEVICE; role <= HUB_ROLE_PUBLISHER; role++)
        if (role != HUB_ROLE_HUB && !strcmp(text, hub_role_text(role)))
            return role;
    return HUB_ROLE_NONE;
}

/* ngo: 1*31 of a-z 0-9, hyphens only inside. Its length; 0: none. */
static size_t ngo_read(const char *name)
{
    size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return len == 0 || len >= HUB_NGO || name[0] == '-' || name[len - 1] == '-' ? 0 : len;
}

/* device, desk: 32 hex "." 16 hex; publisher: ngo "." 16 hex; mix: 1*64( a-z 0-9 "-" "." ) */
bool name_fits(enum hub_role role, const char *name)
{
    size_t len = strnlen(name, HUB_NAME);
    if (len == 0 || len >= HUB_NAME || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-.") != len)
        return false;
    if (role == HUB_ROLE_MIX)
        return true;
    uint8_t bytes[ID_BYTES];
    if (role == HUB_ROLE_PUBLISHER) {
        size_t ngo = ngo_read(name);
        return ngo && name[ngo] == '.' && hex_read(name + ngo + 1, strlen(name + ngo + 1), bytes, 8);
    }
    return (role == HUB_ROLE_DEVICE || role == HUB_ROLE_DESK) && len == ID_HEX + 1 + 16 &&
           name[ID_HEX] == '.' && hex_read(name, ID_HEX, bytes, ID_BYTES) &&
           hex_read(name + ID_HEX + 1, 16, bytes, 8);
}

static void column_copy(sqlite3_stmt *statement, int column, char *ret_text, size_t cap)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    snprintf(ret_text, cap, "%s", text ? (const char *)text : "");
}

void publisher_ngo(const char *name, char ret_ngo[static HUB_NGO])
{
    snprintf(ret_ngo, HUB_NGO, "%.*s", (int)ngo_read(name), name);
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
    identity->role = role >= HUB_ROLE_DEVICE && role <= HUB_ROLE_PUBLISHER ? (enum hub_role)role
                                                                           : HUB_ROLE_NONE;
    identity->valid_until = sqlite3_column_int64(statement, 2);
    identity->revoked_at = sqlite3_column_int64(statement, 3);
    identity->heard_at = sqlite3_column_int64(statement, 4);
    column_copy(statement, 5, identity->software, sizeof identity->software);
    column_copy(statement, 6, identity->release, sizeof identity->release);
    column_copy(statement, 7, identity->disk, sizeof identity->disk);
    column_copy(statement, 8, identity->temperature, sizeof identity->temperature);
    column_copy(statement, 9, identity->place, sizeof identity->place);
    column_copy(statement, 10, identity->shown, sizeof identity->shown);
    column_copy(statement, 11, identity->refused, sizeof identity->refused);
}

enum store_error identities_each(
    struct store *store, int (*each)(void *ctx, const struct hub_identity *identity), void *ctx)
{
    static const char sql[] = "SELECT name, role, valid_until, revoked_at, heard_at, software, release, disk,"
                              " temperature, place, shown, refused FROM identities ORDER BY name";
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
        "INSERT INTO identities (name, role, valid_until, heard_at, software, place, release, shown, "
        "refused, disk,"
        " temperature) VALUES (?1, 1, 0, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (name) DO UPDATE SET"
        " heard_at = ?2, software = ?3, place = ?4, release = ?5, shown = ?6, refused = ?7, disk = ?8,"
        " temperature = ?9";
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    const char *texts[] = {heartbeat->software, heartbeat->place, heartbeat->release, heartbeat->shown,
        heartbeat->refused, heartbeat->disk, heartbeat->temperature};
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 2, now_s);
    for (int i = 0; i < 7; i++)
        sqlite3_bind_text(statement, 3 + i, texts[i], -1, SQLITE_TRANSIENT);
    return store_step(store, statement, NULL);
}
