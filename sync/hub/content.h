/* The content folder of a hub: a TUF repository that any static server could serve, and what waits to become
 * part of it. Everything that people sign is judged here by sync/trust and made current by a new snapshot and
 * timestamp, which this hub signs. One thread at a time (keeper.h).
 *
 *   metadata/      <n>.root.json, <n>.<role>.json, <n>.snapshot.json, timestamp.json (renamed into place
 * last: until then nothing is current) targets/       <folder>/<sha256>.<name> incoming/      <sha256>: bytes
 * that were uploaded and that no current metadata names yet waiting/       <role>.json: metadata that needs
 * more signatures */
#ifndef WAYSIDE_HUB_CONTENT_H
#define WAYSIDE_HUB_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/disk.h"
#include "hub/hub.h"
#include "signer/key_file.h"

#define CONTENT_ROLES 256  /* delegated roles and targets; of NGOs some dozens are expected */
#define CONTENT_WAITING 64 /* proposals that wait at a time */
#define CONTENT_PATH 160   /* of a target; folder, hash and a temporary name still fit into a path */
#define CONTENT_TARGET_BYTES (16 << 20)
#define CONTENT_INCOMING_BYTES (512LL << 20) /* of all files that no metadata names yet */
#define CONTENT_RESERVE_BYTES (64LL << 20)   /* kept free on the disk, as the store does */
#define CONTENT_ROOTS 1024

#define TIMESTAMP_EVERY_S 3600
#define TIMESTAMP_DAYS 3
#define SNAPSHOT_DAYS 14

/* How a request ended, for people. title: a constant. */
struct said {
    unsigned status;
    const char *title;
    char detail[480];
};
/* Fills it; returns false when status is 400 or more. */
bool said_so(struct said *ret_said, unsigned status, const char *title, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* What a disk said, as an answer: 507 when it is full, else 500. Always false. */
bool said_disk(struct said *ret_said, enum base_error error);

struct content_settings {
    struct disk disk;   /* of the folder; its owner closes it */
    const char *folder; /* the same as a path, for what base/disk cannot do; NULL in tests on a memory disk */
    const void *root;   /* root.json as the network's people gave it, borrowed for content_open */
    size_t root_len;
    const struct signer_secret *snapshot, *timestamp; /* borrowed as long as the content is open */
    int64_t now_s;
};
struct content;
/* Reads what is current; makes nothing new. */
MUST_CHECK bool content_open(const struct content_settings *settings, struct content **ret_content,
    char ret_message[static HUB_MESSAGE]);
void content_close(struct content *content); /* takes NULL */

/* Metadata that a publisher of ngo sends for a role. 201: it is current (200: it was); 202: it waits. */
void content_put(struct content *content, const char *ngo, const char *role, const void *metadata, size_t len,
    int64_t now_s, struct said *ret_said);
/* A new timestamp, and a new snapshot when it is due; nothing when neither is, or nothing is published. */
MUST_CHECK bool content_renew(struct content *content, int64_t now_s, struct said *ret_said);
/* JSON: what waits (docs/formats.md, Hub API); the metadata of one role that waits. False with 404 or 500. */
MUST_CHECK bool content_waiting(
    struct content *content, int64_t now_s, struct buffer *ret_json, struct said *ret_said);
MUST_CHECK bool content_waiting_role(
    struct content *content, const char *role, struct buffer *ret_metadata, struct said *ret_said);
/* Removes what is over: uploads that nothing named for two days, targets and snapshots that were replaced two
 * days ago. *ret_incoming: bytes of uploads that stay. */
void content_sweep(struct content *content, int64_t now_s, int64_t *ret_incoming);
/* The version of recipients that is current, 0: none; and the devices that it calls revoked, the caller's to
 * free. False when they cannot be read. */
int64_t content_recipients(const struct content *content);
MUST_CHECK bool content_revoked(struct content *content, uint8_t (**ret_devices)[8], size_t *ret_count);
/* When the timestamp ends, UTC seconds; 0: nothing is published. */
int64_t content_ends(const struct content *content);
/* SHA-256 of snapshot.json; "" when nothing is published. */
void content_release(const struct content *content, char ret_hex[static 65]);

#endif
