/* Metadata that a publisher sends: judged, joined with what waits, made current or kept waiting. What is
 * refused is refused in words for the person at the other end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content_inside.h"

struct proposal {
    struct content *content;
    const char *role;
    int64_t now_s, current;
    struct trust *trust;
    struct signer_head head;
    struct buffer metadata, waiting; /* waiting: empty when nothing does */
    struct signer_targets targets;
    struct said *said;
};

/* root, targets, recipients, hotlines and places are everyone's: their signatures decide. */
static bool owner_may(const char *ngo, const char *role, struct said *ret_said)
{
    static const char *const shared[] = {"root", "targets", "recipients", "hotlines", "places"};
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        if (strcmp(role, shared[i]) == 0)
            return true;
    if (strncmp(role, "packs-", 6) != 0)
        return said_so(ret_said, 403, "No such role",
            "\"%.64s\" is not a role that a publisher may send: root, targets, recipients, hotlines, places "
            "or packs-%.32s.",
            role, ngo);
    if (strcmp(role + 6, ngo) == 0)
        return true;
    return said_so(ret_said, 403, "Another's packs",
        "%.64s belongs to %.58s, and this laptop is enrolled for %.32s. Only %.58s can publish there.", role,
        role + 6, ngo, role + 6);
}

static void name_add(char text[static NAMES_TEXT], const char *name)
{
    size_t len = strlen(text);
    snprintf(text + len, NAMES_TEXT - len, "%s%.63s", len ? ", " : "", name);
}

static bool count_one(void *ctx, const char *key_id, const char *name, bool signed_it)
{
    struct signers *count = ctx;
    char text[64];
    snprintf(text, sizeof text, "%.63s", *name ? name : key_id);
    count->signed_by += signed_it;
    name_add(signed_it ? count->have : count->from, text);
    json_t *list = signed_it ? count->have_list : count->from_list;
    if (list)
        (void)!json_array_append_new(list, json_string(text));
    return true;
}

bool signers_count(
    struct trust *trust, const char *role, const struct buffer *metadata, struct signers *count)
{
    return trust_signers(trust, role, metadata->bytes, metadata->len, count_one, count, &count->threshold);
}

static bool read_head(struct proposal *proposal)
{
    char type[16], message[256];
    if (!signer_head_read(proposal->metadata.bytes, proposal->metadata.len, &proposal->head, type, message))
        return said_so(proposal->said, 422, "Not metadata", "This cannot be read: %.200s.", message);
    const char *wanted = strcmp(proposal->role, "root") == 0 ? "root" : "targets";
    if (strcmp(type, wanted) != 0)
        return said_so(proposal->said, 422, "Other metadata",
            "%.64s has to be \"%s\" metadata, this is \"%s\".", proposal->role, wanted, type);
    if (strcmp(wanted, "targets") == 0 && !signer_target_list_read(proposal->metadata.bytes,
                                              proposal->metadata.len, &proposal->targets, message))
        return said_so(proposal->said, 422, "Not metadata", "This cannot be read: %.200s.", message);
    return true;
}

/* What an NGO may sign is its own to sign: devices look at no more than what the snapshot names, but nobody
 * has to read a thousand names of others first. */
static bool delegates_not(struct proposal *proposal)
{
    if (strcmp(proposal->role, "root") == 0 || strcmp(proposal->role, "targets") == 0)
        return true;
    json_t *document = json_loadb(
        (const char *)proposal->metadata.bytes, proposal->metadata.len, JSON_REJECT_DUPLICATES, NULL);
    const json_t *delegations = json_object_get(json_object_get(document, "signed"), "delegations");
    bool delegates = json_object_get(delegations, "succinct_roles") ||
                     json_array_size(json_object_get(delegations, "roles"));
    json_decref(document);
    return !delegates || said_so(proposal->said, 422, "It delegates",
                             "%.64s names other roles and their keys; here only targets may do that. Pack "
                             "and sign again.",
                             proposal->role);
}

