/* Any bytes as an index of clips: refused with a sentence, or every clip lies in a file that is listed. Any
 * text in pieces: none of them is outside of it. Any text as a number: what is said for it is a number. */
#include <stdlib.h>
#include <string.h>

#include "pack/voice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void cut(const char *text, size_t len)
{
    struct voice_piece piece;
    char said[24][4];
    for (const char *at = text; voice_next_piece(&at, &piece);)
        if (piece.len == 0 || piece.text < text || piece.text + piece.len > text + len)
            abort();
    size_t count = voice_number(text, 24, said);
    for (size_t i = 0; i < count; i++)
        if (strcmp(said[i], "+") != 0 && (!said[i][0] || strspn(said[i], "0123456789") != strlen(said[i])))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[256] = "";
    struct voice voice;
    if (!voice_read(&voice, data, size, message) && (voice.count || !memchr(message, '.', sizeof message)))
        abort();
    for (size_t i = 0; i < voice.count; i++) {
        const struct voice_clip *clip = &voice.clips[i];
        if (clip->file >= voice.file_count || strlen(voice.files[clip->file]) != 42 || clip->len == 0 ||
            clip->at + clip->len > VOICE_FILE_BYTES)
            abort();
    }
    (void)voice_find(&voice, "Leave now");
    voice_clear(&voice);
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = 0;
    cut(text, strlen(text));
    free(text);
    return 0;
}
