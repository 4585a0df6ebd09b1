#include "clip.h"

#include <errno.h>
#include <espeak-ng/speak_lib.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clip_opus.h"
#include "pack/voice.h"
#include "po_file.h"

#define AT_A_TIME 8
#define CHILD_SECONDS 60
#define WORDS_A_MINUTE 150 /* many listen in their second language */
#define QUIET 160          /* of 32767: below it is silence */
#define EDGE_MS 30         /* kept of it at both ends */

static const struct {
    const char *language, *voice;
} voices[] = {{"en", "en"}, {"es", "es"}, {"fr", "fr"}, {"ar", "ar"}, {"ru", "ru"}, {"hi", "hi"},
    {"am", "am"}, {"zh", "cmn-latn-pinyin"}};

const char *clip_voice(const char *language)
{
    size_t len = strcspn(language, "-");
    for (size_t i = 0; i < sizeof voices / sizeof *voices; i++)
        if (strlen(voices[i].language) == len && strncmp(voices[i].language, language, len) == 0)
            return voices[i].voice;
    return NULL;
}

/* ---- in the child ---- */

struct spoken {
    int16_t *samples;
    size_t count, cap, most;
    bool failed;
};

static bool grow(struct spoken *spoken, size_t more)
{
    if (more <= spoken->cap - spoken->count)
        return true;
    size_t cap = spoken->cap ? 2 * spoken->cap : 1 << 16;
    while (cap < spoken->count + more)
        cap *= 2;
    int16_t *samples = spoken->count + more <= spoken->most ? realloc(spoken->samples, cap * sizeof *samples)
                                                            : NULL;
    if (!samples)
        return false;
    spoken->samples = samples;
    spoken->cap = cap;
    return true;
}

/* espeak-ng hands over samples, and events whose user_data is the caller's. */
static int take(short *samples, int count, espeak_EVENT *events)
{
    struct spoken *spoken = events->user_data;
    if (!spoken || !samples || count <= 0)
        return 0;
    spoken->failed |= !grow(spoken, (size_t)count);
    if (spoken->failed)
        return 1;
    memcpy(spoken->samples + spoken->count, samples, (size_t)count * sizeof *samples);
    spoken->count += (size_t)count;
    return 0;
}

static bool quiet(int16_t sample)
{
    return sample < QUIET && sample > -QUIET;
}

/* What is said one after the other must not stop in between. */
static bool trim(const struct spoken *spoken, int rate, size_t *ret_from, size_t *ret_until)
{
    size_t from = 0, until = spoken->count, edge = (size_t)rate * EDGE_MS / 1000;
    while (from < until && quiet(spoken->samples[from]))
        from++;
    while (until > from && quiet(spoken->samples[until - 1]))
        until--;
    if (from == until)
        return false;
    *ret_from = from > edge ? from - edge : 0;
    *ret_until = spoken->count - until > edge ? until + edge : spoken->count;
    return true;
}

static bool speak(const char *text, int rate, struct buffer *ret_ogg)
{
    struct spoken spoken = {.most = (size_t)rate * CLIP_SECONDS};
    size_t from, until;
    bool said = espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, &spoken) ==
                    EE_OK &&
                espeak_Synchronize() == EE_OK && !spoken.failed && trim(&spoken, rate, &from, &until);
    said = said && opus_make(spoken.samples + from, until - from, rate, ret_ogg);
    free(spoken.samples);
    return said;
}

static bool write_all(int fd, const uint8_t *bytes, size_t len)
{
    while (len > 0) {
        ssize_t some = write(fd, bytes, len);
        if (some <= 0)
            return false;
        bytes += some;
        len -= (size_t)some;
    }
    return true;
}

/* 0: espeak-ng cannot be used, or does not know the voice. */
static int prepare(const char *voice)
{
    int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT);
    if (rate <= 0)
        return 0;
    espeak_SetSynthCallback(take);
    bool set = espeak_SetVoiceByName(voice) == EE_OK &&
               espeak_SetParameter(espeakRATE, WORDS_A_MINUTE, 0) == EE_OK;
    return set ? rate : 0;
}

