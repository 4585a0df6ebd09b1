/* snapshot.key and timestamp.key: the two keys that a hub signs with. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <sodium.h>

#include "keeper.h"

static bool key_read(const char *folder, const char *name, bool make, struct signer_secret *ret_secret,
    char ret_message[static HUB_MESSAGE])
{
    char path[4096], message[256];
    struct stat there;
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (len < 0 || len >= (int)sizeof path) {
        snprintf(ret_message, HUB_MESSAGE, "[content] keys: the path is too long.");
        return false;
    }
    if (make && lstat(path, &there) != 0 && errno == ENOENT) {
        struct signer_secret secret;
        bool made = signer_secret_new("hub", &secret, message) &&
                    signer_secret_write(&secret, path, NULL, 0, message);
        signer_secret_clear(&secret);
        if (!made) {
            snprintf(ret_message, HUB_MESSAGE, "[content] keys: %.250s.", message);
            return false;
        }
    }
    if (signer_secret_read(path, NULL, ret_secret, message))
        return true;
    snprintf(ret_message, HUB_MESSAGE, "[content] keys: %.220s; wayside-hub content-keys makes it.", message);
    return false;
}

bool content_keys_read(
    const char *folder, bool make, struct content_keys *ret_keys, char ret_message[static HUB_MESSAGE])
{
    struct content_keys keys;
    if (make && mkdir(folder, 0700) != 0 && errno != EEXIST) {
        snprintf(ret_message, HUB_MESSAGE, "[content] keys: %.200s: %s.", folder, strerror(errno));
        return false;
    }
    bool done = key_read(folder, "snapshot.key", make, &keys.snapshot, ret_message) &&
                key_read(folder, "timestamp.key", make, &keys.timestamp, ret_message);
    if (done)
        *ret_keys = keys;
    sodium_memzero(&keys, sizeof keys);
    return done;
}
