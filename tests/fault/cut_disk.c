#include "fault/cut_disk.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME 256
#define REBOOTS_MOST 512
#define CONTENTS 4 /* what an unsynced file may hold: whole, nothing, half, zeros */

struct file {
    char name[NAME];    /* as the running system sees it; "" when removed */
    char durable[NAME]; /* as the platter has it */
    uint8_t *bytes;
    size_t len;
    bool synced;
};
struct change { /* of a folder, not synced yet: file gets the name to ("": removed), replacing victim */
    size_t file;
    char to[NAME];
    size_t victim; /* SIZE_MAX: none */
};
struct cut_disk {
    struct file *files;
    size_t file_count;
    struct change *changes;
    size_t change_count;
    unsigned steps, cut_at, creates, full_at;
    bool cut_happens, cut, ignore_file, ignore_folder;
    size_t capacity;
};

static void *must(void *memory)
{
    if (!memory) {
        fputs("cut_disk: out of memory\n", stderr);
        abort();
    }
    return memory;
}

struct cut_disk *cut_disk_new(void)
{
    struct cut_disk *cut = must(calloc(1, sizeof *cut));
    cut->capacity = SIZE_MAX;
    return cut;
}

struct cut_disk *cut_disk_copy(const struct cut_disk *cut)
{
    struct cut_disk *copy = must(malloc(sizeof *copy));
    *copy = *cut;
    copy->files = must(malloc((cut->file_count + 1) * sizeof *copy->files));
    copy->changes = must(malloc((cut->change_count + 1) * sizeof *copy->changes));
    if (cut->change_count)
        memcpy(copy->changes, cut->changes, cut->change_count * sizeof *copy->changes);
    for (size_t i = 0; i < cut->file_count; i++) {
        copy->files[i] = cut->files[i];
        copy->files[i].bytes = must(malloc(cut->files[i].len + 1));
        memcpy(copy->files[i].bytes, cut->files[i].bytes, cut->files[i].len);
    }
    return copy;
}

void cut_disk_free(struct cut_disk *cut)
{
    if (!cut)
        return;
    for (size_t i = 0; i < cut->file_count; i++)
        free(cut->files[i].bytes);
    free(cut->files);
    free(cut->changes);
    free(cut);
}

/* ---- the running system ---- */

static size_t find(const struct cut_disk *cut, const char *path)
{
    for (size_t i = 0; i < cut->file_count; i++)
        if (path[0] && strcmp(cut->files[i].name, path) == 0)
            return i;
    return SIZE_MAX;
}

static bool in_folder(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    if (len && (strncmp(path, folder, len) != 0 || path[len] != '/'))
        return false;
    return !strchr(path + len + (len > 0), '/');
}

/* The next step. True: it happens. *ret_error is what it answers if nothing else is wrong. */
static bool step(struct cut_disk *cut, enum base_error *ret_error)
{
    *ret_error = cut->cut ? BASE_CUT : BASE_OK;
    if (cut->cut)
        return false;
    cut->steps++;
    if (!cut->cut_at || cut->steps < cut->cut_at)
        return true;
    cut->cut = true;
    *ret_error = BASE_CUT;
    return cut->cut_happens;
}

static void change(struct cut_disk *cut, size_t file, const char *to, size_t victim)
{
    cut->changes = must(realloc(cut->changes, (cut->change_count + 1) * sizeof *cut->changes));
    struct change *made = &cut->changes[cut->change_count++];
    *made = (struct change){.file = file, .victim = victim};
    snprintf(made->to, NAME, "%s", to);
    if (victim != SIZE_MAX)
        cut->files[victim].name[0] = 0;
    snprintf(cut->files[file].name, NAME, "%s", to);
}

static size_t used(const struct cut_disk *cut)
{
    size_t sum = 0;
    for (size_t i = 0; i < cut->file_count; i++)
        sum += cut->files[i].name[0] ? cut->files[i].len : 0;
    return sum;
}

