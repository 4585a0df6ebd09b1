/* Network, hotlines, packs and what was withdrawn, of a release whose metadata is verified. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/withdrawn.h"
#include "parts.h"

struct filling {
    struct release *release;
    struct disk *content;
    const struct release_ground *ground;
    char *message;
    bool failed;
};

static bool refuse(struct filling *filling, const char *path, const char *why)
{
    snprintf(filling->message, 256, "%.100s: %.150s.", path, why);
    filling->failed = true;
    return false;
}

static const char *why_not(enum base_error error)
{
    if (error == BASE_NOT_FOUND)
        return "its file is missing from the content folder";
    return error == BASE_FORMAT ? "other bytes than were signed" : base_error_text(error);
}

static bool get(struct filling *filling, const struct trust_target *target, size_t max, struct buffer *bytes)
{
    buffer_init(bytes, max);
    enum base_error error = parts_target(target, filling->content, bytes);
    if (!error)
        return true;
    buffer_clear(bytes);
    return refuse(filling, target->path, why_not(error));
}

static bool need(struct filling *filling, const char *path, size_t max, struct buffer *bytes)
{
    const struct trust_target *target = parts_signed(filling->release, path);
    if (target)
        return get(filling, target, max, bytes);
    enum trust_error error = trust_find(filling->release->trust, path, &target);
    return refuse(filling, path,
        error && error != TRUST_ABSENT ? trust_error_text(error) : "nobody has signed such a file");
}

/* All targets, one by one. */
static bool each_target(struct filling *filling, bool (*each)(void *ctx, const struct trust_target *target))
{
    enum trust_error error = trust_each(filling->release->trust, each, filling);
    return error ? refuse(filling, "metadata", trust_error_text(error)) : !filling->failed;
}

static bool read_network(struct filling *filling)
{
    struct buffer recipients, places;
    struct release *release = filling->release;
    if (!need(filling, "recipients/network.json", NETWORK_BYTES, &recipients))
        return false;
    if (!need(filling, "places/places.json", PLACES_BYTES, &places)) {
        buffer_clear(&recipients);
        return false;
    }
    release->network = network_open(
        recipients.bytes, recipients.len, places.bytes, places.len, filling->message);
    buffer_clear(&recipients);
    buffer_clear(&places);
    if (!release->network)
        return false;
    if (!filling->ground->place)
        return true;
    release->place = network_place(release->network, filling->ground->place);
    return release->place ||
           refuse(filling, "places/places.json", "the place of these settings is not there");
}

static bool read_hotlines(void *ctx, const struct trust_target *target)
{
    struct filling *filling = ctx;
    struct buffer bytes;
    char owner[PACK_NAME + 1];
    if (!target->has_sha256 || !parts_owner(target->path, "hotlines/", ".json", owner))
        return true;
    if (!get(filling, target, HOTLINES_BYTES, &bytes))
        return false;
    filling->failed = !hotlines_read(
        filling->release->hotlines, owner, bytes.bytes, bytes.len, filling->message);
    buffer_clear(&bytes);
    return !filling->failed;
}

static bool read_all_hotlines(struct filling *filling)
{
    struct release *release = filling->release;
    release->hotlines = calloc(1, sizeof *release->hotlines);
    if (!release->hotlines)
        return refuse(filling, "hotlines", "out of memory");
    if (!each_target(filling, read_hotlines))
        return false;
    if (filling->ground->place)
        hotlines_keep_place(release->hotlines, filling->ground->place);
    return true;
}

/* ---- packs ---- */

struct pack_at {
    struct filling *filling;
    const char *id; /* "harbour/port" */
};

