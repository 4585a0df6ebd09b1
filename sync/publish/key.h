/* The key with which a person signs: Ed25519, in an age file under a passphrase of six words. Beside it,
 * FILE.public, what others may know:
 *     {"v":1,"kind":"public key","name":"Dina","public":"<64 hex>"} */
#ifndef WAYSIDE_PUBLISH_KEY_H
#define WAYSIDE_PUBLISH_KEY_H

#include "parts.h"
#include "seal/keys.h"
#include "signer/metadata.h"

#define KEY_FILE_BYTES 8192
#define KEY_WORDS 8 /* of a key's hash, to compare aloud: 88 bits */
#define KEY_WORDS_TEXT 256

struct arena;
struct person_key { /* in locked memory: key_open's arena */
    char name[64];
    struct seal_signer signer;
};

/* Asks for the passphrase (or reads --passphrase-file). NULL after one sentence. arena_free wipes it. */
struct person_key *key_open(const struct run *run, const char *path, struct arena **ret_arena);
/* work: AGE_WORK_STANDARD, less in tests. False after one sentence. Never replaces a file. */
MUST_CHECK bool key_write(
    const char *path, const struct person_key *key, const char *passphrase, unsigned work);
/* FILE.public of a key, or any file of that form. False after one sentence. */
MUST_CHECK bool key_public_read(const char *path, struct signer_key *ret_key);
MUST_CHECK bool key_public_parse(const void *bytes, size_t len, struct signer_key *ret_key);
void key_public_of(const struct person_key *key, struct signer_key *ret_key);
/* Eight words of the hash of a public key: two people who hear the same words hold the same key. "" without
 * the list of words. */
void key_words(const struct run *run, const struct signer_key *key, char ret_text[static KEY_WORDS_TEXT]);
/* 1 to 63 bytes of printable UTF-8 without quotes; names a person in every sentence. */
bool key_name_valid(const char *name);

#endif
