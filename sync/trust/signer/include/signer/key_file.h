/* Signing keys on a disk. A person's key is an age file under a passphrase, as the desk keeps its identity;
 * the hub's two online keys are plain, for their owner only. Both hold
 * {"v":1,"kind":"signing key","name":"...","seed":"<64 hex>"}, so `age -d key.age | jq` reads it. */
#ifndef WAYSIDE_SIGNER_KEY_FILE_H
#define WAYSIDE_SIGNER_KEY_FILE_H

#include "signer/metadata.h"

struct signer_secret {
    struct seal_signer signer;
    char name[64]; /* who holds it; part of the key's id */
};
/* A fresh key. name: 1 to 63 bytes of UTF-8 without '"', '\' and control characters; false otherwise. */
MUST_CHECK bool signer_secret_new(
    const char *name, struct signer_secret *ret_secret, char ret_message[static 256]);
void signer_secret_clear(struct signer_secret *secret);
/* Its public half as root and delegations take it. */
struct signer_key signer_secret_key(const struct signer_secret *secret);

/* Mode 0600. passphrase NULL: plain. work: log2(N) of scrypt, AGE_WORK_STANDARD for people. An existing file
 * is never replaced: with it, the only copy of a key could go. */
MUST_CHECK bool signer_secret_write(const struct signer_secret *secret, const char *path,
    const char *passphrase, unsigned work, char ret_message[static 256]);
/* passphrase NULL: the file must be plain, and readable by its owner only. The sentence tells a wrong
 * passphrase from a damaged file, and never has a byte of either. */
MUST_CHECK bool signer_secret_read(
    const char *path, const char *passphrase, struct signer_secret *ret_secret, char ret_message[static 256]);

#endif