/* What nobody has signed is not there, which is normal for a language; what is signed must be. */
static enum base_error pack_get(void *self, const char *name, struct buffer *ret_bytes)
{
    const struct pack_at *at = self;
    char path[TRUST_PATH];
    int n = snprintf(path, sizeof path, "packs/%s/%s", at->id, name);
    const struct trust_target *target = n > 0 && (size_t)n < sizeof path
                                            ? parts_signed(at->filling->release, path)
                                            : NULL;
    if (!target)
        return BASE_NOT_FOUND;
    enum base_error error = parts_target(target, at->filling->content, ret_bytes);
    return error == BASE_NOT_FOUND ? BASE_IO : error;
}

static struct pack *read_pack(struct filling *filling, const char *id, char message[static 256])
{
    struct pack_at at = {filling, id};
    struct pack_files files = {.get = pack_get, .self = &at};
    char why[256] = "";
    struct pack *pack = pack_read(&files, why);
    if (!pack)
        snprintf(message, 256, "packs/%.70s/%.170s", id, why);
    else if (strcmp(pack->id, id) != 0) {
        snprintf(message, 256, "packs/%.70s/pack.json: id: not that of its path.", id);
        pack_free(pack);
        pack = NULL;
    }
    return pack;
}

/* Notes the first pack that is left out. */
static void leave_out(struct filling *filling, const char *why)
{
    if (!filling->release->packs_why[0])
        snprintf(filling->release->packs_why, sizeof filling->release->packs_why, "%s", why);
}

static bool read_packs(struct filling *filling)
{
    struct release *release = filling->release;
    for (size_t i = 0; release->place && i < release->place->pack_count; i++) {
        char path[TRUST_PATH], why[256];
        const char *id = release->place->packs[i];
        snprintf(path, sizeof path, "packs/%s/pack.json", id);
        if (!parts_signed(release, path))
            continue;
        struct pack *pack = read_pack(filling, id, why);
        if (pack) {
            release->packs[release->pack_count++] = pack;
        } else if (filling->ground->packs_optional) {
            leave_out(filling, why);
        } else {
            snprintf(filling->message, 256, "%s", why);
            return false;
        }
    }
    return true;
}

/* ---- what was withdrawn ---- */

static bool shows_owner(const struct release *release, const char *owner)
{
    for (size_t i = 0; i < release->pack_count; i++)
        if (strcmp(release->packs[i]->owner, owner) == 0)
            return true;
    for (size_t i = 0; i < release->hotlines->count; i++)
        if (strcmp(release->hotlines->in[i].owner, owner) == 0)
            return true;
    return false;
}

static void drop_packs(struct release *release, const char *owner)
{
    size_t kept = 0;
    for (size_t i = 0; i < release->pack_count; i++)
        if (strcmp(release->packs[i]->owner, owner) != 0)
            release->packs[kept++] = release->packs[i];
        else
            pack_free(release->packs[i]);
    release->pack_count = kept;
}

static void withdraw(struct release *release, const char *owner, const struct withdrawn *withdrawn)
{
    for (size_t i = 0; i < withdrawn->hotline_count; i++)
        hotlines_withdraw(release->hotlines, owner, withdrawn->hotlines[i]);
    for (size_t i = 0; i < withdrawn->topic_count; i++) {
        size_t name = strcspn(withdrawn->topics[i], "/"), before = strlen(owner) + 1;
        for (size_t j = 0; j < release->pack_count; j++) {
            struct pack *pack = release->packs[j];
            if (strcmp(pack->owner, owner) == 0 && strlen(pack->id) == before + name &&
                strncmp(pack->id + before, withdrawn->topics[i], name) == 0)
                pack_withdraw(pack, withdrawn->topics[i] + name + 1);
        }
    }
}

/* A mix or a desk shows nothing: no NGO's list may keep new keys from it. */
static bool may_go_without(const struct filling *filling)
{
    return filling->ground->packs_optional || !filling->ground->place;
}

