/* .xlsx files as spreadsheets write them, and as someone would who wants to harm the editor's machine. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack_sources.h"
#include "parts.h"
#include "xlsx_maker.h"

static bool read(struct sheet *sheet, const char *name, const void *bytes, size_t len, struct report *report)
{
    sheet_init(sheet);
    report_init(report);
    return sheet_xlsx(sheet, "forms/a.xlsx", name, true, bytes, len, report);
}

static void finish(struct sheet *sheet, struct report *report)
{
    sheet_clear(sheet);
    report_clear(report);
}

/* survey has this inside; the cells are as "A1=x B2=y ". */
static void cells_are(const char *inside, const char *strings, const char *wanted)
{
    struct sheet sheet;
    struct report report;
    char said[1000] = "";
    size_t len;
    uint8_t *bytes = xlsx_maker_sheets((const char *const[]){inside, NULL, NULL}, strings, &len);
    if (!read(&sheet, "survey", bytes, len, &report)) {
        sources_print(&report);
        fail_msg("%s", inside);
    }
    for (size_t row = 0; row < sheet.rows; row++)
        for (size_t i = sheet.first[row]; i < sheet.first[row + 1]; i++) {
            char place[32];
            sheet_place(row, sheet.cells[i].column, place);
            snprintf(said + strlen(said), sizeof said - strlen(said), "%s=%s ", place + 5,
                sheet.text + sheet.cells[i].text);
        }
    assert_string_equal(said, wanted);
    finish(&sheet, &report);
    free(bytes);
}

#define STRINGS                                                                                              \
    "<sst><si><t>type</t></si><si><r><t>na</t></r><r><t>me</t></r><rPh><t>aloud</t></rPh></si><si/>"         \
    "<si><t>a_x000D_\nb _x005F_x000D_ &#233;&amp;</t></si></sst>"

static void every_kind_of_cell_is_read(void **state)
{
    (void)state;
    cells_are("<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
              "<c r=\"C1\" t=\"s\"><v>2</v></c></row><row r=\"3\"><c r=\"D3\" "
              "t=\"s\"><v>3</v></c></row></sheetData>",
        STRINGS, "A1=type B1=name D3=a\nb _x000D_ \303\251& ");
    cells_are(
        "<sheetData><row><c t=\"inlineStr\"><is><t>in</t></is></c><c><v>3</v></c><c t=\"n\"><v>2.50</v></c>"
        "<c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"str\"><f>1+1</f><v>two</v></c>"
        "<c><v>0.10000000000000001</v></c><c><v>1E2</v></c><c/></row><row/><row><c><v>-4</v></c></row></"
        "sheetData>",
        NULL, "A1=in B1=3 C1=2.5 D1=TRUE E1=FALSE F1=two G1=0.1 H1=100 A3=-4 ");
    cells_are("<sheetData><row r=\"2\"><c r=\"AA2\"><v>1</v></c><c r=\"AB2\"><v>2</v></c></row></sheetData>",
        NULL, "AA2=1 AB2=2 ");
}

static void merged_cells_are_told(void **state)
{
    (void)state;
    struct sheet sheet;
    struct report report;
    size_t len;
    uint8_t *bytes = xlsx_maker_sheets(
        (const char *const[]){
            "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData><mergeCells><mergeCell "
            "ref=\"A1:B2\"/></mergeCells>",
            NULL, NULL},
        NULL, &len);
    assert_true(read(&sheet, "SURVEY", bytes, len, &report));
    assert_non_null(sources_said(&report, "forms/a.xlsx", "SURVEY", "A1:B2"));
    finish(&sheet, &report);
    free(bytes);
}

static void said(const void *bytes, size_t len, const char *place, const char *words)
{
    struct sheet sheet;
    struct report report;
    if (read(&sheet, "survey", bytes, len, &report))
        fail_msg("accepted, not: %s", words);
    if (!sources_said(&report, "forms/a.xlsx", place, words)) {
        sources_print(&report);
        fail_msg("%s", words);
    }
    finish(&sheet, &report);
}

static void sheet_said(const char *inside, const char *place, const char *words)
{
    size_t len;
    uint8_t *bytes = xlsx_maker_sheets((const char *const[]){inside, NULL, NULL}, STRINGS, &len);
    said(bytes, len, place, words);
    free(bytes);
}

