/* A pack as a whole: its files, one after the other. */
#include "pack/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack_parts.h"

struct reading {
    const struct pack_files *files;
    struct pack *pack;
    struct pack_index index;
    char **forms, **tables; /* names, held */
    size_t form_count, table_count;
    char *message;
};

/* False with the message. *ret_there false, and true, when there is no such file and need not be. */
static bool get(struct reading *reading, const char *name, size_t max, bool *ret_there, struct buffer *bytes)
{
    buffer_init(bytes, max);
    enum base_error error = reading->files->get(reading->files->self, name, bytes);
    if (ret_there)
        *ret_there = error != BASE_NOT_FOUND;
    if (!error || (ret_there && error == BASE_NOT_FOUND))
        return true;
    buffer_clear(bytes);
    if (error == BASE_TOO_LARGE)
        snprintf(reading->message, 256, "%s: over %zu bytes.", name, max);
    else
        snprintf(reading->message, 256, "%s: %s.", name, base_error_text(error));
    return false;
}

static bool read_head(struct reading *reading)
{
    struct buffer bytes;
    struct json_read read;
    if (!get(reading, "pack.json", PACK_BYTES, NULL, &bytes))
        return false;
    json_t *root = json_read_root(&read, "pack.json", bytes.bytes, bytes.len, reading->message);
    buffer_clear(&bytes);
    if (!root)
        return false;
    pack_head(&read, root, reading->pack, &reading->index, &reading->forms, &reading->form_count,
        &reading->tables, &reading->table_count);
    struct pack *pack = reading->pack;
    for (size_t i = 0; i < pack->language_count && !read.failed; i++)
        pack->languages[i].topics = json_read_hold(
            &read, pack->memory, pack->topic_count, sizeof *pack->languages->topics);
    json_decref(root);
    return !read.failed;
}

static bool read_language(struct reading *reading, struct pack_language *language)
{
    char name[64];
    struct buffer bytes;
    bool there;
    snprintf(name, sizeof name, "lang/%s.json", language->tag);
    if (!get(reading, name, PACK_LANG_BYTES, &there, &bytes))
        return false;
    bool read = !there || pack_lang_read(reading->pack, &reading->index, language, bytes.bytes, bytes.len,
                              reading->message);
    buffer_clear(&bytes);
    return read;
}

/* What a reader of one file said, with the file's name before it. */
static bool in_file(struct reading *reading, const char *name)
{
    char why[256];
    snprintf(why, sizeof why, "%s", reading->message);
    snprintf(reading->message, 256, "%.100s: %.150s", name, why);
    return false;
}

static bool read_form(struct reading *reading, const char *id)
{
    char name[PACK_SLUG + 16];
    struct buffer bytes;
    struct pack *pack = reading->pack;
    snprintf(name, sizeof name, "form/%s.json", id);
    if (!get(reading, name, FORM_BYTES, NULL, &bytes))
        return false;
    struct form *form = form_read(bytes.bytes, bytes.len, reading->message);
    buffer_clear(&bytes);
    if (!form)
        return in_file(reading, name);
    pack->forms[pack->form_count++] = form;
    if (strcmp(form->id, id) == 0)
        return true;
    snprintf(reading->message, 256, "%s: id: not that of the file's name.", name);
    return false;
}

static bool read_table(struct reading *reading, const char *id)
{
    char name[PACK_SLUG + 16];
    struct buffer bytes;
    struct pack *pack = reading->pack;
    snprintf(name, sizeof name, "table/%s.json", id);
    if (!get(reading, name, TABLE_BYTES, NULL, &bytes))
        return false;
    struct pack_table *table = table_read(bytes.bytes, bytes.len, reading->message);
    buffer_clear(&bytes);
    if (!table)
        return in_file(reading, name);
    pack->tables[pack->table_count++] = table;
    if (strcmp(table->name, id) == 0)
        return true;
    snprintf(reading->message, 256, "%s: name: not that of the file's name.", name);
    return false;
}

static bool read_all(struct reading *reading)
{
    if (!read_head(reading))
        return false;
    for (size_t i = 0; i < reading->pack->language_count; i++)
        if (!read_language(reading, &reading->pack->languages[i]))
            return false;
    for (size_t i = 0; i < reading->form_count; i++)
        if (!read_form(reading, reading->forms[i]))
            return false;
    for (size_t i = 0; i < reading->table_count; i++)
        if (!read_table(reading, reading->tables[i]))
            return false;
    return true;
}

struct pack *pack_read(const struct pack_files *files, char ret_message[static 256])
{
    struct reading reading = {.files = files, .message = ret_message};
    reading.pack = calloc(1, sizeof *reading.pack);
    if (reading.pack)
        reading.pack->memory = calloc(1, sizeof *reading.pack->memory);
    if (!reading.pack || !reading.pack->memory)
        snprintf(ret_message, 256, "pack.json: out of memory.");
    else if (read_all(&reading))
        return reading.pack;
    pack_free(reading.pack);
    return NULL;
}

void pack_free(struct pack *pack)
{
    if (!pack)
        return;
    for (size_t i = 0; i < pack->form_count; i++)
        form_free(pack->forms[i]);
    for (size_t i = 0; i < pack->table_count; i++)
        table_free(pack->tables[i]);
    if (pack->memory)
        hold_clear(pack->memory);
    free(pack->memory);
    free(pack);
}

static enum base_error folder_get(void *self, const char *name, struct buffer *ret_bytes)
{
    return disk_get(self, name, ret_bytes);
}

struct pack_files pack_folder(struct disk *folder)
{
    return (struct pack_files){.get = folder_get, .self = folder};
}