static bool read_withdrawn(void *ctx, const struct trust_target *target)
{
    struct filling *filling = ctx;
    struct buffer bytes;
    struct withdrawn withdrawn;
    char owner[PACK_NAME + 1];
    if (!target->has_sha256 || !parts_owner(target->path, "withdrawn/", "/list.json", owner) ||
        !shows_owner(filling->release, owner))
        return true;
    bool read = get(filling, target, WITHDRAWN_BYTES, &bytes);
    if (read) {
        read = withdrawn_read(owner, bytes.bytes, bytes.len, &withdrawn, filling->message);
        buffer_clear(&bytes);
    }
    if (read) {
        withdraw(filling->release, owner, &withdrawn);
        withdrawn_clear(&withdrawn);
    } else if (may_go_without(filling)) {
        leave_out(filling, filling->message);
        drop_packs(filling->release, owner);
        hotlines_drop(filling->release->hotlines, owner);
    }
    filling->failed = !read && !may_go_without(filling);
    return !filling->failed;
}

/* Of an NGO whose role is left out it is not known what it withdrew: a number that was taken back must not
 * come back by that, whoever brought it about. */
static bool hides_what_was_withdrawn(const struct release *release, const char *owner)
{
    char role[PACK_NAME + 8], path[TRUST_PATH];
    snprintf(role, sizeof role, "packs-%s", owner);
    snprintf(path, sizeof path, "withdrawn/%s/list.json", owner);
    return trust_left_out_names(release->trust, role, path);
}

static void drop_unknown(struct release *release)
{
    char owner[PACK_NAME + 1] = "";
    size_t i = 0;
    while (i < release->hotlines->count) { /* those of one owner stand together */
        size_t before = release->hotlines->count;
        bool next = strcmp(release->hotlines->in[i].owner, owner) != 0;
        snprintf(owner, sizeof owner, "%s", release->hotlines->in[i].owner);
        if (next && hides_what_was_withdrawn(release, owner))
            hotlines_drop(release->hotlines, owner);
        i += before == release->hotlines->count;
    }
}

/* ---- the emergency number ---- */

static bool set_emergency(struct filling *filling)
{
    struct release *release = filling->release;
    const struct hotline *found = NULL;
    if (!release->place)
        return true;
    for (size_t i = 0; i < release->hotlines->count; i++) {
        const struct hotline *hotline = &release->hotlines->in[i];
        if (hotline->emergency && (!found || (hotline->place_count && !found->place_count)))
            found = hotline;
    }
    char *number = strdup(found ? found->number : "");
    if (!number)
        return refuse(filling, "hotlines", "out of memory");
    struct network_place *place = &release->network->places[release->place - release->network->places];
    free(place->emergency_number);
    place->emergency_number = number;
    return true;
}

static bool no_more(void *ctx, const char *key_id, const char *name, bool signed_it)
{
    (void)ctx;
    (void)key_id;
    (void)name;
    (void)signed_it;
    return false;
}

/* Numbers must not fall away because their role is left out, be it for one publisher's own fault (sync/trust)
 * or because a hub leaves it out of its snapshot. */
static bool has_hotlines(struct filling *filling)
{
    int threshold;
    const struct trust *trust = filling->release->trust;
    enum trust_error state = trust_role_state(trust, "hotlines");
    bool delegated = trust_signers(trust, "hotlines", NULL, 0, no_more, NULL, &threshold);
    if (!state || (state == TRUST_ABSENT && !delegated))
        return true;
    if (!filling->ground->packs_optional)
        return refuse(filling, "hotlines.json", trust_error_text(state));
    leave_out(filling, "hotlines.json cannot be used");
    return true;
}

bool parts_content(struct release *release, struct disk *content, const struct release_ground *ground,
    char message[static 256])
{
    struct filling filling = {.release = release, .content = content, .ground = ground, .message = message};
    if (!has_hotlines(&filling) || !read_network(&filling) || !read_all_hotlines(&filling) ||
        !read_packs(&filling))
        return false;
    if (!each_target(&filling, read_withdrawn))
        return false;
    drop_unknown(release);
    if (!set_emergency(&filling))
        return false;
    message[0] = 0;
    return true;
}
