#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "mix_parts.h"
#include "wire/enrol.h"

static bool open_client(struct mix *mix)
{
    char certificate[MIX_TEXT + 16], key[MIX_TEXT + 16];
    snprintf(certificate, sizeof certificate, "%s/client.pem", mix->settings->folder);
    snprintf(key, sizeof key, "%s/client.key", mix->settings->folder);
    const struct wire_client_settings settings = {.url = mix->settings->url,
        .ca_file = mix->settings->ca,
        .certificate = certificate,
        .key = key,
        .timeout_s = 30,
        .quiet_s = 10};
    wire_client_free(mix->client);
    mix->client = NULL;
    return wire_client_new(&settings, &mix->client) == WIRE_OK;
}

static bool token_fits(const struct mix *mix, char ret_message[static 256])
{
    struct enrol_token token;
    if (!enrol_token_read(mix->settings->token, &token))
        return mix_refuse(
            ret_message, "[enrol] token is not a token; copy the whole line that the operator gave");
    bool fits = sodium_memcmp(mix->follower->root_hash, token.root_hash, sizeof token.root_hash) == 0;
    sodium_memzero(&token, sizeof token);
    return fits || mix_refuse(ret_message,
                       "[enrol] token is for a network with another root.json than [network] root");
}

bool mix_enrol_start(struct mix *mix, char ret_message[static 256])
{
    char path[MIX_TEXT + 16];
    snprintf(path, sizeof path, "%s/client.pem", mix->settings->folder);
    if (access(path, F_OK) == 0)
        return true;
    if (mix->settings->token[0])
        return token_fits(mix, ret_message);
    return mix_refuse(ret_message, "this mix is not enrolled; write the operator's token into [enrol] token");
}

void mix_enrol(struct mix *mix)
{
    char message[256];
    const struct mix_settings *settings = mix->settings;
    const char *token = settings->token[0] ? settings->token : NULL;
    int result = enrol_step(settings->url, settings->ca, token, settings->folder, message);
    if (result == 0 && open_client(mix))
        mix_calm(mix, TROUBLE_ENROL, "this mix is enrolled");
    else if (result == 1)
        mix_trouble(mix, TROUBLE_ENROL,
            "waiting for the operator to approve this mix; its code is in %s/enrolment-code",
            settings->folder);
    else
        mix_trouble(mix, TROUBLE_ENROL, "%s", result ? message : "out of memory");
}

void mix_renew(struct mix *mix)
{
    char message[256];
    const struct mix_settings *settings = mix->settings;
    int result = enrol_renew_step(settings->url, settings->ca, settings->folder, mix_now_s(mix), message);
    if (result == 0) {
        mix->troubles[TROUBLE_ENROL].lasts = false;
        log_line(mix->log, "the certificate of this mix is renewed");
        if (!open_client(mix))
            mix_trouble(mix, TROUBLE_ENROL, "out of memory");
    } else if (result < 0) {
        mix_trouble(mix, TROUBLE_ENROL, "the certificate could not be renewed: %s", message);
    }
}
