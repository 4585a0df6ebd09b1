#include "firmware/sound.h"

#include <SDL.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "sound_decode.h"

#define DEVICE_SAMPLES 1024   /* 21 ms at a time */
#define RING (SOUND_RATE / 4) /* made ahead; a quarter of a second */
#define TAIL_SAMPLES (SOUND_RATE / 10)
#define REST_SAMPLES (SOUND_RATE / 3) /* before a sentence */

struct order {
    struct sound_clip *clips;
    size_t count;
    float speed, volume;
};

struct sound {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed; /* an order, room in the ring, an end */
    int fd;
    /* under the mutex */
    struct order order;  /* that has not been begun; clips NULL: none */
    unsigned generation; /* of orders and stops: what belongs to an older one is not played */
    struct sound_state state;
    bool ending;
    int16_t ring[RING];
    size_t from, filled;
};

/* ---- the device's thread, which SDL has ---- */

/* What there is, then silence. */
static void play(void *self, Uint8 *ret_bytes, int len)
{
    struct sound *sound = self;
    size_t wanted = (size_t)len / sizeof(int16_t);
    memset(ret_bytes, 0, (size_t)len);
    pthread_mutex_lock(&sound->mutex);
    size_t count = wanted < sound->filled ? wanted : sound->filled;
    for (size_t i = 0; i < count; i++) {
        int16_t *sample = &sound->ring[(sound->from + i) % RING];
        memcpy(ret_bytes + i * sizeof *sample, sample, sizeof *sample);
        *sample = 0;
    }
    sound->from = (sound->from + count) % RING;
    sound->filled -= count;
    pthread_cond_signal(&sound->changed);
    pthread_mutex_unlock(&sound->mutex);
}

/* ---- the thread that makes samples ---- */

static void tell(struct sound *sound)
{
    uint64_t one = 1;
    ssize_t written = write(sound->fd, &one, sizeof one);
    (void)written; /* full: it is readable, which is all that counts */
}

/* With the mutex. False: stopped, or another order came. */
static bool push(struct sound *sound, unsigned generation, const int16_t *samples, size_t count)
{
    while (count > 0) {
        while (sound->generation == generation && sound->filled == RING)
            pthread_cond_wait(&sound->changed, &sound->mutex);
        if (sound->generation != generation)
            return false;
        size_t room = RING - sound->filled, some = count < room ? count : room;
        for (size_t i = 0; i < some; i++) /* samples NULL: a rest */
            sound->ring[(sound->from + sound->filled + i) % RING] = samples ? samples[i] : 0;
        sound->filled += some;
        samples = samples ? samples + some : NULL;
        count -= some;
    }
    return true;
}

static bool play_clip(
    struct sound *sound, unsigned generation, const struct order *order, const struct sound_clip *clip)
{
    int16_t samples[SOUND_CHUNK];
    struct decoder *decoder = decoder_new(clip->ogg.bytes, clip->ogg.len, order->speed, order->volume);
    bool going = true;
    if (clip->begins && clip != order->clips) {
        pthread_mutex_lock(&sound->mutex);
        going = push(sound, generation, NULL, REST_SAMPLES);
        pthread_mutex_unlock(&sound->mutex);
    }
    for (size_t count; going && decoder && (count = decoder_read(decoder, samples, SOUND_CHUNK)) > 0;) {
        pthread_mutex_lock(&sound->mutex);
        going = push(sound, generation, samples, count);
        pthread_mutex_unlock(&sound->mutex);
    }
    explicit_bzero(samples, sizeof samples);
    decoder_free(decoder);
    return going;
}

/* Until the device has taken all of it. With the mutex. */
static void drain(struct sound *sound, unsigned generation)
{
    while (sound->generation == generation && sound->filled > 0)
        pthread_cond_wait(&sound->changed, &sound->mutex);
}

static void play_all(struct sound *sound, unsigned generation, const struct order *order)
{
    for (size_t i = 0; i < order->count; i++) {
        if (!play_clip(sound, generation, order, &order->clips[i]))
            return;
        pthread_mutex_lock(&sound->mutex);
        if (sound->generation == generation)
            sound->state.said = i + 1;
        pthread_mutex_unlock(&sound->mutex);
    }
    pthread_mutex_lock(&sound->mutex);
    if (push(sound, generation, NULL, TAIL_SAMPLES)) /* what closing the device cuts off is silence */
        drain(sound, generation);
    pthread_mutex_unlock(&sound->mutex);
}

static SDL_AudioDeviceID open_device(struct sound *sound)
{
    SDL_AudioSpec spec = {.freq = SOUND_RATE,
        .format = AUDIO_S16SYS,
        .channels = 1,
        .samples = DEVICE_SAMPLES,
        .callback = play,
        .userdata = sound};
    if (SDL_InitSubSystem(SDL_INIT_AUDIO))
        return 0;
    SDL_AudioDeviceID device = SDL_OpenAudioDevice(NULL, 0, &spec, NULL, 0);
    if (device)
        SDL_PauseAudioDevice(device, 0);
    else
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    return device;
}

