/* After the walk, for people: a kiosk in a window and the coordinator's page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo/settings_files.h"
#include "demo/stage.h"

static bool restart_desk(struct stage *stage)
{
    char program[512], settings[512];
    process_end(stage->desk); /* its page's address was good for one browser; a new start gives a new one */
    snprintf(program, sizeof program, "%s/wayside-desk", stage->bin);
    snprintf(settings, sizeof settings, "%s/desk.ini", stage->run);
    const char *const argv[] = {program, "serve", "--settings", settings, NULL};
    process_forget(&stage->processes, stage->desk);
    stage->desk = process_start(&stage->processes, "desk", argv, NULL, true);
    return stage->desk && process_line(stage->desk, 20, stage->desk_url, sizeof stage->desk_url);
}

/* On the display of whoever started the demo: the same device, its panel half as large. */
static bool kiosk_in_window(struct stage *stage)
{
    char program[512], settings[512];
    process_end(stage->kiosk);
    process_forget(&stage->processes, stage->kiosk);
    if (!settings_files_window(stage, "kiosk-window.ini"))
        return false;
    snprintf(program, sizeof program, "%s/wayside-kiosk", stage->bin);
    snprintf(settings, sizeof settings, "%s/kiosk-window.ini", stage->run);
    const char *const argv[] = {program, "--settings", settings, NULL};
    stage->kiosk = process_start(&stage->processes, "kiosk", argv, NULL, false);
    return stage->kiosk != NULL;
}

/* Beside the kiosk's window, with a profile of its own. Chromium's sandbox does not run as root. */
static void open_page(struct stage *stage)
{
    char profile[512];
    snprintf(profile, sizeof profile, "--user-data-dir=%s/chromium", stage->run);
    const char *const page[] = {"chromium", profile, "--no-first-run", "--window-position=560,0",
        "--window-size=1000,960", "--new-window", stage->desk_url, getuid() == 0 ? "--no-sandbox" : NULL,
        NULL};
    struct process *chromium = process_start(&stage->processes, "chromium", page, NULL, false);
    if (chromium)
        chromium->may_end = true;
}

void stage_stay(struct stage *stage)
{
    bool display = getenv("DISPLAY") && *getenv("DISPLAY");
    if (!restart_desk(stage))
        fprintf(stderr, "wayside-demo: the desk did not start again; see %s/logs/desk.log\n", stage->run);
    puts("\nEverything goes on running until Ctrl-C.");
    printf("The coordinator's page: %s\n  its passphrase (made for this demo alone): %s\n", stage->desk_url,
        stage->passphrase);
    if (display && kiosk_in_window(stage)) {
        puts("The kiosk is in a window of its own: touch it anywhere, choose a language, then\n"
             "\"Tell someone, privately\"; what you send appears on the coordinator's page within seconds.");
        open_page(stage);
    } else {
        printf("There is no display here (DISPLAY is not set), so the kiosk stays on its own screen %s;\n"
               "to touch it yourself, start the demo where windows can be shown. The page above opens in\n"
               "any browser on this machine.\n",
            stage->display);
    }
}
