#include "update.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "trust/bounds.h"

#define FILE_S 3600 /* for one file; a crawling server is given up long before */

bool update_say(struct update *update, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(update->message, TUF_MESSAGE, format, list);
    va_end(list);
    return false;
}

bool update_connect(struct update *update, const char *url, struct wire_client **ret_client)
{
    struct wire_client_settings settings = {.url = url, .timeout_s = FILE_S, .any_server = true};
    return !wire_client_new(&settings, ret_client) || update_say(update, "out of memory");
}

static bool recall(struct update *update)
{
    struct disk_names names;
    enum base_error error = disk_names(&update->metadata, "", TRUST_RECALLED, &names);
    if (error)
        return update_say(update, "the metadata folder: %s", base_error_text(error));
    for (size_t i = 0; i < names.count; i++) {
        struct buffer bytes;
        buffer_init(&bytes, TRUST_TARGETS_BYTES);
        if (!disk_get(&update->metadata, names.names[i], &bytes))
            trust_recall(update->trust, names.names[i], bytes.bytes, bytes.len);
        buffer_clear(&bytes);
    }
    disk_names_free(&names);
    return true;
}

static bool begin_trust(struct update *update, int64_t now_s)
{
    struct buffer root;
    char why[TRUST_WHY];
    buffer_init(&root, TRUST_ROOT_BYTES);
    enum base_error error = disk_get(&update->metadata, "root.json", &root);
    if (error)
        return update_say(
            update, "root.json in the metadata folder: %s; run init first", base_error_text(error));
    update->trust = trust_new(
        &(struct trust_start){.root = root.bytes, .root_len = root.len, .now_s = now_s}, why);
    buffer_clear(&root);
    return update->trust ? recall(update) : update_say(update, "%s; run init with a good one", why);
}

bool update_begin(struct update *update, const struct tuf_options *options, int64_t now_s, char *message)
{
    *update = (struct update){.message = message};
    enum base_error error = disk_open(options->metadata_dir, &update->metadata);
    if (error)
        return update_say(update, "%s: %s", options->metadata_dir, base_error_text(error));
    return begin_trust(update, now_s) && update_connect(update, options->metadata_url, &update->server);
}

void update_end(struct update *update)
{
    trust_free(update->trust);
    wire_client_free(update->server);
    disk_close(&update->metadata);
}

static bool keep(struct update *update, const struct trust_want *want, const struct buffer *bytes)
{
    if (!trust_took(update->trust))
        return true;
    enum base_error error = disk_put(&update->metadata, want->keep, bytes->bytes, bytes->len);
    return !error || update_say(update, "%s in the metadata folder: %s", want->keep, base_error_text(error));
}

/* An error of trust that does not end the update concerns a role that is left out, and so not kept. */
static bool answer(
    struct update *update, const struct trust_want *want, int status, const struct buffer *bytes)
{
    bool absent = status == 404 || status == 403 || status == 410;
    if (!absent && status != 200)
        return update_say(update, "the server answered %d to %s", status, want->name);
    enum trust_error error = absent ? trust_absent(update->trust)
                                    : trust_give(update->trust, bytes->bytes, bytes->len);
    return error || absent || keep(update, want, bytes);
}

static bool fetch(struct update *update, const struct trust_want *want)
{
    char path[TRUST_NAME + 2], problem[256];
    int status = 0;
    struct buffer bytes;
    buffer_init(&bytes, want->max ? want->max : 1);
    snprintf(path, sizeof path, "/%s", want->name);
    bool good = !wire_fetch(update->server, path, &bytes, &status, problem) ||
                update_say(update, "%s: %s", want->name, wire_client_why(update->server));
    good = good && answer(update, want, status, &bytes);
    buffer_clear(&bytes);
    return good;
}

/* What a key signed that was taken away may have been an attacker's: 5.3.11. */
static bool forget(struct update *update)
{
    static const char *const roles[] = {"timestamp", "snapshot"};
    size_t len;
    for (size_t i = 0; trust_forgot(update->trust) && i < 2; i++) {
        char file[32];
        snprintf(file, sizeof file, "%s.json", roles[i]);
        if (trust_metadata(update->trust, roles[i], &len))
            continue;
        enum base_error error = disk_remove(&update->metadata, file);
        if (error && error != BASE_NOT_FOUND)
            return update_say(update, "%s in the metadata folder: %s", file, base_error_text(error));
    }
    return true;
}

bool update_walk(struct update *update)
{
    struct trust_want want;
    char why[TRUST_WHY];
    bool good = true;
    while (good && trust_next(update->trust, &want))
        good = fetch(update, &want);
    if (good && trust_failure(update->trust, why))
        good = update_say(update, "%s", why);
    return forget(update) && good;
}
