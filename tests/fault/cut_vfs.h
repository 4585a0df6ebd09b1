/* A disk under SQLite that can lose its power: records every write and sync of the files of one folder,
 * and afterwards makes the folder as it may be found after a cut at any point: what was synced is there,
 * of what was not, nothing, all, or any part in any order. Put on top of SQLite's own VFS. */
#ifndef TESTS_CUT_VFS_H
#define TESTS_CUT_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CUT_FILES 2 /* the store and its WAL; the shared memory is not on the disk */
enum cut_variant { CUT_NOTHING, CUT_ALL, CUT_SOME };

struct cut_step {
    int file; /* index into the names */
    enum { CUT_WRITE, CUT_TRUNCATE, CUT_SYNC } kind;
    int64_t offset; /* or the new size */
    size_t len;
    uint8_t *bytes;
};
struct cut_disk {
    char names[CUT_FILES][256]; /* whole paths */
    uint8_t *before[CUT_FILES]; /* content when recording began */
    size_t before_len[CUT_FILES];
    struct cut_step *steps;
    size_t count, cap;
    bool deaf; /* syncs are believed, but nothing becomes durable: to see that the test can fail */
};

/* From now on SQLite's default VFS records what is done to store (a path) and its WAL. */
void cut_vfs_begin(struct cut_disk *disk, const char *store);
void cut_vfs_end(struct cut_disk *disk); /* back to the default; the steps stay */
void cut_vfs_clear(struct cut_disk *disk);
/* The store as found after a cut before step number at, written to path and path-wal. */
void cut_vfs_find(
    const struct cut_disk *disk, size_t at, enum cut_variant variant, unsigned long seed, const char *path);

#endif