static void close_device(SDL_AudioDeviceID device)
{
    SDL_CloseAudioDevice(device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

/* Takes the order that is there, and those that come while the device is open. With the mutex. */
static void work(struct sound *sound)
{
    pthread_mutex_unlock(&sound->mutex);
    SDL_AudioDeviceID device = open_device(sound);
    pthread_mutex_lock(&sound->mutex);
    while (sound->order.clips && !sound->ending) {
        struct order order = sound->order;
        unsigned generation = sound->generation;
        sound->order = (struct order){.clips = NULL};
        pthread_mutex_unlock(&sound->mutex);
        if (device)
            play_all(sound, generation, &order);
        sound_clips_free(order.clips, order.count);
        pthread_mutex_lock(&sound->mutex);
        if (sound->generation == generation)
            sound->state.speaking = false;
        sound->state.broken = !device;
    }
    pthread_mutex_unlock(&sound->mutex);
    if (device)
        close_device(device);
    tell(sound);
    pthread_mutex_lock(&sound->mutex);
}

static void *run(void *self)
{
    struct sound *sound = self;
    pthread_mutex_lock(&sound->mutex);
    while (!sound->ending) {
        if (sound->order.clips)
            work(sound);
        else
            pthread_cond_wait(&sound->changed, &sound->mutex);
    }
    pthread_mutex_unlock(&sound->mutex);
    SDL_TLSCleanup(); /* this thread is none of SDL's */
    return NULL;
}

/* ---- the caller's ---- */

struct sound *sound_new(void)
{
    struct sound *sound = calloc(1, sizeof *sound);
    if (!sound)
        return NULL;
    pthread_mutex_init(&sound->mutex, NULL);
    pthread_cond_init(&sound->changed, NULL);
    sound->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (sound->fd >= 0 && pthread_create(&sound->thread, NULL, run, sound) == 0)
        return sound;
    if (sound->fd >= 0)
        close(sound->fd);
    pthread_cond_destroy(&sound->changed);
    pthread_mutex_destroy(&sound->mutex);
    free(sound);
    return NULL;
}

void sound_free(struct sound *sound)
{
    if (!sound)
        return;
    sound_stop(sound);
    pthread_mutex_lock(&sound->mutex);
    sound->ending = true;
    pthread_cond_broadcast(&sound->changed);
    pthread_mutex_unlock(&sound->mutex);
    pthread_join(sound->thread, NULL);
    close(sound->fd);
    pthread_cond_destroy(&sound->changed);
    pthread_mutex_destroy(&sound->mutex);
    explicit_bzero(sound, sizeof *sound);
    free(sound);
}

int sound_fd(const struct sound *sound)
{
    return sound->fd;
}

void sound_seen(struct sound *sound)
{
    uint64_t times;
    ssize_t got = read(sound->fd, &times, sizeof times);
    (void)got;
}

struct sound_state sound_state(struct sound *sound)
{
    pthread_mutex_lock(&sound->mutex);
    struct sound_state state = sound->state;
    pthread_mutex_unlock(&sound->mutex);
    return state;
}

/* The mutex is never held while a clip is made or the device is opened, so this does not wait. */
static struct order replace(struct sound *sound, struct order order)
{
    pthread_mutex_lock(&sound->mutex);
    struct order old = sound->order;
    sound->order = order;
    sound->generation++;
    sound->filled = 0;
    explicit_bzero(sound->ring, sizeof sound->ring);
    sound->state.speaking = order.clips != NULL;
    if (order.clips)
        sound->state.said = 0;
    pthread_cond_broadcast(&sound->changed);
    pthread_mutex_unlock(&sound->mutex);
    return old;
}

void sound_say(struct sound *sound, struct sound_clip *clips, size_t count, int rate, int gain)
{
    static const float speeds[] = {0.5f, 0.67f, 0.8f, 1.0f, 1.25f, 1.6f, 2.0f};
    static const float volumes[] = {0.125f, 0.25f, 0.5f, 1.0f, 2.0f};
    rate = rate < -3 ? -3 : rate > 3 ? 3 : rate;
    gain = gain < -3 ? -3 : gain > 1 ? 1 : gain;
    struct order old = replace(
        sound, (struct order){
                   .clips = clips, .count = count, .speed = speeds[rate + 3], .volume = volumes[gain + 3]});
    sound_clips_free(old.clips, old.count);
}

void sound_stop(struct sound *sound)
{
    struct order old = replace(sound, (struct order){.clips = NULL});
    sound_clips_free(old.clips, old.count);
}

void sound_clips_free(struct sound_clip *clips, size_t count)
{
    for (size_t i = 0; clips && i < count; i++)
        buffer_clear(&clips[i].ogg);
    free(clips);
}
