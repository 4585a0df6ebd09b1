/* An editor at a terminal: a folder of its own, wayside-publish run in it as it is installed, what it said.
 */
#ifndef TESTS_PUBLISH_EDITOR_H
#define TESTS_PUBLISH_EDITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define EDITOR_SAID 262144

struct editor {
    char folder[64];
    unsigned long room;     /* bytes that a file may grow to, as on a full disk; 0: no limit */
    bool deaf;              /* standard output takes nothing */
    const char *program;    /* of bin/; "wayside-publish" */
    char said[EDITOR_SAID]; /* both outputs of the last command */
};
struct editor *editor_begin(void);
void editor_end(struct editor *editor); /* removes the folder */
/* Types words (ends with NULL) after the program's name, answer on standard input ("" none): the exit code,
 * or minus the signal that ended it. */
int editor_types(struct editor *editor, const char *answer, const char *const *words);
#define TYPE(editor, ...) editor_types(editor, "", (const char *const[]){__VA_ARGS__, NULL})
#define ANSWER(editor, answer, ...) editor_types(editor, answer, (const char *const[]){__VA_ARGS__, NULL})
/* A new pack in folder with three of the starter's topics and its help form: as right as all of it, and quick
 * to build. */
void editor_small_pack(struct editor *editor, const char *folder);
/* Starts it and does not wait. */
pid_t editor_starts(struct editor *editor, const char *const *words);

/* NAME.key, NAME.key.public, and its passphrase in NAME.words; quick to open. */
void editor_key(struct editor *editor, const char *name);
/* A file in the folder. */
void editor_put(struct editor *editor, const char *name, const char *text);
/* Reads one; the caller frees. NULL when it is not there. */
char *editor_get(struct editor *editor, const char *name);
bool editor_has(struct editor *editor, const char *name);
/* Fails the test, and shows what was said, unless these words were among it. */
void editor_heard(struct editor *editor, const char *words);
void editor_not_heard(struct editor *editor, const char *words);
/* Fails the test, and shows what was said, unless code is what it was. */
void editor_code(struct editor *editor, int code, int expected);

#endif
