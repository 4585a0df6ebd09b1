#include "firmware/voices.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/disk.h"

#define PATH 1200

static bool add(struct voices *voices, const struct voice *voice, const struct pack *pack)
{
    struct voices_source *in = realloc(voices->in, (voices->count + 1) * sizeof *in);
    if (!in)
        return false;
    voices->in = in;
    in[voices->count++] = (struct voices_source){.voice = *voice, .pack = pack};
    return true;
}

static void add_read(struct voices *voices, const struct buffer *bytes, const char *language,
    const struct pack *pack, char message[static 256])
{
    struct voice voice;
    bool read = voice_read(&voice, bytes->bytes, bytes->len, message);
    if (read && (strcmp(voice.language, language) != 0 || !add(voices, &voice, pack)))
        voice_clear(&voice);
}

void voices_begin(struct voices *voices, const char *folder, const struct languages *languages,
    char ret_message[static 256])
{
    *voices = (struct voices){.folder = folder ? strdup(folder) : NULL};
    ret_message[0] = 0;
    for (size_t i = 0; voices->folder && i < languages->count; i++) {
        char path[PATH], why[256] = "";
        struct buffer bytes;
        const char *tag = languages->in[i].tag;
        snprintf(path, sizeof path, "%.1000s/voice/%s.voice", folder, tag);
        buffer_init(&bytes, VOICE_INDEX_BYTES);
        enum base_error error = file_read(path, VOICE_INDEX_BYTES, &bytes);
        if (error == BASE_OK)
            add_read(voices, &bytes, tag, NULL, why);
        else if (error != BASE_NOT_FOUND)
            snprintf(why, sizeof why, "%s", base_error_text(error));
        if (why[0])
            snprintf(ret_message, 256, "%.100s: %.140s", path, why);
        buffer_clear(&bytes);
    }
    voices->of_image = voices->count;
}

static void forget_packs(struct voices *voices)
{
    while (voices->count > voices->of_image)
        voice_clear(&voices->in[--voices->count].voice);
}

void voices_packs(struct voices *voices, const struct pack *const *packs, size_t count)
{
    forget_packs(voices);
    voices->packs = packs;
    voices->pack_count = count;
    for (size_t i = 0; i < count && voices->get; i++)
        for (size_t k = 0; k < packs[i]->voice_count; k++) {
            char why[256];
            struct buffer bytes;
            const struct pack_voice *of = &packs[i]->voices[k];
            buffer_init(&bytes, VOICE_INDEX_BYTES);
            if (voices->get(voices->self, packs[i], of->file, &bytes))
                add_read(voices, &bytes, of->language, packs[i], why);
            buffer_clear(&bytes);
        }
}

void voices_end(struct voices *voices)
{
    for (size_t i = 0; i < voices->count; i++)
        voice_clear(&voices->in[i].voice);
    free(voices->in);
    free(voices->folder);
    *voices = (struct voices){.folder = NULL};
}

/* Packs in their order, then the image. */
static const struct voices_source *find(
    const struct voices *voices, const char *language, const char *text, const struct voice_clip **ret_clip)
{
    for (size_t i = 0; i < voices->count; i++) {
        const struct voices_source *source = &voices->in[(i + voices->of_image) % voices->count];
        if (strcmp(source->voice.language, language) == 0 &&
            (*ret_clip = voice_find(&source->voice, text)) != NULL)
            return source;
    }
    return NULL;
}

/* "\1harbour/port/papers" */
static const struct pack_sound *find_topic(
    const struct voices *voices, const char *language, const char *text, const struct pack **ret_pack)
{
    for (size_t i = 0; i < voices->pack_count; i++) {
        const struct pack *pack = voices->packs[i];
        size_t len = strlen(pack->id);
        if (strncmp(text + 1, pack->id, len) != 0 || text[1 + len] != '/')
            continue;
        for (size_t k = 0; k < pack->sound_count; k++)
            if (strcmp(pack->sounds[k].language, language) == 0 &&
                strcmp(pack->sounds[k].of, text + 2 + len) == 0) {
                *ret_pack = pack;
                return &pack->sounds[k];
            }
    }
    return NULL;
}

static bool voices_have(void *self, const char *language, const char *text)
{
    const struct pack *pack;
    if (text[0] == VOICE_TOPIC)
        return find_topic(self, language, text, &pack) != NULL;
    const struct voice_clip *clip;
    return find(self, language, text, &clip) != NULL;
}

struct content_voice voices_content(struct voices *voices)
{
    size_t sounds = 0;
    for (size_t i = 0; i < voices->pack_count; i++)
        sounds += voices->packs[i]->sound_count;
    return (struct content_voice){.has = voices->count || sounds ? voices_have : NULL, .self = voices};
}

/* The image is read-only and nobody's but the operator's: only the clip itself is read. */
static bool read_part(const char *path, const struct voice_clip *clip, struct buffer *ret_ogg)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    uint8_t *bytes = fd >= 0 ? malloc(clip->len) : NULL;
    bool read = bytes && pread(fd, bytes, clip->len, clip->at) == (ssize_t)clip->len &&
                buffer_add(ret_ogg, bytes, clip->len) == BASE_OK;
    free(bytes);
    if (fd >= 0)
        close(fd);
    return read;
}

static bool read_of_pack(const struct voices *voices, const struct voices_source *source,
    const struct voice_clip *clip, struct buffer *ret_ogg)
{
    struct buffer file;
    buffer_init(&file, VOICE_FILE_BYTES);
    bool read = voices->get(voices->self, source->pack, source->voice.files[clip->file], &file) &&
                clip->len <= file.len && clip->at <= file.len - clip->len &&
                buffer_add(ret_ogg, file.bytes + clip->at, clip->len) == BASE_OK;
    buffer_clear(&file);
    return read;
}

bool voices_clip(struct voices *voices, const char *language, const char *text, struct buffer *ret_ogg)
{
    char path[PATH];
    const struct voice_clip *clip;
    buffer_init(ret_ogg, VOICE_FILE_BYTES);
    if (text[0] == VOICE_TOPIC) {
        const struct pack *pack;
        const struct pack_sound *sound = find_topic(voices, language, text, &pack);
        return sound && voices->get && voices->get(voices->self, pack, sound->file, ret_ogg);
    }
    const struct voices_source *source = find(voices, language, text, &clip);
    if (!source)
        return false;
    if (source->pack)
        return read_of_pack(voices, source, clip, ret_ogg);
    snprintf(path, sizeof path, "%.1000s/%s", voices->folder, source->voice.files[clip->file]);
    return read_part(path, clip, ret_ogg);
}
