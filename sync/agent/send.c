#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent_parts.h"
#include "base/cursor.h"
#include "outbox/outbox.h"

#define ASIDE_MOST 16 /* files of a wrong size that one tick sets aside */

static bool first_file(struct agent *agent, struct outbox_file *ret_file)
{
    enum outbox_error error = OUTBOX_SIZE;
    for (int i = 0; i < ASIDE_MOST && error == OUTBOX_SIZE; i++) {
        error = outbox_first(&agent->outbox, ret_file);
        if (error == OUTBOX_SIZE)
            agent_trouble(agent, TROUBLE_OUTBOX,
                "%s: a file has not the size of an envelope and is kept aside", agent->settings->outbox);
    }
    if (error == OUTBOX_EMPTY)
        agent_trouble(agent, TROUBLE_OUTBOX, "%s is empty: the kiosk does not run, or cannot write there",
            agent->settings->outbox);
    else if (error && error != OUTBOX_SIZE)
        agent_trouble(agent, TROUBLE_OUTBOX, "%s: %s", agent->settings->outbox, outbox_error_text(error));
    else if (!error)
        agent_calm(agent, TROUBLE_OUTBOX, "the outbox has files again");
    return !error;
}

static void report_outbox(struct agent *agent, enum outbox_error error)
{
    if (error)
        agent_trouble(agent, TROUBLE_OUTBOX, "%s: %s; what was sent is sent again", agent->settings->outbox,
            outbox_error_text(error));
}

static void take_answer(struct agent *agent, const struct outbox_file *file, const struct wire_answer *answer)
{
    if (answer->status == 201 || answer->status == 200) {
        agent_sent_keep(agent, file->id, file->bytes);
        report_outbox(agent, outbox_sent(&agent->outbox, file));
        agent_calm(agent, TROUBLE_BUSY, "the hub takes envelopes again");
    } else if (answer->status >= 400 && answer->status < 500) {
        agent_trouble(agent, TROUBLE_REFUSED, "%s refused an envelope (%d %s); it is kept and offered again",
            agent->settings->url, answer->status, answer->problem);
        report_outbox(agent, outbox_refused(&agent->outbox, file));
    } else {
        agent_trouble(agent, TROUBLE_BUSY, "%s cannot take envelopes now (%d %s)", agent->settings->url,
            answer->status, answer->problem);
    }
}

void agent_tick(struct agent *agent)
{
    struct outbox_file *file = malloc(sizeof *file);
    if (file && first_file(agent, file)) {
        char path[64] = "/v1/envelopes/";
        struct wire_answer answer = {.status = 0};
        buffer_init(&answer.body, 0);
        hex_write(file->id, ID_BYTES, path + strlen(path));
        if (agent_request(agent, "PUT", path, file->bytes, sizeof file->bytes, &answer))
            take_answer(agent, file, &answer);
        buffer_clear(&answer.body);
    }
    free(file);
}
