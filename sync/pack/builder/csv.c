#include <csv.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

#include "base/cursor.h"
#include "parts.h"

#define CHUNK 65536

struct reading {
    struct sheet *sheet;
    size_t row, column;
    bool after_cr; /* the last thing was a CR: a LF belongs to it */
    bool wide;     /* a row has more columns than are taken */
    enum sheet_error error;
};

static void field(void *text, size_t len, void *data)
{
    struct reading *reading = data;
    reading->after_cr = false;
    if (!reading->error)
        reading->error = sheet_put(reading->sheet, reading->row, reading->column, text, len);
    reading->wide |= reading->error && reading->column >= SHEET_COLUMNS;
    reading->column++;
}

static void row_end(int character, void *data)
{
    struct reading *reading = data;
    bool second_half = character == CSV_LF && reading->after_cr && reading->column == 0;
    reading->after_cr = character == CSV_CR;
    if (second_half || (character < 0 && reading->column == 0))
        return;
    reading->row++;
    reading->column = 0;
}

/* What the first row has most of. Quoted names of columns hold none of them. */
static unsigned char separator(const char *text, size_t len)
{
    static const char all[] = {',', ';', '\t'};
    size_t counts[sizeof all] = {0}, best = 0;
    for (size_t i = 0; i < len && text[i] != '\n' && text[i] != '\r'; i++)
        for (size_t k = 0; k < sizeof all; k++)
            counts[k] += text[i] == all[k];
    for (size_t k = 1; k < sizeof all; k++)
        if (counts[k] > counts[best])
            best = k;
    return (unsigned char)all[best];
}

static size_t lines_before(const char *text, size_t end)
{
    size_t line = 1;
    for (size_t i = 0; i < end; i++)
        line += text[i] == '\n';
    return line;
}

size_t text_wrong_line(const void *bytes, size_t len)
{
    const char *text = bytes, *nul = memchr(bytes, 0, len);
    size_t good = 0, line = 1;
    while (good < len) { /* line by line: the first that is not UTF-8 */
        const char *end = memchr(text + good, '\n', len - good);
        size_t stop = end ? (size_t)(end - text) + 1 : len;
        if (!utf8_valid(text + good, stop - good))
            return line;
        good = stop;
        line++;
    }
    return nul ? lines_before(text, (size_t)(nul - text)) : 0;
}

/* "sep=;", which some spreadsheets write above a table for others of their kind: no row. */
static size_t separator_line(const char *text, size_t len)
{
    const char *end = memchr(text, '\n', len);
    size_t line = end ? (size_t)(end - text) : 0;
    line -= line > 0 && text[line - 1] == '\r';
    return line == 5 && strncasecmp(text, "sep=", 4) == 0 ? (size_t)(end - text) + 1 : 0;
}

static bool parse(struct reading *reading, const char *text, size_t len)
{
    struct csv_parser parser;
    bool whole = true;
    if (csv_init(&parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI))
        return false;
    csv_set_delim(&parser, separator(text, len));
    for (size_t done = 0; done < len && whole && !reading->error; done += CHUNK) {
        size_t some = len - done < CHUNK ? len - done : CHUNK;
        whole = csv_parse(&parser, text + done, some, field, row_end, reading) == some;
    }
    if (whole && !reading->error)
        whole = csv_fini(&parser, field, row_end, reading) == 0;
    csv_free(&parser);
    return whole;
}

static void refuse(const struct reading *reading, bool whole, const char *file, struct report *report)
{
    char place[32];
    sheet_place(reading->row, reading->column, place);
    if (reading->wide)
        report_mistake(
            report, file, place, "The row has more than %d columns; take the rest out.", SHEET_COLUMNS);
    else if (reading->error == SHEET_FULL && reading->row >= SHEET_ROWS)
        report_mistake(report, file, "",
            "The table has more than %d rows. Keep only what is needed at the places of this pack.",
            SHEET_ROWS - 1);
    else if (reading->error == SHEET_FULL)
        report_mistake(report, file, place, "The table is too large from here on; make it smaller.");
    else if (reading->error)
        report_mistake(report, file, place, "There is not enough memory for this table.");
    else if (!whole)
        report_mistake(report, file, place,
            "A quotation mark stands alone here or before. A cell that holds one begins and ends with a "
            "quotation mark, and each inside is written twice; save the table as CSV from a spreadsheet.");
}

bool sheet_csv(struct sheet *sheet, const char *file, const void *bytes, size_t len, struct report *report)
{
    struct reading reading = {.sheet = sheet};
    const char *text = bytes;
    size_t line = text_wrong_line(bytes, len);
    char place[32];
    if (line) {
        snprintf(place, sizeof place, "line %zu", line);
        report_mistake(report, file, place,
            "The table is not saved as UTF-8. In the spreadsheet choose \"CSV UTF-8\" (or the character set "
            "UTF-8) when saving.");
        return false;
    }
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3, len -= 3;
    size_t above = separator_line(text, len);
    text += above, len -= above;
    if (!sheet_name(sheet, file, "")) {
        report_mistake(report, file, "", "There is not enough memory for this table.");
        return false;
    }
    bool whole = parse(&reading, text, len);
    refuse(&reading, whole, file, report);
    return whole && !reading.error;
}
