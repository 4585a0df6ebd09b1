#include "firmware/showing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/clock_floor.h"
#include "screen/answers.h"
#include "shown.h"

#define DAY_S INT64_C(86400)
#define HELD "held"

static bool same(const uint8_t a[static TRUST_HASH], const uint8_t b[static TRUST_HASH])
{
    return memcmp(a, b, TRUST_HASH) == 0;
}

static void keep_first(enum base_error *error, enum base_error next)
{
    if (*error == BASE_OK)
        *error = next;
}

static void refuse(struct showing_refusal *refusal, const uint8_t id[static TRUST_HASH], const char *pointer,
    const char *why)
{
    if (refusal->any)
        return;
    *refusal = (struct showing_refusal){.any = true};
    memcpy(refusal->id, id, TRUST_HASH);
    size_t len = pointer ? strlen(pointer) : 0;
    if (pointer && (strncmp(why, pointer, len) || why[len] != ':'))
        snprintf(refusal->why, sizeof refusal->why, "%s: %.230s", pointer, why);
    else
        snprintf(refusal->why, sizeof refusal->why, "%.250s", why);
    for (char *c = refusal->why; *c; c++) /* the note is one line, whatever a name holds */
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = '?';
    size_t end = strlen(refusal->why);
    if (end && refusal->why[end - 1] == '.') /* more of the sentence follows where it is said */
        refusal->why[end - 1] = 0;
}

static void bar(struct showing *showing, const uint8_t id[static TRUST_HASH])
{
    showing->undrawable = (struct showing_refusal){0};
    refuse(&showing->undrawable, id, NULL, SHOWING_UNDRAWABLE);
}

static bool barred(const struct showing *showing, const uint8_t id[static TRUST_HASH])
{
    return showing->undrawable.any && same(showing->undrawable.id, id);
}

int64_t showing_now(const struct showing *showing)
{
    struct clock_source clock = showing->ground.clock;
    return trusted_time(showing->floor_s, clock.wall_s(clock.self), clock.mono_ms(clock.self) / 1000).utc_s;
}

/* What was being tried when the program last ended. One that is held has more tries: a machine that loses
 * its power while it starts must not lose its numbers. */
static void judge_trying(struct showing *showing)
{
    uint8_t held[TRUST_HASH];
    struct disk *shown = showing->ground.shown;
    showing->tries = shown_trying(shown, showing->trying);
    if (!showing->tries)
        return;
    bool was_drawn = pointer_names(shown, HELD, held) && same(held, showing->trying);
    if (was_drawn && showing->tries < SHOWING_TRIES)
        return;
    bar(showing, showing->trying);
    showing->tries = 0;
    /* In this order: cut in between, it is judged again. An error leaves it to be judged again. */
    if (shown_put_refused(shown, &showing->undrawable) == BASE_OK)
        (void)shown_done_trying(shown);
}

void showing_begin(struct showing *showing, const struct showing_ground *ground)
{
    *showing = (struct showing){.ground = *ground};
    int64_t noted_s = shown_floor(ground->shown);
    showing->floor_noted = noted_s > 0;
    showing->floor_s = noted_s > ground->image_s ? noted_s : ground->image_s;
    shown_refused(ground->shown, &showing->refusal);
    if (showing->refusal.any && !strcmp(showing->refusal.why, SHOWING_UNDRAWABLE))
        showing->undrawable = showing->refusal;
    judge_trying(showing);
}

void showing_end(struct showing *showing)
{
    release_free(showing->release);
    showing->release = NULL;
}

/* A role whose signatures are not right is left out of a release, so that one NGO does not hold up all
 * others. Numbers and keys must not fall away like that. */
static bool whole(const struct release *release, char why[static 256])
{
    static const char *const roles[] = {"recipients", "places", "hotlines"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        enum trust_error state = trust_role_state(release->trust, roles[i]);
        if (state == TRUST_OK || state == TRUST_ABSENT) /* absent: as release_open finds it */
            continue;
        snprintf(why, 256, "%s.json: %s", roles[i], trust_error_text(state));
        return false;
    }
    return true;
}

