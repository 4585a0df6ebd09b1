/* From a token to a certificate: the token is made, a machine asks with it, an operator approves. */
#include <stdio.h>
#include <string.h>

#include "identity.h"

/* A token replaces one of the same name that nobody has used yet. */
enum store_error token_add(struct store *store, const uint8_t secret_hash[static 32], enum hub_role role,
    const char *name, int64_t ends_at)
{
    static const char clear[] = "DELETE FROM tokens WHERE name = ? AND csr IS NULL";
    static const char add[] = "INSERT INTO tokens (secret_hash, role, name, ends_at) VALUES (?, ?, ?, ?)";
    sqlite3_stmt *statement = store_prepare(store, clear);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    enum store_error error = store_step(store, statement, NULL);
    statement = error ? NULL : store_prepare(store, add);
    if (!statement)
        return error ? error : store_fault(store);
    sqlite3_bind_blob(statement, 1, secret_hash, 32, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 2, role);
    sqlite3_bind_text(statement, 3, name, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 4, ends_at);
    return store_step(store, statement, NULL);
}

static enum verdict enrol_state(
    sqlite3_stmt *statement, const char *csr, int64_t now_s, char *ret_certificate)
{
    const char *stored = (const char *)sqlite3_column_text(statement, 1);
    if (!stored)
        return now_s < sqlite3_column_int64(statement, 0) ? VERDICT_CREATED : VERDICT_TOKEN_EXPIRED;
    if (strcmp(stored, csr) != 0)
        return VERDICT_TOKEN_USED;
    const char *certificate = (const char *)sqlite3_column_text(statement, 2);
    if (!certificate)
        return VERDICT_WAITING;
    snprintf(ret_certificate, CERTIFICATE_BYTES, "%s", certificate);
    return VERDICT_OK;
}

enum store_error enrol_look(struct store *store, const uint8_t secret_hash[static 32], const char *csr,
    int64_t now_s, char *ret_certificate, enum verdict *ret_verdict)
{
    static const char sql[] = "SELECT ends_at, csr, certificate FROM tokens WHERE secret_hash = ?";
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_blob(statement, 1, secret_hash, 32, SQLITE_TRANSIENT);
    bool row = false;
    enum store_error error = store_step(store, statement, &row);
    if (error)
        return error;
    *ret_verdict = row ? enrol_state(statement, csr, now_s, ret_certificate) : VERDICT_TOKEN_UNKNOWN;
    sqlite3_reset(statement);
    return STORE_OK;
}

enum store_error enrol_ask(struct store *store, const uint8_t secret_hash[static 32], const char *csr,
    const char *code, int64_t now_s, char *ret_certificate, enum verdict *ret_verdict)
{
    static const char sql[] = "UPDATE tokens SET asked_at = ?, csr = ?, code = ? WHERE secret_hash = ?";
    enum verdict verdict = VERDICT_FAULT;
    enum store_error error = enrol_look(store, secret_hash, csr, now_s, ret_certificate, &verdict);
    if (error)
        return error;
    if (verdict == VERDICT_CREATED) {
        sqlite3_stmt *statement = store_prepare(store, sql);
        if (!statement)
            return store_fault(store);
        sqlite3_bind_int64(statement, 1, now_s);
        sqlite3_bind_text(statement, 2, csr, -1, SQLITE_TRANSIENT);
        sqlite3_bind_text(statement, 3, code, -1, SQLITE_TRANSIENT);
        sqlite3_bind_blob(statement, 4, secret_hash, 32, SQLITE_TRANSIENT);
        error = store_step(store, statement, NULL);
        verdict = VERDICT_WAITING;
    }
    if (!error)
        *ret_verdict = verdict;
    return error;
}

static void enrolment_read(sqlite3_stmt *statement, struct enrolment *ret_enrolment)
{
    struct hub_enrolment *shown = &ret_enrolment->shown;
    const char *texts[3];
    for (int i = 0; i < 3; i++) {
        texts[i] = (const char *)sqlite3_column_text(statement, 3 + i);
        texts[i] = texts[i] ? texts[i] : "";
    }
    memset(ret_enrolment, 0, sizeof *ret_enrolment);
    if (sqlite3_column_bytes(statement, 0) == 32)
        memcpy(ret_enrolment->secret_hash, sqlite3_column_blob(statement, 0), 32);
    int64_t role = sqlite3_column_int64(statement, 1);
    shown->role = role >= HUB_ROLE_DEVICE && role <= HUB_ROLE_PUBLISHER ? (enum hub_role)role : HUB_ROLE_NONE;
    shown->asked_at = sqlite3_column_int64(statement, 2);
    snprintf(shown->name, sizeof shown->name, "%s", texts[0]);
    snprintf(shown->code, sizeof shown->code, "%s", texts[1]);
    snprintf(ret_enrolment->csr, sizeof ret_enrolment->csr, "%s", texts[2]);
}

enum store_error enrolments_each(struct store *store, const char *code,
    int (*each)(void *ctx, const struct enrolment *enrolment), void *ctx)
{
    static const char sql[] = "SELECT secret_hash, role, asked_at, name, code, csr FROM tokens"
                              " WHERE csr IS NOT NULL AND certificate IS NULL AND (?1 IS NULL OR code = ?1)"
                              " ORDER BY asked_at, code";
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    if (code)
        sqlite3_bind_text(statement, 1, code, -1, SQLITE_TRANSIENT);
    bool row = false;
    enum store_error error = store_step(store, statement, &row);
    while (!error && row) {
        struct enrolment enrolment;
        enrolment_read(statement, &enrolment);
        if (each(ctx, &enrolment))
            break;
        error = store_step(store, statement, &row);
    }
    sqlite3_reset(statement);
    return error;
}

enum store_error enrol_approve(
    struct store *store, const struct enrolment *enrolment, const char *certificate, int64_t valid_until)
{
    static const char sql[] = "UPDATE tokens SET certificate = ? WHERE secret_hash = ?";
    sqlite3_stmt *statement = store_prepare(store, sql);
    if (!statement)
        return store_fault(store);
    sqlite3_bind_text(statement, 1, certificate, -1, SQLITE_TRANSIENT);
    sqlite3_bind_blob(statement, 2, enrolment->secret_hash, 32, SQLITE_TRANSIENT);
    enum store_error error = store_step(store, statement, NULL);
    return error ? error : identity_put(store, enrolment->shown.role, enrolment->shown.name, valid_until);
}
