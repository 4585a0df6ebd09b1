/* A cruel disk in memory (base/disk.h): the power goes at a chosen step, and what was not synced is
 * then lost, torn or reordered, in every way that is tried; or the disk is full from a chosen moment.
 *
 * What it believes about a disk, no more:
 *  - the content of a file is certain only after sync_file; before, a reboot finds it empty, half,
 *    whole, or as long as it should be but zero;
 *  - a new name, a rename, a removal is certain only after sync_folder; before, each of them may have
 *    reached the disk or not, whatever order they were made in; only what happened to one and the same
 *    file keeps its order. A rename happens whole or not at all, with the removal of what it replaces.
 *
 * Folders need not be made: any path may be used. Renames stay within one folder.
 * Link: SOURCES fault/cut_disk.c. */
#ifndef WAYSIDE_TESTS_CUT_DISK_H
#define WAYSIDE_TESTS_CUT_DISK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/disk.h"

struct cut_disk;

struct cut_disk *cut_disk_new(void); /* empty; the process ends when there is no memory */
struct cut_disk *cut_disk_copy(const struct cut_disk *cut);
void cut_disk_free(struct cut_disk *cut);
struct disk cut_disk_disk(struct cut_disk *cut);

/* Steps are create, sync_file, sync_folder, rename, remove. At the step-th from now (1 is the next) the
 * power goes; that step still happens when happens is true, but answers BASE_CUT, as everything after
 * it. 0: never. */
void cut_disk_cut_at(struct cut_disk *cut, unsigned step, bool happens);

/* Has it gone? */
bool cut_disk_is_cut(const struct cut_disk *cut);
/* The different things that a reboot may find now; at most 512, the extremes always among them. */
unsigned cut_disk_reboots(const struct cut_disk *cut);
/* Power off and on: reboot is below cut_disk_reboots. */
void cut_disk_reboot(struct cut_disk *cut, unsigned reboot);

/* The lies of a broken program or drive: these calls answer BASE_OK and do nothing. */
void cut_disk_ignore(struct cut_disk *cut, bool sync_file, bool sync_folder);
/* So many bytes fit; a create over it leaves what fitted and answers BASE_NO_SPACE. SIZE_MAX: no end. */
void cut_disk_capacity(struct cut_disk *cut, size_t bytes);
/* From the step-th create from now on: BASE_NO_SPACE, nothing created. 0: never. */
void cut_disk_full_at(struct cut_disk *cut, unsigned step);

#endif
