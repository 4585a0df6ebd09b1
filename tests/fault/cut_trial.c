#include "fault/cut_trial.h"

/* What check says of every reboot of what is left of cut. */
static unsigned check_reboots(
    const struct cut_disk *cut, const struct cut_disk_trial *trial, unsigned *outcomes)
{
    unsigned wrong = 0;
    for (unsigned reboot = 0; reboot < cut_disk_reboots(cut); reboot++) {
        struct cut_disk *after = cut_disk_copy(cut);
        cut_disk_reboot(after, reboot);
        struct disk disk = cut_disk_disk(after);
        wrong += !trial->check(&disk, trial->ctx);
        ++*outcomes;
        cut_disk_free(after);
    }
    return wrong;
}

unsigned cut_disk_every(
    const struct cut_disk *start, const struct cut_disk_trial *trial, unsigned *ret_outcomes)
{
    unsigned wrong = 0, outcomes = 0;
    bool was_cut = true;
    for (unsigned at = 1; was_cut; at++)
        for (int happens = 0; happens < 2; happens++) {
            struct cut_disk *cut = cut_disk_copy(start);
            struct disk disk = cut_disk_disk(cut);
            cut_disk_cut_at(cut, at, happens);
            if (trial->begin)
                trial->begin(trial->ctx);
            trial->act(&disk, trial->ctx);
            was_cut = cut_disk_is_cut(cut);
            wrong += check_reboots(cut, trial, &outcomes);
            cut_disk_free(cut);
        }
    if (ret_outcomes)
        *ret_outcomes = outcomes;
    return wrong;
}
