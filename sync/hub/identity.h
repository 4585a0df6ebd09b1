/* Tokens, enrolments and identities in the store. A token is kept as its hash only. */
#ifndef WAYSIDE_HUB_IDENTITY_H
#define WAYSIDE_HUB_IDENTITY_H

#include "hub/hub.h"
#include "store.h"
#include "wire/enrol.h"

#define TOKEN_S 3600
#define CERTIFICATE_BYTES 2048 /* PEM with its NUL; ours take about 800 bytes */

struct enrolment {
    uint8_t secret_hash[32];
    struct hub_enrolment shown;
    char csr[ENROL_CSR_BYTES];
};
struct heartbeat {
    char software[33], place[65], release[65], shown[65], refused[129], disk[4], temperature[4];
};

/* True when the name is one that docs/formats.md gives to the role. */
bool name_fits(enum hub_role role, const char *name);

/* "harbour" of "harbour.0123456789abcdef", a name that fits. */
void publisher_ngo(const char *name, char ret_ngo[static HUB_NGO]);

MUST_CHECK enum store_error token_add(struct store *store, const uint8_t secret_hash[static 32],
    enum hub_role role, const char *name, int64_t ends_at);
/* What a request with this token gets now: VERDICT_OK and the certificate, VERDICT_WAITING, a refusal,
 * or VERDICT_CREATED when it is the first and has to be stored. ret_certificate: CERTIFICATE_BYTES. */
MUST_CHECK enum store_error enrol_look(struct store *store, const uint8_t secret_hash[static 32],
    const char *csr, int64_t now_s, char *ret_certificate, enum verdict *ret_verdict);
/* The same, storing the first. */
MUST_CHECK enum store_error enrol_ask(struct store *store, const uint8_t secret_hash[static 32],
    const char *csr, const char *code, int64_t now_s, char *ret_certificate, enum verdict *ret_verdict);
/* Calls each for every one that waits; code NULL: all. each returns 0 to go on. */
MUST_CHECK enum store_error enrolments_each(struct store *store, const char *code,
    int (*each)(void *ctx, const struct enrolment *enrolment), void *ctx);
MUST_CHECK enum store_error enrol_approve(
    struct store *store, const struct enrolment *enrolment, const char *certificate, int64_t valid_until);

/* Also for a renewal. */
MUST_CHECK enum store_error identity_put(
    struct store *store, enum hub_role role, const char *name, int64_t valid_until);
MUST_CHECK enum store_error identity_revoke(
    struct store *store, const char *name, int64_t now_s, bool *ret_known);
MUST_CHECK enum store_error identity_look(
    struct store *store, const char *name, bool *ret_known, bool *ret_revoked);
MUST_CHECK enum store_error identities_each(
    struct store *store, int (*each)(void *ctx, const struct hub_identity *identity), void *ctx);
MUST_CHECK enum store_error heartbeat_put(
    struct store *store, const char *name, const struct heartbeat *heartbeat, int64_t now_s);

#endif
