/* station: a machine's folders, its signed releases and the keys behind them, in a temporary folder; the
 * other side too: opens what the kiosk put into the outbox as mix and team would, and answers as a desk
 * would. Link: SOURCES firmware/station.c release_maker.c release_roles.c network_maker.c USES base seal
 * signer NEEDS sodium jansson. */
#ifndef WAYSIDE_TESTS_STATION_H
#define WAYSIDE_TESTS_STATION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/disk.h"
#include "network_maker.h"
#include "release_maker.h"
#include "seal/receipt.h"

#define STATION_NOW_S 1795477800 /* 2026-11-23 23:50 UTC: when the first release is signed */

struct station {
    char folder[64];
    char outbox[96], content[96], drops[96], device[96], shown[96], root[96];
    struct network_maker maker; /* what the next release says */
    struct release_maker *release;
    struct network_keys keys;
    struct seal_signer other_laptop; /* of the second team */
};
/* Folders are made; two teams; root.json is written, a release not yet. */
void station_init(struct station *station);
void station_clear(struct station *station); /* removes all of it */

/* A new release, one second younger than the one before, into content/, under this pointer. */
void station_release(struct station *station, const char *pointer);
/* The next release is so far ahead of the machine's clock that it is not believed, and no time of day is
 * drawn. */
void station_far_ahead(struct station *station);
/* From now on the place shows a small pack: one page, with this picture. */
void station_pack(struct station *station, const void *picture, size_t picture_len);
#define STATION_PICTURE "packs/harbour/port/media/00112233445566778899aabbccddeeff.png"
/* Where a file of the newest release lies in content/, by the name that release_maker_file takes; one byte of
 * it is changed; it is removed. */
void station_path(const struct station *station, const char *file, char ret_path[static 256]);
void station_spoil(const struct station *station, const char *file);
void station_remove(const struct station *station, const char *file);
/* A pointer becomes what another one is. */
void station_point(const struct station *station, const char *from, const char *to);
/* Removes all files of a folder. */
void station_empty(const char *folder);
void station_write(const char *folder, const char *name, const void *bytes, size_t len);
/* Reads a small text file, "" when it is not there. */
void station_read(const char *folder, const char *name, char *ret_text, size_t cap);

/* Files in outbox/ that are addressed to a team, in the order in which they leave. */
struct station_document {
    uint8_t team[ID_BYTES];
    char text[DOCUMENT_BYTES + 1];
    size_t len;
    json_t *json; /* owned */
};
/* Opens each file with the mix's key and, unless it is a dummy, with the team's. Returns how many real
 * ones there are (at most max are filled in); *ret_dummies counts the rest. */
size_t station_outbox(
    const struct station *station, struct station_document *ret_documents, size_t max, size_t *ret_dummies);
void station_document_clear(struct station_document *document);
/* root.a.b, root.a when b is NULL; NULL when there is no such text. */
const char *document_text(const json_t *root, const char *a, const char *b);

/* An answer as a desk writes it; fields that a test wants to be wrong can be. */
struct station_answer {
    const struct receipt_keys *receipt;
    uint8_t thread[ID_BYTES], team[ID_BYTES];
    uint32_t n, tag_n;
    const char *state, *text;
    bool deleted;
    const struct seal_signer *signer;
};
struct station_answer station_answer(
    const struct station *station, const struct receipt_keys *receipt, const uint8_t thread[static ID_BYTES]);
/* Sealed and put into drops/. copy: different names for files under the same tag. */
void station_drop(const struct station *station, const struct station_answer *answer, int copy);

void station_receipt(const struct station *station, const char *digits, struct receipt_keys *ret_keys);

#endif
