/* wayside-preview: pictures of the kiosk's screens. See docs/man/wayside-preview.1. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/disk.h"
#include "base/log.h"
#include "preview/gallery.h"
#include "preview/stage.h"

enum { DONE = 0, FAILED = 1, USAGE = 2 };

struct options {
    const char *settings, *script, *pack, *out, *language, *panel;
    bool gallery, quick;
};

static const char **option_of(struct options *options, const char *name)
{
    return !strcmp(name, "--settings")   ? &options->settings
           : !strcmp(name, "--script")   ? &options->script
           : !strcmp(name, "--pack")     ? &options->pack
           : !strcmp(name, "--out")      ? &options->out
           : !strcmp(name, "--language") ? &options->language
           : !strcmp(name, "--panel")    ? &options->panel
                                         : NULL;
}

static bool options_fit(const struct options *options)
{
    if (!options->out)
        return false;
    if (options->gallery)
        return !options->script && (options->settings || options->pack);
    return !options->quick && !options->panel && !options->script != !options->pack &&
           (options->settings || options->pack) && (options->pack || !options->language);
}

static bool options_read(int argc, char **argv, struct options *options)
{
    for (int i = 1; i < argc; i++) {
        bool *set = !strcmp(argv[i], "--gallery") ? &options->gallery
                    : !strcmp(argv[i], "--quick") ? &options->quick
                                                  : NULL;
        const char **option = set ? NULL : option_of(options, argv[i]);
        if (set && !*set) {
            *set = true;
            continue;
        }
        if (!option || *option || i + 1 == argc)
            return false;
        *option = argv[++i];
    }
    return options_fit(options);
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
    bool good = stage && stage_pages(stage, options->language, options->out, &findings, message);
    stage_free(stage);
    if (good && findings)
        snprintf(message, 256, "%zu things are to be looked at; they stand in %.150s/pictures.json", findings,
            options->out);
    return good && !findings ? DONE : FAILED;
}

static int draw_gallery(
    const struct kiosk_settings *settings, const struct options *options, char message[static 256])
{
    struct gallery_options asked = {.folder = options->out,
        .pack = options->pack,
        .language = options->language,
        .panel = options->panel,
        .quick = options->quick};
    size_t pages = 0, findings = 0;
    if (!gallery(settings, &asked, &pages, &findings, message))
        return FAILED;
    if (!findings) {
        printf("nothing found on %zu pages\n", pages);
        return DONE;
    }
    snprintf(message, 256, "%zu findings on %zu pages; they stand in %.150s/findings.txt", findings, pages,
        options->out);
    return FAILED;
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
          "       wayside-preview [--settings FILE] --pack FOLDER [--language TAG] --out FOLDER\n"
          "       wayside-preview --gallery [--settings FILE] [--pack FOLDER] --out FOLDER\n"
          "                       [--language TAG] [--panel portrait|landscape|small] [--quick]\n"
          "Draws the kiosk's screens as PNG files: what a script presses, every page of a built pack, or "
          "every\n"
          "screen in every language on three panels, with what is wrong with them.\n"
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
    if (options->gallery)
        return draw_gallery(settings, options, message);
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
