/* Any bytes as the CSV of an XLSForm: refused with a mistake, or a form that the reader takes. */
#include <stdlib.h>
#include <string.h>

#include "xlsform.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum base_error nothing(void *self, const char *path, struct buffer *ret_bytes)
{
    (void)self, (void)path, (void)ret_bytes;
    return BASE_NOT_FOUND;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct disk_ops ops = {.read = nothing};
    char languages[2][16] = {"en", "ar"};
    struct string_language translated[1] = {{.tag = "ar"}};
    struct report report;
    struct build build = {
        .report = &report, .sources = {.ops = &ops}, .languages = languages, .language_count = 2};
    struct xlsform form = {.build = &build, .file = "forms/a.csv", .id = "a"};
    report_init(&report);
    build.strings.languages = translated;
    build.strings.language_count = 1;
    if (xlsform_read(&form, data, size)) {
        xlsform_rows(&form);
        bool good = report.mistakes == 0 && xlsform_write(&form);
        const struct built_file *made = output_find(&build.output, "form/a.json");
        char message[256];
        struct form *read = made ? form_read(made->bytes, made->len, message) : NULL;
        if (good != (read != NULL) || good == (report.mistakes > 0))
            abort();
        form_free(read);
    }
    xlsform_clear(&form);
    for (size_t i = 0; i < translated->text_count; i++)
        free(translated->texts[i].text);
    free(translated->texts);
    build.strings.languages = NULL;
    build.strings.language_count = 0;
    strings_clear(&build.strings);
    output_clear(&build.output);
    report_clear(&report);
    return 0;
}
