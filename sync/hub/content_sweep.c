/* What is over goes: uploads that nobody named, targets and snapshots that were replaced. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content_inside.h"

#define KEPT_S (2 * 86400)
#define DEPTH_MOST 16

struct kept { /* names that current or waiting metadata needs, sorted */
    char (*names)[256];
    size_t count, cap;
    bool failed;
};

/* uploads: as the files are called in incoming/, else in targets/. */
static void kept_add(struct kept *kept, const struct buffer *metadata, bool uploads)
{
    struct signer_targets targets;
    struct said said;
    char message[256];
    if (!signer_target_list_read(metadata->bytes, metadata->len, &targets, message))
        return;
    size_t need = kept->count + targets.target_count;
    if (need > kept->cap) {
        void *more = realloc(kept->names, need * sizeof *kept->names);
        kept->failed = kept->failed || !more;
        kept->names = more ? more : kept->names;
        kept->cap = more ? need : kept->cap;
    }
    for (size_t i = 0; i < targets.target_count && kept->count < kept->cap; i++) {
        char *name = kept->names[kept->count];
        if (uploads)
            content_incoming_name(&targets.targets[i], name);
        kept->count += uploads || content_target_name(&targets.targets[i], name, &said);
    }
    signer_targets_clear(&targets);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

static bool kept_read(struct content *content, struct kept *kept, struct kept *waiting)
{
    struct buffer metadata;
    struct disk_names names;
    for (size_t i = 0; i < content->file_count; i++) {
        char role[80];
        snprintf(
            role, sizeof role, "%.*s", (int)(strlen(content->files[i].name) - 5), content->files[i].name);
        if (!content_role_read(content, role, &metadata))
            return false;
        kept_add(kept, &metadata, false);
        buffer_clear(&metadata);
    }
    enum base_error error = disk_names(&content->disk, "waiting", CONTENT_WAITING, &names);
    for (size_t i = 0; !error && i < names.count; i++) {
        char path[300];
        snprintf(path, sizeof path, "waiting/%.200s", names.names[i]);
        buffer_init(&metadata, SIGNER_METADATA_BYTES);
        if (disk_get(&content->disk, path, &metadata) == BASE_OK) {
            kept_add(kept, &metadata, false);
            kept_add(waiting, &metadata, true);
        }
        buffer_clear(&metadata);
    }
    if (!error)
        disk_names_free(&names);
    if (kept->count)
        qsort(kept->names, kept->count, sizeof *kept->names, by_name);
    if (waiting->count)
        qsort(waiting->names, waiting->count, sizeof *waiting->names, by_name);
    return !kept->failed && !waiting->failed && (!error || error == BASE_NOT_FOUND);
}

static bool is_kept(const struct kept *kept, const char *name)
{
    return kept->count && bsearch(name, kept->names, kept->count, sizeof *kept->names, by_name);
}

struct sweep {
    struct content *content;
    const struct kept *kept, *waiting;
    int64_t now_s, incoming;
};

static void look_at(struct sweep *sweep, int folder, const char *name, const char *path)
{
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    bool upload = strncmp(path, "incoming/", 9) == 0;
    bool needed = is_kept(upload ? sweep->waiting : sweep->kept, path);
    if (!needed && sweep->now_s - status.st_mtime > KEPT_S && unlinkat(folder, name, 0) == 0)
        return;
    sweep->incoming += upload ? status.st_size : 0;
}

static void walk(struct sweep *sweep, const char *path, int depth)
{
    char full[4096], inner[512];
    snprintf(full, sizeof full, "%s/%s", sweep->content->folder, path);
    DIR *folder = depth < DEPTH_MOST ? opendir(full) : NULL;
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        if (entry->d_name[0] == '.' || strlen(path) + strlen(entry->d_name) + 2 > sizeof inner)
            continue;
        snprintf(inner, sizeof inner, "%.254s/%.255s", path, entry->d_name);
        if (entry->d_type == DT_DIR)
            walk(sweep, inner, depth + 1);
        else
            look_at(sweep, dirfd(folder), entry->d_name, inner);
    }
    if (folder)
        closedir(folder);
}

static int by_number(const void *a, const void *b)
{
    long long one = atoll(*(char *const *)a), other = atoll(*(char *const *)b);
    return (one > other) - (one < other);
}

/* A snapshot goes two days after the next one came; versions are seconds. */
static void snapshots_cut(struct content *content, int64_t now_s)
{
    struct disk_names names;
    char path[300];
    if (disk_names(&content->disk, "metadata", 1 << 16, &names) != BASE_OK)
        return;
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        char *dot = strchr(names.names[i], '.');
        if (dot && strcmp(dot, ".snapshot.json") == 0) {
            char *name = names.names[count];
            names.names[count++] = names.names[i];
            names.names[i] = name;
        }
    }
    qsort(names.names, count, sizeof *names.names, by_number);
    for (size_t i = 0; i + 1 < count; i++) {
        long long version = atoll(names.names[i]), next = atoll(names.names[i + 1]);
        if (version == content->snapshot.version || next > content->snapshot.version ||
            now_s - next <= KEPT_S)
            continue;
        snprintf(path, sizeof path, "metadata/%.200s", names.names[i]);
        (void)!disk_remove(&content->disk, path);
    }
    disk_names_free(&names);
}

void content_sweep(struct content *content, int64_t now_s, int64_t *ret_incoming)
{
    struct kept kept = {0}, waiting = {0};
    struct sweep sweep = {.content = content, .kept = &kept, .waiting = &waiting, .now_s = now_s};
    snapshots_cut(content, now_s);
    /* When anything cannot be read, nothing is known to be over. */
    if (content->folder && kept_read(content, &kept, &waiting)) {
        walk(&sweep, "targets", 0);
        walk(&sweep, "incoming", 0);
        *ret_incoming = sweep.incoming;
    }
    free(kept.names);
    free(waiting.names);
}
