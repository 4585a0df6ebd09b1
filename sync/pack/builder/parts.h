/* What the parts of the builder share. One run is one struct build: it goes to every part, and each adds its
 * mistakes to the report, its strings, its files. No part stops another: all mistakes of all files are found
 * in one run. Nothing here leaves the builder. */
#ifndef WAYSIDE_BUILDER_PARTS_H
#define WAYSIDE_BUILDER_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/disk.h"
#include "builder/builder.h"
#include "pack/pack.h"

/* ---- bounds: a source over them is refused with a sentence ---- */
#define SOURCE_INI_BYTES (1 << 16)
#define SOURCE_TOPIC_BYTES (1 << 16) /* ten pages of text; a topic is one page of a screen */
#define SOURCE_PO_BYTES (8 << 20)
#define SOURCE_SHEET_BYTES (32 << 20)
#define SOURCE_MEDIA_BYTES (32 << 20) /* a photograph as the camera gave it */
#define SHEET_ROWS (TABLE_ROWS + 1)   /* and the names of the columns */
#define SHEET_COLUMNS 256
#define SHEET_CELLS (8 << 20)
#define SHEET_TEXT (32 << 20) /* of all cells */
#define STRING_BYTES 2000     /* of one text of the first language: what the reader of a pack takes */
#define TRANSLATION_BYTES 8000
#define STRINGS_MOST (1 << 16)
#define OUTPUT_BYTES (256 << 20)     /* of all files of a pack */
#define OUTPUT_FILE_BYTES (16 << 20) /* of one: what a hub takes as a target */
#define OUTPUT_FILES 16384
#define SLUG_BYTES 64 /* of a name: topic, picture, form, hotline */

/* ---- strings: every text of the pack that is translated, once (by its English) ---- */

enum string_use {
    STRING_TOPIC = 1,   /* stands in lang/<tag>.json under topics */
    STRING_LANG = 2,    /* stands in lang/<tag>.json under strings: forms, tables, titles, pictures */
    STRING_HOTLINE = 4, /* stands in hotlines/<owner>.json */
    STRING_CRITICAL = 8 /* danger, limits of secrecy, consents, receipt: two reviewers on the live channel */
};
struct string_place {
    char *file;     /* "forms/help.xlsx" */
    char place[32]; /* "line 12", "cell C7" */
};
struct string {
    char *msgid;
    char *comment;               /* for translators: "title of a topic"; that of the first place */
    unsigned use;                /* enum string_use, of all places together */
    struct string_place *places; /* the first ones, and one of each other file */
    size_t place_count;
};
/* One text in one language. */
struct string_text {
    char *text; /* NULL: not translated */
    bool unreviewed;
    unsigned reviewers; /* different names in its comments */
};
struct string_language {
    char tag[16];
    struct string_text *texts; /* by the index of the string; those past text_count are not translated */
    size_t text_count;
    bool unread; /* its PO file has mistakes */
};
struct strings {
    struct string *in; /* in the order in which they were added: that of the files, from top to bottom */
    size_t count, cap;
    json_t *index;                     /* msgid -> position in `in` */
    struct string_language *languages; /* those of pack.ini but the first */
    size_t language_count;
};

/* Adds a text of the first language, or one more place of it. use: flags of enum string_use. comment may be
 * "". Texts that are no valid UTF-8, empty or over STRING_BYTES are refused: false, nothing is reported. */
bool strings_add(struct strings *strings, const char *msgid, unsigned use, const char *file,
    const char *place, const char *comment);
/* Does it hold U+202D or U+202E, by which digits and words are shown in another order than they are read? No
 * language needs them; refused in every text. */
bool text_overrides(const char *text);
/* A translation from elsewhere than a PO file: a column "label::Arabic (ar)" of an XLSForm. PO files, which
 * are read last, win where both have one. tag is a language of pack.ini, else nothing happens: the caller
 * asks build_language first and reports. Such a translation counts as reviewed by nobody. */
bool strings_translate(struct strings *strings, const char *tag, const char *msgid, const char *text);
/* The same by index, with what is known about it; replaces. Copies the text. */
bool strings_put(struct string_language *language, size_t string, const struct string_text *text);
/* SIZE_MAX when there is none. */
size_t strings_find(const struct strings *strings, const char *msgid);
/* NULL: not translated. */
const struct string_text *strings_text(const struct string_language *language, size_t string);
struct string_language *strings_language(const struct strings *strings, const char *tag); /* or NULL */
void strings_clear(struct strings *strings);

/* ---- sheet: rows of UTF-8 cells, of a CSV or a work sheet of an .xlsx ---- */

