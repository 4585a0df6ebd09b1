/* What an opened answer holds: written by a desk, or by anyone who was given the receipt's key. */
#include <stdlib.h>
#include <string.h>

#include "firmware/answers.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    /* The team that the seeds name; no key of it signs them, so nothing may ever be believed. */
    struct network_team team = {.signer_count = 1};
    memset(team.id, 0xaa, sizeof team.id);
    struct network network = {.teams = &team, .team_count = 1};
    struct answer_read answer;
    char *text = malloc(len + 1);
    if (!text)
        return 0;
    memcpy(text, bytes, len);
    text[len] = 0;
    if (answer_read(&network, text, len, &answer))
        abort();
    free(text);
    return 0;
}
