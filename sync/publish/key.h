/* The key with which a person signs (signer/key_file.h), and beside it FILE.public, what others may know:
 *     {"v":1,"kind":"public key","name":"Dina","public":"<64 hex>"} */
#ifndef WAYSIDE_PUBLISH_KEY_H
#define WAYSIDE_PUBLISH_KEY_H

#include "parts.h"
#include "signer/key_file.h"

#define KEY_FILE_BYTES 8192
#define KEY_WORDS 8 /* of a key's hash, to compare aloud: 88 bits */
#define KEY_WORDS_TEXT 256

struct arena;

/* Asks for the passphrase (or reads --passphrase-file). NULL after one sentence. In locked memory: arena_free
 * wipes it. */
struct signer_secret *key_open(const struct run *run, const char *path, struct arena **ret_arena);
/* Key and FILE.public. work: AGE_WORK_STANDARD, less in tests. False after one sentence. Never replaces a
 * file.
 */
MUST_CHECK bool key_write(
    const char *path, const struct signer_secret *key, const char *passphrase, unsigned work);
/* FILE.public of a key, or any file of that form. False after one sentence. */
MUST_CHECK bool key_public_read(const char *path, struct signer_key *ret_key);
MUST_CHECK bool key_public_parse(const void *bytes, size_t len, struct signer_key *ret_key);
/* Eight words of the hash of a public key: two people who hear the same words hold the same key. "" without
 * the list of words. */
void key_words(const struct run *run, const struct signer_key *key, char ret_text[static KEY_WORDS_TEXT]);
/* 1 to 63 bytes of printable UTF-8 without quotes, commas, brackets; names a person in every sentence. */
bool key_name_valid(const char *name);

#endif