static void odd_sheets_are_refused(void **state)
{
    (void)state;
    sheet_said(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>4</v></c></row></sheetData>", "", "cannot be read");
    sheet_said(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row></sheetData>", "", "cannot be read");
    sheet_said("<sheetData><row r=\"1\"><c r=\"A1\"><v>x</v></c></row></sheetData>", "", "cannot be read");
    sheet_said(
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>1e999</v></c></row></sheetData>", "", "cannot be read");
    sheet_said("<sheetData><row r=\"2\"><c r=\"D2\" t=\"e\"><v>#REF!</v></c></row></sheetData>", "survey!D2",
        "in error");
    sheet_said("<sheetData><row r=\"2\"/><row r=\"1\"/></sheetData>", "", "out of order");
    sheet_said("<sheetData><row r=\"0\"/></sheetData>", "", "out of order");
    sheet_said("<sheetData><row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row></sheetData>", "", "out of order");
    sheet_said("<sheetData><row r=\"1\"><c r=\"A2\"/></row></sheetData>", "", "out of order");
    sheet_said("<sheetData><row r=\"1\"><c r=\"AAAA1\"/></row></sheetData>", "", "out of order");
    sheet_said("<sheetData><c><v>1</v></c></sheetData>", "", "in no row");
    sheet_said("<sheetData><row><c><c/></c></row></sheetData>", "", "in no row");
    sheet_said("<sheetData><row r=\"1048576\"><c><v>1</v></c></row></sheetData>", "", "too many rows");
    sheet_said(
        "<sheetData><row><c r=\"XFD1\"><v>1</v></c></row></sheetData>", "", "too many rows or columns");
    sheet_said("<sheetData><row>", "", "well-formed");
}

/* Any workbook with another part in the place of its first sheet. */
static void part_said(const char *text, size_t len, const char *words)
{
    size_t zip_len;
    struct xlsx_maker_part parts[] = {
        {.name = "xl/workbook.xml",
            .text = "<workbook xmlns:r=\"a/relationships\"><sheets><sheet name=\"survey\" "
                    "r:id=\"a\"/></sheets></workbook>"},
        {.name = "xl/_rels/workbook.xml.rels",
            .text = "<Relationships><Relationship Id=\"a\" Target=\"s.xml\"/></Relationships>"},
        {.name = "xl/s.xml", .text = text, .len = len},
        {.name = NULL},
    };
    uint8_t *zip = xlsx_maker_zip(parts, &zip_len);
    said(zip, zip_len, "", words);
    free(zip);
}

static char *repeated(const char *text, size_t times, const char *before, const char *after)
{
    char *all = malloc(strlen(text) * times + strlen(before) + strlen(after) + 1), *to = stpcpy(all, before);
    for (size_t i = 0; i < times; i++)
        to = stpcpy(to, text);
    stpcpy(to, after);
    return all;
}

static void bombs_do_not_unfold(void **state)
{
    (void)state;
    char *many = repeated("<row><c><v>1</v></c></row>", 1000000, "<a><sheetData>", "</sheetData></a>");
    part_said(many, 0, "more than 16 MiB"); /* a million rows, 26 MB from 100 KB */
    free(many);
    char *rows = repeated("<row><c><v>1</v></c></row>", 200000, "<a><sheetData>", "</sheetData></a>");
    part_said(rows, 0, "too many rows");
    free(rows);
    char *deep = repeated("<a>", 100000, "", "");
    part_said(deep, 0, "nested too deep");
    free(deep);
    char *wide = repeated(
        "x", 70000, "<a><sheetData><row><c t=\"str\"><v>", "</v></c></row></sheetData></a>");
    part_said(wide, 0, "too long");
    free(wide);
    char *zeros = calloc(1, 64 << 20);
    part_said(zeros, 64 << 20, "more than 16 MiB");
    part_said(zeros, 1 << 20, "well-formed");
    free(zeros);
}

static void nothing_is_fetched_and_no_entity_unfolds(void **state)
{
    (void)state;
    part_said("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", 0, "document type");
    part_said("<!DOCTYPE a [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>", 0, "document type");
    part_said("<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\"><a/>", 0, "document type");
    part_said("<a>&x;</a>", 0, "well-formed");
    part_said("<a><b></a>", 0, "well-formed");
    part_said("<?xml version=\"1.0\" encoding=\"x-none\"?><a/>", 0, "well-formed");
}

static void a_thousand_sheets_are_too_many(void **state)
{
    (void)state;
    size_t len;
    char *book = repeated("<sheet name=\"x\" r:id=\"a\"/>", 1000, "<w xmlns:r=\"a/relationships\">", "</w>");
    struct xlsx_maker_part parts[] = {{.name = "xl/workbook.xml", .text = book}, {.name = NULL}};
    uint8_t *zip = xlsx_maker_zip(parts, &len);
    said(zip, len, "", "more than 256 sheets");
    free(zip);
    free(book);
}

static void a_workbook_without_its_sheet_says_which_it_has(void **state)
{
    (void)state;
    size_t len;
    struct xlsx_maker_part parts[] = {
        {.name = "xl/workbook.xml",
            .text = "<w xmlns:r=\"a/relationships\"><sheet name=\"Sheet1\" r:id=\"a\"/><sheet name=\"b\" "
                    "r:id=\"b\"/></w>"},
        {.name = NULL}};
    uint8_t *zip = xlsx_maker_zip(parts, &len);
    said(zip, len, "", "no sheet survey, only: Sheet1, b");
    free(zip);
    parts[0].text = "<w xmlns:r=\"a/relationships\"><sheet name=\"survey\" r:id=\"a\"/></w>";
    zip = xlsx_maker_zip(parts, &len);
    said(zip, len, "", "it has no xl/_rels/workbook.xml.rels");
    free(zip);
    parts[0].name = "mimetype";
    zip = xlsx_maker_zip(parts, &len);
    said(zip, len, "", "it has no xl/workbook.xml");
    free(zip);
}

static void passwords_and_other_files_are_told(void **state)
{
    (void)state;
    size_t len;
    struct xlsx_maker_part parts[] = {
        {.name = "xl/workbook.xml", .text = "<w/>", .encrypted = true}, {.name = NULL}};
    uint8_t *zip = xlsx_maker_zip(parts, &len);
    said(zip, len, "", "password");
    free(zip);
    said("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "", "password");
    said("", 0, "", "no workbook");
    said("PK\3\4", 4, "", "no .xlsx");
    said("type,name,label\n", 16, "", "no .xlsx");
}

static void what_is_cut_or_changed_is_refused_or_the_same(void **state)
{
    (void)state;
    size_t len;
    static const char inside[] =
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>type</v></c></row></sheetData>";
    struct xlsx_maker_part parts[] = {
        {.name = "xl/workbook.xml",
            .stored = true,
            .text = "<w xmlns:r=\"a/relationships\"><sheet name=\"survey\" r:id=\"a\"/></w>"},
        {.name = "xl/_rels/workbook.xml.rels",
            .stored = true,
            .text = "<r><Relationship Id=\"a\" Target=\"s.xml\"/></r>"},
        {.name = "xl/s.xml", .text = inside, .stored = true},
        {.name = NULL},
    };
    uint8_t *zip = xlsx_maker_zip(parts, &len);
    for (size_t cut = 0; cut < len; cut += 3)
        said(zip, cut, "", NULL);
    char *at = memmem(zip, len, "type</v>", 8);
    assert_non_null(at);
    *at = 'T'; /* the checksum is that of what was */
    said(zip, len, "", "damaged");
    *at = 't';
    for (size_t i = 0; i < len; i++) { /* whatever is read then is what was written, or it is refused */
        struct sheet sheet;
        struct report report;
        zip[i] ^= 0x10;
        if (read(&sheet, "survey", zip, len, &report) && sheet.rows > 0)
            assert_string_equal(sheet_text(&sheet, 0, 0), "type");
        finish(&sheet, &report);
        zip[i] ^= 0x10;
    }
    free(zip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_cell_is_read),
        cmocka_unit_test(merged_cells_are_told),
        cmocka_unit_test(odd_sheets_are_refused),
        cmocka_unit_test(bombs_do_not_unfold),
        cmocka_unit_test(nothing_is_fetched_and_no_entity_unfolds),
        cmocka_unit_test(a_thousand_sheets_are_too_many),
        cmocka_unit_test(a_workbook_without_its_sheet_says_which_it_has),
        cmocka_unit_test(passwords_and_other_files_are_told),
        cmocka_unit_test(what_is_cut_or_changed_is_refused_or_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
