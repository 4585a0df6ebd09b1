/* station: a machine's folders, its signed network and the keys behind it, in a temporary folder; the
 * other side too: opens what the kiosk put into the outbox as mix and team would, and answers as a desk
 * would. Link: SOURCES firmware/station.c network_maker.c USES base seal NEEDS sodium jansson. */
#ifndef WAYSIDE_TESTS_STATION_H
#define WAYSIDE_TESTS_STATION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/disk.h"
#include "network_maker.h"
#include "seal/receipt.h"

struct station {
    char folder[64];
    char outbox[96], content[96], drops[96], device[96], shown[96];
    struct network_maker maker;
    struct network_keys keys;
    struct seal_signer other_laptop; /* of the second team */
};
/* Folders are made; two teams; the network file is not written yet. */
void station_init(struct station *station);
void station_clear(struct station *station); /* removes all of it */

/* content/<which>/network.json, signed by root. */
void station_network(struct station *station, const char *which);
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
    const struct seal_signer *signer;
};
struct station_answer station_answer(
    const struct station *station, const struct receipt_keys *receipt, const uint8_t thread[static ID_BYTES]);
/* Sealed and put into drops/. copy: different names for files under the same tag. */
void station_drop(const struct station *station, const struct station_answer *answer, int copy);

void station_receipt(const struct station *station, const char *digits, struct receipt_keys *ret_keys);

#endif