/* True when it is the current one already, perhaps under more signatures. */
static bool is_current(struct proposal *proposal)
{
    struct buffer current;
    char message[256];
    buffer_init(&current, SIGNER_METADATA_BYTES);
    bool found = strcmp(proposal->role, "root") == 0
                     ? buffer_add(&current, proposal->content->root.bytes, proposal->content->root.len) ==
                           BASE_OK
                     : content_role_read(proposal->content, proposal->role, &current);
    bool same = found && signer_merge(&current, proposal->metadata.bytes, proposal->metadata.len, message);
    buffer_clear(&current);
    return same;
}

static bool version_good(struct proposal *proposal)
{
    int64_t version = proposal->head.version, current = proposal->current;
    if (version == current + 1)
        return true;
    if (version == current && is_current(proposal)) {
        (void)!said_so(proposal->said, 200, "Current", "%.64s version %lld is current already.",
            proposal->role, (long long)version);
        return false;
    }
    if (version > current + 1)
        return said_so(proposal->said, 409, "Version too high",
            "You signed version %lld of %.64s, current is %lld: sign version %lld.", (long long)version,
            proposal->role, (long long)current, (long long)current + 1);
    return said_so(proposal->said, 409, "Somebody was faster",
        "You signed version %lld of %.64s, current is %lld: fetch, look at what changed, sign version %lld.",
        (long long)version, proposal->role, (long long)current, (long long)current + 1);
}

static bool keys_good(struct proposal *proposal)
{
    const struct content *content = proposal->content;
    char name[64];
    if (strcmp(proposal->role, "root") != 0)
        return true;
    const char *missing = !signer_root_names(proposal->metadata.bytes, proposal->metadata.len, "snapshot",
                              content->snapshot_key->signer.public_key, name)
                              ? "snapshot"
                          : !signer_root_names(proposal->metadata.bytes, proposal->metadata.len, "timestamp",
                                content->timestamp_key->signer.public_key, name)
                              ? "timestamp"
                              : NULL;
    return !missing ||
           said_so(proposal->said, 422, "Without the hub's key",
               "This root does not name this hub's key for %s, so that nothing could be published "
               "any more. Take the keys that wayside-hub content-keys prints, and sign again.",
               missing);
}

/* The clocks of all devices move to where several people say that they signed: never back again. */
static bool dates_good(struct proposal *proposal)
{
    if (proposal->head.signed_at_s > proposal->now_s + 86400)
        return said_so(proposal->said, 422, "Signed tomorrow",
            "The %.64s that you signed say that they were signed in the future; set this machine's clock and "
            "sign again.",
            proposal->role);
    return proposal->head.expires_s > proposal->now_s ||
           said_so(proposal->said, 422, "Expired",
               "The %.64s that you signed have ended already; look at this machine's clock and sign again.",
               proposal->role);
}

/* Every file that it names was uploaded, or is there from before. */
static bool targets_here(struct proposal *proposal)
{
    char names[300] = "";
    size_t missing = 0;
    for (size_t i = 0; i < proposal->targets.target_count; i++) {
        const struct signer_target *target = &proposal->targets.targets[i];
        char name[256];
        bool uploaded;
        if (!content_target_name(target, name, proposal->said))
            return false;
        if (target->length > CONTENT_TARGET_BYTES)
            return said_so(proposal->said, 422, "Too large", "%.180s is larger than %d MiB.", target->path,
                CONTENT_TARGET_BYTES >> 20);
        if (content_target_here(proposal->content, target, &uploaded))
            continue;
        size_t len = strlen(names);
        if (missing++ < 3)
            snprintf(names + len, sizeof names - len, "%s%.90s", len ? ", " : "", target->path);
    }
    return !missing ||
           said_so(proposal->said, 422, "Files missing",
               "%zu file%s of this version never came here: %s%s. Push again: they are sent first.", missing,
               missing == 1 ? "" : "s", names, missing > 3 ? ", ..." : "");
}

void waiting_path(const char *role, char ret_path[static 96])
{
    snprintf(ret_path, 96, "waiting/%.63s.json", role);
}

