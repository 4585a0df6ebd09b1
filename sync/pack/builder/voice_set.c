#include "voice_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clip.h"
#include "clip_keep.h"

#define NUMBERS "numbers"

void voice_set_begin(struct voice_set *set, const char *language)
{
    *set = (struct voice_set){.in = NULL};
    snprintf(set->language, sizeof set->language, "%s", language);
}

void voice_set_clear(struct voice_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        free(set->in[i].text);
        free(set->in[i].part);
        buffer_clear(&set->in[i].ogg);
    }
    free(set->in);
    free(set->by_key);
    *set = (struct voice_set){.in = NULL};
}

/* Where the key stands in by_key, or would. */
static size_t place_of(const struct voice_set *set, const uint8_t *key, bool *ret_there)
{
    size_t low = 0, high = set->count;
    *ret_there = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(set->in[set->by_key[middle]].key, key, VOICE_KEY);
        if (order == 0) {
            *ret_there = true;
            return middle;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool make_room(struct voice_set *set)
{
    if (set->count < set->cap)
        return true;
    if (set->count == VOICE_CLIPS)
        return false;
    size_t cap = set->cap ? 2 * set->cap : 64;
    struct voice_wish *in = realloc(set->in, cap * sizeof *in);
    if (in)
        set->in = in;
    size_t *by_key = realloc(set->by_key, cap * sizeof *by_key);
    if (by_key)
        set->by_key = by_key;
    if (in && by_key)
        set->cap = cap;
    return in && by_key;
}

/* The wish for exactly this text, new or not; NULL without memory. */
static struct voice_wish *wish_for(struct voice_set *set, const char *text, const char *part)
{
    struct voice_wish wish = {.text = NULL};
    bool there;
    voice_key(set->language, text, wish.key);
    size_t at = place_of(set, wish.key, &there);
    if (there)
        return &set->in[set->by_key[at]];
    if (!make_room(set))
        return NULL;
    wish.text = strdup(text);
    wish.part = strdup(part);
    if (!wish.text || !wish.part) {
        free(wish.text);
        free(wish.part);
        return NULL;
    }
    buffer_init(&wish.ogg, VOICE_FILE_BYTES);
    memmove(set->by_key + at + 1, set->by_key + at, (set->count - at) * sizeof *set->by_key);
    set->by_key[at] = set->count;
    set->in[set->count] = wish;
    return &set->in[set->count++];
}

bool voice_set_wish(struct voice_set *set, const char *text, const char *part)
{
    struct voice_piece piece;
    if (!voice_has_places(text))
        return wish_for(set, text, part) != NULL;
    for (const char *at = text; voice_next_piece(&at, &piece);) {
        char *copy = piece.place ? NULL : strndup(piece.text, piece.len);
        bool wished = piece.place || (copy && wish_for(set, copy, part));
        free(copy);
        if (!wished)
            return false;
    }
    return true;
}

bool voice_set_recorded(struct voice_set *set, const char *text, const char *part, struct buffer *ogg)
{
    struct voice_wish *wish = wish_for(set, text, part);
    if (!wish)
        return false;
    buffer_clear(&wish->ogg);
    wish->ogg = *ogg;
    buffer_init(ogg, ogg->max);
    return true;
}

bool voice_set_numbers(struct voice_set *set)
{
    bool done = wish_for(set, "+", NUMBERS) != NULL;
    for (int i = 0; i <= VOICE_NUMBER_MOST && done; i++) {
        char text[12];
        snprintf(text, sizeof text, "%d", i);
        done = wish_for(set, text, NUMBERS) != NULL;
    }
    return done;
}

/* Makes these of the set; of: where each stands in it. */
static bool make(
    struct voice_set *set, const char *kept, struct clip_wish *wishes, const size_t *of, size_t count)
{
    const char *voice = clip_voice(set->language);
    if (!clips_make(voice, wishes, count)) {
        for (size_t i = 0; i < count; i++)
            buffer_clear(&wishes[i].ogg);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        set->in[of[i]].ogg = wishes[i].ogg;
        if (kept)
            clip_keep(kept, voice, wishes[i].text, &wishes[i].ogg);
    }
    return true;
}

bool voice_set_speak(struct voice_set *set, const char *kept)
{
    const char *voice = clip_voice(set->language);
    size_t count = 0;
    struct clip_wish *wishes = voice ? calloc(set->count + 1, sizeof *wishes) : NULL;
    size_t *of = wishes ? calloc(set->count + 1, sizeof *of) : NULL;
    for (size_t i = 0; of && i < set->count; i++) {
        struct voice_wish *wish = &set->in[i];
        if (wish->ogg.len || (kept && clip_recall(kept, voice, wish->text, &wish->ogg)))
            continue;
        of[count] = i;
        wishes[count++].text = wish->text;
    }
    bool made = of && make(set, kept, wishes, of, count);
    free(of);
    free(wishes);
    return made;
}

size_t voice_set_made(const struct voice_set *set)
{
    size_t made = 0;
    for (size_t i = 0; i < set->count; i++)
        made += set->in[i].ogg.len > 0;
    return made;
}
