#include "pack/network_file.h"

#include <stdio.h>
#include <string.h>

#include "base/disk.h"
#include "trust/signed_file.h"

#define NAMED "network.json: " /* how network_read calls it; here the path says more */

static struct network *verify_and_read(
    const char *path, const uint8_t root[static 32], const struct buffer *bytes, char ret_message[static 256])
{
    struct verified_json json;
    char why[256];
    enum signed_file_error error = signed_file_open(bytes->bytes, bytes->len, root, &json);
    if (error) {
        snprintf(ret_message, 256, "%s: %s; get it again from the network's operator, or check root_key",
            path, signed_file_error_text(error));
        return NULL;
    }
    struct network *network = network_read(&json, why);
    if (!network) {
        const char *fault = strncmp(why, NAMED, strlen(NAMED)) == 0 ? why + strlen(NAMED) : why;
        snprintf(ret_message, 256, "%s: %.200s", path, fault);
    }
    return network;
}

struct network *network_file_read(
    const char *path, const uint8_t root[static 32], struct buffer *ret_bytes, char ret_message[static 256])
{
    struct buffer own;
    buffer_init(&own, NETWORK_BYTES);
    struct buffer *bytes = ret_bytes ? ret_bytes : &own;
    enum base_error error = file_read(path, NETWORK_BYTES, bytes);
    struct network *network = NULL;
    if (error)
        snprintf(ret_message, 256, "%s: %s; put the network file there", path, base_error_text(error));
    else
        network = verify_and_read(path, root, bytes, ret_message);
    buffer_clear(&own);
    return network;
}