static enum base_error cut_create(void *self, const char *path, const void *bytes, size_t len, unsigned mode)
{
    struct cut_disk *cut = self;
    enum base_error error;
    (void)mode;
    if (!step(cut, &error))
        return error;
    if (find(cut, path) != SIZE_MAX)
        return BASE_EXISTS;
    cut->creates++;
    if (cut->full_at && cut->creates >= cut->full_at)
        return BASE_NO_SPACE;
    size_t room = cut->capacity - (used(cut) < cut->capacity ? used(cut) : cut->capacity);
    size_t fits = len < room ? len : room;
    cut->files = must(realloc(cut->files, (cut->file_count + 1) * sizeof *cut->files));
    struct file *file = &cut->files[cut->file_count++];
    *file = (struct file){.bytes = must(malloc(fits + 1)), .len = fits};
    if (fits)
        memcpy(file->bytes, bytes, fits);
    change(cut, cut->file_count - 1, path, SIZE_MAX);
    return error || fits == len ? error : BASE_NO_SPACE;
}

static enum base_error cut_sync_file(void *self, const char *path)
{
    struct cut_disk *cut = self;
    enum base_error error;
    if (!step(cut, &error))
        return error;
    size_t file = find(cut, path);
    if (file == SIZE_MAX)
        return BASE_NOT_FOUND;
    if (!cut->ignore_file)
        cut->files[file].synced = true;
    return error;
}

static void persist(struct cut_disk *cut, const struct change *made)
{
    if (made->victim != SIZE_MAX)
        cut->files[made->victim].durable[0] = 0;
    snprintf(cut->files[made->file].durable, NAME, "%s", made->to);
}

/* A removal has no name of its own: it belongs to where the file stood. */
static bool change_in_folder(const struct cut_disk *cut, size_t i, const char *folder)
{
    const struct change *made = &cut->changes[i];
    if (made->to[0])
        return in_folder(made->to, folder);
    for (size_t j = i; j-- > 0;)
        if (cut->changes[j].file == made->file)
            return in_folder(cut->changes[j].to, folder);
    return in_folder(cut->files[made->file].durable, folder);
}

static enum base_error cut_sync_folder(void *self, const char *path)
{
    struct cut_disk *cut = self;
    enum base_error error;
    if (!step(cut, &error) || cut->ignore_folder)
        return error;
    size_t kept = 0;
    for (size_t i = 0; i < cut->change_count; i++) {
        if (change_in_folder(cut, i, path))
            persist(cut, &cut->changes[i]);
        else
            cut->changes[kept++] = cut->changes[i];
    }
    cut->change_count = kept;
    return error;
}

static enum base_error cut_rename(void *self, const char *from, const char *to)
{
    struct cut_disk *cut = self;
    enum base_error error;
    if (!step(cut, &error))
        return error;
    size_t file = find(cut, from), victim = find(cut, to);
    if (file == SIZE_MAX)
        return BASE_NOT_FOUND;
    if (file != victim)
        change(cut, file, to, victim);
    return error;
}

static enum base_error cut_remove(void *self, const char *path)
{
    struct cut_disk *cut = self;
    enum base_error error;
    if (!step(cut, &error))
        return error;
    size_t file = find(cut, path);
    if (file == SIZE_MAX)
        return BASE_NOT_FOUND;
    change(cut, file, "", SIZE_MAX);
    return error;
}

static enum base_error cut_read(void *self, const char *path, struct buffer *ret_bytes)
{
    struct cut_disk *cut = self;
    size_t file = find(cut, path);
    if (cut->cut)
        return BASE_CUT;
    return file == SIZE_MAX ? BASE_NOT_FOUND
                            : buffer_add(ret_bytes, cut->files[file].bytes, cut->files[file].len);
}

static enum base_error cut_list(
    void *self, const char *path, bool (*each)(void *ctx, const char *name), void *ctx)
{
    struct cut_disk *cut = self;
    if (cut->cut)
        return BASE_CUT;
    for (size_t i = cut->file_count; i-- > 0;) {
        const char *name = cut->files[i].name;
        if (name[0] && in_folder(name, path) && !each(ctx, path[0] ? name + strlen(path) + 1 : name))
            break;
    }
    return BASE_OK;
}

