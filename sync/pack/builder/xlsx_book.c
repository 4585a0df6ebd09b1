#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "xlsx.h"

/* xl/workbook.xml: <sheets><sheet name="survey" sheetId="1" r:id="rId1"/></sheets> */
struct workbook {
    const char *name;
    char id[64]; /* of the relationship of the one that is looked for */
    char *names; /* 128 bytes */
    size_t count;
};

static const char *workbook_begin(void *ctx, const char *name, const char *const *attributes)
{
    struct workbook *book = ctx;
    const char *title = xlsx_attribute(attributes, "name"), *id = xlsx_attribute(attributes, "r:id");
    if (strcmp(name, "sheet") != 0 || !title || !id)
        return NULL;
    if (++book->count > XLSX_SHEETS)
        return "it has more than 256 sheets";
    size_t len = strlen(book->names);
    if (len + strlen(title) + 6 < 128)
        snprintf(book->names + len, 128 - len, "%s%s", len ? ", " : "", title);
    if (strcasecmp(title, book->name) == 0 && !book->id[0])
        snprintf(book->id, sizeof book->id, "%s", id);
    return NULL;
}

/* xl/_rels/workbook.xml.rels: <Relationship Id="rId1" Target="worksheets/sheet1.xml"/> */
struct relations {
    const char *id;
    char target[200];
    bool external;
};

static const char *relations_begin(void *ctx, const char *name, const char *const *attributes)
{
    struct relations *relations = ctx;
    const char *id = xlsx_attribute(attributes, "Id"), *target = xlsx_attribute(attributes, "Target");
    const char *mode = xlsx_attribute(attributes, "TargetMode");
    if (strcmp(name, "Relationship") != 0 || !id || !target || strcmp(id, relations->id) != 0)
        return NULL;
    if (mode && strcmp(mode, "External") == 0)
        return "a sheet of it is in another file";
    if (strlen(target) >= sizeof relations->target)
        return "a part of it has too long a name";
    strcpy(relations->target, target);
    return NULL;
}

static const char *nothing_at_end(void *ctx, const char *name)
{
    (void)ctx, (void)name;
    return NULL;
}

static void no_text(void *ctx, const char *text, size_t len)
{
    (void)ctx, (void)text, (void)len;
}

/* REFUSED also when the part must be there. */
static enum xlsx_result needed(struct xlsx *xlsx, const char *part, const struct xlsx_reader *reader)
{
    enum xlsx_result result = xlsx_part(xlsx, part, reader);
    if (result != XLSX_MISSING)
        return result;
    report_mistake(xlsx->report, xlsx->file, "",
        "This is no workbook: it has no %s. Open it in a spreadsheet and save it as .xlsx.", part);
    return XLSX_REFUSED;
}

enum xlsx_result xlsx_find_sheet(
    struct xlsx *xlsx, const char *name, char ret_part[static 256], char ret_names[static 128])
{
    struct workbook book = {.name = name, .names = ret_names};
    struct relations relations = {.id = book.id};
    struct xlsx_reader reader = {workbook_begin, nothing_at_end, no_text, &book};
    ret_names[0] = 0;
    enum xlsx_result result = needed(xlsx, "xl/workbook.xml", &reader);
    if (result != XLSX_READ)
        return result;
    if (!book.id[0])
        return XLSX_MISSING;
    reader.begin = relations_begin;
    reader.ctx = &relations;
    result = needed(xlsx, "xl/_rels/workbook.xml.rels", &reader);
    if (result == XLSX_READ && !relations.target[0]) {
        report_mistake(xlsx->report, xlsx->file, "",
            "The sheet %s has no part in the file. Open it in a spreadsheet and save it again.", name);
        return XLSX_REFUSED;
    }
    bool whole = relations.target[0] == '/';
    snprintf(ret_part, 256, "%s%s", whole ? "" : "xl/", relations.target + whole);
    return result;
}
