#include "base/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cursor.h"
#include "disk_real.h"

#define PATH_BYTES 256

/* Relative, without empty parts, "." or ".."; "" only where a folder is meant. */
static bool path_valid(const char *path, bool folder)
{
    size_t len = strnlen(path, PATH_BYTES);
    if (len == 0)
        return folder;
    if (len == PATH_BYTES)
        return false;
    for (const char *part = path;; part++) {
        size_t n = strcspn(part, "/");
        if (n == 0 || (n == 1 && part[0] == '.') || (n == 2 && part[0] == '.' && part[1] == '.'))
            return false;
        part += n;
        if (!*part)
            return true;
    }
}

/* "a/b.age" -> "a", "b.age" -> "". */
static void folder_of(const char *path, char ret_folder[static PATH_BYTES])
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    memcpy(ret_folder, path, len);
    ret_folder[len] = 0;
}

static bool is_tmp(const char *name)
{
    size_t len = strlen(name);
    return len >= 4 && strcmp(name + len - 4, ".tmp") == 0;
}

enum base_error disk_put(struct disk *disk, const char *path, const void *bytes, size_t len)
{
    return disk_put_mode(disk, path, bytes, len, 0640);
}

enum base_error disk_put_mode(
    struct disk *disk, const char *path, const void *bytes, size_t len, unsigned mode)
{
    char tmp[PATH_BYTES], folder[PATH_BYTES], unique[17];
    uint8_t random[8];
    if (!path_valid(path, false))
        return BASE_FORMAT;
    randombytes_buf(random, sizeof random);
    hex_write(random, sizeof random, unique);
    int n = snprintf(tmp, sizeof tmp, "%s.%s.tmp", path, unique);
    if (n < 0 || (size_t)n >= sizeof tmp)
        return BASE_TOO_LARGE;
    folder_of(path, folder);
    enum base_error error = disk->ops->create(disk->self, tmp, bytes, len, mode);
    if (error == BASE_EXISTS)
        return error; /* not ours to remove */
    if (!error)
        error = disk->ops->sync_file(disk->self, tmp);
    if (!error)
        error = disk->ops->rename(disk->self, tmp, path);
    if (error) {
        disk->ops->remove(disk->self, tmp);
        return error;
    }
    return disk->ops->sync_folder(disk->self, folder);
}

enum base_error disk_get(struct disk *disk, const char *path, struct buffer *ret_bytes)
{
    return path_valid(path, false) ? disk->ops->read(disk->self, path, ret_bytes) : BASE_FORMAT;
}

enum base_error disk_remove(struct disk *disk, const char *path)
{
    char folder[PATH_BYTES];
    if (!path_valid(path, false))
        return BASE_FORMAT;
    folder_of(path, folder);
    enum base_error error = disk->ops->remove(disk->self, path);
    return error ? error : disk->ops->sync_folder(disk->self, folder);
}

struct collect {
    struct disk_names names;
    size_t max, cap;
    bool tmp; /* which of the two: *.tmp or all others */
    enum base_error error;
};

static enum base_error collect_name(struct collect *collect, const char *name)
{
    struct disk_names *names = &collect->names;
    if (names->count >= collect->max)
        return BASE_TOO_LARGE;
    if (names->count == collect->cap) {
        size_t cap = collect->cap ? collect->cap * 2 : 32;
        char **grown = cap > SIZE_MAX / sizeof *grown ? NULL : realloc(names->names, cap * sizeof *grown);
        if (!grown)
            return BASE_NO_MEMORY;
        names->names = grown;
        collect->cap = cap;
    }
    char *copy = strdup(name);
    if (!copy)
        return BASE_NO_MEMORY;
    names->names[names->count++] = copy;
    return BASE_OK;
}

static bool collect_each(void *ctx, const char *name)
{
    struct collect *collect = ctx;
    if (is_tmp(name) == collect->tmp)
        collect->error = collect_name(collect, name);
    return collect->error == BASE_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum base_error collect_folder(
    struct disk *disk, const char *path, size_t max, bool tmp, struct disk_names *ret_names)
{
    if (!path_valid(path, true))
        return BASE_FORMAT;
    struct collect collect = {.max = max, .tmp = tmp};
    enum base_error error = disk->ops->list(disk->self, path, collect_each, &collect);
    if (!error)
        error = collect.error;
    if (error) {
        disk_names_free(&collect.names);
        return error;
    }
    if (collect.names.count)
        qsort(collect.names.names, collect.names.count, sizeof *collect.names.names, by_name);
    *ret_names = collect.names;
    return BASE_OK;
}

enum base_error disk_names(struct disk *disk, const char *path, size_t max, struct disk_names *ret_names)
{
    return collect_folder(disk, path, max, false, ret_names);
}

void disk_names_free(struct disk_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->names[i]);
    free(names->names);
    *names = (struct disk_names){0};
}

enum base_error disk_sweep(struct disk *disk, const char *path)
{
    struct disk_names names = {0};
    enum base_error error = collect_folder(disk, path, SIZE_MAX, true, &names);
    for (size_t i = 0; !error && i < names.count; i++) {
        char tmp[PATH_BYTES];
        int n = snprintf(tmp, sizeof tmp, "%s%s%s", path, path[0] ? "/" : "", names.names[i]);
        if (n > 0 && (size_t)n < sizeof tmp)
            error = disk->ops->remove(disk->self, tmp);
        if (error == BASE_NOT_FOUND)
            error = BASE_OK;
    }
    disk_names_free(&names);
    return error;
}

enum base_error file_read(const char *path, size_t max, struct buffer *ret_bytes)
{
    struct buffer bytes;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return disk_errno(errno);
    buffer_init(&bytes, max);
    enum base_error error = disk_read_opened(file, &bytes);
    close(file);
    if (!error)
        error = buffer_add(&bytes, "", 0); /* an empty file gives an empty text, not NULL */
    if (error) {
        buffer_clear(&bytes);
        return error;
    }
    buffer_clear(ret_bytes);
    *ret_bytes = bytes;
    return BASE_OK;
}

enum base_error file_put(const char *path, const void *bytes, size_t len, unsigned mode)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    char *folder = NULL;
    if (slash)
        folder = slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
    else
        folder = strdup(".");
    if (!folder)
        return BASE_NO_MEMORY;
    struct disk disk = {0};
    enum base_error error = disk_open(folder, &disk);
    if (!error)
        error = disk_put_mode(&disk, name, bytes, len, mode);
    disk_close(&disk);
    free(folder);
    return error;
}
