/* Durable files. A durable step is: write a new *.tmp, fsync it, rename, fsync the folder. The small
 * table of functions exists so that a test can cut the power at each of them (tests/fault/cut_disk.h).
 *
 * Paths are relative to the folder the disk was opened on, without "..", at most 255 bytes. */
#ifndef WAYSIDE_BASE_DISK_H
#define WAYSIDE_BASE_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

struct disk_ops {
    /* Creates path (O_EXCL) and writes all bytes; not yet durable. mode exactly, whatever the umask.
     * After any error but BASE_EXISTS a part of it may be there. */
    enum base_error (*create)(void *self, const char *path, const void *bytes, size_t len, unsigned mode);
    /* fsync of a file's content; of a folder's entries. "" is the disk's own folder. */
    enum base_error (*sync_file)(void *self, const char *path);
    enum base_error (*sync_folder)(void *self, const char *path);
    enum base_error (*rename)(void *self, const char *from, const char *to);
    enum base_error (*remove)(void *self, const char *path);
    /* Whole plain file, added to what is in the buffer; BASE_TOO_LARGE over buffer->max. */
    enum base_error (*read)(void *self, const char *path, struct buffer *ret_bytes);
    /* Calls each for every plain file in the folder, in no order. each returns false to stop. */
    enum base_error (*list)(
        void *self, const char *path, bool (*each)(void *ctx, const char *name), void *ctx);
    /* Bytes free for this user. */
    enum base_error (*room)(void *self, uint64_t *ret_bytes);
};

struct disk {
    const struct disk_ops *ops;
    void *self;
};

/* The real disk below folder (opened once, used by descriptor; the last part of a path is never
 * followed when it is a symbolic link). close frees it; takes a zeroed one. */
MUST_CHECK enum base_error disk_open(const char *folder, struct disk *ret_disk);
void disk_close(struct disk *disk);

/* The durable step. An existing file of that name is replaced whole or not at all. After BASE_OK it
 * survives a power cut; after an error the file is as it was, unless the last step alone (fsync of the
 * folder) failed: then it is the old or the new one, whole. Mode 0640 whatever the umask. */
MUST_CHECK enum base_error disk_put(struct disk *disk, const char *path, const void *bytes, size_t len);
/* The same with a mode (0600 for keys). */
MUST_CHECK enum base_error disk_put_mode(
    struct disk *disk, const char *path, const void *bytes, size_t len, unsigned mode);
MUST_CHECK enum base_error disk_get(struct disk *disk, const char *path, struct buffer *ret_bytes);
/* Removes and syncs the folder. BASE_NOT_FOUND when it was not there. */
MUST_CHECK enum base_error disk_remove(struct disk *disk, const char *path);
/* Sorted names (strcmp) of the plain files of a folder, without *.tmp; free with disk_names_free. */
struct disk_names {
    char **names;
    size_t count;
};
MUST_CHECK enum base_error disk_names(
    struct disk *disk, const char *path, size_t max, struct disk_names *ret_names);
void disk_names_free(struct disk_names *names);
/* An owner calls this once at start: removes *.tmp left by a power cut. */
MUST_CHECK enum base_error disk_sweep(struct disk *disk, const char *path);

/* A whole file by an ordinary path (settings, keys), at most max bytes. */
MUST_CHECK enum base_error file_read(const char *path, size_t max, struct buffer *ret_bytes);
/* Durable write by an ordinary path, mode as given; replaces. */
MUST_CHECK enum base_error file_put(const char *path, const void *bytes, size_t len, unsigned mode);

#endif
