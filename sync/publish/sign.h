/* What the commands that sign share: the hub as it is now, what waits to be pushed, the key. */
#ifndef WAYSIDE_PUBLISH_SIGN_H
#define WAYSIDE_PUBLISH_SIGN_H

#include "edit.h"
#include "outgoing.h"
#include "signer/key_file.h"
#include "signer/targets.h"

#define SIGN_EDITS 4 /* roles that one command changes */

struct arena;
struct desk_of_editor {
    struct publish_settings settings;
    struct remote remote;
    struct outgoing outgoing;
    struct arena *arena;
    struct signer_secret *key; /* NULL until desk_key */
};
/* False after one sentence; desk_done takes what there is. */
MUST_CHECK bool desk_ready(const struct run *run, const char *folder, struct desk_of_editor *desk);
void desk_done(struct desk_of_editor *desk);
/* Asks for the passphrase once. */
MUST_CHECK bool desk_key(const struct run *run, struct desk_of_editor *desk);
/* Makes the next version of each role, signs, and leaves it to push. All of it or nothing. */
MUST_CHECK bool sign_edits(
    const struct run *run, struct desk_of_editor *desk, const struct edit *edits, size_t count);
/* Shows what changes, asks, sign_edits. edits is reordered. An exit code. */
int sign_shown(struct run *run, struct desk_of_editor *desk, struct edit *edits, size_t count);

/* Do both let the same keys, of the same names, sign the same paths? Who may sign is nothing that sign
 * --waiting could show in words: such a change belongs into a ceremony. */
bool same_signers(const struct signer_targets *old, const struct signer_targets *new);

int sign_network(struct run *run);
int sign_waiting(struct run *run);

#endif
