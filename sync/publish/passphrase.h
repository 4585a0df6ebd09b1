/* Passphrases of six words: made, asked for without an echo, read from a file by scripts. */
#ifndef WAYSIDE_PUBLISH_PASSPHRASE_H
#define WAYSIDE_PUBLISH_PASSPHRASE_H

#include "parts.h"

#define PASSPHRASE_MOST 256 /* with its NUL */

/* Six words of the English list joined by "-". False after one sentence. The caller wipes it. */
MUST_CHECK bool passphrase_make(const struct run *run, char ret_text[static PASSPHRASE_MOST]);
/* From --passphrase-file, else typed (never shown); as passphrase_make writes it, whatever the spaces and
 * capitals. False after one sentence. */
MUST_CHECK bool passphrase_read(const struct run *run, const char *of, char ret_text[static PASSPHRASE_MOST]);
/* Hands a new one over: into --passphrase-file (a new file), else shown once and asked for again. */
MUST_CHECK bool passphrase_hand_over(const struct run *run, const char *passphrase);

#endif
