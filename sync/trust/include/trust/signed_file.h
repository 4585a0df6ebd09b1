/* trust: believes signed bytes and nothing else. Bytes in, verdict out; no disk, no network.
 *
 * A signed file is one JSON document signed in place (seal/keys.h, SEAL_NETWORK). It carries the
 * network until content trust (TUF) does; docs/decisions.md says why. */
#ifndef WAYSIDE_TRUST_SIGNED_FILE_H
#define WAYSIDE_TRUST_SIGNED_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum signed_file_error {
    SIGNED_FILE_OK = 0,
    SIGNED_FILE_SIGNATURE, /* not signed by this root */
    SIGNED_FILE_SIZE,      /* over NETWORK_BYTES */
};
const char *signed_file_error_text(enum signed_file_error error);

/* What was verified has another type than what was read. json is borrowed from the bytes given. */
struct verified_json {
    const char *json;
    size_t len;
};
MUST_CHECK enum signed_file_error signed_file_open(
    const void *bytes, size_t len, const uint8_t root[static 32], struct verified_json *ret_json);

#endif
