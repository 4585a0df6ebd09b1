/* Keys of a repository under test, and what they sign. */
#ifndef WAYSIDE_TESTS_TRUST_REPOSITORY_KEY_H
#define WAYSIDE_TESTS_TRUST_REPOSITORY_KEY_H

#include "sync/trust/repository.h"

void repository_key_make(struct repository_key *key, enum repository_kind kind);
void repository_key_clear(struct repository_key *key);
/* Gives {"keyid","sig"}. */
json_t *repository_key_sign(const struct repository_key *key, const char *bytes, size_t len);
/* The canonical form: jansson's sorted output with its escapes taken back, but for '"' and '\'. */
char *repository_canonical(const json_t *body, size_t *ret_len);

#endif