enum { MADE, NO_CLIP, NO_VOICE }; /* how a process ends */

static void child(const char *text, int rate, int out)
{
    struct buffer ogg;
    buffer_init(&ogg, VOICE_FILE_BYTES);
    alarm(CHILD_SECONDS);
    _exit(speak(text, rate, &ogg) && write_all(out, ogg.bytes, ogg.len) ? MADE : NO_CLIP);
}

/* ---- in the process that has the voice ready, and a child for each clip ---- */

struct running {
    pid_t pid;
    int out;
};

static void begin(struct running *running, const char *text, int rate)
{
    *running = (struct running){.pid = -1, .out = memory_file("", 0)};
    if (running->out >= 0)
        running->pid = fork();
    if (running->pid == 0)
        child(text, rate, running->out);
}

/* Nothing in ret_ogg: it could not be made. */
static void end(struct running *running, struct buffer *ret_ogg)
{
    int status = -1;
    bool made = running->pid > 0 && waitpid(running->pid, &status, 0) == running->pid && status == MADE;
    if (!made || !memory_take(running->out, ret_ogg))
        buffer_clear(ret_ogg);
    if (running->out >= 0)
        close(running->out);
}

static size_t at_a_time(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > AT_A_TIME ? AT_A_TIME : (size_t)processors;
}

/* Hands over each clip in its turn: its length, its bytes. */
static void speaker(const char *voice, const struct clip_wish *wishes, size_t count, int out)
{
    struct running running[AT_A_TIME];
    size_t lanes = at_a_time();
    int rate = prepare(voice);
    if (!rate)
        _exit(NO_VOICE);
    for (size_t i = 0; i < count + lanes; i++) {
        struct buffer ogg;
        buffer_init(&ogg, VOICE_FILE_BYTES);
        if (i >= lanes && i - lanes < count) {
            end(&running[i % lanes], &ogg);
            uint32_t len = (uint32_t)ogg.len;
            if (!write_all(out, (const uint8_t *)&len, sizeof len) || !write_all(out, ogg.bytes, ogg.len))
                _exit(NO_CLIP);
        }
        if (i < count)
            begin(&running[i % lanes], wishes[i].text, rate);
        buffer_clear(&ogg);
    }
    _exit(MADE);
}

/* ---- in the caller's process ---- */

static bool read_all(int fd, void *ret_bytes, size_t len)
{
    uint8_t *bytes = ret_bytes;
    while (len > 0) {
        ssize_t some = read(fd, bytes, len);
        if (some < 0 && errno == EINTR)
            continue;
        if (some <= 0)
            return false;
        bytes += some;
        len -= (size_t)some;
    }
    return true;
}

static bool collect(int from, struct buffer *ret_ogg)
{
    uint32_t len;
    if (!read_all(from, &len, sizeof len) || len > VOICE_FILE_BYTES)
        return false;
    uint8_t *bytes = len ? malloc(len) : NULL;
    bool whole = len == 0 ||
                 (bytes && read_all(from, bytes, len) && buffer_add(ret_ogg, bytes, len) == BASE_OK);
    free(bytes);
    return whole;
}

bool clips_make(const char *voice, struct clip_wish *wishes, size_t count)
{
    int ends[2] = {-1, -1}, status = -1;
    for (size_t i = 0; i < count; i++)
        buffer_init(&wishes[i].ogg, VOICE_FILE_BYTES);
    pid_t pid = pipe2(ends, O_CLOEXEC) ? -1 : fork();
    if (pid == 0)
        speaker(voice, wishes, count, ends[1]);
    if (ends[1] >= 0)
        close(ends[1]);
    for (size_t i = 0; pid > 0 && i < count && collect(ends[0], &wishes[i].ogg);)
        i++;
    if (ends[0] >= 0)
        close(ends[0]);
    return pid > 0 && waitpid(pid, &status, 0) == pid && status == MADE;
}
