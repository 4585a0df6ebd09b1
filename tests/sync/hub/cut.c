/* The power is cut at every write of the store, and what was not synced is lost, kept or torn at random:
 * what the hub had acknowledged by then is there, whole and once; what the mix had deleted stays away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fault/cut_vfs.h"
#include "store.h"
#include "sync/hub/net.h"

enum { BATCHES = 8, BATCH = 2, FILES = BATCHES * BATCH, CHECKPOINT_EACH = 3, SEEDS = 2 };
static const int64_t NOW = 1795500000;

struct life {                  /* of one envelope, in steps of the disk */
    size_t put_at, deleted_at; /* acknowledged when so many steps were done; SIZE_MAX: never */
};

struct run {
    char folder[64], store[128], found[128];
    struct cut_disk disk;
    struct life lives[FILES];
};

static void id_of(int n, uint8_t ret_id[static ID_BYTES])
{
    memset(ret_id, 0, ID_BYTES);
    ret_id[0] = (uint8_t)(n * 37); /* not in order, as in life */
    ret_id[15] = (uint8_t)n;
}

static void batch_put(struct store *store, int first)
{
    uint8_t id[ID_BYTES], file[ENVELOPE_BYTES];
    enum verdict verdict;
    assert_int_equal(store_begin(store), STORE_OK);
    for (int n = first; n < first + BATCH; n++) {
        id_of(n, id);
        file_fill(file, sizeof file, (unsigned long)n);
        assert_int_equal(envelope_put(store, id, file, DEVICE_NAME, NOW, &verdict), STORE_OK);
        assert_int_equal(verdict, VERDICT_CREATED);
    }
    assert_int_equal(store_commit(store), STORE_OK);
}

static void one_delete(struct store *store, int n)
{
    uint8_t id[ID_BYTES];
    id_of(n, id);
    assert_int_equal(store_begin(store), STORE_OK);
    assert_int_equal(envelope_delete(store, id, NOW), STORE_OK);
    assert_int_equal(store_commit(store), STORE_OK);
}

static void checkpoint(const char *path)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA wal_checkpoint(RESTART)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* A day of the hub in small: puts in groups, deletions, checkpoints; remembers when what was promised. */
static void live(struct run *run, bool deaf)
{
    struct store *store;
    strcpy(run->folder, "/dev/shm/wayside-cut-XXXXXX"); /* in memory: each cut is opened with real syncs */
    if (!mkdtemp(run->folder)) {
        strcpy(run->folder, "/tmp/wayside-cut-XXXXXX");
        assert_non_null(mkdtemp(run->folder));
    }
    snprintf(run->store, sizeof run->store, "%s/hub.db", run->folder);
    snprintf(run->found, sizeof run->found, "%s/found.db", run->folder);
    assert_int_equal(store_create(run->store), STORE_OK);
    cut_vfs_begin(&run->disk, run->store);
    run->disk.deaf = deaf;
    assert_int_equal(store_open(run->store, &store), STORE_OK);
    for (int i = 0; i < FILES; i++)
        run->lives[i] = (struct life){SIZE_MAX, SIZE_MAX};
    for (int batch = 0; batch < BATCHES; batch++) {
        batch_put(store, batch * BATCH);
        for (int n = batch * BATCH; n < (batch + 1) * BATCH; n++)
            run->lives[n].put_at = run->disk.count;
        if (batch % 2) {
            one_delete(store, batch * BATCH - 1);
            run->lives[batch * BATCH - 1].deleted_at = run->disk.count;
        }
        if (batch % CHECKPOINT_EACH == CHECKPOINT_EACH - 1)
            checkpoint(run->store);
    }
    store_close(store);
    cut_vfs_end(&run->disk);
}

static void run_clear(struct run *run)
{
    static const char *const names[] = {
        "hub.db", "hub.db-wal", "hub.db-shm", "found.db", "found.db-wal", "found.db-shm"};
    char path[256];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", run->folder, names[i]);
        unlink(path);
    }
    rmdir(run->folder);
    cut_vfs_clear(&run->disk);
}

/* True when each promise made before step at holds in the store that is found. */
static bool promises_hold(struct run *run, size_t at)
{
    struct store *store;
    struct buffer records;
    uint8_t id[ID_BYTES], file[ENVELOPE_BYTES];
    int times[FILES] = {0};
    int64_t n = 0;
    bool whole = store_open(run->found, &store) == STORE_OK;
    if (!whole)
        return false;
    buffer_init(&records, (FILES + 1) * (size_t)ENVELOPE_RECORD);
    whole = envelope_list(store, 0, FILES + 1, &records, &n) == STORE_OK;
    for (size_t i = 0; whole && i + ENVELOPE_RECORD <= records.len; i += ENVELOPE_RECORD) {
        int number = records.bytes[i + 15];
        whole = number < FILES;
        if (!whole)
            break;
        id_of(number, id);
        file_fill(file, sizeof file, (unsigned long)number);
        times[number]++;
        whole = !memcmp(records.bytes + i, id, ID_BYTES) &&
                !memcmp(records.bytes + i + 2 * ID_BYTES, file, sizeof file);
    }
    for (int i = 0; whole && i < FILES; i++) {
        const struct life *life = &run->lives[i];
        bool must = life->put_at <= at && life->deleted_at == SIZE_MAX, must_not = life->deleted_at <= at;
        whole = times[i] <= 1 && (!must || times[i] == 1) && (!must_not || times[i] == 0);
    }
    buffer_clear(&records);
    store_close(store);
    return whole;
}

static int broken_promises(struct run *run, size_t stride)
{
    int broken = 0;
    for (size_t at = 0; at <= run->disk.count; at += stride)
        for (unsigned long variant = 0; variant < 2 + SEEDS; variant++) {
            cut_vfs_find(&run->disk, at, variant < 2 ? (enum cut_variant)variant : CUT_SOME,
                at * SEEDS + variant + 1, run->found);
            broken += !promises_hold(run, at);
        }
    return broken;
}

static void a_cut_at_any_write_keeps_what_was_acknowledged(void **state)
{
    (void)state;
    struct run *run = calloc(1, sizeof *run);
    live(run, false);
    assert_int_equal(broken_promises(run, 1), 0);
    print_message("%zu steps\n", run->disk.count);
    run_clear(run);
    free(run);
}

static void the_same_over_a_disk_that_does_not_sync_is_noticed(void **state)
{
    (void)state;
    struct run *run = calloc(1, sizeof *run);
    live(run, true);
    assert_true(broken_promises(run, 7) > 0);
    run_clear(run);
    free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_at_any_write_keeps_what_was_acknowledged),
        cmocka_unit_test(the_same_over_a_disk_that_does_not_sync_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
