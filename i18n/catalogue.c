#include "i18n/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mo.h"
#include "plural.h"

#define ID_BYTES_MAX 4096 /* context and msgid of one string */

struct catalogue {
    char language[16];
    struct mo mo;
    struct plural plural;
};

/* The value of a "Name: value" line of the header entry. */
static bool header_value(const char *header, const char *name, const char **ret_value, size_t *ret_len)
{
    size_t name_len = strlen(name);
    for (const char *line = header; *line;) {
        size_t len = strcspn(line, "\n");
        if (len > name_len && strncmp(line, name, name_len) == 0 && line[name_len] == ':') {
            const char *value = line + name_len + 1;
            size_t spaces = strspn(value, " ");
            *ret_value = value + spaces;
            *ret_len = len - name_len - 1 - spaces;
            return true;
        }
        line += len + (line[len] == '\n');
    }
    return false;
}

static bool ends_with(const char *text, size_t len, const char *end)
{
    size_t end_len = strlen(end);
    return len >= end_len && memcmp(text + len - end_len, end, end_len) == 0;
}

/* Strings by number have exactly the forms of the language, others exactly one. */
static const char *forms_check(const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->mo.count; i++) {
        const struct mo_pair *pair = &catalogue->mo.pairs[i];
        size_t forms = 1;
        for (size_t k = 0; k < pair->text_len; k++)
            forms += pair->text[k] == 0;
        bool by_number = strlen(pair->id) < pair->id_len;
        if (forms != (by_number ? catalogue->plural.forms : 1))
            return "a string has not as many forms as its language";
    }
    return NULL;
}

static const char *header_check(struct catalogue *catalogue)
{
    const struct mo_pair *header = mo_find(&catalogue->mo, "");
    const char *value;
    size_t len;
    if (!header)
        return "it has no header entry";
    if (!header_value(header->text, "Content-Type", &value, &len) || !ends_with(value, len, "charset=UTF-8"))
        return "its header does not say charset=UTF-8";
    if (!header_value(header->text, "Plural-Forms", &value, &len) ||
        !plural_read(value, len, &catalogue->plural))
        return "its Plural-Forms are missing or wrong";
    return forms_check(catalogue);
}

struct catalogue *catalogue_new(
    const char *language, const void *mo, size_t len, char ret_message[static 256])
{
    struct catalogue *catalogue = calloc(1, sizeof *catalogue);
    const char *wrong = catalogue ? mo_read(mo, len, &catalogue->mo) : "there is no memory";
    if (!wrong && strlen(language) >= sizeof catalogue->language)
        wrong = "the name of its language is too long";
    if (!wrong)
        wrong = header_check(catalogue);
    if (wrong) {
        snprintf(ret_message, 256, "The strings of language %.20s cannot be used: %s; build them anew.",
            language, wrong);
        catalogue_free(catalogue);
        return NULL;
    }
    snprintf(catalogue->language, sizeof catalogue->language, "%s", language);
    return catalogue;
}

void catalogue_free(struct catalogue *catalogue)
{
    if (!catalogue)
        return;
    free(catalogue->mo.pairs);
    free(catalogue);
}

const char *catalogue_language(const struct catalogue *catalogue)
{
    return catalogue->language;
}

static const struct mo_pair *pair_find(
    const struct catalogue *catalogue, const char *context, const char *msgid)
{
    char id[ID_BYTES_MAX];
    if (!*msgid) /* the header is no string of the screens */
        return NULL;
    if (!context)
        return mo_find(&catalogue->mo, msgid);
    int len = snprintf(id, sizeof id, "%s\004%s", context, msgid);
    return len > 0 && (size_t)len < sizeof id ? mo_find(&catalogue->mo, id) : NULL;
}

const char *catalogue_text(
    const struct catalogue *catalogue, const char *context, const char *msgid, bool *ret_found)
{
    const struct mo_pair *pair = pair_find(catalogue, context, msgid);
    bool found = pair && pair->text[0];
    if (ret_found)
        *ret_found = found;
    return found ? pair->text : msgid;
}

const char *catalogue_plural(
    const struct catalogue *catalogue, const char *msgid, const char *msgid_plural, unsigned long n)
{
    const struct mo_pair *pair = pair_find(catalogue, NULL, msgid);
    const char *standard = n == 1 ? msgid : msgid_plural;
    if (!pair || strlen(pair->id) == pair->id_len)
        return standard;
    const char *text = pair->text;
    for (unsigned form = plural_form(&catalogue->plural, n); form > 0; form--)
        text += strlen(text) + 1;
    return *text ? text : standard;
}

static bool each_form(
    const struct mo_pair *pair, bool (*each)(void *ctx, const char *msgid, const char *text), void *ctx)
{
    const char *context = strchr(pair->id, '\004'), *msgid = context ? context + 1 : pair->id;
    for (size_t at = 0; at <= pair->text_len; at += strlen(pair->text + at) + 1)
        if (!each(ctx, msgid, pair->text + at))
            return false;
    return true;
}

bool catalogue_each(const struct catalogue *catalogue,
    bool (*each)(void *ctx, const char *msgid, const char *text), void *ctx)
{
    for (size_t i = 0; i < catalogue->mo.count; i++)
        if (*catalogue->mo.pairs[i].id && !each_form(&catalogue->mo.pairs[i], each, ctx))
            return false;
    return true;
}
