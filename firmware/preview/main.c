/* wayside-preview: pictures of the kiosk's screens. See docs/man/wayside-preview.1. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/disk.h"
#include "base/log.h"
#include "preview/stage.h"

enum { DONE = 0, FAILED = 1, USAGE = 2 };

struct options {
    const char *settings, *script, *pack, *out;
};

static bool options_read(int argc, char **argv, struct options *options)
{
    for (int i = 1; i + 1 < argc; i += 2) {
        const char **option = !strcmp(argv[i], "--settings") ? &options->settings
                              : !strcmp(argv[i], "--script") ? &options->script
                              : !strcmp(argv[i], "--pack")   ? &options->pack
                              : !strcmp(argv[i], "--out")    ? &options->out
                                                             : NULL;
        if (!option || *option)
            return false;
        *option = argv[i + 1];
    }
    if (argc % 2 == 0 || !options->out || !options->script == !options->pack)
        return false;
    return options->settings || options->pack;
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

static int run_script(
    const struct kiosk_settings *settings, const struct options *options, char message[static 256])
{
    struct script script = {0};
    char why[256] = "";
    if (!read_script(options->script, &script, message))
        return USAGE;
    struct stage *stage = stage_new(settings, message);
    bool good = stage && stage_run(stage, &script, options->out, why);
    if (stage && !good)
        snprintf(message, 256, "%.60s: %.190s", options->script, why);
    stage_free(stage);
    script_clear(&script);
    return good ? DONE : FAILED;
}

static int draw_pack(
    const struct kiosk_settings *settings, const struct options *options, char message[static 256])
{
    size_t findings = 0;
    struct stage *stage = stage_new_pack(settings, options->pack, message);
    bool good = stage && stage_pages(stage, options->out, &findings, message);
    stage_free(stage);
    if (good && findings)
        snprintf(message, 256, "%zu things are to be looked at; they stand in %.150s/pictures.json", findings,
            options->out);
    return good && !findings ? DONE : FAILED;
}

/* What was built with this program: bin/ and share/wayside/ stand beside each other. */
static bool standard_settings(struct kiosk_settings *settings, char message[static 256])
{
    char program[PATH_MAX] = "";
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    char *bin = len > 0 ? strrchr(program, '/') : NULL;
    if (bin)
        *bin = 0;
    if (bin && kiosk_settings_standard(program, settings, message))
        return true;
    if (!bin)
        snprintf(message, 256, "this program cannot find its folder; give --settings");
    return false;
}

static int usage(FILE *to, int code)
{
    fputs("usage: wayside-preview --settings FILE --script FILE --out FOLDER\n"
          "       wayside-preview [--settings FILE] --pack FOLDER --out FOLDER\n"
          "Draws the kiosk's screens as PNG files: what a script presses, or every page of a built pack.\n"
          "See wayside-preview(1).\n",
        to);
    return code;
}

static int run(const struct options *options, struct kiosk_settings *settings, char message[static 256])
{
    bool good = !options->settings ? standard_settings(settings, message)
                : options->pack    ? kiosk_settings_read_image(options->settings, settings, message)
                                   : kiosk_settings_read(options->settings, settings, message);
    if (!good)
        return USAGE;
    if (access(options->out, W_OK | X_OK)) {
        snprintf(message, 256, "%.150s: the folder for the pictures cannot be written to; make it first",
            options->out);
        return FAILED;
    }
    return options->pack ? draw_pack(settings, options, message) : run_script(settings, options, message);
}

int main(int argc, char **argv)
{
    struct options options = {0};
    struct kiosk_settings settings = {0};
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
    else
        code = run(&options, &settings, message);
    if (code != DONE)
        log_line(&log, "%s", message);
    kiosk_settings_clear(&settings);
    return code;
}
