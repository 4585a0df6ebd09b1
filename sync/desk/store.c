#include "desk/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cursor.h"

static const char *const folders[] = {"inbox", "actions", "outbox"};

static enum desk_error make_folders(const char *folder)
{
    char path[4096];
    for (size_t i = 0; i <= sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s%s%s", folder, i ? "/" : "", i ? folders[i - 1] : "");
        if (mkdir(path, 0700) != 0 && errno != EEXIST) {
            return errno == ENOSPC ? DESK_NO_SPACE : DESK_DISK;
        }
    }
    return DESK_OK;
}

static enum desk_error take_lock(const char *folder, int *ret_lock)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/lock", folder);
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) {
        return errno == ENOSPC ? DESK_NO_SPACE : DESK_DISK;
    }
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        close(lock);
        return DESK_BUSY;
    }
    *ret_lock = lock;
    return DESK_OK;
}

static enum desk_error open_folder(const char *folder, struct desk_store *store)
{
    enum desk_error error = make_folders(folder);
    if (!error) {
        error = take_lock(folder, &store->lock);
    }
    if (!error) {
        store->folder = strdup(folder);
        error = store->folder ? DESK_OK : DESK_NO_MEMORY;
    }
    if (!error) {
        error = desk_error_of_disk(disk_open(folder, &store->disk));
    }
    return error;
}

enum desk_error desk_store_open(const char *folder, const struct disk *disk, struct desk_store *ret_store)
{
    struct desk_store store = {.lock = -1};
    enum desk_error error = DESK_OK;
    if (disk) {
        store.disk = *disk;
    } else {
        error = open_folder(folder, &store);
    }
    for (size_t i = 0; !error && i < sizeof folders / sizeof *folders; i++) {
        enum base_error swept = disk_sweep(&store.disk, folders[i]);
        error = swept == BASE_NOT_FOUND ? DESK_OK : desk_error_of_disk(swept);
    }
    if (error) {
        desk_store_close(&store);
        return error;
    }
    *ret_store = store;
    return DESK_OK;
}

void desk_store_close(struct desk_store *store)
{
    if (store->folder) {
        disk_close(&store->disk);
    }
    if (store->lock > 0) {
        close(store->lock);
    }
    free(store->folder);
    *store = (struct desk_store){0};
}

enum desk_error desk_store_inbox_put(
    struct desk_store *store, const uint8_t id[static ID_BYTES], const uint8_t file[static INNER_BYTES])
{
    char hex[ID_HEX + 1], path[STORE_NAME];
    hex_write(id, ID_BYTES, hex);
    snprintf(path, sizeof path, "inbox/%s.age", hex);
    struct buffer there;
    buffer_init(&there, INNER_BYTES);
    enum base_error error = disk_get(&store->disk, path, &there);
    bool same = !error && there.len == INNER_BYTES && memcmp(there.bytes, file, INNER_BYTES) == 0;
    buffer_clear(&there);
    return same ? DESK_OK : desk_error_of_disk(disk_put_mode(&store->disk, path, file, INNER_BYTES, 0600));
}

static bool count_one(void *ctx, const char *name)
{
    (void)name;
    ++*(size_t *)ctx;
    return true;
}

enum desk_error desk_store_inbox_count(struct desk_store *store, size_t *ret_count)
{
    size_t count = 0;
    enum base_error error = store->disk.ops->list(store->disk.self, "inbox", count_one, &count);
    if (error && error != BASE_NOT_FOUND) {
        return desk_error_of_disk(error);
    }
    *ret_count = count;
    return DESK_OK;
}

struct stored {
    const char *name;
    struct timespec written;
};

static int by_time(const void *a, const void *b)
{
    const struct stored *x = a, *y = b;
    if (x->written.tv_sec != y->written.tv_sec) {
        return x->written.tv_sec < y->written.tv_sec ? -1 : 1;
    }
    if (x->written.tv_nsec != y->written.tv_nsec) {
        return x->written.tv_nsec < y->written.tv_nsec ? -1 : 1;
    }
    return strcmp(x->name, y->name);
}

static struct stored *sorted_by_time(
    struct desk_store *store, const char *folder, const struct disk_names *names)
{
    struct stored *list = calloc(names->count + 1, sizeof *list);
    for (size_t i = 0; list && i < names->count; i++) {
        char path[4096];
        struct stat info = {0};
        snprintf(path, sizeof path, "%s/%s/%s", store->folder ? store->folder : "", folder, names->names[i]);
        list[i].name = names->names[i];
        if (store->folder && stat(path, &info) == 0) {
            list[i].written = info.st_mtim;
        }
    }
    if (list && names->count > 1) {
        qsort(list, names->count, sizeof *list, by_time);
    }
    return list;
}