/* What the signed place asks of this image. */
static bool fits(const struct showing *showing, const struct release *release, char why[static 256])
{
    const struct network_place *place = release->place;
    for (size_t i = 0; i < place->language_count; i++)
        for (size_t k = 0; k < showing->ground.languages->count; k++)
            if (!strcmp(place->languages[i], showing->ground.languages->in[k].tag))
                return true;
    snprintf(why, 256, "places/places.json: none of the languages of %.60s is in this machine's image",
        place->code);
    return false;
}

/* Before a byte of it is read: whatever it does to this program, the next start knows which one it was. */
static void note_trying(struct showing *showing, const uint8_t id[static TRUST_HASH])
{
    showing->tries = showing->tries && same(showing->trying, id) ? showing->tries + 1 : 1;
    memcpy(showing->trying, id, TRUST_HASH);
    /* A disk that cannot be written must not keep new keys from being used. */
    (void)shown_put_trying(showing->ground.shown, id, showing->tries);
}

static enum base_error end_trying(struct showing *showing)
{
    showing->tries = 0;
    return shown_done_trying(showing->ground.shown);
}

struct attempt {
    struct disk *disk;
    const char *pointer;
    bool packs_optional; /* numbers and keys even when a pack cannot be read */
};

static struct release *open_one(struct showing *showing, const struct attempt *attempt,
    const struct release *in_use, char why[static 256])
{
    const struct showing_ground *ground = &showing->ground;
    const struct release_ground its = {
        .root = ground->root,
        .root_len = ground->root_len,
        .place = ground->place,
        .now_s = showing_now(showing),
        .held = attempt->disk == ground->shown,
        .packs_optional = attempt->packs_optional,
        .in_use = in_use,
    };
    struct release *release = release_open(attempt->disk, attempt->pointer, &its, why);
    if (release && whole(release, why) && fits(showing, release, why))
        return release;
    release_free(release);
    return NULL;
}

static enum showing_found try_one(
    struct showing *showing, const struct attempt *attempt, struct release **ret_release)
{
    uint8_t id[TRUST_HASH] = {0};
    char why[256] = "";
    const struct release *in_use = showing->release;
    bool named = pointer_names(attempt->disk, attempt->pointer, id);
    if (named && in_use && same(id, in_use->id)) {
        if (!in_use->packs_why[0] || attempt->packs_optional)
            return SHOWING_SAME;
        in_use = NULL; /* the same one, perhaps with its packs whole now */
    }
    if (named && barred(showing, id)) {
        refuse(&showing->refusal, id, NULL, SHOWING_UNDRAWABLE);
        return SHOWING_NONE;
    }
    if (named)
        note_trying(showing, id);
    struct release *release = open_one(showing, attempt, in_use, why);
    if (release && !same(id, release->id)) { /* another one than the pointer said */
        snprintf(why, sizeof why, "it is not the release that it says it is");
        release_free(release);
        release = NULL;
    }
    if (release) {
        *ret_release = release;
        showing->from_content = attempt->disk == showing->ground.content;
        return SHOWING_NEW;
    }
    if (named)
        (void)!end_trying(showing);
    if (!why[0])
        return SHOWING_SAME;
    refuse(&showing->refusal, id, attempt->pointer, why);
    return SHOWING_NONE;
}

bool showing_recall(struct showing *showing, struct release **ret_release)
{
    struct showing_refusal before = showing->refusal;
    struct attempt held = {showing->ground.shown, HELD, true};
    uint8_t id[TRUST_HASH];
    bool there = pointer_names(held.disk, held.pointer, id) &&
                 try_one(showing, &held, ret_release) == SHOWING_NEW;
    showing->refusal = before; /* of content/ only */
    return there;
}

/* A folder without the pointer is one that the agent has not filled yet. */
static bool missing(struct disk *content, const char *pointer)
{
    struct buffer bytes;
    buffer_init(&bytes, 1);
    bool is = disk_get(content, pointer, &bytes) == BASE_NOT_FOUND;
    buffer_clear(&bytes);
    return is;
}

