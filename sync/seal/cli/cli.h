/* wayside-seal: keys, sealing and opening at a command line. One file for each subcommand. */
#ifndef WAYSIDE_SEAL_CLI_H
#define WAYSIDE_SEAL_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buffer.h"
#include "seal/error.h"
#include "seal/keys.h"

#define CLI_DONE 0
#define CLI_FAILED 1 /* one sentence on standard error says why */
#define CLI_USAGE 2
#define CLI_IDENTITIES 64 /* in all the files of one command */
#define CLI_RECIPIENTS 1024
#define CLI_FILE_MAX (1 << 16) /* an identity file */
#define CLI_PASSPHRASE 1024    /* bytes, with the NUL */

struct command {
    const char *name;
    int (*run)(int argc, char **argv); /* argv[0] is the name; returns an exit code */
    const char *arguments, *help;
};

int command_keygen(int argc, char **argv);
int command_recipient(int argc, char **argv);
int command_seal(int argc, char **argv);
int command_open(int argc, char **argv);
int command_inspect(int argc, char **argv);

/* "wayside-seal: ..." and a line feed on standard error; returns CLI_FAILED. Never shows a key. */
int failed(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same; returns CLI_USAGE. */
int misused(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Locked memory for the identities of a command, filled file by file. */
struct keys {
    struct seal_identity *identities; /* CLI_IDENTITIES of them */
    size_t count;
};
MUST_CHECK int keys_init(struct keys *keys);
void keys_clear(struct keys *keys);
/* Adds those of an identity file, which may be under a passphrase: then it asks. CLI_DONE or CLI_FAILED,
 * said already. */
MUST_CHECK int keys_add_file(struct keys *keys, const char *path);

/* Asks at the terminal, without showing what is typed. Locked memory of CLI_PASSPHRASE bytes; free with
 * sodium_free. NULL when there is no terminal or the person gives up, said already. */
MUST_CHECK char *passphrase_ask(const char *prompt);

#endif
