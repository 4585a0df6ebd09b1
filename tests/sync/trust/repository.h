/* A TUF repository in memory that a test can change at will, wrongly too: bodies are JSON to edit, publish
 * signs what they say then. Made apart from sync/trust and its signer, to be a second opinion on both. */
#ifndef WAYSIDE_TESTS_TRUST_REPOSITORY_H
#define WAYSIDE_TESTS_TRUST_REPOSITORY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPOSITORY_NOW 1760000000 /* 2025-10-09, an hour the tests live in */
#define REPOSITORY_KEYS 64
#define REPOSITORY_ROLES 48
#define REPOSITORY_SIGNERS 16
#define REPOSITORY_FILES 64

enum repository_kind { KIND_ED25519, KIND_ECDSA, KIND_RSA, KIND_RSA_PKCS1 };
struct repository_key {
    enum repository_kind kind;
    uint8_t secret[64];
    void *pk; /* mbedtls_pk_context */
    json_t *json;
    char id[65];
};
struct repository_file {
    char *bytes;
    size_t len;
};
struct repository_role {
    char name[64];
    json_t *body; /* "signed": to be edited */
    int signers[REPOSITORY_SIGNERS];
    int signer_count;
    struct repository_file files[REPOSITORY_FILES]; /* by version, from 1 */
    int file_count;
};
struct repository_target {
    char path[128];
    struct repository_file file;
};
struct repository {
    struct repository_key keys[REPOSITORY_KEYS];
    int key_count;
    struct repository_role roles[REPOSITORY_ROLES];
    int role_count;
    struct repository_target targets[REPOSITORY_ROLES];
    int target_count;
    int64_t now_s;
    bool hashes; /* timestamp and snapshot tell hashes and lengths */
};

/* Root, timestamp, snapshot and targets, one ed25519 key each, version 1, good for 30 days. */
void repository_init(struct repository *repository, int64_t now_s);
void repository_clear(struct repository *repository);
struct repository_role *repository_role(struct repository *repository, const char *name);
json_t *repository_body(struct repository *repository, const char *role);

int repository_key(struct repository *repository, enum repository_kind kind); /* a fresh one */
/* key signs role from now on; and who decides about role (root, or that role of targets) says so. */
void repository_sign_with(struct repository *repository, const char *role, int key);
void repository_grant(struct repository *repository, const char *by, const char *role, int key);
void repository_add_key(struct repository *repository, const char *by, const char *role);
void repository_revoke_all(struct repository *repository, const char *by, const char *role);
void repository_rotate(struct repository *repository, const char *role); /* of the top level: one new key */
void repository_threshold(struct repository *repository, const char *role, int threshold);
/* A new delegated role with one key; paths by commas. */
void repository_delegate(
    struct repository *repository, const char *by, const char *role, const char *paths, bool terminating);
void repository_target(struct repository *repository, const char *role, const char *path, const char *text);

void repository_set_version(struct repository *repository, const char *role, int64_t version);
void repository_expire(struct repository *repository, const char *role, int64_t at_s);
/* Names by spaces. Each: version + 1 unless it is the first, signed, and told to snapshot or timestamp. */
void repository_publish(struct repository *repository, const char *roles);
void repository_publish_as(struct repository *repository, const char *role, int64_t version); /* no more */
void repository_unpublish(struct repository *repository, const char *role); /* the last file */
void repository_restart(struct repository *repository, const char *role);   /* all files; version 1 is next */
/* Puts other bytes in the place of the last file. */
void repository_replace(struct repository *repository, const char *role, const void *bytes, size_t len);
const struct repository_file *repository_last(struct repository *repository, const char *role);

/* "3.root.json", "timestamp.json", "2.A.json"; role names percent-decoded. NULL: none. */
const struct repository_file *repository_fetch(struct repository *repository, const char *name);
/* A target by the name trust_target_name gives, hash or none. */
const struct repository_file *repository_fetch_target(struct repository *repository, const char *name);

#endif
