/* The disk_ops of the real disk: every path goes through the descriptor of the one open folder. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/disk.h"
#include "disk_real.h"

struct real {
    int folder;
};

enum base_error disk_errno(int number)
{
    switch (number) {
    case ENOMEM:
        return BASE_NO_MEMORY;
    case ENOSPC:
    case EDQUOT:
        return BASE_NO_SPACE;
    case ENOENT:
    case ENOTDIR:
        return BASE_NOT_FOUND;
    case EEXIST:
        return BASE_EXISTS;
    case EACCES:
    case EPERM:
    case EROFS:
        return BASE_DENIED;
    case ENAMETOOLONG:
        return BASE_TOO_LARGE;
    default:
        return BASE_IO;
    }
}

static int real_folder(void *self)
{
    return ((struct real *)self)->folder;
}

static enum base_error write_all(int file, const uint8_t *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(file, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return disk_errno(errno);
        bytes += n;
        len -= (size_t)n;
    }
    return BASE_OK;
}

static enum base_error real_create(void *self, const char *path, const void *bytes, size_t len, unsigned mode)
{
    int file = openat(real_folder(self), path,
        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, (mode_t)mode);
    if (file < 0)
        return disk_errno(errno);
    enum base_error error = fchmod(file, (mode_t)mode) == 0 ? BASE_OK : disk_errno(errno);
    if (!error)
        error = write_all(file, bytes, len);
    if (close(file) != 0 && !error)
        error = disk_errno(errno);
    return error;
}

static enum base_error sync_opened(int file)
{
    if (file < 0)
        return disk_errno(errno);
    enum base_error error = fsync(file) == 0 ? BASE_OK : disk_errno(errno);
    close(file);
    return error;
}

static enum base_error real_sync_file(void *self, const char *path)
{
    return sync_opened(openat(real_folder(self), path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
}

static enum base_error real_sync_folder(void *self, const char *path)
{
    return sync_opened(openat(real_folder(self), path[0] ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

static enum base_error real_rename(void *self, const char *from, const char *to)
{
    int folder = real_folder(self);
    return renameat(folder, from, folder, to) == 0 ? BASE_OK : disk_errno(errno);
}

static enum base_error real_remove(void *self, const char *path)
{
    return unlinkat(real_folder(self), path, 0) == 0 ? BASE_OK : disk_errno(errno);
}

enum base_error disk_read_opened(int file, struct buffer *ret_bytes)
{
    uint8_t chunk[16384];
    enum base_error error = BASE_OK;
    size_t before = ret_bytes->len;
    for (;;) {
        ssize_t n = read(file, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            error = disk_errno(errno);
        else if (n > 0)
            error = buffer_add(ret_bytes, chunk, (size_t)n);
        if (n <= 0 || error)
            break;
    }
    explicit_bzero(chunk, sizeof chunk);
    if (error && ret_bytes->bytes) {
        explicit_bzero(ret_bytes->bytes + before, ret_bytes->len - before);
        ret_bytes->len = before;
    }
    return error;
}

static enum base_error real_read(void *self, const char *path, struct buffer *ret_bytes)
{
    int file = openat(real_folder(self), path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return disk_errno(errno);
    struct stat stat;
    enum base_error error = fstat(file, &stat) == 0 ? BASE_OK : disk_errno(errno);
    if (!error && !S_ISREG(stat.st_mode))
        error = BASE_NOT_FOUND;
    if (!error)
        error = disk_read_opened(file, ret_bytes);
    close(file);
    return error;
}

static bool is_plain(int folder, const struct dirent *entry)
{
    struct stat stat;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_REG;
    return fstatat(folder, entry->d_name, &stat, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(stat.st_mode);
}

static enum base_error real_list(
    void *self, const char *path, bool (*each)(void *ctx, const char *name), void *ctx)
{
    int file = openat(real_folder(self), path[0] ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = file < 0 ? NULL : fdopendir(file);
    if (!folder) {
        enum base_error error = disk_errno(errno);
        if (file >= 0)
            close(file);
        return error;
    }
    struct dirent *entry;
    while (errno = 0, (entry = readdir(folder)))
        if (is_plain(file, entry) && !each(ctx, entry->d_name))
            break;
    enum base_error error = !entry && errno ? disk_errno(errno) : BASE_OK;
    closedir(folder);
    return error;
}

static enum base_error real_room(void *self, uint64_t *ret_bytes)
{
    struct statvfs stat;
    if (fstatvfs(real_folder(self), &stat) != 0)
        return disk_errno(errno);
    *ret_bytes = (uint64_t)stat.f_bavail * stat.f_frsize;
    return BASE_OK;
}

static const struct disk_ops real_ops = {
    .create = real_create,
    .sync_file = real_sync_file,
    .sync_folder = real_sync_folder,
    .rename = real_rename,
    .remove = real_remove,
    .read = real_read,
    .list = real_list,
    .room = real_room,
};

enum base_error disk_open(const char *folder, struct disk *ret_disk)
{
    struct real *real = malloc(sizeof *real);
    if (!real)
        return BASE_NO_MEMORY;
    real->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (real->folder < 0) {
        enum base_error error = disk_errno(errno);
        free(real);
        return error;
    }
    *ret_disk = (struct disk){.ops = &real_ops, .self = real};
    return BASE_OK;
}

void disk_close(struct disk *disk)
{
    if (disk->ops == &real_ops) {
        close(real_folder(disk->self));
        free(disk->self);
    }
    *disk = (struct disk){0};
}