struct sheet_cell {
    uint32_t text; /* offset */
    uint32_t column;
};
struct sheet {
    char *file;    /* as reports name it: "hotlines.csv" */
    char *name;    /* of the work sheet: "survey"; "" of a CSV */
    size_t rows;   /* with empty ones: row 6 is what a spreadsheet calls 7 */
    size_t *first; /* rows + 1: index into cells of a row's first */
    size_t row_cap;
    struct sheet_cell *cells; /* those that are not empty */
    size_t cell_count, cell_cap;
    char *text; /* of all cells, each ends with a NUL */
    size_t text_len, text_cap;
};
void sheet_init(struct sheet *sheet);
void sheet_clear(struct sheet *sheet);
/* False: file or name could not be kept. */
bool sheet_name(struct sheet *sheet, const char *file, const char *name);
enum sheet_error { SHEET_OK, SHEET_FULL, SHEET_ORDER, SHEET_NO_MEMORY };
/* Rows and columns from 0; rows in growing order, an empty text is no cell. SHEET_ORDER: an earlier row, or a
 * cell that is there. SHEET_FULL: over one of the bounds. */
enum sheet_error sheet_put(struct sheet *sheet, size_t row, size_t column, const char *text, size_t len);
/* "" when there is none. Borrowed until the next put. */
const char *sheet_text(const struct sheet *sheet, size_t row, size_t column);
/* "cell C7" for row 6, column 2: for reports. */
void sheet_place(size_t row, size_t column, char ret_place[static 32]);
/* Line of the first byte that is not UTF-8, or is a NUL; 0: none. */
size_t text_wrong_line(const void *bytes, size_t len);
/* Reads CSV (RFC 4180; comma, semicolon or tab, by what the first row has most of; a byte order mark is
 * skipped). False with a mistake in the report. */
bool sheet_csv(struct sheet *sheet, const char *file, const void *bytes, size_t len, struct report *report);
/* forms': the work sheet of that name of an .xlsx. False with a mistake in the report; required false: a
 * sheet that is not there is no mistake, the sheet stays empty. */
bool sheet_xlsx(struct sheet *sheet, const char *file, const char *name, bool required, const void *bytes,
    size_t len, struct report *report);

/* ---- output ---- */

struct output {
    char prefix[160]; /* "packs/harbour/port/" */
    struct built_file *files;
    size_t count, cap, bytes;
};
/* Copies the bytes. path: below the pack, "form/help.json"; with a leading "/" a target: "/hotlines/a.json".
 * The same path twice: nothing when the bytes are equal (two pictures alike), false otherwise. False also
 * without memory or over a bound. */
bool output_add(struct output *output, const char *path, const void *bytes, size_t len);
/* The document as one line, members in the order in which they were set; takes the reference. */
bool output_add_json(struct output *output, const char *path, json_t *document);
const struct built_file *output_find(const struct output *output, const char *path); /* as output_add's */
void output_clear(struct output *output);
/* "media/<32 hex>.png" of bytes: first 16 bytes of their SHA-256. extension: "png", "ogg". */
void output_media_name(const void *bytes, size_t len, const char *extension, char ret_name[static 48]);

/* ---- one run ---- */

struct build {
    const struct builder_ground *ground;
    struct disk sources; /* the folder that the editor works in */
    struct report *report;
    struct strings strings;
    struct output output;
    char (*languages)[16]; /* of pack.ini; the first is the one it is written in */
    size_t language_count;
    bool live; /* for the live channel, as the ground or pack.ini say */
};
/* A whole source, "topics/papers.md". False with a mistake in the report (too large, not to be read). bytes
 * is initialised here and cleared by the caller in any case. */
bool build_read(struct build *build, const char *file, size_t most, struct buffer *bytes);
/* Is there a file of that name? Nothing is reported. */
bool build_there(struct build *build, const char *file);
/* Is this tag one of pack.ini's? */
bool build_language(const struct build *build, const char *tag);
/* Lower-case letters, digits and single hyphens between them, at most SLUG_BYTES: a file's or topic's name.
 */
bool is_slug(const char *text);
/* Warns about words of docs/pack-sources.md, How we speak, and about telephone numbers in a text that is
 * shown to people. For text of the first language. */
void speak_check(struct build *build, const char *file, const char *place, const char *text);
/* Is there what looks like a telephone number, in digits of Latin, Arabic or Persian? */
bool has_phone(const char *text);

/* ---- forms, pictures, sounds: in files of their own. Each reports its own mistakes. ---- */

/* forms/<id>.xlsx or forms/<id>.csv -> form/<id>.json. False when it has mistakes (nothing is added then). */
bool form_build(struct build *build, const char *file, const char *id);
/* Does a form that was built show the picture of that name beside a choice? */
bool form_shows_picture(const struct build *build, const char *name);
/* media/<name>.svg|png|jpg|jpeg -> media/<32 hex>.png in one to three widths. Fills sizes and size_count of
 * ret_picture, whose name and alt are the caller's; each size's file is allocated. */
bool picture_build(struct build *build, const char *file, struct pack_picture *ret_picture);
/* media/<slug>.<tag>.ogg (the topic read out in that language), checked, copied to media/<32 hex>.ogg.
 * ret_file gets that name. */
bool sound_build(struct build *build, const char *file, char ret_file[static 48]);

#endif
