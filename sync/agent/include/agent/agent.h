/* agent: the device's only door to the network. Each tick of its clock it sends the first file of the
 * outbox, on each beat of its zone it fetches every answer of the zone and asks for new content, once an hour
 * it says that it lives. It has sealed bytes only: it never opens one, cannot tell a real one from a dummy,
 * and draws nothing. What it does depends on the clock alone, never on how much there is. */
#ifndef WAYSIDE_AGENT_H
#define WAYSIDE_AGENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"

#define AGENT_TEXT 256

struct agent_settings {
    char url[AGENT_TEXT], ca[AGENT_TEXT];                            /* [hub] */
    char place[AGENT_TEXT], root[AGENT_TEXT];                        /* [device]; root: root.json */
    char outbox[AGENT_TEXT], content[AGENT_TEXT], drops[AGENT_TEXT]; /* folders, see docs/formats.md */
    char device[AGENT_TEXT], shown[AGENT_TEXT];
    char token[AGENT_TEXT]; /* [enrol] token, "" once enrolled */
};
/* False with one sentence in ret_message. */
MUST_CHECK bool agent_settings_read(
    const char *path, struct agent_settings *ret_settings, char ret_message[static 256]);

struct agent;
/* settings and log are borrowed. False with one sentence when it cannot begin: a folder that is missing,
 * no root.json, no certificate and no token. A device that has no content yet enrols, fetches it, and only
 * then sends. Once begun, nothing that happens ends it: each trouble is said once, and once more when it is
 * over. */
MUST_CHECK bool agent_new(const struct agent_settings *settings, struct clock_source clock, struct log *log,
    struct agent **ret_agent, char ret_message[static 256]);
void agent_free(struct agent *agent); /* takes NULL */
/* Does what is due and returns the moment (mono_ms of its clock) at which to call it again. Every request
 * is made inside; it returns when they have been answered or given up. */
int64_t agent_step(struct agent *agent);
/* Is new content being asked for just now, in a thread of its own? For tests whose clock stands still. */
bool agent_is_checking(const struct agent *agent);

#endif
