#include "fault/cut_vfs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

struct cut_file {
    sqlite3_file base; /* first, as SQLite wants it */
    struct cut_disk *disk;
    int index; /* -1: passed through */
    sqlite3_file *real;
};

static sqlite3_file *real(sqlite3_file *file)
{
    return ((struct cut_file *)file)->real;
}

static void record(struct cut_file *file, int kind, int64_t offset, const void *bytes, size_t len)
{
    struct cut_disk *disk = file->disk;
    if (file->index < 0)
        return;
    if (disk->count == disk->cap) {
        disk->cap = disk->cap ? 2 * disk->cap : 256;
        disk->steps = realloc(disk->steps, disk->cap * sizeof *disk->steps);
        assert_non_null(disk->steps);
    }
    struct cut_step *step = &disk->steps[disk->count++];
    *step = (struct cut_step){.file = file->index, .kind = kind, .offset = offset, .len = len};
    if (len) {
        step->bytes = malloc(len);
        assert_non_null(step->bytes);
        memcpy(step->bytes, bytes, len);
    }
}

static int cut_close(sqlite3_file *file)
{
    int rc = real(file)->pMethods->xClose(real(file));
    free(real(file));
    return rc;
}
static int cut_read(sqlite3_file *file, void *bytes, int len, sqlite3_int64 offset)
{
    return real(file)->pMethods->xRead(real(file), bytes, len, offset);
}
static int cut_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 offset)
{
    record((struct cut_file *)file, CUT_WRITE, offset, bytes, (size_t)len);
    return real(file)->pMethods->xWrite(real(file), bytes, len, offset);
}
static int cut_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    record((struct cut_file *)file, CUT_TRUNCATE, size, NULL, 0);
    return real(file)->pMethods->xTruncate(real(file), size);
}
static int cut_sync(sqlite3_file *file, int flags)
{
    (void)flags; /* the real disk need not be asked: what it would keep is decided here */
    if (!((struct cut_file *)file)->disk->deaf)
        record((struct cut_file *)file, CUT_SYNC, 0, NULL, 0);
    return SQLITE_OK;
}
static int cut_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}
static int cut_lock(sqlite3_file *file, int lock)
{
    return real(file)->pMethods->xLock(real(file), lock);
}
static int cut_unlock(sqlite3_file *file, int lock)
{
    return real(file)->pMethods->xUnlock(real(file), lock);
}
static int cut_reserved(sqlite3_file *file, int *out)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
static int cut_control(sqlite3_file *file, int op, void *arg)
{
    return real(file)->pMethods->xFileControl(real(file), op, arg);
}
static int cut_sector(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}
static int cut_characteristics(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
static int cut_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
static int cut_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}
static void cut_shm_barrier(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}
static int cut_shm_unmap(sqlite3_file *file, int remove_it)
{
    return real(file)->pMethods->xShmUnmap(real(file), remove_it);
}

static const sqlite3_io_methods methods = {2, cut_close, cut_read, cut_write, cut_truncate, cut_sync,
    cut_size, cut_lock, cut_unlock, cut_reserved, cut_control, cut_sector, cut_characteristics, cut_shm_map,
    cut_shm_lock, cut_shm_barrier, cut_shm_unmap, NULL, NULL};

static sqlite3_vfs *below(sqlite3_vfs *vfs)
{
    (void)vfs;
    return sqlite3_vfs_find("unix");
}

static int cut_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    struct cut_file *mine = (struct cut_file *)file;
    struct cut_disk *disk = vfs->pAppData;
    memset(mine, 0, sizeof *mine);
    mine->disk = disk;
    mine->index = -1;
    for (int i = 0; name && i < CUT_FILES; i++)
        if (!strcmp(name, disk->names[i]))
            mine->index = i;
    mine->real = calloc(1, (size_t)below(vfs)->szOsFile);
    if (!mine->real)
        return SQLITE_NOMEM;
    int rc = below(vfs)->xOpen(below(vfs), name, mine->real, flags, out_flags);
    if (rc == SQLITE_OK)
        mine->base.pMethods = &methods;
    else
        free(mine->real);
    return rc;
}

