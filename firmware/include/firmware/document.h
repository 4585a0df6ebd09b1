/* document: what leaves, written from a visit straight into locked memory (docs/formats.md, Documents). */
#ifndef WAYSIDE_FIRMWARE_DOCUMENT_H
#define WAYSIDE_FIRMWARE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "firmware/worker.h"
#include "seal/receipt.h"

struct document_head {
    uint8_t id[ID_BYTES], thread[ID_BYTES];
    const char *place, *day; /* day "" is written as unknown */
    int hour;                /* -1 unknown; written at urgency 1 and 2, and when a call is asked for */
    const char *language;
    int keys_version;
};
/* The first document of a thread, with the keys for its answers. False when it does not fit. */
MUST_CHECK bool document_form(const struct document_head *head, const struct form *form,
    const struct visit *visit, const struct receipt_keys *keys, char *ret_json, size_t cap, size_t *ret_len);
/* A later one: visit->write_back, signed with the receipt's key. */
MUST_CHECK bool document_message(const struct document_head *head, const struct visit *visit,
    const struct receipt_keys *keys, char *ret_json, size_t cap, size_t *ret_len);
/* The permissions of visit->taken_back are a no from now on. False also when there is none. */
MUST_CHECK bool document_take_back(const struct document_head *head, const struct visit *visit,
    const struct receipt_keys *keys, char *ret_json, size_t cap, size_t *ret_len);
/* All that was told is to be erased. */
MUST_CHECK bool document_delete(const struct document_head *head, const struct receipt_keys *keys,
    char *ret_json, size_t cap, size_t *ret_len);

#endif
