/* Any bytes as the XML inside an .xlsx: byte 0 chooses the part, the rest is whole. Without a zip around it a
 * fuzzer gets to the cells. */
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
    "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/s.xml"};
static const char *const usual[] = {"<w xmlns:r=\"a/relationships\"><sheet name=\"survey\" r:id=\"a\"/></w>",
    "<r><Relationship Id=\"a\" Target=\"s.xml\"/></r>", "<sst><si><t>type</t></si><si><t>name</t></si></sst>",
    "<w><sheetData><row><c t=\"s\"><v>1</v></c></row></sheetData></w>"};

static uint8_t *archive(const uint8_t *data, size_t size, size_t *ret_len)
{
    zip_error_t error;
    zip_stat_t stat;
    uint8_t *bytes = NULL;
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(to);
    zip_t *zip = zip_open_from_source(to, ZIP_TRUNCATE, &error);
    for (size_t i = 0; i < 4; i++) {
        bool given = i == data[0] % 4u;
        zip_source_t *from = given ? zip_source_buffer(zip, data + 1, size - 1, 0)
                                   : zip_source_buffer(zip, usual[i], strlen(usual[i]), 0);
        zip_int64_t index = zip_file_add(zip, names[i], from, 0);
        zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0);
    }
    zip_close(zip);
    if (zip_source_open(to) == 0 && zip_source_stat(to, &stat) == 0 && (bytes = malloc(stat.size)))
        *ret_len = (size_t)zip_source_read(to, bytes, stat.size);
    zip_source_close(to);
    zip_source_free(to);
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sheet sheet;
    struct report report;
    size_t len = 0;
    if (size == 0)
        return 0;
    uint8_t *bytes = archive(data, size, &len);
    sheet_init(&sheet);
    report_init(&report);
    if (sheet_xlsx(&sheet, "forms/a.xlsx", "survey", true, bytes, len, &report) == (report.mistakes > 0))
        abort();
    sheet_clear(&sheet);
    report_clear(&report);
    free(bytes);
    return 0;
}
