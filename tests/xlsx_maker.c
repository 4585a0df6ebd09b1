#include "xlsx_maker.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

uint8_t *xlsx_maker_zip(const struct xlsx_maker_part *parts, size_t *ret_len)
{
    zip_error_t error;
    zip_stat_t stat;
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(to);
    zip_source_keep(to);
    zip_t *zip = zip_open_from_source(to, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (; parts->name; parts++) {
        size_t len = parts->len ? parts->len : strlen(parts->text);
        zip_source_t *from = zip_source_buffer(zip, parts->text, len, 0);
        zip_int64_t index = zip_file_add(zip, parts->name, from, ZIP_FL_ENC_UTF_8);
        assert_true(index >= 0);
        if (parts->stored)
            assert_int_equal(zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0), 0);
        if (parts->encrypted)
            assert_int_equal(zip_file_set_encryption(zip, (zip_uint64_t)index, ZIP_EM_AES_256, "word"), 0);
    }
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_open(to), 0);
    assert_int_equal(zip_source_stat(to, &stat), 0);
    uint8_t *bytes = malloc(stat.size + 1);
    assert_non_null(bytes);
    *ret_len = (size_t)zip_source_read(to, bytes, stat.size);
    assert_int_equal(*ret_len, stat.size);
    zip_source_close(to);
    zip_source_free(to);
    return bytes;
}

static const char workbook[] = DECLARATION
    "<x:workbook xmlns:x=\"" MAIN "\" xmlns:r=\"" RELATIONS "\"><x:sheets>"
    "<x:sheet name=\"Survey\" sheetId=\"1\" r:id=\"rId1\"/>%s%s"
    "<x:sheet name=\"my notes\" sheetId=\"9\" r:id=\"rId9\"/></x:sheets></x:workbook>";
static const char relations[] = DECLARATION
    "<Relationships xmlns=\"" PACKAGE "\">"
    "<Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/>"
    "<Relationship Id=\"rId3\" Target=\"worksheets/sheet3.xml\"/></Relationships>";

uint8_t *xlsx_maker_sheets(const char *const sheets[3], const char *strings, size_t *ret_len)
{
    struct xlsx_maker_part parts[XLSX_MAKER_PARTS] = {{.name = NULL}};
    char book[1024], names[3][40], *texts[3] = {NULL};
    size_t count = 0;
    snprintf(book, sizeof book, workbook,
        sheets[1] ? "<x:sheet name=\"choices\" sheetId=\"2\" r:id=\"rId2\"/>" : "",
        sheets[2] ? "<x:sheet name=\"settings\" sheetId=\"3\" r:id=\"rId3\"/>" : "");
    parts[count++] = (struct xlsx_maker_part){.name = "xl/workbook.xml", .text = book};
    parts[count++] = (struct xlsx_maker_part){.name = "xl/_rels/workbook.xml.rels", .text = relations};
    if (strings)
        parts[count++] = (struct xlsx_maker_part){.name = "xl/sharedStrings.xml", .text = strings};
    for (size_t i = 0; i < 3; i++) {
        if (!sheets[i])
            continue;
        assert_true(asprintf(&texts[i], "%s<worksheet xmlns=\"%s\">%s</worksheet>", DECLARATION, MAIN,
                        sheets[i]) > 0);
        snprintf(names[i], sizeof names[i], "xl/worksheets/sheet%zu.xml", i + 1);
        parts[count++] = (struct xlsx_maker_part){.name = names[i], .text = texts[i]};
    }
    uint8_t *bytes = xlsx_maker_zip(parts, ret_len);
    for (size_t i = 0; i < 3; i++)
        free(texts[i]);
    return bytes;
}

/* A CSV on its way into three sheets. */
struct pouring {
    FILE *sheets[3], *strings;
    int sheet; /* -1 before the first */
    size_t row, column, string_count;
    bool row_open, row_any;
};

static void put_escaped(FILE *to, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] == '&' || text[i] == '<' || text[i] == '>')
            fprintf(to, "&#%d;", text[i]);
        else
            fputc(text[i], to);
}

static void field(void *text, size_t len, void *data)
{
    static const char *const names[] = {"survey", "choices", "settings"};
    struct pouring *pouring = data;
    size_t column = pouring->column++;
    const char *said = text;
    if (column == 0) {
        for (int i = 0; i < 3; i++)
            if (len == strlen(names[i]) && memcmp(said, names[i], len) == 0) {
                pouring->sheet = i;
                pouring->row = 0;
            }
        return;
    }
    if (len == 0)
        return;
    FILE *to = pouring->sheets[pouring->sheet];
    if (!pouring->row_open)
        fprintf(to, "<row r=\"%zu\">", ++pouring->row);
    pouring->row_open = true;
    bool number = len == strspn(said, "0123456789");
    fprintf(to, "<c r=\"%c%zu\"", (char)('A' + column - 1), pouring->row);
    if (number) {
        fprintf(to, "><v>%.*s</v></c>", (int)len, said);
        return;
    }
    fprintf(to, " t=\"s\"><v>%zu</v></c>", pouring->string_count++);
    fputs("<si><r><t xml:space=\"preserve\">", pouring->strings); /* as rich text: two runs */
    put_escaped(pouring->strings, said, len / 2);
    fputs("</t></r><r><rPr/><t xml:space=\"preserve\">", pouring->strings);
    put_escaped(pouring->strings, said + len / 2, len - len / 2);
    fputs("</t></r><rPh><t>read aloud</t></rPh></si>", pouring->strings);
}

static void row_end(int character, void *data)
{
    struct pouring *pouring = data;
    (void)character;
    if (pouring->row_open)
        fputs("</row>", pouring->sheets[pouring->sheet]);
    pouring->row_open = false;
    pouring->column = 0;
}

uint8_t *xlsx_maker_of_csv(const char *csv, size_t *ret_len)
{
    struct pouring pouring = {.sheet = -1};
    struct csv_parser parser;
    char *texts[4];
    size_t sizes[4];
    pouring.strings = open_memstream(&texts[3], &sizes[3]);
    fputs(DECLARATION "<sst xmlns=\"" MAIN "\">", pouring.strings);
    for (int i = 0; i < 3; i++) {
        pouring.sheets[i] = open_memstream(&texts[i], &sizes[i]);
        fputs("<sheetData>", pouring.sheets[i]);
    }
    assert_int_equal(csv_init(&parser, CSV_APPEND_NULL), 0);
    assert_int_equal(csv_parse(&parser, csv, strlen(csv), field, row_end, &pouring), strlen(csv));
    csv_fini(&parser, field, row_end, &pouring);
    csv_free(&parser);
    fputs("</sst>", pouring.strings);
    fclose(pouring.strings);
    for (int i = 0; i < 3; i++) {
        fputs("</sheetData>", pouring.sheets[i]);
        fclose(pouring.sheets[i]);
    }
    uint8_t *bytes = xlsx_maker_sheets(
        (const char *const[]){texts[0], texts[1], texts[2]}, texts[3], ret_len);
    for (int i = 0; i < 4; i++)
        free(texts[i]);
    return bytes;
}
