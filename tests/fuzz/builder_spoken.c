/* Any bytes as spoken.csv, and behind the first NUL as each sound that it names: mistakes, or sounds that a
 * kiosk plays. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "builder/builder.h"
#include "sound.h"
#include "sources.h"
#include "voice_set.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    const uint8_t *data;
    size_t size;
};

static enum base_error get(void *self, const char *path, struct buffer *ret_bytes)
{
    const struct input *input = self;
    const uint8_t *nul = input->size ? memchr(input->data, 0, input->size) : NULL;
    size_t first = nul ? (size_t)(nul - input->data) : input->size;
    if (strcmp(path, "spoken.csv") == 0)
        return buffer_add(ret_bytes, input->data, first);
    if (strncmp(path, "spoken/", 7) != 0 || strchr(path + 7, '/') || strstr(path, ".."))
        abort();
    return nul ? buffer_add(ret_bytes, nul + 1, input->size - first - 1) : BASE_NOT_FOUND;
}

/* Whether there is such a file is asked of the folder itself. */
static char folder[] = "/tmp/wayside-spoken-XXXXXX";

static void folder_remove(void)
{
    char path[64];
    snprintf(path, sizeof path, "%s/spoken.csv", folder);
    (void)unlink(path);
    (void)rmdir(folder);
}

static void folder_make(void)
{
    char path[64];
    if (!mkdtemp(folder))
        abort();
    snprintf(path, sizeof path, "%s/spoken.csv", folder);
    FILE *file = fopen(path, "w");
    if (!file || fclose(file) || atexit(folder_remove))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct disk_ops ops = {.read = get};
    static bool made;
    struct builder_ground ground = {.folder = folder};
    struct input input = {data, size};
    char languages[2][16] = {"en", "ar"};
    struct string_language translated[1] = {{.tag = "ar"}};
    struct voice_set set;
    struct report report;
    struct build build = {.ground = &ground,
        .report = &report,
        .sources = {.ops = &ops, .self = &input},
        .languages = languages,
        .language_count = 2};
    if (!made)
        folder_make();
    made = true;
    report_init(&report);
    build.strings.languages = translated;
    build.strings.language_count = 1;
    if (!strings_add(&build.strings, "Leave now", 0, "topics/a.md", "line 1", ""))
        abort();
    for (size_t i = 0; i < 2; i++) {
        voice_set_begin(&set, languages[i]);
        if (!spoken_take(&build, languages[i], &set))
            abort();
        for (size_t k = 0; k < set.count; k++)
            if (set.in[k].ogg.len && sound_check(set.in[k].ogg.bytes, set.in[k].ogg.len))
                abort();
        voice_set_clear(&set);
    }
    build.strings.languages = NULL;
    build.strings.language_count = 0;
    strings_clear(&build.strings);
    report_clear(&report);
    return 0;
}
