/* Every maximum of trust, with its reason. What is over one is refused with TRUST_BOUND. */
#ifndef WAYSIDE_TRUST_BOUNDS_H
#define WAYSIDE_TRUST_BOUNDS_H

/* Bytes of a file when nothing signed says how long it is (the specification's W, X, Y and Z). */
#define TRUST_ROOT_BYTES (512 << 10)
#define TRUST_TIMESTAMP_BYTES (16 << 10)
#define TRUST_SNAPSHOT_BYTES (2 << 20)
#define TRUST_TARGETS_BYTES                                                                                  \
    (16 << 20) /* ten thousand pages and their media; no length promised is larger                           \
                */

#define TRUST_ROOTS 1024       /* of one chain: a rotation a week for twenty years */
#define TRUST_ROLES 1024       /* delegated roles that are looked at, all in all */
#define TRUST_VISITS 64        /* roles that one search for a target may walk through */
#define TRUST_DELEGATIONS 1024 /* of one role */
#define TRUST_PATTERNS 4096    /* paths or hash prefixes of one delegation; hash bins have many */
#define TRUST_TARGETS 65536    /* of one role; RELEASE_FILES */
#define TRUST_KEYS 1024        /* that one role lists */
#define TRUST_ROLE_KEYS 64     /* that may sign one role */
#define TRUST_SIGNATURES 256   /* under one file, those of strangers included */
#define TRUST_RECALLED 2048    /* files from last time */
#define TRUST_DEPTH 32         /* of JSON; metadata needs 7 */
#define TRUST_VALUES (1 << 20) /* values in one JSON document: some 100 MB of memory, never more */
#define TRUST_SUCCINCT_BITS 32 /* TAP 15 */

#endif