enum showing_found showing_look(struct showing *showing, struct release **ret_release)
{
    struct disk *content = showing->ground.content;
    const struct attempt attempts[] = {{content, "current", false}, {content, "previous", false},
        {content, "current", true}, {content, "previous", true}};
    enum showing_found found = SHOWING_NONE;
    showing->refusal = (struct showing_refusal){0};
    for (size_t i = 0; found == SHOWING_NONE && i < sizeof attempts / sizeof *attempts; i++) {
        if (!missing(content, attempts[i].pointer))
            found = try_one(showing, &attempts[i], ret_release);
        if (showing->release)
            return found; /* one that is in use stays: it is at least as good as what was before it */
    }
    if (found == SHOWING_NONE && !showing->refusal.any)
        showing->refusal = showing->undrawable; /* why nothing is shown */
    return found;
}

static bool all_but_packs(const char *path)
{
    return strncmp(path, "packs/", 6);
}

static bool all_but_media(const char *path)
{
    const char *pack = strncmp(path, "packs/", 6) ? NULL : strchr(path + 6, '/');
    const char *file = pack ? strchr(pack + 1, '/') : NULL;
    return !file || strncmp(file, "/media/", 7);
}

/* What was verified moves the floor: what several people signed as far as it says, a server's word by seven
 * days, and only once. */
static enum base_error move_floor(struct showing *showing)
{
    const struct trust *trust = showing->release->trust;
    int64_t floor_s = showing->floor_s, offline_s = trust_signed_offline(trust);
    if (offline_s > floor_s)
        floor_s = offline_s;
    if (showing->from_content || !showing->floor_noted)
        floor_s = clock_floor_step(floor_s, clock_online_bounded(trust_signed_online(trust), offline_s));
    if (floor_s == showing->floor_s && showing->floor_noted)
        return BASE_OK;
    showing->floor_s = floor_s;
    enum base_error error = shown_put_floor(showing->ground.shown, floor_s);
    showing->floor_noted = showing->floor_noted || error == BASE_OK;
    return error;
}

enum base_error showing_took(struct showing *showing, struct release *release)
{
    struct showing_ground *ground = &showing->ground;
    release_free(showing->release);
    showing->release = release;
    /* First: a power cut from here on must not count as its fault. */
    enum base_error error = end_trying(showing);
    keep_first(&error, move_floor(showing));
    if (showing->from_content)
        keep_first(&error, release_copy(release, ground->content, ground->shown, HELD,
                               release->packs_why[0] ? all_but_packs : all_but_media));
    keep_first(&error, shown_put_drawn(ground->shown, release->id));
    return error;
}

enum base_error showing_could_not(struct showing *showing, struct release *release)
{
    bar(showing, release->id);
    showing->refusal = showing->undrawable;
    release_free(release);
    enum base_error error = shown_put_refused(showing->ground.shown, &showing->refusal);
    if (error == BASE_OK)
        error = end_trying(showing);
    return error;
}

enum base_error showing_note_refusal(struct showing *showing)
{
    return shown_put_refused(showing->ground.shown, &showing->refusal);
}

bool showing_too_old_to_tell(const struct showing *showing)
{
    int64_t expires_s = showing->release ? trust_expires(showing->release->trust, "recipients") : 0;
    return expires_s && showing_now(showing) > expires_s + SHOWING_TELL_DAYS * DAY_S;
}

void showing_content(const struct release *release, const struct form *form, struct content *content)
{
    content->network = release ? release->network : NULL;
    content->place = release ? release->place : NULL;
    content->hotlines = release ? release->hotlines : NULL;
    content->packs = release ? (const struct pack *const *)release->packs : NULL;
    content->pack_count = release ? release->pack_count : 0;
    for (size_t role = 0; role < FORM_ROLES; role++) {
        content->forms[role] = role == FORM_HELP ? form : NULL;
        for (size_t i = content->pack_count; i-- > 0;) {
            const struct form *own = pack_form(release->packs[i], form_id((enum form_role)role));
            content->forms[role] = own ? own : content->forms[role];
        }
    }
}

bool showing_media(const struct release *release, struct disk *content, const struct pack *pack,
    const char *file, struct buffer *ret_bytes)
{
    char path[TRUST_PATH];
    int len = snprintf(path, sizeof path, "packs/%s/%s", pack->id, file);
    return release && len > 0 && len < (int)sizeof path &&
           release_target(release, content, path, ret_bytes) == BASE_OK;
}
