/* tuf: the program wayside-trust: a client of any TUF repository, for those who want to see that sync/trust
 * does what the specification says. Keeps metadata in one folder, under the names "root.json",
 * "timestamp.json", ..., byte for byte as served; a role's name is percent-encoded.
 *
 * Each function: true, or false with one sentence. What was accepted before a failure is kept. */
#ifndef WAYSIDE_TUF_H
#define WAYSIDE_TUF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

#define TUF_MESSAGE 512

struct tuf_options {
    const char *metadata_dir, *metadata_url; /* http:// or https://, a path, a last slash or none */
    const char *target_name, *target_base_url, *target_dir;
    const char *command; /* "init", "refresh", "download" */
    const char *root;    /* init's file */
};
enum tuf_read { TUF_RUN, TUF_HELP, TUF_USAGE };
/* Options before or behind the command. TUF_USAGE when one is missing, unknown, or too many. */
enum tuf_read tuf_options_read(int argc, char **argv, struct tuf_options *ret_options);

/* The file becomes root.json, when its own keys have signed it. */
MUST_CHECK bool tuf_init(const struct tuf_options *options, char ret_message[static TUF_MESSAGE]);
/* now_s: UTC, fixed for the whole update. */
MUST_CHECK bool tuf_refresh(
    const struct tuf_options *options, int64_t now_s, char ret_message[static TUF_MESSAGE]);
/* A refresh, then the target: kept in target_dir under its name, percent-encoded as a whole. Not fetched when
 * it is there and right. */
MUST_CHECK bool tuf_download(
    const struct tuf_options *options, int64_t now_s, char ret_message[static TUF_MESSAGE]);

#endif
