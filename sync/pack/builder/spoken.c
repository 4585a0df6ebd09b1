/* spoken.csv: texts that somebody has spoken, and the sounds of them in spoken/. They come before what a
 * machine says. */
#include <stdio.h>
#include <string.h>

#include "sound.h"
#include "sources.h"
#include "voice_set.h"

#define FILE_NAME "spoken.csv"

enum { COLUMN_SOUND, COLUMN_LANGUAGE, COLUMN_TEXT, COLUMNS };
static const char *const columns[COLUMNS] = {"sound", "language", "text"};

struct spoken {
    struct build *build;
    const char *tag;
    struct sheet sheet;
    size_t at[COLUMNS]; /* where each column stands */
};

static bool find_columns(struct spoken *spoken)
{
    bool all = true;
    for (size_t i = 0; i < COLUMNS; i++) {
        bool there = false;
        for (size_t column = 0; column < SHEET_COLUMNS && !there; column++) {
            there = strcmp(sheet_text(&spoken->sheet, 0, column), columns[i]) == 0;
            spoken->at[i] = column;
        }
        if (!there)
            report_mistake(spoken->build->report, FILE_NAME, "line 1",
                "The column \"%s\" is missing. The columns are sound, language, text.", columns[i]);
        all = all && there;
    }
    return all;
}

static const char *cell(const struct spoken *spoken, size_t row, size_t column)
{
    return sheet_text(&spoken->sheet, row, spoken->at[column]);
}

/* In the language that it is spoken in; NULL: the pack has no such text, or no translation. */
static const char *text_here(const struct spoken *spoken, const char *msgid)
{
    const struct strings *strings = &spoken->build->strings;
    size_t string = strings_find(strings, msgid);
    const struct string_language *language = strings_language(strings, spoken->tag);
    if (string == SIZE_MAX || !language)
        return string == SIZE_MAX ? NULL : msgid;
    const struct string_text *text = strings_text(language, string);
    return text ? text->text : NULL;
}

static const char *sound_name_wrong(const char *name)
{
    size_t len = strlen(name);
    char slug[SLUG_BYTES + 1];
    if (len < 5 || len - 4 > SLUG_BYTES || strcmp(name + len - 4, ".ogg") != 0)
        return "Name the sound with small letters, digits and hyphens, and .ogg: leave-now.ogg.";
    snprintf(slug, sizeof slug, "%.*s", (int)(len - 4), name);
    return is_slug(slug) ? NULL
                         : "Name the sound with small letters, digits and hyphens, and .ogg: leave-now.ogg.";
}

static bool take_sound(struct spoken *spoken, const char *name, const char *text, struct voice_set *set)
{
    char file[SLUG_BYTES + 16];
    struct buffer bytes, plain;
    bool kept = true;
    snprintf(file, sizeof file, "spoken/%s", name);
    buffer_init(&plain, VOICE_FILE_BYTES);
    if (build_read(spoken->build, file, SOURCE_MEDIA_BYTES, &bytes)) {
        const char *why = ogg_strip(bytes.bytes, bytes.len, &plain);
        if (!why)
            why = sound_check(plain.bytes, plain.len);
        if (why)
            report_mistake(spoken->build->report, file, "", "%s", why);
        else
            kept = voice_set_recorded(set, text, file, &plain);
    }
    buffer_clear(&plain);
    buffer_clear(&bytes);
    return kept;
}

static bool take_row(struct spoken *spoken, size_t row, struct voice_set *set)
{
    char place[32];
    struct report *report = spoken->build->report;
    const char *sound = cell(spoken, row, COLUMN_SOUND), *tag = cell(spoken, row, COLUMN_LANGUAGE);
    const char *msgid = cell(spoken, row, COLUMN_TEXT);
    snprintf(place, sizeof place, "line %zu", row + 1);
    if (!*sound && !*tag && !*msgid)
        return true;
    if (!build_language(spoken->build, tag)) {
        if (strcmp(spoken->tag, spoken->build->languages[0]) == 0) /* once, not for each language */
            report_mistake(
                report, FILE_NAME, place, "\"%.15s\" is not one of the languages of pack.ini.", tag);
        return true;
    }
    if (strcmp(tag, spoken->tag) != 0)
        return true;
    const char *wrong = sound_name_wrong(sound), *text = text_here(spoken, msgid);
    if (wrong)
        report_mistake(report, FILE_NAME, place, "%s", wrong);
    else if (!text)
        report_warning(report, FILE_NAME, place,
            "The pack has no text \"%.80s\" in this language; the sound is left out.", msgid);
    else
        return take_sound(spoken, sound, text, set);
    return true;
}

bool spoken_take(struct build *build, const char *tag, struct voice_set *set)
{
    struct spoken spoken = {.build = build, .tag = tag};
    struct buffer bytes;
    bool kept = true;
    if (!build_there(build, FILE_NAME))
        return true;
    sheet_init(&spoken.sheet);
    if (build_read(build, FILE_NAME, SOURCE_PO_BYTES, &bytes) &&
        sheet_csv(&spoken.sheet, FILE_NAME, bytes.bytes, bytes.len, build->report) && find_columns(&spoken))
        for (size_t row = 1; row < spoken.sheet.rows && kept; row++)
            kept = take_row(&spoken, row, set);
    sheet_clear(&spoken.sheet);
    buffer_clear(&bytes);
    return kept;
}
