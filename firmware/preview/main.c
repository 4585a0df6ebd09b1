/* wayside-preview: pictures of the kiosk's screens. See docs/man/wayside-preview.1. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/disk.h"
#include "base/log.h"
#include "preview/stage.h"

enum { DONE = 0, FAILED = 1, USAGE = 2 };

struct options {
    const char *settings, *script, *out;
};

static bool options_read(int argc, char **argv, struct options *options)
{
    for (int i = 1; i + 1 < argc; i += 2) {
        const char **option = !strcmp(argv[i], "--settings") ? &options->settings
                              : !strcmp(argv[i], "--script") ? &options->script
                              : !strcmp(argv[i], "--out")    ? &options->out
                                                             : NULL;
        if (!option || *option)
            return false;
        *option = argv[i + 1];
    }
    return argc % 2 && options->settings && options->script && options->out;
}

static bool read_script(const char *path, struct script *script, char message[static 256])
{
    struct buffer bytes;
    char why[256] = "";
    buffer_init(&bytes, SCRIPT_BYTES);
    enum base_error error = file_read(path, SCRIPT_BYTES, &bytes);
    bool good = error == BASE_OK && script_read(bytes.bytes, bytes.len, script, why);
    if (!good)
        snprintf(message, 256, "%.100s: %.150s", path, error == BASE_OK ? why : base_error_text(error));
    buffer_clear(&bytes);
    return good;
}

static bool draw(const struct kiosk_settings *settings, const struct script *script,
    const struct options *options, char message[static 256])
{
    char why[256] = "";
    struct stage *stage = stage_new(settings, message);
    bool good = stage && stage_run(stage, script, options->out, why);
    if (stage && !good)
        snprintf(message, 256, "%.60s: %.190s", options->script, why);
    stage_free(stage);
    return good;
}

static int usage(FILE *to, int code)
{
    fputs("usage: wayside-preview --settings FILE --script FILE --out FOLDER\n"
          "Draws the kiosk's screens as PNG files, pressing what the script says. See wayside-preview(1).\n",
        to);
    return code;
}

int main(int argc, char **argv)
{
    struct options options = {0};
    struct kiosk_settings settings = {0};
    struct script script = {0};
    struct log log;
    char message[256] = "";
    int code = USAGE;
    log_init(&log, "wayside-preview");
    if (argc == 2 && !strcmp(argv[1], "--help"))
        return usage(stdout, DONE);
    if (!options_read(argc, argv, &options))
        return usage(stderr, USAGE);
    if (process_harden() != 0)
        snprintf(message, sizeof message, "no random numbers or no locked memory");
    else if (kiosk_settings_read(options.settings, &settings, message) &&
             read_script(options.script, &script, message))
        code = draw(&settings, &script, &options, message) ? DONE : FAILED;
    if (code != DONE)
        log_line(&log, "%s", message);
    script_clear(&script);
    kiosk_settings_clear(&settings);
    return code;
}
