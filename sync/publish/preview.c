/* preview: wayside-preview draws every page of the built pack in each language as the kiosk shows it;
 * index.html has them beside each other, a language a column. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "commands.h"
#include "html.h"
#include "preview.h"
#include "sources.h"

/* A kiosk of the usual size, with what comes with the program. */
static bool standard_kiosk(const struct run *run, const char *out, char path[static PUBLISH_TEXT])
{
    char text[4096];
    int len = snprintf(text, sizeof text,
        "[panel]\nwidth = 1080\nheight = 1920\npx_per_mm_x = 4.03\npx_per_mm_y = 4.03\n\n[image]\n"
        "fonts = %s/fonts.list\ncatalogues = %s/i18n\nlanguages = %s/languages.json\nform = "
        "%s/forms/help.json\n"
        "pictures = %s/pictures\nwords = %s/words\n",
        run->share, run->share, run->share, run->share, run->share, run->share);
    return len > 0 && (size_t)len < sizeof text && join_path(path, out, "kiosk.ini") &&
           write_whole(path, text, (size_t)len, 0644);
}

/* Its exit code; -1 after one sentence. */
static int run_preview(const struct run *run, const char *program, const char *settings, const char *pack)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        const char *language = run->options.language;
        execl(program, program, "--settings", settings, "--pack", pack, "--out", run->options.out,
            language ? "--language" : (char *)NULL, language, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return -1;
        }
    }
    if (child < 0 || !WIFEXITED(status) || WEXITSTATUS(status) == 127) {
        complain("%s could not be run; it belongs to the program: install it again", program);
        return -1;
    }
    return WEXITSTATUS(status);
}

static bool remove_old(const char *out)
{
    char path[PUBLISH_TEXT];
    return join_path(path, out, "pictures.json") && (unlink(path) == 0 || errno == ENOENT);
}

static bool draw(
    const struct run *run, const char *folder, const struct built *built, struct publish_settings *settings)
{
    char program[PUBLISH_TEXT], sources[PUBLISH_TEXT], path[PUBLISH_TEXT];
    const char *out = run->options.out;
    (void)folder;
    if (!join_path(program, run->beside, "wayside-preview") || !join_path(sources, out, "built") ||
        !make_folder(sources) || !remove_old(out) || !built_write(built, sources)) {
        return false;
    }
    if (!settings->kiosk[0] && !standard_kiosk(run, out, settings->kiosk)) {
        return false;
    }
    int code = run_preview(run, program, settings->kiosk, sources);
    if (code < 0 || !join_path(path, out, "pictures.json")) {
        return false;
    }
    if (!is_there(path)) {
        complain("the pictures could not be drawn (see above); nothing of the pack was changed");
        return false;
    }
    return true;
}

int preview_run(struct run *run)
{
    struct built built;
    struct publish_settings settings;
    size_t pictures = 0, findings = 0;
    int code;
    const char *folder = sources_folder_out(run, &code);
    if (!folder) {
        return code;
    }
    if (!publish_settings_find(run, folder, &settings) || !sources_build_quietly(run, folder, &built)) {
        return FAILED;
    }
    bool good = make_folder(run->options.out) && draw(run, folder, &built, &settings) &&
                preview_index(run->options.out, &built, &pictures, &findings);
    built_clear(&built);
    if (!good) {
        return FAILED;
    }
    say(run,
        "%zu pictures are in %s. Open %s/index.html in a browser: every page in each language, side by side.",
        pictures, run->options.out, run->options.out);
    if (findings > 0) {
        say(run, "%zu places do not fit or cannot be shown; they are marked there.", findings);
    }
    if (settings.key[0]) {
        say_next(run, "sign %s", folder);
    } else {
        say_next(
            run, "key new \"YOUR NAME\" --out my.key        (once, then enrol; docs/editors.md, step 5)");
    }
    return DONE;
}
