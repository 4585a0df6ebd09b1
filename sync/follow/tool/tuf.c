#include "tuf/tuf.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "trust/bounds.h"
#include "update.h"

static bool make_folder(struct update *update, const char *folder)
{
    return !mkdir(folder, 0755) || errno == EEXIST || update_say(update, "%s: %s", folder, strerror(errno));
}

static bool read_root(struct update *update, const char *file, struct buffer *ret_root)
{
    char why[TRUST_WHY];
    enum base_error error = file_read(file, TRUST_ROOT_BYTES, ret_root);
    if (error)
        return update_say(update, "%s: %s", file, base_error_text(error));
    struct trust *trust = trust_new(
        &(struct trust_start){.root = ret_root->bytes, .root_len = ret_root->len}, why);
    bool good = trust;
    trust_free(trust);
    return good || update_say(update, "%s: %s", file, why);
}

bool tuf_init(const struct tuf_options *options, char ret_message[static TUF_MESSAGE])
{
    struct update update = {.message = ret_message};
    struct buffer root;
    buffer_init(&root, TRUST_ROOT_BYTES);
    bool good = read_root(&update, options->root, &root) && make_folder(&update, options->metadata_dir);
    enum base_error error = good ? disk_open(options->metadata_dir, &update.metadata) : BASE_OK;
    if (good && !error)
        error = disk_put(&update.metadata, "root.json", root.bytes, root.len);
    if (error)
        good = update_say(&update, "%s: %s", options->metadata_dir, base_error_text(error));
    disk_close(&update.metadata);
    buffer_clear(&root);
    return good;
}

bool tuf_refresh(const struct tuf_options *options, int64_t now_s, char ret_message[static TUF_MESSAGE])
{
    struct update update;
    bool good = update_begin(&update, options, now_s, ret_message) && update_walk(&update);
    update_end(&update);
    return good;
}

static const struct trust_target *find(struct update *update, const char *name)
{
    char why[TRUST_WHY];
    const struct trust_target *target = NULL;
    for (;;) {
        enum trust_error error = trust_find(update->trust, name, &target);
        if (!error && target)
            return target;
        if (error) {
            trust_failure(update->trust, why);
            update_say(update, "%s: %s%s%s", name,
                error == TRUST_ABSENT ? "no role has signed a target of this name" : trust_error_text(error),
                error != TRUST_ABSENT && why[0] ? ": " : "", error != TRUST_ABSENT ? why : "");
            return NULL;
        }
        if (!update_walk(update))
            return NULL;
    }
}

static bool fetch_target(
    struct update *update, const struct trust_target *target, const char *base_url, struct buffer *ret_bytes)
{
    char name[TRUST_PATH + 2 * TRUST_HASH_LONG + 2], path[3 * sizeof name] = "/", problem[256];
    int status = 0;
    struct wire_client *server = NULL;
    trust_target_name(update->trust, target, name);
    if (!trust_escape(name, true, path + 1, sizeof path - 1))
        return update_say(update, "%s has too long a name", target->path);
    if (!update_connect(update, base_url, &server))
        return false;
    bool good = !wire_fetch(server, path, ret_bytes, &status, problem) ||
                update_say(update, "%s: %s", target->path, wire_client_why(server));
    wire_client_free(server);
    if (good && status != 200)
        good = update_say(update, "the server answered %d to %s", status, target->path);
    enum trust_error error = good ? trust_target_check(target, ret_bytes->bytes, ret_bytes->len) : TRUST_OK;
    return error ? update_say(update, "%s: %s", target->path, trust_error_text(error)) : good;
}

static bool keep_target(struct update *update, const struct tuf_options *options,
    const struct trust_target *target, struct disk *folder)
{
    char file[TRUST_PATH];
    struct buffer bytes;
    if (!trust_escape(target->path, false, file, sizeof file) || !strcmp(file, ".") || !strcmp(file, ".."))
        return update_say(update, "%s cannot be the name of a file", target->path);
    if (target->length > SIZE_MAX - 1)
        return update_say(update, "%s is too large for this machine", target->path);
    buffer_init(&bytes, target->length ? (size_t)target->length : 1);
    bool there = !disk_get(folder, file, &bytes) && !trust_target_check(target, bytes.bytes, bytes.len);
    buffer_clear(&bytes);
    bool good = there || fetch_target(update, target, options->target_base_url, &bytes);
    enum base_error error = good && !there ? disk_put(folder, file, bytes.bytes, bytes.len) : BASE_OK;
    buffer_clear(&bytes);
    return error ? update_say(update, "%s/%s: %s", options->target_dir, file, base_error_text(error)) : good;
}

bool tuf_download(const struct tuf_options *options, int64_t now_s, char ret_message[static TUF_MESSAGE])
{
    struct update update;
    struct disk folder = {0};
    bool good = update_begin(&update, options, now_s, ret_message) && update_walk(&update);
    const struct trust_target *target = good ? find(&update, options->target_name) : NULL;
    if (target && make_folder(&update, options->target_dir)) {
        enum base_error error = disk_open(options->target_dir, &folder);
        good = error ? update_say(&update, "%s: %s", options->target_dir, base_error_text(error))
                     : keep_target(&update, options, target, &folder);
    } else {
        good = false;
    }
    disk_close(&folder);
    update_end(&update);
    return good;
}
