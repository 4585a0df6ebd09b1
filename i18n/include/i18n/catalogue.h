/* i18n: compiled strings. PO files (gettext) are compiled by msgfmt at build; this reads the .mo bytes
 * (GNU gettext manual, "The Format of GNU MO Files") with a bound on everything, and evaluates the
 * catalogue's Plural-Forms. It has no locale state and no globals: each visit has its language. */
#ifndef WAYSIDE_I18N_CATALOGUE_H
#define WAYSIDE_I18N_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

struct catalogue; /* immutable strings of one language */

/* mo is taken as is and must outlive the catalogue. NULL with one sentence on any fault. */
struct catalogue *catalogue_new(
    const char *language, const void *mo, size_t len, char ret_message[static 256]);
void catalogue_free(struct catalogue *catalogue);
const char *catalogue_language(const struct catalogue *catalogue);

/* The translation, or msgid itself when there is none (English needs no entry); *ret_found says which
 * (may be NULL). Borrowed. Context: "context\004msgid" as gettext does, or NULL. */
const char *catalogue_text(
    const struct catalogue *catalogue, const char *context, const char *msgid, bool *ret_found);
const char *catalogue_plural(
    const struct catalogue *catalogue, const char *msgid, const char *msgid_plural, unsigned long n);

/* Every string with its translation, by msgid; of one by number each form. msgid comes without its context.
 * each returns false to stop; then this is false. */
bool catalogue_each(const struct catalogue *catalogue,
    bool (*each)(void *ctx, const char *msgid, const char *text), void *ctx);

/* languages.json: the languages of this image in their order. */
struct language {
    char tag[16];     /* BCP 47 */
    char autonym[64]; /* in its own script */
    char english[64]; /* for desk and tests only */
    bool right_to_left;
    bool reviewed; /* false: a watermark on strings marked critical */
};
struct languages {
    struct language *in;
    size_t count;
};
bool languages_read(
    const void *json, size_t len, struct languages *ret_languages, char ret_message[static 256]);
void languages_clear(struct languages *languages);

#endif
