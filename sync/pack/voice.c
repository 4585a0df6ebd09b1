#include "pack/voice.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "json_read.h"

#define HEAD "WAYSIDE VOICE 1\n"
#define FILE_NAME 16
#define CLIP_BYTES (VOICE_KEY + 10)

void voice_key(const char *language, const char *text, uint8_t ret_key[static VOICE_KEY])
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const uint8_t *)language, strlen(language) + 1);
    crypto_hash_sha256_update(&state, (const uint8_t *)text, strlen(text));
    crypto_hash_sha256_final(&state, hash);
    memcpy(ret_key, hash, VOICE_KEY);
}

static bool read_number(struct cursor *in, size_t size, uint32_t *ret_number)
{
    const uint8_t *bytes;
    *ret_number = 0;
    if (!cursor_bytes(in, size, &bytes))
        return false;
    for (size_t i = 0; i < size; i++)
        *ret_number = *ret_number << 8 | bytes[i];
    return true;
}

static const char *read_language(struct cursor *in, struct voice *voice)
{
    const uint8_t *tag;
    if (!cursor_literal(in, HEAD))
        return "is not an index of clips";
    if (!cursor_bytes(in, VOICE_TAG, &tag) || tag[VOICE_TAG - 1])
        return "ends in the middle of its language";
    memcpy(voice->language, tag, VOICE_TAG);
    size_t len = strlen(voice->language);
    for (size_t i = len; i < VOICE_TAG; i++)
        if (tag[i])
            return "has something behind its language";
    return json_read_is_language(voice->language) ? NULL : "names no language";
}

static const char *read_files(struct cursor *in, struct voice *voice)
{
    uint32_t count;
    const uint8_t *names;
    if (!read_number(in, 2, &count) || count > VOICE_FILES || !cursor_bytes(in, count * FILE_NAME, &names))
        return "has a wrong number of files";
    voice->files = calloc(count ? count : 1, sizeof *voice->files);
    if (!voice->files)
        return "cannot be kept: out of memory";
    for (uint32_t i = 0; i < count; i++) {
        char hex[2 * FILE_NAME + 1];
        hex_write(names + i * FILE_NAME, FILE_NAME, hex);
        snprintf(voice->files[i], sizeof voice->files[i], "media/%s.ogg", hex);
        if (i > 0 && strcmp(voice->files[i - 1], voice->files[i]) >= 0)
            return "has files that are not in order";
    }
    voice->file_count = count;
    return NULL;
}

static bool read_clip(struct cursor *in, struct voice_clip *clip)
{
    const uint8_t *key;
    uint32_t file, at, len;
    if (!cursor_bytes(in, VOICE_KEY, &key) || !read_number(in, 2, &file) || !read_number(in, 4, &at) ||
        !read_number(in, 4, &len))
        return false;
    *clip = (struct voice_clip){.file = (uint16_t)file, .at = at, .len = len};
    memcpy(clip->key, key, VOICE_KEY);
    return true;
}

static const char *read_clips(struct cursor *in, struct voice *voice)
{
    uint32_t count;
    if (!read_number(in, 4, &count) || count > VOICE_CLIPS || cursor_left(in) != (size_t)count * CLIP_BYTES)
        return "has a wrong number of clips";
    voice->clips = calloc(count ? count : 1, sizeof *voice->clips);
    if (!voice->clips)
        return "cannot be kept: out of memory";
    for (uint32_t i = 0; i < count; i++) {
        struct voice_clip *clip = &voice->clips[i];
        if (!read_clip(in, clip) || clip->file >= voice->file_count)
            return "names a file that it does not list";
        if (clip->len == 0 || clip->len > VOICE_FILE_BYTES || clip->at > VOICE_FILE_BYTES - clip->len)
            return "has a clip that is not in its file";
        if (i > 0 && memcmp(clip[-1].key, clip->key, VOICE_KEY) >= 0)
            return "has clips that are not in order";
    }
    voice->count = count;
    return NULL;
}

bool voice_read(struct voice *ret_voice, const void *bytes, size_t len, char ret_message[static 256])
{
    struct cursor in;
    struct voice voice = {.files = NULL};
    cursor_init(&in, bytes, len);
    const char *why = read_language(&in, &voice);
    if (!why)
        why = read_files(&in, &voice);
    if (!why)
        why = read_clips(&in, &voice);
    *ret_voice = voice;
    if (!why)
        return true;
    snprintf(ret_message, 256, "the index of the voice %s.", why);
    voice_clear(ret_voice);
    return false;
}

void voice_clear(struct voice *voice)
{
    free(voice->files);
    free(voice->clips);
    *voice = (struct voice){.files = NULL};
}

static int to_key(const void *key, const void *clip)
{
    return memcmp(key, ((const struct voice_clip *)clip)->key, VOICE_KEY);
}

const struct voice_clip *voice_find(const struct voice *voice, const char *text)
{
    uint8_t key[VOICE_KEY];
    voice_key(voice->language, text, key);
    return voice->count ? bsearch(key, voice->clips, voice->count, sizeof *voice->clips, to_key) : NULL;
}