/* What waits for the role and could still become current. */
static bool waiting_read(struct proposal *proposal)
{
    struct signer_head head;
    char path[96], type[16], message[256];
    waiting_path(proposal->role, path);
    enum base_error error = disk_get(&proposal->content->disk, path, &proposal->waiting);
    if (error == BASE_NOT_FOUND)
        return true;
    if (error)
        return said_disk(proposal->said, error);
    if (!signer_head_read(proposal->waiting.bytes, proposal->waiting.len, &head, type, message) ||
        head.version != proposal->current + 1 || head.expires_s <= proposal->now_s)
        buffer_clear(&proposal->waiting);
    return true;
}

struct shared_signer {
    struct trust *trust;
    const char *role;
    const struct buffer *other;
    const char *key_id;
    bool other_signed, found;
};

static bool same_key(void *ctx, const char *key_id, const char *name, bool signed_it)
{
    struct shared_signer *shared = ctx;
    (void)name;
    if (strcmp(key_id, shared->key_id) == 0)
        shared->other_signed = signed_it;
    return true;
}

static bool signed_both(void *ctx, const char *key_id, const char *name, bool signed_it)
{
    struct shared_signer *shared = ctx;
    int threshold;
    (void)name;
    shared->key_id = key_id;
    shared->other_signed = false;
    if (signed_it && trust_signers(shared->trust, shared->role, shared->other->bytes, shared->other->len,
                         same_key, shared, &threshold))
        shared->found = shared->found || shared->other_signed;
    return true;
}

/* Another proposal waits: who signed it may replace it, others join it or talk. */
static bool replace_good(struct proposal *proposal, const struct signers *count)
{
    struct shared_signer shared = {
        .trust = proposal->trust, .role = proposal->role, .other = &proposal->waiting};
    struct signers waits = {0};
    int threshold;
    if (!trust_signers(proposal->trust, proposal->role, proposal->metadata.bytes, proposal->metadata.len,
            signed_both, &shared, &threshold) ||
        shared.found || !signers_count(proposal->trust, proposal->role, &proposal->waiting, &waits) ||
        !waits.signed_by)
        return true;
    return said_so(proposal->said, 409, "Another waits",
        "Another version %lld of %.64s, signed by %s, waits for signatures, and %s signed this one. Fetch "
        "what waits and sign that, or ask %s to replace it.",
        (long long)proposal->head.version, proposal->role, waits.have, count->have, waits.have);
}

static bool waiting_count_good(struct proposal *proposal)
{
    struct disk_names names;
    enum base_error error = disk_names(&proposal->content->disk, "waiting", CONTENT_WAITING + 1, &names);
    if (error == BASE_NOT_FOUND)
        return true;
    bool full = error == BASE_TOO_LARGE || (!error && names.count >= CONTENT_WAITING);
    if (!error)
        disk_names_free(&names);
    if (full)
        return said_so(proposal->said, 507, "Too much waits",
            "%d versions of roles wait for signatures here; complete some of them first.", CONTENT_WAITING);
    return !error || said_disk(proposal->said, error);
}

static bool wait(struct proposal *proposal, const struct signers *count)
{
    char path[96];
    if (!proposal->waiting.len && !waiting_count_good(proposal))
        return false;
    waiting_path(proposal->role, path);
    enum base_error error = disk_put(
        &proposal->content->disk, path, proposal->metadata.bytes, proposal->metadata.len);
    if (error)
        return said_disk(proposal->said, error);
    int need = count->threshold - count->signed_by;
    if (need < 1) /* of root: by the keys of the new one */
        return said_so(proposal->said, 202, "Waits for signatures",
            "%.64s version %lld is signed by %s. It also needs signatures of the keys that it names itself.",
            proposal->role, (long long)proposal->head.version, count->have);
    return said_so(proposal->said, 202, "Waits for signatures",
        "%.64s version %lld is signed by %s. It needs %d more, from: %s.", proposal->role,
        (long long)proposal->head.version, count->have, need, count->from);
}

static bool joined(struct proposal *proposal)
{
    char message[256];
    if (!proposal->waiting.len)
        return false;
    return signer_merge(&proposal->metadata, proposal->waiting.bytes, proposal->waiting.len, message);
}

