#include "demo/settings_files.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/cursor.h"
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

static bool device_files(const struct stage *stage, const char *root)
{
    const char *run = stage->run, *share = stage->share;
    return put(stage, "kiosk.ini", "w",
               "[device]\nplace = %s\nroot_key = %s\noutbox = %s/device/outbox\ncontent = %s/device/content\n"
               "drops = %s/device/drops\ndevice = %s/device/device\nshown = %s/device/shown\n"
               "[panel]\nwidth = 1080\nheight = 1920\npx_per_mm_x = 4.03\npx_per_mm_y = 4.03\n"
               "[image]\nfonts = %s/fonts.list\ncatalogues = %s/i18n\nlanguages = %s/languages.json\n"
               "form = %s/forms/help.json\npictures = %s/pictures\nwords = %s/words\n",
               STAGE_PLACE, root, run, run, run, run, run, share, share, share, share, share, share) &&
           put(stage, "agent.ini", "w",
               "[hub]\nurl = https://127.0.0.1:%d\nca = %s/hub/tls/ca.pem\n"
               "[device]\nplace = %s\nroot_key = %s\noutbox = %s/device/outbox\ncontent = %s/device/content\n"
               "drops = %s/device/drops\ndevice = %s/device/device\nshown = %s/device/shown\n",
               stage->hub_port, run, STAGE_PLACE, root, run, run, run, run, run);
}

bool settings_files_write(const struct stage *stage)
{
    char root[65];
    const char *run = stage->run, *share = stage->share;
    hex_write(stage->root.public_key, 32, root);
    return device_files(stage, root) &&
           put(stage, "hub.ini", "w",
               "[listen]\naddress = 127.0.0.1\nport = %d\nmetrics_port = %d\n[store]\nfile = "
               "%s/hub/store.db\n"
               "[tls]\nfolder = %s/hub/tls\n[network]\nroot_key = %s\n",
               stage->hub_port, stage->metrics_port, run, run, root) &&
           put(stage, "mix.ini", "w",
               "[hub]\nurl = https://127.0.0.1:%d\nca = %s/hub/tls/ca.pem\n[mix]\nstore = %s/mix/store.db\n"
               "identity = %s/mix/identity\n[network]\nfile = %s/network.json\nroot_key = %s\n",
               stage->hub_port, run, run, run, run, root) &&
           put(stage, "desk.ini", "w",
               "[hub]\nurl = https://127.0.0.1:%d\nca = %s/hub/tls/ca.pem\n[desk]\nstore = "
               "%s/desk\nlisten_port = %d\n"
               "form = %s/forms/help.json\nwords = %s/words/en.txt\n[network]\nfile = "
               "%s/network.json\nroot_key = %s\n",
               stage->hub_port, run, run, stage->desk_port, share, share, run, root);
}

bool settings_files_token(const struct stage *stage, const char *file, const char *token)
{
    if (strcmp(file, "mix.ini") == 0)
        return put(stage, file, "a", "[enrol]\ntoken = %s\nfolder = %s/mix\n", token, stage->run);
    return put(stage, file, "a", "[enrol]\ntoken = %s\n", token);
}
