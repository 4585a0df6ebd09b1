/* What the sources say, file by file, before anything is built from them. Parsers here are pure: bytes in, a
 * struct and lines of the report out; no disk. */
#ifndef WAYSIDE_BUILDER_SOURCES_H
#define WAYSIDE_BUILDER_SOURCES_H

#include "parts.h"
#include "table_kinds.h"

/* ---- a list in one value: "en ar", "en, ar" ---- */
struct list {
    char **in;
    size_t count;
};
#define LIST_WORDS " ,;\t\r\n" /* separators: of names, tags, codes */
#define LIST_NAMES ",;"        /* of what has spaces in it: people */
/* False without memory, or over most. */
bool list_split(const char *text, const char *separators, size_t most, struct list *ret_list);
bool list_add(struct list *list, const char *text, size_t len);
void list_clear(struct list *list);
bool list_has(const struct list *list, const char *name);

/* ---- pack.ini ---- */
struct ini_value {
    char *section, *key, *value; /* value: its lines joined by a space */
    size_t line;
    bool known;
};
struct ini {
    struct ini_value *in;
    size_t count;
};
/* Reports what is no INI; what could be read is there all the same. */
void ini_read(const char *file, const void *bytes, size_t len, struct report *report, struct ini *ret_ini);
/* NULL when there is none; it counts as known then. */
struct ini_value *ini_find(struct ini *ini, const char *section, const char *key);
void ini_clear(struct ini *ini);

struct campaign {
    char *id, *from, *until;
    struct list places;
};
struct pack_ini {
    char *owner, *id, *title; /* "" after a mistake */
    int version;
    bool voice;             /* its texts are spoken */
    bool live, forms_named; /* forms_named: only those of the list are used */
    char *web;              /* where the web export stands, without a slash at its end; NULL: nowhere */
    size_t languages_line, topics_line, forms_line, title_line;
    struct list languages, topics, forms, reviewers;
    struct campaign *campaigns;
    size_t campaign_count;
};
void pack_ini_read(
    const char *file, const void *bytes, size_t len, struct report *report, struct pack_ini *ret_pack);
const struct campaign *pack_ini_campaign(const struct pack_ini *pack, const char *id); /* or NULL */
void pack_ini_clear(struct pack_ini *pack);
/* A day that exists, as YYYY-MM-DD. */
bool is_day(const char *text);

/* ---- topics/<slug>.md ---- */
struct topic_block {
    enum block_type type;
    struct list text; /* one; of lists each item; of a picture its alternative text, none for a decoration */
    char *picture;
    size_t line, *lines; /* lines: of each text */
};
#define TOPIC_KEYS 9
struct topic {
    char *slug, *file;
    char *title, *summary, *audience, *picture, *campaign, *review_by, *story, *episode,
        *needs_text;          /* as given; NULL: not given */
    size_t lines[TOPIC_KEYS]; /* of these, in this order */
    int episode_number;       /* 0: none */
    struct list needs;
    struct topic_block *blocks;
    size_t block_count;
    size_t rank; /* in pack.ini's order; those that it does not name come last */
    bool broken; /* it has mistakes: looked through for more, and not built */
};
/* Front matter and body. False when one of them has mistakes (all are in the report). */
bool topic_read(
    const char *file, const void *bytes, size_t len, struct report *report, struct topic *ret_topic);
void topic_clear(struct topic *topic);
/* The body alone; line: the number of its first line in the file. */
bool markdown_read(
    const char *file, size_t line, const char *text, size_t len, struct report *report, struct topic *topic);

/* ---- all of it ---- */
struct source {
    struct pack_ini pack;
    struct topic *topics; /* in the order of the screen */
    size_t topic_count;
    struct pack_picture *pictures; /* by name; sizes 0: not built */
    size_t picture_count;
    struct pack_sound *sounds;
    size_t sound_count;
    struct list forms, tables; /* those that were built */
    struct list voices;        /* languages that have clips */
    struct table hotlines;
    bool has_hotlines;
};
void source_clear(struct source *source);

void topics_build(struct build *build, struct source *source);
/* Pictures that topics name, and sounds of topics. */
void media_build(struct build *build, struct source *source);
void forms_build(struct build *build, struct source *source);
void tables_build(struct build *build, struct source *source);
void po_build(struct build *build);
/* Clips of every text in the languages that have a voice, when pack.ini asks for them. After po_build. */
void voices_build(struct build *build, struct source *source);
void pack_write(struct build *build, const struct source *source);
void lang_write(struct build *build, const struct source *source);
/* Sorted names of the plain files of a folder of the sources that end with one of the endings (NULL ends the
 * list); others are reported. Nothing when there is no such folder. most: a folder with more is one mistake.
 */
bool source_names(struct build *build, const char *folder, const char *const *endings, size_t most,
    struct disk_names *ret_names);

#endif
