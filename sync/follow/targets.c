/* Targets: what this place needs and the folder has not. */
#include <stdio.h>
#include <string.h>

#include "check.h"

#define PLACES "places/places.json"

static bool fetch_target(struct check *check, const struct trust_target *target, struct buffer *ret_bytes)
{
    char name[TRUST_PATH + 2 * TRUST_HASH_LONG + 2], path[3 * sizeof name + 16] = "/v1/targets/";
    size_t prefix = strlen(path);
    if (!target->has_sha256 || target->length > RELEASE_TARGET)
        return check_say(check, "%.120s is larger than a file of content may be", target->path);
    trust_target_name(check->trust, target, name);
    if (!trust_escape(name, true, path + prefix, sizeof path - prefix))
        return check_say(check, "%.120s has too long a name", target->path);
    buffer_init(ret_bytes, target->length ? (size_t)target->length : 1);
    if (check_get_hashed(check, path, target->path, target->sha256, ret_bytes)) {
        if (!trust_target_check(target, ret_bytes->bytes, ret_bytes->len))
            return true;
        check_say(check, "%.120s is not the file that was signed; what is in use stays", target->path);
    }
    buffer_clear(ret_bytes);
    return false;
}

static bool read_places(struct check *check, struct release_needed **ret_needed)
{
    const struct trust_target *target = NULL;
    struct buffer bytes;
    if (trust_find(check->trust, PLACES, &target) || !target)
        return check_say(check, PLACES " is not signed by anyone; what is in use stays");
    if (!fetch_target(check, target, &bytes))
        return false;
    *ret_needed = release_needed_new(bytes.bytes, bytes.len, check->follow->place);
    buffer_clear(&bytes);
    return *ret_needed || check_say(check, PLACES " could not be read: out of memory");
}

struct fetching {
    struct check *check;
    const struct release_needed *needed;
    bool failed;
};

static bool fetch_needed(void *ctx, const struct trust_target *target)
{
    struct fetching *fetching = ctx;
    struct buffer bytes;
    if (!release_needed(fetching->needed, target->path))
        return true;
    fetching->failed = !fetch_target(fetching->check, target, &bytes);
    if (!fetching->failed)
        buffer_clear(&bytes);
    return !fetching->failed;
}

bool check_targets(struct check *check)
{
    struct release_needed *needed = NULL;
    if (!read_places(check, &needed))
        return false;
    struct fetching fetching = {.check = check, .needed = needed};
    enum trust_error error = trust_each(check->trust, fetch_needed, &fetching);
    release_needed_free(needed);
    if (error)
        return check_say(check, "the list of files could not be made: %s", trust_error_text(error));
    return !fetching.failed;
}
