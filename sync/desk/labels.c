#include "desk/labels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/disk.h"
#include "i18n/catalogue.h"

#define LABELS_FORMS 8

struct labels {
    struct form *forms[LABELS_FORMS]; /* the first is what is asked when a document's form is not here */
    size_t form_count;
    struct catalogue *catalogue;
    struct buffer mo; /* the catalogue points into it */
};

static bool read_form(struct labels *labels, const char *path, char ret_message[static 256])
{
    struct buffer bytes;
    char why[256];
    struct form *form = NULL;
    buffer_init(&bytes, FORM_BYTES);
    enum base_error error = file_read(path, FORM_BYTES, &bytes);
    if (error) {
        snprintf(ret_message, 256, "%.150s: %s; set [desk] form", path, base_error_text(error));
    } else {
        form = form_read(bytes.bytes, bytes.len, why);
        if (!form) {
            snprintf(ret_message, 256, "%.100s: %.150s", path, why);
        }
    }
    buffer_clear(&bytes);
    if (form) {
        labels->forms[labels->form_count++] = form;
    }
    return form != NULL;
}

/* Paths, by commas. */
static bool read_forms(struct labels *labels, const char *paths, char ret_message[static 256])
{
    char path[4096];
    for (const char *from = paths; *from;) {
        from += strspn(from, ", ");
        size_t len = strcspn(from, ",");
        if (len == 0) {
            break;
        }
        if (len >= sizeof path || labels->form_count == LABELS_FORMS) {
            snprintf(ret_message, 256, "[desk] form: at most %d paths, by commas", LABELS_FORMS);
            return false;
        }
        snprintf(path, sizeof path, "%.*s", (int)len, from);
        if (!read_form(labels, path, ret_message)) {
            return false;
        }
        from += len;
    }
    return true;
}

static bool read_catalogue(
    struct labels *labels, const char *folder, const char *language, char ret_message[static 256])
{
    char path[4096], why[256];
    snprintf(path, sizeof path, "%s/%s.mo", folder, language);
    enum base_error error = file_read(path, CATALOGUE_BYTES, &labels->mo);
    if (error) {
        snprintf(
            ret_message, 256, "%.150s: %s; set [desk] catalogues and language", path, base_error_text(error));
        return false;
    }
    labels->catalogue = catalogue_new(language, labels->mo.bytes, labels->mo.len, why);
    if (!labels->catalogue) {
        snprintf(ret_message, 256, "%.100s: %.150s", path, why);
    }
    return labels->catalogue != NULL;
}

struct labels *labels_new(
    const char *form, const char *catalogues, const char *language, char ret_message[static 256])
{
    struct labels *labels = calloc(1, sizeof *labels);
    if (!labels) {
        snprintf(ret_message, 256, "out of memory");
        return NULL;
    }
    buffer_init(&labels->mo, CATALOGUE_BYTES);
    bool translated = catalogues && strcmp(language, "en") != 0;
    if ((form && !read_forms(labels, form, ret_message)) ||
        (translated && !read_catalogue(labels, catalogues, language, ret_message))) {
        labels_free(labels);
        return NULL;
    }
    return labels;
}

void labels_free(struct labels *labels)
{
    if (labels) {
        catalogue_free(labels->catalogue);
        buffer_clear(&labels->mo);
        for (size_t i = 0; i < labels->form_count; i++) {
            form_free(labels->forms[i]);
        }
        free(labels);
    }
}

const struct form *labels_form(const struct labels *labels, const char *id)
{
    for (size_t i = 0; id && i < labels->form_count; i++) {
        if (strcmp(labels->forms[i]->id, id) == 0) {
            return labels->forms[i];
        }
    }
    return labels->form_count ? labels->forms[0] : NULL;
}

const struct form_question *labels_question(const struct form *form, const char *name)
{
    return form ? form_question(form, name) : NULL;
}

const char *labels_text(const struct labels *labels, const char *msgid)
{
    return labels->catalogue ? catalogue_text(labels->catalogue, NULL, msgid, NULL) : msgid;
}

static const struct form_choice *choice_of(const struct form *form, const char *question, const char *choice)
{
    const struct form_question *asked = labels_question(form, question);
    for (size_t i = 0; asked && i < asked->choice_count; i++) {
        if (strcmp(asked->choices[i].name, choice) == 0) {
            return &asked->choices[i];
        }
    }
    return NULL;
}

const char *labels_of_question(const struct labels *labels, const struct form *form, const char *name)
{
    const struct form_question *asked = labels_question(form, name);
    return asked && asked->label ? labels_text(labels, asked->label) : name;
}

const char *labels_of_choice(
    const struct labels *labels, const struct form *form, const char *question, const char *choice)
{
    const struct form_choice *chosen = choice_of(form, question, choice);
    return chosen && chosen->label ? labels_text(labels, chosen->label) : choice;
}

int labels_urgency(const struct form *form, const char *question, const char *choice)
{
    const struct form_choice *chosen = choice_of(form, question, choice);
    return chosen ? chosen->urgency : 0;
}
