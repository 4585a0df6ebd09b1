/* publish inside: what its commands share. One run of the program is one struct run. */
#ifndef WAYSIDE_PUBLISH_PARTS_H
#define WAYSIDE_PUBLISH_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

#define PUBLISH_TEXT 512 /* a path, or a sentence */
#define PUBLISH_NAME 64  /* of a person, an NGO, a role */

enum { DONE = 0, FAILED = 1, USAGE = 2 };

struct options { /* NULL, 0 or false when not given; borrowed from argv */
    const char *settings, *out, *language, *key, *passphrase_file, *name, *body, *starter, *public_file,
        *waiting, *network;
    const char *places, *people, *threshold, *percent;
    bool json, yes, undo, live, renew, operators, help;
    char **words; /* what is not an option, after the command */
    int word_count;
};
struct run {
    struct options options;
    bool colour;               /* standard output is a terminal that shows colours */
    char share[PUBLISH_TEXT];  /* share/wayside beside the program: languages.json, words, ... */
    char beside[PUBLISH_TEXT]; /* the folder of the program */
    char where[2 * PUBLISH_TEXT + 16];
};

/* A command. Options that its synopsis names are the ones it takes, so that help cannot drift. */
struct command {
    const char *name, *synopsis;
    int (*run)(struct run *run);
    const char *help;
};

/* ---- say.c: plain sentences ---- */

/* One sentence to standard error, "wayside-publish: ...". Always FAILED. */
int complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* To standard output; nothing with --json. */
void say(const struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* " FOLDER", " --settings FILE" or both, as this command was told: for the next one. Into the run's own room.
 */
const char *where(struct run *run);
/* "Next, type:" and a command without its program's name. */
void say_next(const struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
enum paint { PAINT_NONE, PAINT_BAD, PAINT_WARN, PAINT_GOOD, PAINT_STRONG };
/* What switches a colour on, or PAINT_NONE all off; "" when there are none. */
const char *paint(const struct run *run, enum paint paint);
/* Text from elsewhere as it may stand on a terminal: control characters and those that turn the direction of
 * writing are shown by their number, so that nobody signs what only looks right. */
void print_safely(const char *text);
/* True only after the word "yes" (or --yes); with --json there is nobody to ask. */
bool ask_yes(const struct run *run, const char *question);
/* ---- files.c ---- */

/* Whole file by its path; false after one sentence. what: "the key file". */
MUST_CHECK bool read_whole(const char *path, size_t most, struct buffer *ret_bytes);
/* Durable, replaces; false after one sentence. */
MUST_CHECK bool write_whole(const char *path, const void *bytes, size_t len, unsigned mode);
/* Makes the folder, and those above it; false after one sentence. */
MUST_CHECK bool make_folder(const char *path);
/* The same for the folder in which path lies. */
MUST_CHECK bool make_folder_of(const char *path);
/* "folder/name" into ret; false after one sentence when it does not fit. */
MUST_CHECK bool join_path(char ret_path[static PUBLISH_TEXT], const char *folder, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool is_there(const char *path);
bool is_folder(const char *path);
/* Letters a-z, 0-9 and '-', not empty, not over most bytes. */
bool slug_valid(const char *text, size_t most);

#endif