static enum base_error cut_room(void *self, uint64_t *ret_bytes)
{
    struct cut_disk *cut = self;
    if (cut->cut)
        return BASE_CUT;
    *ret_bytes = used(cut) < cut->capacity ? cut->capacity - used(cut) : 0;
    return BASE_OK;
}

static const struct disk_ops cut_ops = {
    .create = cut_create,
    .sync_file = cut_sync_file,
    .sync_folder = cut_sync_folder,
    .rename = cut_rename,
    .remove = cut_remove,
    .read = cut_read,
    .list = cut_list,
    .room = cut_room,
};

struct disk cut_disk_disk(struct cut_disk *cut)
{
    return (struct disk){.ops = &cut_ops, .self = cut};
}

/* ---- what a test sets ---- */

void cut_disk_cut_at(struct cut_disk *cut, unsigned at, bool happens)
{
    cut->steps = 0;
    cut->cut_at = at;
    cut->cut_happens = happens;
}

void cut_disk_ignore(struct cut_disk *cut, bool sync_file, bool sync_folder)
{
    cut->ignore_file = sync_file;
    cut->ignore_folder = sync_folder;
}

void cut_disk_capacity(struct cut_disk *cut, size_t bytes)
{
    cut->capacity = bytes;
}

void cut_disk_full_at(struct cut_disk *cut, unsigned at)
{
    cut->creates = 0;
    cut->full_at = at;
}

/* ---- reboot ---- */

bool cut_disk_is_cut(const struct cut_disk *cut)
{
    return cut->cut;
}

unsigned cut_disk_reboots(const struct cut_disk *cut)
{
    unsigned bits = 0;
    while (bits < cut->change_count && 1u << (bits + 1) <= REBOOTS_MOST / CONTENTS)
        bits++;
    return CONTENTS << bits;
}

/* Which of the unsynced changes reached the platter: all 2^n when few, else a spread of them that
 * begins with none and all. */
static bool reached(const struct cut_disk *cut, unsigned pattern, unsigned patterns, size_t i)
{
    if (cut->change_count < 16 && 1u << cut->change_count == patterns)
        return pattern >> i & 1;
    if (pattern < 2)
        return pattern == 1;
    uint32_t mixed = (pattern * 2654435761u) ^ ((uint32_t)i * 2246822519u);
    return ((mixed ^ mixed >> 15) * 2654435761u) >> 31;
}

static void persist_some(struct cut_disk *cut, unsigned pattern, unsigned patterns)
{
    bool *stuck = must(calloc(cut->file_count + 1, sizeof *stuck)); /* an earlier change was lost */
    for (size_t i = 0; i < cut->change_count; i++) {
        const struct change *made = &cut->changes[i];
        size_t other = made->victim == SIZE_MAX ? made->file : made->victim;
        if (stuck[made->file] || stuck[other] || !reached(cut, pattern, patterns, i))
            stuck[made->file] = stuck[other] = true;
        else
            persist(cut, made);
    }
    free(stuck);
    cut->change_count = 0;
}

void cut_disk_reboot(struct cut_disk *cut, unsigned reboot)
{
    unsigned patterns = cut_disk_reboots(cut) / CONTENTS, content = reboot % CONTENTS;
    persist_some(cut, reboot / CONTENTS, patterns);
    size_t kept = 0;
    for (size_t i = 0; i < cut->file_count; i++) {
        struct file *file = &cut->files[i];
        if (!file->durable[0]) {
            free(file->bytes);
            continue;
        }
        memcpy(file->name, file->durable, NAME);
        if (!file->synced && content == 3)
            memset(file->bytes, 0, file->len);
        else if (!file->synced && content > 0)
            file->len = content == 1 ? 0 : file->len / 2;
        file->synced = true;
        cut->files[kept++] = *file;
    }
    cut->file_count = kept;
    cut->cut = false;
    cut_disk_cut_at(cut, 0, false);
}
