/* sound: what is said aloud. Clips are played one after the other by a thread of its own; the sound device is
 * open only while something is said (open, SDL wakes the process a hundred times a second). Nothing of what
 * was said stays in memory when it is stopped. */
#ifndef WAYSIDE_FIRMWARE_SOUND_H
#define WAYSIDE_FIRMWARE_SOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct sound;
struct sound_clip {
    struct buffer ogg; /* Ogg Opus; owned by who has the clip */
    bool begins;       /* a short rest before it */
};
struct sound_state {
    bool speaking; /* or about to */
    bool broken;   /* no device could be opened for what was said last */
    size_t said;   /* clips of the last sound_say that were played to their end */
};

/* NULL without memory, descriptors or a thread. */
struct sound *sound_new(void);
void sound_free(struct sound *sound); /* takes NULL; stops first */
/* Becomes readable when the state changed by itself; sound_seen makes it quiet again. */
int sound_fd(const struct sound *sound);
void sound_seen(struct sound *sound);
struct sound_state sound_state(struct sound *sound);

/* Stops what is said and says these. Takes the clips (from calloc) with their bytes. rate: -3 to
 * 3, from half to twice as fast in seven steps; gain: -3 to 1, 6 dB each. */
void sound_say(struct sound *sound, struct sound_clip *clips, size_t count, int rate, int gain);
/* At once: what the device has not played yet is gone within two of its buffers, 43 ms. */
void sound_stop(struct sound *sound);
void sound_clips_free(struct sound_clip *clips, size_t count);

#endif