static void whole_file(const char *path, uint8_t **ret_bytes, size_t *ret_len)
{
    FILE *file = fopen(path, "rb");
    *ret_bytes = NULL;
    *ret_len = 0;
    if (!file)
        return;
    fseek(file, 0, SEEK_END);
    *ret_len = (size_t)ftell(file);
    rewind(file);
    *ret_bytes = malloc(*ret_len + 1);
    assert_int_equal(fread(*ret_bytes, 1, *ret_len, file), *ret_len);
    fclose(file);
}

void cut_vfs_begin(struct cut_disk *disk, const char *store)
{
    memset(disk, 0, sizeof *disk);
    snprintf(disk->names[0], sizeof disk->names[0], "%s", store);
    snprintf(disk->names[1], sizeof disk->names[1], "%s-wal", store);
    for (int i = 0; i < CUT_FILES; i++)
        whole_file(disk->names[i], &disk->before[i], &disk->before_len[i]);
    sqlite3_vfs *vfs = malloc(sizeof *vfs);
    assert_non_null(vfs);
    *vfs = *sqlite3_vfs_find("unix");
    vfs->zName = "cut";
    vfs->szOsFile = sizeof(struct cut_file);
    vfs->pAppData = disk;
    vfs->xOpen = cut_open;
    assert_int_equal(sqlite3_vfs_register(vfs, 1), SQLITE_OK);
}

void cut_vfs_end(struct cut_disk *disk)
{
    (void)disk;
    sqlite3_vfs *vfs = sqlite3_vfs_find("cut");
    sqlite3_vfs_unregister(vfs);
    sqlite3_vfs_register(sqlite3_vfs_find("unix"), 1);
    free(vfs);
}

void cut_vfs_clear(struct cut_disk *disk)
{
    for (size_t i = 0; i < disk->count; i++)
        free(disk->steps[i].bytes);
    for (int i = 0; i < CUT_FILES; i++)
        free(disk->before[i]);
    free(disk->steps);
}

struct image {
    uint8_t *bytes;
    size_t len, cap;
};

static void image_size(struct image *image, size_t len)
{
    if (len > image->cap) {
        size_t cap = len > 2 * image->cap ? len : 2 * image->cap;
        image->bytes = realloc(image->bytes, cap);
        assert_non_null(image->bytes);
        memset(image->bytes + image->cap, 0, cap - image->cap);
        image->cap = cap;
    }
    if (len < image->len)
        memset(image->bytes + len, 0, image->len - len);
    image->len = len;
}

static void apply(struct image *image, const struct cut_step *step)
{
    if (step->kind == CUT_TRUNCATE)
        image_size(image, (size_t)step->offset);
    if (step->kind != CUT_WRITE)
        return;
    if ((size_t)step->offset + step->len > image->len)
        image_size(image, (size_t)step->offset + step->len);
    memcpy(image->bytes + step->offset, step->bytes, step->len);
}

static bool luck(unsigned long *seed)
{
    *seed = *seed * 6364136223846793005ul + 1442695040888963407ul;
    return *seed >> 63;
}

static void file_find(const struct cut_disk *disk, int file, size_t at, enum cut_variant variant,
    unsigned long *seed, const char *path)
{
    struct image image = {NULL, 0, 0};
    size_t synced = 0;
    if (disk->before[file]) {
        image_size(&image, disk->before_len[file]);
        memcpy(image.bytes, disk->before[file], disk->before_len[file]);
    }
    for (size_t i = 0; i < at; i++)
        if (disk->steps[i].file == file && disk->steps[i].kind == CUT_SYNC)
            synced = i;
    for (size_t i = 0; i < at; i++)
        if (disk->steps[i].file == file &&
            (i < synced || variant == CUT_ALL || (variant == CUT_SOME && luck(seed))))
            apply(&image, &disk->steps[i]);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_true(!image.len || fwrite(image.bytes, 1, image.len, out) == image.len);
    fclose(out);
    free(image.bytes);
}

void cut_vfs_find(
    const struct cut_disk *disk, size_t at, enum cut_variant variant, unsigned long seed, const char *path)
{
    char wal[300], shm[300];
    snprintf(wal, sizeof wal, "%s-wal", path);
    snprintf(shm, sizeof shm, "%s-shm", path);
    unlink(shm);
    file_find(disk, 0, at, variant, &seed, path);
    file_find(disk, 1, at, variant, &seed, wal);
}
