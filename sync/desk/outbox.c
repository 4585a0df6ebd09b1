#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/cursor.h"
#include "desk/store.h"

#define NAMES_MOST 20000 /* what waits, what was sent and what is sent again */
#define SENT_MOST 8192   /* 128 MiB; seven days at a beat of 5 minutes are 2,016 */
#define ORDER_DIGITS 20
#define STEM (ORDER_DIGITS + 1 + ID_HEX) /* "<20 digits>-<32 hex>", then a suffix */

static bool has_suffix(const char *name, const char *suffix)
{
    return strlen(name) == STEM + strlen(suffix) && strcmp(name + STEM, suffix) == 0;
}

static bool id_of(const char *name, uint8_t ret_id[static ID_BYTES])
{
    return strlen(name) > STEM && name[ORDER_DIGITS] == '-' &&
           hex_read(name + ORDER_DIGITS + 1, ID_HEX, ret_id, ID_BYTES);
}

static enum desk_error outbox_names(struct desk_store *store, struct disk_names *ret_names)
{
    enum base_error error = disk_names(&store->disk, "outbox", NAMES_MOST, ret_names);
    if (error == BASE_NOT_FOUND) {
        *ret_names = (struct disk_names){0};
        return DESK_OK;
    }
    return desk_error_of_disk(error);
}

static uint64_t next_order(const struct disk_names *names)
{
    uint64_t order = 0;
    for (size_t i = 0; i < names->count; i++) {
        uint64_t its = strtoull(names->names[i], NULL, 10);
        order = its > order ? its : order;
    }
    return order + 1;
}

/* Renames within outbox/, durably. */
static enum desk_error move(struct desk_store *store, const char *from, const char *to)
{
    char from_path[128], to_path[128];
    snprintf(from_path, sizeof from_path, "outbox/%s", from);
    snprintf(to_path, sizeof to_path, "outbox/%s", to);
    enum base_error error = store->disk.ops->rename(store->disk.self, from_path, to_path);
    if (!error) {
        error = store->disk.ops->sync_folder(store->disk.self, "outbox");
    }
    return desk_error_of_disk(error);
}

enum desk_error desk_store_hold(struct desk_store *store, const uint8_t id[static ID_BYTES],
    const uint8_t file[static ENVELOPE_BYTES], char ret_name[static STORE_NAME])
{
    struct disk_names names;
    enum desk_error error = outbox_names(store, &names);
    if (error) {
        return error;
    }
    char hex[ID_HEX + 1], name[STORE_NAME], path[128];
    hex_write(id, ID_BYTES, hex);
    snprintf(name, sizeof name, "%020" PRIu64 "-%s.held", next_order(&names), hex);
    snprintf(path, sizeof path, "outbox/%s", name);
    size_t waiting = 0;
    for (size_t i = 0; i < names.count; i++) {
        waiting += has_suffix(names.names[i], ".age") || has_suffix(names.names[i], ".held");
    }
    bool full = waiting >= STORE_OUTBOX_MOST;
    disk_names_free(&names);
    if (full) {
        return DESK_FULL;
    }
    error = desk_error_of_disk(disk_put_mode(&store->disk, path, file, ENVELOPE_BYTES, 0600));
    if (!error) {
        memcpy(ret_name, name, STORE_NAME);
    }
    return error;
}

enum desk_error desk_store_release(struct desk_store *store, const char *name)
{
    char released[STORE_NAME];
    snprintf(released, sizeof released, "%.*s.age", STEM, name);
    return move(store, name, released);
}

enum desk_error desk_store_cancel(struct desk_store *store, const char *name)
{
    return desk_store_drop(store, "outbox", name);
}

enum desk_error desk_store_settle(
    struct desk_store *store, bool (*committed)(void *ctx, const uint8_t id[static ID_BYTES]), void *ctx)
{
    struct disk_names names;
    enum desk_error error = outbox_names(store, &names);
    if (error) {
        return error;
    }
    for (size_t i = 0; !error && i < names.count; i++) {
        uint8_t id[ID_BYTES];
        const char *name = names.names[i];
        if (has_suffix(name, ".held") && id_of(name, id)) {
            error = committed(ctx, id) ? desk_store_release(store, name) : desk_store_cancel(store, name);
        }
    }
    disk_names_free(&names);
    return error;
}

enum desk_error desk_store_waiting(struct desk_store *store, struct desk_store_waiting *ret_waiting)
{
    struct disk_names names;
    enum desk_error error = outbox_names(store, &names);
    if (error) {
        return error;
    }
    ret_waiting->count = ret_waiting->idle = 0;
    for (size_t i = 0; i < names.count && ret_waiting->count < STORE_OUTBOX_MOST; i++) {
        ret_waiting->idle += has_suffix(names.names[i], ".idle");
        ret_waiting->count += has_suffix(names.names[i], ".age") &&
                              id_of(names.names[i], ret_waiting->ids[ret_waiting->count]);
    }
    disk_names_free(&names);
    return DESK_OK;
}

static enum desk_error read_outer(
    struct desk_store *store, const char *name, struct desk_store_outer *outer, bool *ret_found)
{
    char path[128], aside[STORE_NAME];
    struct buffer bytes;
    buffer_init(&bytes, ENVELOPE_BYTES);
    snprintf(path, sizeof path, "outbox/%s", name);
    enum base_error error = disk_get(&store->disk, path, &bytes);
    bool whole = !error && bytes.len == ENVELOPE_BYTES;
    if (whole) {
        memcpy(outer->bytes, bytes.bytes, ENVELOPE_BYTES);
        snprintf(outer->name, sizeof outer->name, "%s", name);
        *ret_found = true;
    }
    buffer_clear(&bytes);
    if (whole || (error && error != BASE_TOO_LARGE)) {
        return desk_error_of_disk(error);
    }
    snprintf(aside, sizeof aside, "%.*s.bad", STEM, name);
    return move(store, name, aside);
}

