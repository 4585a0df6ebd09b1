#include "demo/settings_files.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "demo/stage.h"

static bool put(const struct stage *stage, const char *name, const char *mode, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static bool put(const struct stage *stage, const char *name, const char *mode, const char *format, ...)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", stage->run, name);
    FILE *file = fopen(path, mode);
    if (!file) {
        fprintf(stderr, "wayside-demo: %s cannot be written\n", path);
        return false;
    }
    va_list values;
    va_start(values, format);
    vfprintf(file, format, values);
    va_end(values);
    return fclose(file) == 0;
}

static bool device_section(const struct stage *stage, const char *name, const char *mode)
{
    const char *run = stage->run;
    return put(stage, name, mode,
        "[device]\nplace = %s\nroot = %s/root.json\noutbox = %s/device/outbox\ncontent = %s/device/content\n"
        "drops = %s/device/drops\ndevice = %s/device/device\nshown = %s/device/shown\n",
        STAGE_PLACE, run, run, run, run, run, run);
}

static bool kiosk_file(const struct stage *stage, const char *name, int divisor)
{
    const char *share = stage->share;
    return device_section(stage, name, "w") &&
           put(stage, name, "a",
               "[panel]\nwidth = %d\nheight = %d\npx_per_mm_x = %.3f\npx_per_mm_y = %.3f\n"
               "[image]\nfonts = %s/fonts.list\ncatalogues = %s/i18n\nlanguages = %s/languages.json\n"
               "form = %s/forms/help.json\npictures = %s/pictures\nwords = %s/words\n",
               1080 / divisor, 1920 / divisor, 4.03 / divisor, 4.03 / divisor, share, share, share, share,
               share, share);
}

static bool agent_file(const struct stage *stage)
{
    return put(stage, "agent.ini", "w", "[hub]\nurl = https://127.0.0.1:%d\nca = %s/hub/tls/ca.pem\n",
               stage->hub_port, stage->run) &&
           device_section(stage, "agent.ini", "a");
}

static bool publisher_file(const struct stage *stage, const char *name, const char *owner, const char *folder)
{
    const char *run = stage->run, *share = stage->share;
    return put(stage, name, "w",
        "[hub]\nurl = https://127.0.0.1:%d\nca = %s/hub/tls/ca.pem\n[publish]\nowner = %s\nfolder = %s/%s\n"
        "[network]\nroot = %s/root.json\n[image]\nlanguages = %s/languages.json\nkiosk = %s/kiosk.ini\n",
        stage->hub_port, run, owner, run, folder, run, share, run);
}

bool settings_files_window(const struct stage *stage, const char *file)
{
    return kiosk_file(stage, file, 2);
}

bool settings_files_write(const struct stage *stage)
{
    const char *run = stage->run, *share = stage->share;
    return kiosk_file(stage, "kiosk.ini", 1) && agent_file(stage) &&
           publisher_file(stage, "ana.ini", "mission", "ana") &&
           publisher_file(stage, "dina.ini", "harbour", "dina") &&
           put(stage, "hub.ini", "w",
               "[listen]\naddress = 127.0.0.1\nport = %d\nmetrics_port = %d\n[store]\nfile = "
               "%s/hub/store.db\n"
               "[tls]\nfolder = %s/hub/tls\n[network]\nroot = %s/root.json\n"
               "[content]\nfolder = %s/hub/content\nkeys = %s/hub/keys\n",
               stage->hub_port, stage->metrics_port, run, run, run, run, run) &&
           put(stage, "mix.ini", "w",
               "[hub]\nurl = https://127.0.0.1:%d\nca = %s/hub/tls/ca.pem\n[mix]\nstore = %s/mix/store.db\n"
               "identity = %s/mix/identity\n[network]\nroot = %s/root.json\ncontent = %s/mix/content\n",
               stage->hub_port, run, run, run, run, run) &&
           put(stage, "desk.ini", "w",
               "[hub]\nurl = https://127.0.0.1:%d\nca = %s/hub/tls/ca.pem\n[desk]\nstore = "
               "%s/desk\nlisten_port = %d\n"
               "form = %s/forms/help.json,%s/forms/report.json,%s/forms/call.json\nwords = "
               "%s/words/en.txt\n[network]\nroot = %s/root.json\n"
               "content = %s/desk-content\n",
               stage->hub_port, run, run, stage->desk_port, share, share, share, share, run, run);
}

bool settings_files_token(const struct stage *stage, const char *file, const char *token)
{
    if (strcmp(file, "mix.ini") == 0)
        return put(stage, file, "a", "[enrol]\ntoken = %s\nfolder = %s/mix\n", token, stage->run);
    return put(stage, file, "a", "[enrol]\ntoken = %s\n", token);
}
