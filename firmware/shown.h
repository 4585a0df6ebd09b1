/* The small files of shown/, inside firmware only: read without belief, written durably. */
#ifndef WAYSIDE_FIRMWARE_SHOWN_H
#define WAYSIDE_FIRMWARE_SHOWN_H

#include "firmware/showing.h"

/* shown/clock-floor; 0: none. */
int64_t shown_floor(struct disk *shown);
enum base_error shown_put_floor(struct disk *shown, int64_t floor_s);

/* shown/trying: the release, and how often it was begun ("<64 hex>" is once, "<64 hex> 2" twice). 0: none. */
unsigned shown_trying(struct disk *shown, uint8_t ret_id[static TRUST_HASH]);
enum base_error shown_put_trying(struct disk *shown, const uint8_t id[static TRUST_HASH], unsigned tries);
enum base_error shown_done_trying(struct disk *shown);

/* shown/refused; any is false when there is none. */
void shown_refused(struct disk *shown, struct showing_refusal *ret_refusal);
enum base_error shown_put_refused(struct disk *shown, const struct showing_refusal *refusal);

enum base_error shown_put_drawn(struct disk *shown, const uint8_t id[static TRUST_HASH]);

/* The release that a pointer of a content folder says it is. Not verified: good for knowing it again. */
bool pointer_names(struct disk *content, const char *pointer, uint8_t ret_id[static TRUST_HASH]);

#endif
