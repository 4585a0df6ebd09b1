#include <stdio.h>

#include "follow/follow.h"
#include "wire/client.h"

static enum follow_fetched failed(
    struct wire_client *client, enum wire_error error, size_t before, size_t now, char *ret_message)
{
    snprintf(ret_message, 256, "%.255s", wire_client_why(client));
    if (error == WIRE_TOO_LARGE)
        return FETCHED_TOO_LONG;
    return now > before ? FETCHED_PART : FETCHED_FAILED;
}

static enum follow_fetched get(
    void *self, const char *path, size_t offset, struct buffer *ret_bytes, char ret_message[static 256])
{
    int status = 0;
    char problem[256];
    (void)offset; /* what ret_bytes holds is from the beginning */
    size_t before = ret_bytes->len;
    enum wire_error error = wire_fetch(self, path, ret_bytes, &status, problem);
    if (!error && status == 416) /* our part is not of this file: from the beginning */
        error = wire_fetch(self, path, ret_bytes, &status, problem);
    if (error)
        return failed(self, error, before, ret_bytes->len, ret_message);
    if (status == 200 || status == 206)
        return FETCHED;
    if (status == 404 || status == 403 || status == 410)
        return FETCHED_ABSENT;
    snprintf(ret_message, 256, "the hub answered %d%s%.200s", status, problem[0] ? ": " : "", problem);
    return FETCHED_FAILED;
}

struct follow_source follow_wire_source(struct wire_client *client)
{
    return (struct follow_source){.get = get, .self = client};
}
