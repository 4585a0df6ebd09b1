#include "follow/follow.h"

#include <string.h>

#include "check.h"

static bool done(struct check *check, enum base_error error)
{
    return !error || check_say(check, "the content folder: %s", base_error_text(error));
}

/* Only a "current" that is the release in use is worth being "previous". */
static bool step(struct check *check)
{
    uint8_t hash[TRUST_HASH];
    struct buffer text;
    struct disk *content = check->follow->content;
    buffer_init(&text, RELEASE_POINTER);
    bool good = pointer_text(content, &text) || check_say(check, "the content folder cannot be read");
    if (good && check->in_use &&
        (pointer_hash(&text, ".snapshot.json", hash) || pointer_hash(&text, " snapshot.json", hash)) &&
        !memcmp(hash, check->in_use->id, sizeof hash))
        good = done(check, release_step(content));
    buffer_clear(&text);
    return good;
}

static bool make_current(struct check *check)
{
    struct disk *content = check->follow->content;
    if (!step(check))
        return false;
    enum base_error error = content->ops->rename(content->self, POINTER_NEXT, "current");
    if (!error)
        error = content->ops->sync_folder(content->self, "");
    return done(check, error);
}

/* Opened under another name first: what cannot be opened never becomes current. */
static struct release *open_next(struct check *check)
{
    char why[256] = "";
    const struct follow *follow = check->follow;
    struct release_ground ground = {.root = follow->root,
        .root_len = follow->root_len,
        .place = follow->place,
        .now_s = check->now_s,
        .packs_optional = !check->in_use,
        .in_use = check->in_use};
    if (!done(check, release_point(follow->content, POINTER_NEXT, check->trust)))
        return NULL;
    struct release *release = release_open(follow->content, POINTER_NEXT, &ground, why);
    if (!release)
        check_say(check, "the new content cannot be used: %.200s", why);
    return release;
}

/* Files that nobody names any more only cost room: that they cannot be removed now is no failure. */
static void sweep(struct check *check, const struct release *release)
{
    const struct release *keep[2] = {release, check->in_use};
    enum base_error error = release_sweep(check->follow->content, keep, check->in_use ? 2 : 1);
    if (!error)
        error = release_sweep_parts(check->follow->content);
    (void)error;
}

static enum follow_result take_new(struct check *check, struct release **ret_release)
{
    const struct follow *follow = check->follow;
    trust_want_all(check->trust);
    if (!check_walk(check) || !check_put_metadata(check))
        return FOLLOW_FAILED;
    if (follow->may_take && !follow->may_take(follow->ctx, check->trust, check->in_use))
        return FOLLOW_WAITS;
    if (!check_targets(check))
        return FOLLOW_FAILED;
    struct release *release = open_next(check);
    if (!release)
        return FOLLOW_FAILED;
    if (!make_current(check)) {
        release_free(release);
        return FOLLOW_FAILED;
    }
    sweep(check, release);
    *ret_release = release;
    return FOLLOW_NEW;
}

/* The same content under a newer timestamp, or a newer root: the pointer tells so, since the next start
 * looks there how fresh it is. */
static enum follow_result stay(struct check *check)
{
    if (!check->asks_root)
        return FOLLOW_SAME;
    trust_want_all(check->trust);
    if (!check_walk(check) || !check_put_metadata(check))
        return FOLLOW_FAILED;
    return done(check, release_point(check->follow->content, "current", check->trust)) ? FOLLOW_SAME
                                                                                       : FOLLOW_FAILED;
}

enum follow_result follow_check(const struct follow *follow, const struct release *in_use, int64_t now_s,
    struct release **ret_release, struct follow_cost *ret_cost, char ret_message[static 256])
{
    struct check check = {.follow = follow, .in_use = in_use, .now_s = now_s, .message = ret_message};
    enum follow_result result = FOLLOW_FAILED;
    ret_message[0] = 0;
    if (check_begin(&check) && check_walk(&check))
        result = check_is_same(&check) ? stay(&check) : take_new(&check, ret_release);
    if (result != FOLLOW_FAILED)
        ret_message[0] = 0;
    if (check.trust) {
        check.cost.signed_online_s = trust_signed_online(check.trust);
        check.cost.signed_offline_s = trust_signed_offline(check.trust);
    }
    trust_free(check.trust);
    buffer_clear(&check.timestamp);
    buffer_clear(&check.held_timestamp);
    *ret_cost = check.cost;
    return result;
}
