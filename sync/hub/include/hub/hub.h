/* hub: takes sealed envelopes over mutual TLS 1.3, keeps them in one SQLite store, gives them to the mix,
 * the teams and the zones, and enrols devices (docs/formats.md, Hub API). It never opens an envelope and
 * cannot tell a real one from a dummy. What it acknowledged with 201 or 200 is on the disk. */
#ifndef WAYSIDE_HUB_H
#define WAYSIDE_HUB_H

#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/error.h"

enum hub_error {
    HUB_OK = 0,
    HUB_NO_MEMORY,
    HUB_SETTINGS, /* a setting is wrong, or a file that it names is missing */
    HUB_STORE,    /* the store cannot be used: missing, of another version, locked, full */
    HUB_KEYS,     /* the keys of the CA or of the server cannot be used */
    HUB_LISTEN,   /* the address or the port cannot be had */
    HUB_REFUSED,  /* an operator's command does not apply: unknown code, name taken */
};

#define HUB_MESSAGE 320 /* bytes of a message: one plain sentence, NUL-terminated */

/* All borrowed for the length of the call; 0 takes the standard of each limit. */
struct hub_settings {
    const char *address;                       /* numeric IPv4 or IPv6 */
    uint16_t port;                             /* 0: any free one, see hub_port */
    int metrics_port;                          /* on 127.0.0.1; -1: none, 0: any free one */
    const char *store_file;                    /* made by hub_init */
    const char *tls_folder;                    /* ca.pem, ca.key, hub.pem, hub.key, made by hub_init */
    const char *root;                          /* the network's root.json; tokens name its hash */
    const char *content_folder, *content_keys; /* NULL: this hub serves no content */
    int64_t store_max_bytes;                   /* 0: the disk is the only limit */
    struct clock_source clock;
    unsigned threads, connections; /* 2; 8,192 or what the system allows */
    unsigned newcomers;            /* connections that have shown no certificate of ours yet: 1,024 */
    unsigned idlers;               /* connections between two requests: 512 */
    int64_t handshake_ms, request_ms, idle_ms; /* 10 s, 60 s, 120 s */
};

struct hub;

/* The public halves of the keys that this hub signs snapshot and timestamp with, for the ceremony that makes
 * root.json; made when they are not there. In root they carry the name "hub". */
MUST_CHECK enum hub_error hub_content_keys(const struct hub_settings *settings,
    uint8_t ret_snapshot[static 32], uint8_t ret_timestamp[static 32], char ret_message[static HUB_MESSAGE]);

/* Makes the CA, the server's key and certificate (SAN: the address, hosts, localhost, 127.0.0.1) and an
 * empty store. Refuses when a store is there already; a CA with all its keys that is there stays, so that
 * a lost store can be made anew; so do the keys for content, which are made too. root.json need not be there.
 * hosts: names and addresses under which the hub is
 * reached, host_count of them. */
MUST_CHECK enum hub_error hub_init(const struct hub_settings *settings, const char *const *hosts,
    size_t host_count, char ret_message[static HUB_MESSAGE]);

/* Serves until hub_stop. The process must ignore SIGPIPE. */
MUST_CHECK enum hub_error hub_start(
    const struct hub_settings *settings, struct hub **ret_hub, char ret_message[static HUB_MESSAGE]);
/* Takes no new requests, answers those it has (at most 2 s), closes the store, frees. Takes NULL. */
void hub_stop(struct hub *hub);
uint16_t hub_port(const struct hub *hub);
uint16_t hub_metrics_port(const struct hub *hub); /* 0: none */
/* From now on at most so many bytes in the store (0: no limit): more is answered 507. */
void hub_store_limit(struct hub *hub, int64_t bytes);

struct hub_counts {        /* since hub_start */
    unsigned long puts;    /* changes asked of the store */
    unsigned long commits; /* durable transactions that carried them */
    unsigned long waiting; /* changes that the writer has not taken yet */
    unsigned long requests, refused, connections;
    unsigned open; /* connections now */
};
struct hub_counts hub_counts(const struct hub *hub);

/* ---- the operator's commands; the hub may be serving meanwhile ---- */

#define HUB_NAME 65 /* the longest certificate name and a NUL */
#define HUB_NGO 32  /* the longest name of an NGO and a NUL */
enum hub_role {     /* their numbers stand in the store */
    HUB_ROLE_NONE = 0,
    HUB_ROLE_DEVICE,
    HUB_ROLE_MIX,
    HUB_ROLE_DESK,
    HUB_ROLE_HUB,
    HUB_ROLE_PUBLISHER,
};
const char *hub_role_text(enum hub_role role);
/* "device", "mix", "desk" or "publisher"; else HUB_ROLE_NONE. */
enum hub_role hub_role_read(const char *text);

/* A token for one machine, good for one hour and one use. name: as docs/formats.md, Devices and
 * identities; for a mix 1 to 64 of a-z, 0-9, '-', '.'. */
MUST_CHECK enum hub_error hub_token(const struct hub_settings *settings, enum hub_role role, const char *name,
    char ret_token[static 164], char ret_message[static HUB_MESSAGE]);

struct hub_enrolment {
    char code[12]; /* as both screens show it */
    enum hub_role role;
    char name[HUB_NAME];
    int64_t asked_at; /* UTC seconds */
};
/* Calls each for every request that waits for approval, oldest first; each returns 0 to go on. */
MUST_CHECK enum hub_error hub_enrolments(const struct hub_settings *settings,
    int (*each)(void *ctx, const struct hub_enrolment *enrolment), void *ctx,
    char ret_message[static HUB_MESSAGE]);
/* Signs the certificate of the one request with this code ("ABCDE-FGHJK", the hyphen may be left out). */
MUST_CHECK enum hub_error hub_approve(const struct hub_settings *settings, const char *code,
    struct hub_enrolment *ret_enrolment, char ret_message[static HUB_MESSAGE]);
/* From the next request on nothing is taken from this name, and it cannot be enrolled again. */
MUST_CHECK enum hub_error hub_revoke(
    const struct hub_settings *settings, const char *name, char ret_message[static HUB_MESSAGE]);

struct hub_identity {
    enum hub_role role;
    char name[HUB_NAME];
    int64_t valid_until, revoked_at, heard_at; /* UTC seconds; 0: never */
    /* of the last heartbeat, else "" */
    char software[33], place[65], release[65], shown[65], refused[129], disk[4], temperature[4];
};
/* Every identity that was ever enrolled, by name. */
MUST_CHECK enum hub_error hub_identities(const struct hub_settings *settings,
    int (*each)(void *ctx, const struct hub_identity *identity), void *ctx,
    char ret_message[static HUB_MESSAGE]);

/* The whole program: reads argv, runs one command, prints, returns the exit code. */
int hub_program(int argc, char **argv);

#endif
