/* templates: what is to be translated. */
#include "commands.h"
#include "sources.h"

int templates_run(struct run *run)
{
    struct report report;
    struct publish_settings settings;
    struct builder_ground ground;
    char today[11];
    int code;
    const char *folder = sources_folder(run, &code);
    if (!folder) {
        return code;
    }
    report_init(&report);
    bool good = sources_ground(run, folder, &settings, today, &ground) && builder_templates(&ground, &report);
    report_sort(&report);
    sources_show(run, &report, true);
    report_clear(&report);
    if (!good) {
        say_next(run, "templates %s        (after you mended what stands above)", folder);
        return FAILED;
    }
    say(run,
        "%s/po/pack.pot has every sentence of the pack; each po/<tag>.po is up to it, no translation is "
        "lost.\n"
        "Translate with Poedit, Weblate or a text editor.",
        folder);
    say_next(run, "check %s", folder);
    return DONE;
}
