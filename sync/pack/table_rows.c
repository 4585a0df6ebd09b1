#include "table_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"

struct rows {
    const char *p, *end;
    char *out; /* where the next cell goes: a cell is never longer than it stands in the document */
    struct json_read *read;
    struct pack_table *table;
    size_t row, column;
};

/* JSON's white space. */
static const char *skip(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        p++;
    return p;
}

/* Behind a string that begins at p; end when it is not closed. */
static const char *skip_string(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\' && end - p > 1)
            p++;
    return p < end ? p + 1 : end;
}

bool table_rows_find(const char *json, size_t len, struct table_span *ret_rows)
{
    const char *end = json + len, *rows = NULL;
    unsigned depth = 0;
    for (const char *p = json; p < end;) {
        const char *at = p;
        p = *p == '"' ? skip_string(p, end) : p + 1;
        if (*at == '[' || *at == '{')
            depth++;
        else if ((*at == ']' || *at == '}') && depth > 0)
            depth--;
        if (rows && *at == ']' && depth == 1) {
            *ret_rows = (struct table_span){(size_t)(rows - json), (size_t)(at - json)};
            return true;
        }
        if (rows || depth != 1 || *at != '"' || p - at != 6 || memcmp(at, "\"rows\"", 6) != 0)
            continue;
        const char *colon = skip(p, end), *open = colon < end ? skip(colon + 1, end) : end;
        if (colon < end && *colon == ':' && open < end && *open == '[') {
            rows = open + 1;
            p = open;
        }
    }
    return false;
}

static bool refuse(struct rows *rows, const char *what)
{
    size_t mark = json_read_down(rows->read, "rows", (int)rows->row);
    json_read_refuse(rows->read, "cell %zu: %s", rows->column + 1, what);
    json_read_up(rows->read, mark);
    return false;
}

static bool hex4(struct rows *rows, unsigned *ret_unit)
{
    *ret_unit = 0;
    if (rows->end - rows->p < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        char c = *rows->p++;
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                                : 16;
        if (digit == 16)
            return false;
        *ret_unit = *ret_unit << 4 | digit;
    }
    return true;
}

static void put_utf8(struct rows *rows, unsigned c)
{
    if (c < 0x80) {
        *rows->out++ = (char)c;
        return;
    }
    if (c < 0x800) {
        *rows->out++ = (char)(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            *rows->out++ = (char)(0xE0 | c >> 12);
        } else {
            *rows->out++ = (char)(0xF0 | c >> 18);
            *rows->out++ = (char)(0x80 | (c >> 12 & 0x3F));
        }
        *rows->out++ = (char)(0x80 | (c >> 6 & 0x3F));
    }
    *rows->out++ = (char)(0x80 | (c & 0x3F));
}

/* \uXXXX, or two of them for what lies beyond U+FFFF (RFC 8259, 7). */
static bool unicode_escape(struct rows *rows)
{
    unsigned unit, low;
    if (!hex4(rows, &unit) || (unit >= 0xDC00 && unit <= 0xDFFF))
        return false;
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (rows->end - rows->p < 2 || rows->p[0] != '\\' || rows->p[1] != 'u')
            return false;
        rows->p += 2;
        if (!hex4(rows, &low) || low < 0xDC00 || low > 0xDFFF)
            return false;
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    if ((unit < 0x20 && unit != '\n') || unit == 0x7F)
        return false;
    put_utf8(rows, unit);
    return true;
}

static bool escape(struct rows *rows)
{
    char c = rows->p < rows->end ? *rows->p++ : 0;
    if (c == '"' || c == '\\' || c == '/')
        *rows->out++ = c;
    else if (c == 'n')
        *rows->out++ = '\n';
    else
        return c == 'u' && unicode_escape(rows);
    return true;
}

/* "..." into the next cell. */
static bool cell(struct rows *rows)
{
    char *begin = rows->out;
    if (rows->p == rows->end || *rows->p++ != '"')
        return refuse(rows, "not a text");
    for (;;) {
        if (rows->p == rows->end)
            return refuse(rows, "has no end");
        unsigned char c = (unsigned char)*rows->p++;
        if (c == '"')
            break;
        if (c < 0x20 || c == 0x7F)
            return refuse(rows, "holds a control character");
        if (c != '\\')
            *rows->out++ = (char)c;
        else if (!escape(rows))
            return refuse(rows, "holds an escape that is none, or a control character");
    }
    if (rows->out - begin > TABLE_CELL)
        return refuse(rows, "too long");
    *rows->out++ = 0;
    rows->table->cells[rows->row * rows->table->column_count + rows->column] = begin;
    return true;
}

/* True and past it when the next thing is that character. */
static bool next_is(struct rows *rows, char c)
{
    rows->p = skip(rows->p, rows->end);
    if (rows->p == rows->end || *rows->p != c)
        return false;
    rows->p++;
    rows->p = skip(rows->p, rows->end);
    return true;
}

static bool row(struct rows *rows)
{
    rows->column = 0;
    if (!next_is(rows, '['))
        return refuse(rows, "not a row");
    for (; rows->column < rows->table->column_count; rows->column++) {
        if (rows->column && !next_is(rows, ','))
            return refuse(rows, "missing");
        if (!cell(rows))
            return false;
    }
    return next_is(rows, ']') || refuse(rows, "more than there are columns");
}

/* How many rows there can be: each has a bracket of its own, whatever its cells hold. */
static size_t most_rows(const char *p, const char *end)
{
    size_t count = 0;
    while (p < end) {
        count += *p == '[';
        p = *p == '"' ? skip_string(p, end) : p + 1;
    }
    return count;
}

void table_rows_read(
    struct json_read *read, const char *json, struct table_span span, struct pack_table *table)
{
    struct rows rows = {
        .p = skip(json + span.from, json + span.to), .end = json + span.to, .read = read, .table = table};
    size_t most = most_rows(rows.p, rows.end);
    if (most > TABLE_ROWS) {
        json_read_refuse(read, "rows: over %d of them", TABLE_ROWS);
        return;
    }
    table->cells = json_read_new(read, most * table->column_count, sizeof *table->cells);
    table->memory = json_read_new(read, span.to - span.from + 1, 1);
    rows.out = table->memory;
    if (read->failed || rows.p == rows.end)
        return;
    do {
        if (rows.row == most) {
            refuse(&rows, "not a row");
            return;
        }
        if (!row(&rows))
            return;
        rows.row++;
        rows.column = 0;
    } while (next_is(&rows, ','));
    if (rows.p != rows.end)
        refuse(&rows, "not the end of the rows");
    table->row_count = rows.row;
}