static enum desk_error first_of(struct desk_store *store, const char *suffix, const char *or_suffix,
    struct desk_store_outer *ret_outer, bool *ret_found)
{
    struct disk_names names;
    enum desk_error error = outbox_names(store, &names);
    if (error) {
        return error;
    }
    bool found = false;
    for (size_t i = 0; !error && !found && i < names.count; i++) {
        bool fits = has_suffix(names.names[i], suffix) || has_suffix(names.names[i], or_suffix);
        if (fits && id_of(names.names[i], ret_outer->id)) {
            error = read_outer(store, names.names[i], ret_outer, &found);
        }
    }
    disk_names_free(&names);
    if (!error) {
        *ret_found = found;
    }
    return error;
}

enum desk_error desk_store_first(
    struct desk_store *store, struct desk_store_outer *ret_outer, bool *ret_found)
{
    return first_of(store, ".age", ".idle", ret_outer, ret_found);
}

enum desk_error desk_store_again(
    struct desk_store *store, struct desk_store_outer *ret_outer, bool *ret_found)
{
    return first_of(store, ".again", ".again", ret_outer, ret_found);
}

enum desk_error desk_store_dummy(struct desk_store *store, struct desk_store_outer *outer)
{
    struct disk_names names;
    char hex[ID_HEX + 1], name[STORE_NAME], path[128];
    enum desk_error error = outbox_names(store, &names);
    if (error) {
        return error;
    }
    hex_write(outer->id, ID_BYTES, hex);
    snprintf(name, sizeof name, "%020" PRIu64 "-%s.idle", next_order(&names), hex);
    snprintf(path, sizeof path, "outbox/%s", name);
    disk_names_free(&names);
    error = desk_error_of_disk(disk_put_mode(&store->disk, path, outer->bytes, ENVELOPE_BYTES, 0600));
    if (!error) {
        memcpy(outer->name, name, STORE_NAME);
    }
    return error;
}

/* Since when a file has its present name; 0 when that is not to be had. */
static int64_t named_since(const struct desk_store *store, const char *name)
{
    char path[4096];
    struct stat info;
    snprintf(path, sizeof path, "%s/outbox/%s", store->folder ? store->folder : "", name);
    return store->folder && stat(path, &info) == 0 ? info.st_ctim.tv_sec : 0;
}

static void forget_old(struct desk_store *store, const struct disk_names *names)
{
    time_t now = time(NULL);
    size_t sent = 0;
    for (size_t i = 0; i < names->count; i++) {
        sent += has_suffix(names->names[i], ".sent");
    }
    for (size_t i = 0; i < names->count; i++) {
        if (!has_suffix(names->names[i], ".sent")) {
            continue;
        }
        int64_t since = named_since(store, names->names[i]);
        if (sent-- >= SENT_MOST || (since > 0 && now - since > STORE_SENT_DAYS * 86400)) {
            (void)!desk_store_drop(store, "outbox", names->names[i]); /* the next one tries again */
        }
    }
}

enum desk_error desk_store_sent(struct desk_store *store, const struct desk_store_outer *outer)
{
    struct disk_names names;
    char kept[STORE_NAME];
    enum desk_error error = outbox_names(store, &names);
    if (!error) {
        forget_old(store, &names);
        disk_names_free(&names);
    }
    snprintf(kept, sizeof kept, "%.*s.sent", STEM, outer->name);
    return move(store, outer->name, kept);
}

static enum desk_error send_again(struct desk_store *store)
{
    struct disk_names names;
    enum desk_error error = outbox_names(store, &names);
    if (error) {
        return error;
    }
    struct disk *disk = &store->disk;
    enum base_error fault = BASE_OK;
    for (size_t i = 0; !fault && i < names.count; i++) {
        char from[128], to[128];
        if (has_suffix(names.names[i], ".sent")) {
            snprintf(from, sizeof from, "outbox/%s", names.names[i]);
            snprintf(to, sizeof to, "outbox/%.*s.again", STEM, names.names[i]);
            fault = disk->ops->rename(disk->self, from, to);
        }
    }
    disk_names_free(&names);
    if (!fault) {
        fault = disk->ops->sync_folder(disk->self, "outbox");
    }
    return desk_error_of_disk(fault);
}

/* The epoch is noted last, so that a power cut begins it anew; the same file twice is one at the hub. */
enum desk_error desk_store_epoch(struct desk_store *store, const char *epoch)
{
    struct buffer before;
    buffer_init(&before, STORE_AFTER_TEXT);
    enum base_error none = disk_get(&store->disk, "epoch", &before);
    size_t len = strlen(epoch);
    bool known = !none && before.len > 0;
    bool same = known && before.len == len && memcmp(before.bytes, epoch, len) == 0;
    buffer_clear(&before);
    if (same || len == 0 || len > STORE_AFTER_TEXT) {
        return DESK_OK;
    }
    enum desk_error error = known ? send_again(store) : DESK_OK;
    return error ? error : desk_error_of_disk(disk_put_mode(&store->disk, "epoch", epoch, len, 0600));
}

enum desk_error desk_store_refused(struct desk_store *store, const struct desk_store_outer *outer)
{
    struct disk_names names;
    enum desk_error error = outbox_names(store, &names);
    if (error) {
        return error;
    }
    char hex[ID_HEX + 1], tail[STORE_NAME];
    hex_write(outer->id, ID_BYTES, hex);
    snprintf(tail, sizeof tail, "%020" PRIu64 "-%s%s", next_order(&names), hex, outer->name + STEM);
    disk_names_free(&names);
    return move(store, outer->name, tail);
}
