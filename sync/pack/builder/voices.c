/* The voice of a pack (docs/formats.md, Voice): every text that a screen shows, spoken, in the languages that
 * have a usable voice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clip.h"
#include "sources.h"
#include "voice_set.h"

#define NAMED 20 /* texts without a clip that are named; of the rest the number is said */

struct voicing {
    struct build *build;
    const char *tag, *file; /* where its texts are: "po/ar.po" */
    char place[32];
    struct voice_set set;
};

/* NULL: not in this language. */
static const char *text_of(const struct build *build, const char *tag, size_t string)
{
    const struct string_language *language = strings_language(&build->strings, tag);
    if (!language)
        return build->strings.in[string].msgid; /* the first one has no list */
    const struct string_text *text = strings_text(language, string);
    return text ? text->text : NULL;
}

/* Texts of one file are fetched together: who changes a topic sends that topic's clips anew, and no others.
 */
static const char *part_of(const struct string *string)
{
    return string->place_count ? string->places[0].file : "";
}

static bool wish_all(struct voicing *voicing)
{
    const struct strings *strings = &voicing->build->strings;
    bool wished = true;
    for (size_t i = 0; i < strings->count && wished; i++) {
        const char *text = text_of(voicing->build, voicing->tag, i);
        if (text)
            wished = voice_set_wish(&voicing->set, text, part_of(&strings->in[i]));
    }
    return wished;
}

static void name_silent(const struct voicing *voicing)
{
    const struct voice_set *set = &voicing->set;
    size_t silent = set->count - voice_set_made(set), named = 0;
    for (size_t i = 0; i < set->count && named < NAMED; i++) {
        if (set->in[i].ogg.len)
            continue;
        named++;
        report_warning(voicing->build->report, voicing->file, voicing->place,
            "The voice has no sound for \"%.80s\"; it is not read aloud. Put a recording beside it: see "
            "spoken.csv.",
            set->in[i].text);
    }
    if (silent > named)
        report_warning(voicing->build->report, voicing->file, voicing->place,
            "The same is so of %zu more texts.", silent - named);
}

static bool put(void *ctx, const char *name, const void *bytes, size_t len)
{
    return output_add(ctx, name, bytes, len);
}

/* What a kiosk would not take must not leave the laptop. */
static bool proved(struct build *build, const char *tag)
{
    char name[64], message[256] = "";
    struct voice voice = {.files = NULL};
    snprintf(name, sizeof name, "voice/%s.voice", tag);
    const struct built_file *file = output_find(&build->output, name);
    bool good = file && voice_read(&voice, file->bytes, file->len, message);
    voice_clear(&voice);
    return good;
}

static bool add_voice(struct source *source, const char *tag)
{
    struct list *voices = &source->voices;
    return list_add(voices, tag, strlen(tag));
}

/* Languages that nobody understands when espeak-ng speaks them: only what was recorded. */
static void say_no_voice(const struct voicing *voicing)
{
    report_warning(voicing->build->report, voicing->file, voicing->place,
        "There is no usable voice for the language %s: of %zu texts only those that were recorded are read "
        "aloud (%zu). Where one is missing the screen offers no listening.",
        voicing->tag, voicing->set.count, voice_set_made(&voicing->set));
}

static void voice_one(struct build *build, struct source *source, const char *tag)
{
    char file[40] = "pack.ini";
    struct voicing voicing = {.build = build, .tag = tag, .file = file};
    bool usable = clip_voice(tag) != NULL;
    if (strings_language(&build->strings, tag))
        snprintf(file, sizeof file, "po/%s.po", tag);
    voice_set_begin(&voicing.set, tag);
    bool done = spoken_take(build, tag, &voicing.set) && wish_all(&voicing);
    bool spoken = done && usable && build->ground->speak &&
                  voice_set_speak(&voicing.set, build->ground->clips);
    if (done && !usable)
        say_no_voice(&voicing);
    else if (done && build->ground->speak && !spoken)
        report_mistake(build->report, "pack.ini", "",
            "Nothing can be spoken: the data of espeak-ng are missing. Install the package espeak-ng-data, "
            "or "
            "take voice out.");
    else if (spoken)
        name_silent(&voicing);
    if (done && (usable ? spoken : voice_set_made(&voicing.set) > 0))
        done = voice_set_write(&voicing.set, put, &build->output) && proved(build, tag) &&
               add_voice(source, tag);
    if (!done)
        report_mistake(build->report, "pack.ini", "",
            "The clips of the language %s do not fit into the pack, or there is not enough memory.", tag);
    voice_set_clear(&voicing.set);
}

void voices_build(struct build *build, struct source *source)
{
    for (size_t i = 0; source->pack.voice && i < build->language_count; i++)
        voice_one(build, source, build->languages[i]);
}
