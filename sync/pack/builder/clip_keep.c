#include "clip_keep.h"

#include <espeak-ng/speak_lib.h>
#include <opusenc.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "pack/voice.h"

#define MADE "wayside clip 1" /* renewed when clips are made otherwise: speed, bits */
#define PATH 4096
#define HASH crypto_hash_sha256_BYTES

static void add(crypto_hash_sha256_state *state, const char *text)
{
    crypto_hash_sha256_update(state, (const uint8_t *)text, strlen(text) + 1);
}

static bool path_of(const char *folder, const char *voice, const char *text, char ret_path[static PATH])
{
    crypto_hash_sha256_state state;
    uint8_t hash[HASH];
    char hex[2 * HASH + 1];
    crypto_hash_sha256_init(&state);
    add(&state, MADE);
    add(&state, espeak_Info(NULL));
    add(&state, ope_get_version_string());
    add(&state, voice);
    add(&state, text);
    crypto_hash_sha256_final(&state, hash);
    hex_write(hash, HASH, hex);
    int len = snprintf(ret_path, PATH, "%s/%.32s.clip", folder, hex);
    return len > 0 && len < PATH;
}

/* Before the clip stands its hash: a file that a power cut left half is not taken for one. */
bool clip_recall(const char *folder, const char *voice, const char *text, struct buffer *ret_ogg)
{
    char path[PATH];
    uint8_t hash[HASH];
    struct buffer kept;
    buffer_init(&kept, VOICE_FILE_BYTES + HASH);
    bool good = path_of(folder, voice, text, path) && file_read(path, kept.max, &kept) == BASE_OK &&
                kept.len > HASH;
    if (good)
        crypto_hash_sha256(hash, kept.bytes + HASH, kept.len - HASH);
    good = good && memcmp(hash, kept.bytes, HASH) == 0 &&
           buffer_add(ret_ogg, kept.bytes + HASH, kept.len - HASH) == BASE_OK;
    buffer_clear(&kept);
    return good;
}

void clip_keep(const char *folder, const char *voice, const char *text, const struct buffer *ogg)
{
    char path[PATH], part[PATH + 8];
    uint8_t hash[HASH];
    if (ogg->len == 0 || !path_of(folder, voice, text, path))
        return;
    crypto_hash_sha256(hash, ogg->bytes, ogg->len);
    snprintf(part, sizeof part, "%s.part", path);
    FILE *file = fopen(part, "wb");
    bool written = file && fwrite(hash, HASH, 1, file) == 1 && fwrite(ogg->bytes, ogg->len, 1, file) == 1;
    if (file && fclose(file))
        written = false;
    if (!written || rename(part, path))
        (void)unlink(part);
}
