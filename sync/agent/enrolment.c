#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent_parts.h"
#include "wire/enrol.h"

static int64_t now_s(struct agent *agent)
{
    return agent_time(agent).utc_s;
}

static bool open_client(struct agent *agent)
{
    char certificate[AGENT_TEXT + 16], key[AGENT_TEXT + 16];
    snprintf(certificate, sizeof certificate, "%s/client.pem", agent->settings->device);
    snprintf(key, sizeof key, "%s/client.key", agent->settings->device);
    const struct wire_client_settings settings = {.url = agent->settings->url,
        .ca_file = agent->settings->ca,
        .certificate = certificate,
        .key = key,
        .timeout_s = 30,
        .quiet_s = 10};
    wire_client_free(agent->client);
    agent->client = NULL;
    return wire_client_new(&settings, &agent->client) == WIRE_OK;
}

/* The token is for one network: a device must not trust a root that another one handed to it. */
static bool token_fits(const struct agent *agent, char ret_message[static 256])
{
    struct enrol_token token;
    if (!enrol_token_read(agent->settings->token, &token)) {
        agent_refuse(ret_message, "[enrol] token is not a token; copy the whole line that the operator gave");
        return false;
    }
    bool fits = sodium_memcmp(agent->follower->root_hash, token.root_hash, sizeof token.root_hash) == 0;
    if (!fits)
        agent_refuse(ret_message, "[enrol] token is for a network with another root.json than [device] root");
    sodium_memzero(&token, sizeof token);
    return fits;
}

bool agent_enrol_start(struct agent *agent, char ret_message[static 256])
{
    char path[AGENT_TEXT + 16];
    snprintf(path, sizeof path, "%s/client.pem", agent->settings->device);
    if (access(path, F_OK) == 0)
        return true;
    if (agent->settings->token[0])
        return token_fits(agent, ret_message);
    agent_refuse(ret_message, "this device is not enrolled; write the operator's token into [enrol] token");
    return false;
}

void agent_enrol(struct agent *agent)
{
    char message[256];
    const struct agent_settings *settings = agent->settings;
    const char *token = settings->token[0] ? settings->token : NULL;
    int result = enrol_step_at(settings->url, settings->ca, token, settings->device, now_s(agent), message);
    if (result == 0 && open_client(agent))
        agent_calm(agent, TROUBLE_ENROL, "this device is enrolled");
    else if (result == 1)
        agent_trouble(agent, TROUBLE_ENROL,
            "waiting for the operator to approve this device; its code is in %s/enrolment-code",
            settings->device);
    else
        agent_trouble(agent, TROUBLE_ENROL, "%s", result ? message : "out of memory");
}

void agent_renew(struct agent *agent)
{
    char message[256];
    const struct agent_settings *settings = agent->settings;
    int result = enrol_renew_step(settings->url, settings->ca, settings->device, now_s(agent), message);
    if (result == 0) {
        agent->troubles[TROUBLE_ENROL].lasts = false;
        log_line(agent->log, "the certificate of this device is renewed");
        if (!open_client(agent))
            agent_trouble(agent, TROUBLE_ENROL, "out of memory");
    } else if (result < 0) {
        agent_trouble(agent, TROUBLE_ENROL, "the certificate could not be renewed: %s", message);
    }
}
