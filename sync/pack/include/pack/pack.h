/* pack (reader): one content pack, read and checked with a bound on everything. It believes what trust
 * verified and checks every field all the same. It links nothing of the builder.
 *
 * Files of a pack (docs/formats.md, Content pack): pack.json, lang/<tag>.json, form/<id>.json,
 * table/<name>.json, media/<hash>.png|ogg. Where they come from is the caller's: a verified release, or a
 * folder for previews. */
#ifndef WAYSIDE_PACK_PACK_H
#define WAYSIDE_PACK_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/disk.h"
#include "pack/form.h"
#include "pack/table.h"

#define PACK_BYTES (1 << 20)      /* pack.json */
#define PACK_LANG_BYTES (8 << 20) /* lang/<tag>.json */
#define PACK_TOPICS 1024
#define PACK_LANGUAGES 64
#define PACK_FORMS 16
#define PACK_TABLES 16
#define PACK_PICTURES 4096
#define PACK_BLOCKS 512 /* of one topic */
#define PACK_ITEMS 256  /* of one list */
#define PACK_SOUNDS 4096
#define PACK_CAMPAIGNS 256
#define PACK_CAMPAIGN_PLACES 4096
#define PACK_STRINGS 65536 /* in one language */
#define PACK_SLUG 64       /* bytes of a topic's, picture's, sound's or campaign's name */
#define PACK_MSGID 2000    /* bytes; as a form's labels */
#define PACK_STRING 8000   /* of a translated string */
#define PACK_TITLE 400     /* of a topic's title */
#define PACK_SUMMARY 2000
#define PACK_PARAGRAPH 8000 /* of a block's text, of an item */
#define PACK_EPISODES 99    /* of one story */
#define PACK_NEEDS 8        /* of one topic */
#define PACK_NEED 16        /* bytes: as the needs of services */
#define PACK_WEB 120        /* bytes of the web export's address: with language and topic it fits a QR code */
#define PACK_WIDEST 8192    /* pixels of a picture, either way */
#define PACK_MEDIA_BYTES (8 << 20)

enum pack_audience { AUDIENCE_PUBLIC, AUDIENCE_WORKER, AUDIENCE_BUYER, AUDIENCE_CHILD, AUDIENCE_STAFF };

struct pack_picture {
    char *name; /* as topics name it: "boat" */
    char *alt;  /* msgid; "" for a decoration */
    size_t size_count;
    struct {
        int width, height;
        char *file; /* "media/<32 hex>.png" */
    } sizes[3];     /* growing widths */
};
struct pack_sound {
    char *name, *language, *file; /* "media/<32 hex>.ogg" */
    char *of;                     /* topic slug that it reads out */
};
struct pack_voice {
    char *language, *file; /* "voice/en.voice": which texts have a clip (pack/voice.h) */
};
struct pack_campaign {
    char *id;
    char from[11], until[11]; /* YYYY-MM-DD, both days included */
    char **places;            /* empty: all */
    size_t place_count;
};
struct pack_topic {
    char *slug;
    enum pack_audience audience;
    size_t picture;  /* index into pictures, SIZE_MAX: none */
    size_t campaign; /* index, SIZE_MAX: always shown */
    char review_by[11];
    char *story;  /* the story that it is an episode of, "" none */
    int episode;  /* from 1; 0: none */
    char **needs; /* of services ("lawyer"), offered at the foot of its pages */
    size_t need_count;
};

enum block_type {
    BLOCK_HEADING,
    BLOCK_TEXT,
    BLOCK_LIST,
    BLOCK_NUMBERED,
    BLOCK_QUOTE,
    BLOCK_PICTURE,
    BLOCK_HELP, /* "ask for help" at the foot of a page */
    BLOCK_SIGNS /* the pack's indicators for the topic's audience, each with its source */
};
/* In an episode each picture and what follows it is one panel. */
struct pack_block {
    enum block_type type;
    char **text; /* one; of lists one for each item; of a picture its alternative text ("" decoration) */
    size_t text_count;
    size_t picture; /* BLOCK_PICTURE: index into pictures */
};
struct pack_text { /* one topic in one language */
    bool there;    /* false: not in this language */
    char *title, *summary;
    struct pack_block *blocks;
    size_t block_count;
};
struct pack_language {
    char tag[16];
    bool reviewed;            /* false: watermark on what is critical */
    struct pack_text *topics; /* one for each topic of the pack, same order */
    struct pack_string {
        char *msgid, *text;
    } * strings; /* sorted by msgid (strcmp) */
    size_t string_count;
};

struct pack {
    char *id;    /* "harbour/port": owner and name */
    char *owner; /* "harbour" */
    char *title; /* msgid */
    int version;
    char *web; /* "https://...", where the pack's web export stands, without a slash at the end; "" nowhere */
    bool demo; /* carries a watermark */
    struct pack_language *languages;
    size_t language_count; /* the first is the one it was written in */
    struct pack_topic *topics;
    size_t topic_count;
    struct pack_campaign *campaigns;
    size_t campaign_count;
    struct pack_picture *pictures;
    size_t picture_count;
    struct pack_sound *sounds;
    size_t sound_count;
    struct pack_voice *voices;
    size_t voice_count;
    struct form *forms[PACK_FORMS];
    size_t form_count;
    struct pack_table *tables[PACK_TABLES];
    size_t table_count;
    struct hold *memory; /* of all but forms and tables */
};

struct pack_files { /* where the bytes of a pack are; name as in the pack: "lang/en.json" */
    enum base_error (*get)(void *self, const char *name, struct buffer *ret_bytes);
    void *self;
};
/* NULL on any fault; ret_message then names file and field in one sentence. Reads everything but media. */
struct pack *pack_read(const struct pack_files *files, char ret_message[static 256]);
void pack_free(struct pack *pack); /* takes NULL */
/* A plain folder, for previews and tests. The disk is borrowed. */
struct pack_files pack_folder(struct disk *folder);

/* NULL when there is none. Language: exactly this tag. */
const struct pack_language *pack_language(const struct pack *pack, const char *tag);
const struct form *pack_form(const struct pack *pack, const char *id);
const struct pack_table *pack_table(const struct pack *pack, const char *name);
/* The translation, or NULL when the language has none. */
const char *pack_string(const struct pack_language *language, const char *msgid);
/* Is it shown on this day ("" unknown: campaigns are not) at this place? */
bool pack_topic_shown(const struct pack *pack, size_t topic, const char *day, const char *place);
/* The episode of the same story that comes after (step 1) or before (step -1) a topic among those that are
 * shown; SIZE_MAX: none. Numbers that are missing are passed over. */
size_t pack_episode(const struct pack *pack, size_t topic, int step, const char *day, const char *place);
/* Does an indicator's audience ("public", "worker", "practitioner") belong under {signs} of such a topic? A
 * worker's pages show those for workers and for everybody, all others those for everybody. */
bool pack_sign_for(enum pack_audience topic, const char *audience);
/* Removes a topic (a withdrawal). False when there is none of that slug. */
bool pack_withdraw(struct pack *pack, const char *slug);

#endif
