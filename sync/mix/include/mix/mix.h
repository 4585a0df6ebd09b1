/* mix: opens the outer layer of what devices and desks send, drops dummies, and on each beat gives every
 * team the same number of files and every zone one answer, real or cover. It never opens an inner file
 * and never learns from which device one came: the hub gives it a pseudonym that changes each day. */
#ifndef WAYSIDE_MIX_H
#define WAYSIDE_MIX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"

#define MIX_TEXT 256
#define MIX_IDENTITIES 16 /* the present key and older ones not yet destroyed */

struct mix_settings {
    char url[MIX_TEXT], ca[MIX_TEXT];       /* [hub] */
    char store[MIX_TEXT];                   /* [mix] store, made 0600 when missing */
    char identity[MIX_TEXT];                /* [mix] identity: age identity files, newest first, by commas */
    char root[MIX_TEXT], content[MIX_TEXT]; /* [network] root.json; folder of releases, this user's */
    char token[MIX_TEXT], folder[MIX_TEXT]; /* [enrol] token ("" once enrolled), folder of the certificate */
};
/* False with one sentence in ret_message. */
MUST_CHECK bool mix_settings_read(
    const char *path, struct mix_settings *ret_settings, char ret_message[static 256]);

struct mix;
/* settings and log are borrowed. False with one sentence when it cannot begin. Without content it fetches it
 * first and gives nothing out until then. Once begun, nothing that
 * happens ends it: each trouble is said once, and once more when it is over. */
MUST_CHECK bool mix_new(const struct mix_settings *settings, struct clock_source clock, struct log *log,
    struct mix **ret_mix, char ret_message[static 256]);
void mix_free(struct mix *mix); /* takes NULL */
/* Does what is due and returns the moment (mono_ms of its clock) at which to call it again. */
int64_t mix_step(struct mix *mix);
/* Is new content being asked for just now, in a thread of its own? For tests whose clock stands still. */
bool mix_is_checking(const struct mix *mix);

#endif
