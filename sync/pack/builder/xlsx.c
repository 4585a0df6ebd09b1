#include "xlsx.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

#define CHUNK 16384
#define NS_MARK '|'

bool xlsx_open(struct xlsx *xlsx, const char *file, const void *bytes, size_t len, struct report *report)
{
    static const unsigned char compound[] = {0xd0, 0xcf, 0x11, 0xe0};
    *xlsx = (struct xlsx){.file = file, .report = report};
    if (len >= sizeof compound && memcmp(bytes, compound, sizeof compound) == 0) {
        report_mistake(report, file, "",
            "It has a password, or is an old .xls file. Save it as .xlsx without a password.");
        return false;
    }
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, len, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    zip_error_fini(&error);
    if (!zip) {
        zip_source_free(source);
        report_mistake(report, file, "",
            "This is no .xlsx file, or it is damaged. Open it in a spreadsheet and save it again.");
        return false;
    }
    xlsx->zip = zip;
    if (zip_get_num_entries(zip, 0) <= XLSX_ENTRIES)
        return true;
    report_mistake(report, file, "",
        "It has more than %d parts. Copy the sheets of the form into a new file.", XLSX_ENTRIES);
    xlsx_close(xlsx);
    return false;
}

void xlsx_close(struct xlsx *xlsx)
{
    if (xlsx->zip)
        zip_discard(xlsx->zip);
    xlsx->zip = NULL;
}

/* One part on its way through the parser. */
struct stream {
    XML_Parser parser;
    const struct xlsx_reader *reader;
    const char *why; /* the first fault; then the parser stops */
    unsigned depth;
};

static void stop(struct stream *stream, const char *why)
{
    if (!stream->why && why) {
        stream->why = why;
        XML_StopParser(stream->parser, XML_FALSE);
    }
}

static const char *local(const char *name)
{
    const char *mark = strrchr(name, NS_MARK);
    return mark ? mark + 1 : name;
}

static void XMLCALL on_begin(void *ctx, const char *name, const char **attributes)
{
    struct stream *stream = ctx;
    const char *plain[2 * 32 + 1];
    size_t count = 0;
    if (stream->why)
        return;
    if (++stream->depth > XLSX_DEPTH) {
        stop(stream, "its XML is nested too deep");
        return;
    }
    for (size_t i = 0; attributes[i] && count < 2 * 32; i += 2) {
        const char *short_name = local(attributes[i]);
        bool relation = short_name != attributes[i] && strstr(attributes[i], "relationships");
        plain[count++] = relation && strcmp(short_name, "id") == 0 ? "r:id" : short_name;
        plain[count++] = attributes[i + 1];
    }
    plain[count] = NULL;
    stop(stream, stream->reader->begin(stream->reader->ctx, local(name), plain));
}

static void XMLCALL on_end(void *ctx, const char *name)
{
    struct stream *stream = ctx;
    if (stream->why)
        return;
    stream->depth--;
    stop(stream, stream->reader->end(stream->reader->ctx, local(name)));
}

static void XMLCALL on_text(void *ctx, const char *text, int len)
{
    struct stream *stream = ctx;
    if (!stream->why)
        stream->reader->text(stream->reader->ctx, text, (size_t)len);
}

static void XMLCALL on_doctype(
    void *ctx, const char *name, const char *system_id, const char *public_id, int internal)
{
    (void)name, (void)system_id, (void)public_id, (void)internal;
    stop(ctx, "it declares a document type, which no spreadsheet does");
}

/* NULL, or why it was refused. */
static const char *pour(struct stream *stream, zip_file_t *from, size_t promised)
{
    char chunk[CHUNK];
    size_t done = 0;
    for (;;) {
        zip_int64_t got = zip_fread(from, chunk, sizeof chunk);
        if (got < 0)
            return "it is damaged: a part of it does not unfold to what it was";
        done += (size_t)got;
        if (done > promised)
            return "a part of it is longer than it says";
        if (XML_Parse(stream->parser, chunk, (int)got, got == 0) != XML_STATUS_OK)
            return stream->why ? stream->why : "a part of it is no well-formed XML";
        if (got == 0)
            return done == promised ? NULL : "a part of it is shorter than it says";
    }
}

static const char *parse(const struct xlsx *xlsx, zip_uint64_t index, size_t promised, struct stream *stream)
{
    const char *why = "there is not enough memory for it";
    stream->parser = XML_ParserCreateNS(NULL, NS_MARK);
    zip_file_t *from = zip_fopen_index(xlsx->zip, index, 0);
    if (!from)
        why = "a part of it cannot be opened";
    if (from && stream->parser) {
        XML_SetUserData(stream->parser, stream);
        XML_SetElementHandler(stream->parser, on_begin, on_end);
        XML_SetCharacterDataHandler(stream->parser, on_text);
        XML_SetStartDoctypeDeclHandler(stream->parser, on_doctype);
        why = pour(stream, from, promised);
    }
    if (from)
        zip_fclose(from);
    if (stream->parser)
        XML_ParserFree(stream->parser);
    return why;
}

enum xlsx_result xlsx_part(struct xlsx *xlsx, const char *part, const struct xlsx_reader *reader)
{
    struct stream stream = {.reader = reader};
    zip_stat_t stat;
    zip_int64_t index = zip_name_locate(xlsx->zip, part, ZIP_FL_NOCASE);
    if (index < 0)
        return XLSX_MISSING;
    const char *why = NULL;
    if (zip_stat_index(xlsx->zip, (zip_uint64_t)index, 0, &stat) ||
        (stat.valid & (ZIP_STAT_SIZE | ZIP_STAT_ENCRYPTION_METHOD)) !=
            (ZIP_STAT_SIZE | ZIP_STAT_ENCRYPTION_METHOD))
        why = "a part of it cannot be opened";
    else if (stat.encryption_method != ZIP_EM_NONE)
        why = "it has a password; save it without one";
    else if (stat.size > XLSX_PART_BYTES)
        why = "a part of it unfolds to more than 16 MiB, which no form needs";
    else
        why = parse(xlsx, (zip_uint64_t)index, (size_t)stat.size, &stream);
    if (!why)
        return XLSX_READ;
    report_mistake(xlsx->report, xlsx->file, "",
        "This .xlsx file is refused: %s (%.80s). Copy its sheets into a new file and save that.", why, part);
    return XLSX_REFUSED;
}

const char *xlsx_attribute(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}