static bool take(struct proposal *proposal)
{
    char path[96];
    struct proposal *p = proposal;
    if (!content_take(p->content, p->role, &p->metadata, p->head.version, &p->targets, p->now_s, p->said))
        return false;
    waiting_path(p->role, path);
    (void)!disk_remove(&p->content->disk, path); /* what is left is of an old version and never looked at */
    return said_so(
        p->said, 201, "Current", "%.64s version %lld is current now.", p->role, (long long)p->head.version);
}

static bool judge(struct proposal *proposal)
{
    char why[TRUST_WHY] = "";
    struct signers count = {0};
    bool other = proposal->waiting.len && !joined(proposal);
    if (!signers_count(proposal->trust, proposal->role, &proposal->metadata, &count))
        return said_so(proposal->said, 422, "Nobody delegated this",
            "There is no role %.64s yet: targets has to name it and its keys first.", proposal->role);
    if (!count.signed_by)
        return said_so(proposal->said, 403, "Not signed by its keys",
            "None of the keys that may sign %.64s has signed this. They belong to: %s.", proposal->role,
            count.from);
    enum trust_error error = trust_would_take(
        proposal->trust, proposal->role, proposal->metadata.bytes, proposal->metadata.len, why);
    if (error && error != TRUST_THRESHOLD)
        return said_so(proposal->said, 422, "Refused", "Devices would not take this: %.250s", why);
    if (!targets_here(proposal) || !keys_good(proposal))
        return false;
    if (!error)
        return take(proposal);
    return (!other || replace_good(proposal, &count)) && wait(proposal, &count);
}

/* What says who may sign has changed: what does not stand any more has to be signed again. */
static void stale_say(struct content *content, int64_t now_s, struct said *said)
{
    char why[TRUST_WHY], names[NAMES_TEXT] = "";
    struct trust *trust = content_trust(content, now_s, why);
    for (size_t i = 0; trust && i < content->file_count; i++) {
        struct signers count = {0};
        struct buffer metadata;
        char role[80];
        snprintf(
            role, sizeof role, "%.*s", (int)(strlen(content->files[i].name) - 5), content->files[i].name);
        if (strcmp(role, "targets") == 0 || !content_role_read(content, role, &metadata))
            continue;
        if (signers_count(trust, role, &metadata, &count) && count.signed_by < count.threshold)
            name_add(names, role);
        buffer_clear(&metadata);
    }
    trust_free(trust);
    size_t len = strlen(said->detail);
    if (*names)
        snprintf(said->detail + len, sizeof said->detail - len,
            " Until its keys of now have signed it again, devices leave out: %s.", names);
}

static bool put(struct proposal *proposal, const char *ngo, const void *bytes, size_t len)
{
    char why[TRUST_WHY];
    if (!owner_may(ngo, proposal->role, proposal->said))
        return false;
    if (buffer_add(&proposal->metadata, bytes, len) != BASE_OK)
        return said_so(
            proposal->said, 413, "Too large", "Metadata has at most %d MiB.", SIGNER_METADATA_BYTES >> 20);
    if (!read_head(proposal) || !delegates_not(proposal) || !version_good(proposal) ||
        !dates_good(proposal) || !waiting_read(proposal))
        return false;
    proposal->trust = content_trust(proposal->content, proposal->now_s, why);
    if (!proposal->trust)
        return said_so(proposal->said, 500, "Root fault", "The hub's root cannot be used: %.250s", why);
    return judge(proposal);
}

void content_put(struct content *content, const char *ngo, const char *role, const void *metadata, size_t len,
    int64_t now_s, struct said *ret_said)
{
    struct proposal proposal = {.content = content,
        .role = role,
        .now_s = now_s,
        .current = content_version(content, role),
        .said = ret_said};
    buffer_init(&proposal.metadata, SIGNER_METADATA_BYTES);
    buffer_init(&proposal.waiting, SIGNER_METADATA_BYTES);
    (void)!put(&proposal, ngo, metadata, len);
    if (ret_said->status == 201 && strcmp(role, "targets") == 0)
        stale_say(content, now_s, ret_said);
    trust_free(proposal.trust);
    signer_targets_clear(&proposal.targets);
    buffer_clear(&proposal.metadata);
    buffer_clear(&proposal.waiting);
}
