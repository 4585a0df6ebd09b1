/* The parts of an .xlsx file (ECMA-376): a zip archive of XML, given as bytes. Streams each part through a
 * parser with bounds, so that a bomb is met before it unfolds. Nothing outside the bytes is ever opened: a
 * document type declaration, and with it every entity, is refused. */
#ifndef WAYSIDE_BUILDER_XLSX_H
#define WAYSIDE_BUILDER_XLSX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "builder/report.h"

#define XLSX_ENTRIES 4096
#define XLSX_SHEETS 256
#define XLSX_PART_BYTES (16 << 20) /* of one part, unfolded */
#define XLSX_DEPTH 64
#define XLSX_STRINGS (1 << 18)
#define XLSX_CELL_BYTES (1 << 16)

struct xlsx {
    void *zip; /* zip_t */
    const char *file;
    struct report *report;
};
/* Borrows the bytes. False with a mistake in the report: no zip, encrypted, too many parts. */
bool xlsx_open(struct xlsx *xlsx, const char *file, const void *bytes, size_t len, struct report *report);
void xlsx_close(struct xlsx *xlsx);

/* Names without their prefix. attributes: name and value in turn, NULL ends them; "id" of a relationship is
 * "r:id". begin and end return a sentence (static) to stop with, else NULL. */
struct xlsx_reader {
    const char *(*begin)(void *ctx, const char *name, const char *const *attributes);
    const char *(*end)(void *ctx, const char *name);
    void (*text)(void *ctx, const char *text, size_t len);
    void *ctx;
};
enum xlsx_result { XLSX_READ, XLSX_MISSING, XLSX_REFUSED }; /* REFUSED: with a mistake in the report */
/* part: "xl/workbook.xml". */
enum xlsx_result xlsx_part(struct xlsx *xlsx, const char *part, const struct xlsx_reader *reader);
/* NULL when there is no such attribute. */
const char *xlsx_attribute(const char *const *attributes, const char *name);

/* xl/sharedStrings.xml. A workbook without it has none. */
struct xlsx_strings {
    struct buffer text; /* each ends with a NUL */
    size_t *offsets;
    size_t count, cap;
};
bool xlsx_strings_read(struct xlsx *xlsx, struct xlsx_strings *ret_strings);
void xlsx_strings_clear(struct xlsx_strings *strings);
/* NULL: there is none of that number. */
const char *xlsx_string(const struct xlsx_strings *strings, size_t number);
/* In place: _x000D_ and its like become their characters, those that are no text are dropped. */
void xlsx_unescape(char *text);

/* The part of the work sheet of that name, whatever the case of its letters. MISSING: there is none. names:
 * the sheets that there are, for a sentence. */
enum xlsx_result xlsx_find_sheet(
    struct xlsx *xlsx, const char *name, char ret_part[static 256], char ret_names[static 128]);

#endif