enum desk_error desk_store_each(struct desk_store *store, const char *folder, size_t most,
    bool (*each)(void *ctx, const char *name, int64_t written, const uint8_t *bytes, size_t len), void *ctx)
{
    struct disk_names names;
    enum base_error error = disk_names(&store->disk, folder, most, &names);
    if (error) {
        return error == BASE_NOT_FOUND ? DESK_OK : desk_error_of_disk(error);
    }
    struct stored *list = sorted_by_time(store, folder, &names);
    bool go_on = list != NULL;
    for (size_t i = 0; go_on && i < names.count; i++) {
        char path[512];
        struct buffer bytes;
        buffer_init(&bytes, INNER_BYTES);
        snprintf(path, sizeof path, "%s/%s", folder, list[i].name);
        bool read = disk_get(&store->disk, path, &bytes) == BASE_OK;
        go_on = each(ctx, list[i].name, list[i].written.tv_sec, bytes.bytes, read ? bytes.len : 0);
        buffer_clear(&bytes);
    }
    bool listed = list != NULL;
    free(list);
    disk_names_free(&names);
    return listed ? DESK_OK : DESK_NO_MEMORY;
}

enum desk_error desk_store_drop(struct desk_store *store, const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return desk_error_of_disk(disk_remove(&store->disk, path));
}

/* In place, as far as a file system does that. A borrowed disk has no such thing. */
static void overwrite(const struct desk_store *store, const char *path)
{
    char whole[4096];
    uint8_t noise[INNER_BYTES];
    if (!store->folder) {
        return;
    }
    snprintf(whole, sizeof whole, "%s/%s", store->folder, path);
    int file = open(whole, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) {
        return;
    }
    randombytes_buf(noise, sizeof noise);
    ssize_t wrote = pwrite(file, noise, sizeof noise, 0);
    if (wrote > 0) {
        (void)fdatasync(file);
    }
    close(file);
}

static enum desk_error erase(struct desk_store *store, const char *folder, const char *path)
{
    char away[256];
    snprintf(away, sizeof away, "%s.tmp", path);
    struct disk *disk = &store->disk;
    enum base_error error = disk->ops->rename(disk->self, path, away);
    if (error == BASE_NOT_FOUND) {
        return DESK_OK;
    }
    if (!error) {
        error = disk->ops->sync_folder(disk->self, folder);
    }
    if (!error) {
        overwrite(store, away);
        error = disk_remove(disk, away);
    }
    return desk_error_of_disk(error);
}

enum desk_error desk_store_erase(struct desk_store *store, const char *folder, const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return erase(store, folder, path);
}

static void action_path(uint64_t lamport, const uint8_t laptop[static LAPTOP_BYTES],
    const uint8_t id[static ID_BYTES], char ret_path[static 128])
{
    char laptop_hex[LAPTOP_HEX + 1], id_hex[ID_HEX + 1];
    hex_write(laptop, LAPTOP_BYTES, laptop_hex);
    hex_write(id, ID_BYTES, id_hex);
    snprintf(ret_path, 128, "actions/%016" PRIx64 "-%s-%s.age", lamport, laptop_hex, id_hex);
}

enum desk_error desk_store_action_put(struct desk_store *store, uint64_t lamport,
    const uint8_t laptop[static LAPTOP_BYTES], const uint8_t id[static ID_BYTES],
    const uint8_t file[static INNER_BYTES])
{
    char path[128];
    action_path(lamport, laptop, id, path);
    return desk_error_of_disk(disk_put_mode(&store->disk, path, file, INNER_BYTES, 0600));
}

enum desk_error desk_store_action_drop(struct desk_store *store, uint64_t lamport,
    const uint8_t laptop[static LAPTOP_BYTES], const uint8_t id[static ID_BYTES])
{
    char path[128];
    action_path(lamport, laptop, id, path);
    enum base_error error = disk_remove(&store->disk, path);
    return error == BASE_NOT_FOUND ? DESK_OK : desk_error_of_disk(error);
}

enum desk_error desk_store_action_erase(struct desk_store *store, uint64_t lamport,
    const uint8_t laptop[static LAPTOP_BYTES], const uint8_t id[static ID_BYTES])
{
    char path[128];
    action_path(lamport, laptop, id, path);
    return erase(store, "actions", path);
}

static bool after_valid(const char *after)
{
    size_t len = strlen(after);
    return len < STORE_AFTER_TEXT &&
           strspn(after, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~") == len;
}

enum desk_error desk_store_after(struct desk_store *store, char ret_after[static STORE_AFTER_TEXT])
{
    struct buffer text;
    buffer_init(&text, STORE_AFTER_TEXT - 1);
    enum base_error error = disk_get(&store->disk, "after", &text);
    /* a mark that cannot be read means: from the beginning, since every put is idempotent */
    bool usable = !error && text.len > 0 && after_valid((const char *)text.bytes);
    snprintf(ret_after, STORE_AFTER_TEXT, "%s", usable ? (const char *)text.bytes : "");
    buffer_clear(&text);
    return error == BASE_OK || error == BASE_NOT_FOUND || error == BASE_TOO_LARGE ? DESK_OK
                                                                                  : desk_error_of_disk(error);
}

enum desk_error desk_store_after_put(struct desk_store *store, const char *after)
{
    if (!after_valid(after)) {
        return DESK_FORMAT;
    }
    return desk_error_of_disk(disk_put_mode(&store->disk, "after", after, strlen(after), 0600));
}
