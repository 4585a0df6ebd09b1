#include "settings.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/settings.h"

#define SETTINGS_NAME "publish.ini"

/* Above a pack's own folder somebody else may have put one, as in a folder for everyone: its hub and its root
 * would then be believed. */
static bool is_strangers(const char *folder, const char *file)
{
    char own[PATH_MAX + 16], at[PATH_MAX];
    struct stat about;
    if (!realpath(folder, at)) {
        return false;
    }
    snprintf(own, sizeof own, "%s/%s", at, SETTINGS_NAME);
    return strcmp(own, file) != 0 && stat(file, &about) == 0 && about.st_uid != geteuid() &&
           about.st_uid != 0;
}

/* The nearest publish.ini from folder upwards; "" when there is none. */
static void find_upwards(const char *folder, char ret_file[static PUBLISH_TEXT])
{
    char at[PATH_MAX];
    ret_file[0] = '\0';
    if (!realpath(folder, at)) {
        return;
    }
    for (;;) {
        char file[PATH_MAX + 16];
        snprintf(file, sizeof file, "%s/%s", strcmp(at, "/") == 0 ? "" : at, SETTINGS_NAME);
        if (is_there(file) && strlen(file) < PUBLISH_TEXT) {
            memcpy(ret_file, file, strlen(file) + 1);
            return;
        }
        char *slash = strrchr(at, '/');
        if (!slash || slash == at) {
            return;
        }
        *slash = '\0';
    }
}

/* text as it stands when it begins with '/', else beside the settings' file. */
static bool beside(const char *file, const char *text, char ret_path[static PUBLISH_TEXT])
{
    const char *slash = strrchr(file, '/');
    int folder = slash && text[0] != '/' ? (int)(slash - file) + 1 : 0;
    int len = snprintf(ret_path, PUBLISH_TEXT, "%.*s%s", folder, file, text);
    if (len < 0 || len >= PUBLISH_TEXT) {
        complain("%.100s: a path in it is too long", file);
        return false;
    }
    return true;
}

static bool take_path(struct settings *file, struct publish_settings *settings, const char *section,
    const char *key, const char *standard, char ret_path[static PUBLISH_TEXT])
{
    const char *text = settings_text(file, section, key);
    if (!text && !standard) {
        return true;
    }
    return beside(settings->file, text ? text : standard, ret_path);
}

static bool take_text(
    struct settings *file, const char *path, const char *section, const char *key, char *ret_text, size_t cap)
{
    const char *text = settings_text(file, section, key);
    if (text && strlen(text) >= cap) {
        complain("%s: [%s] %s is too long", path, section, key);
        return false;
    }
    snprintf(ret_text, cap, "%s", text ? text : "");
    return true;
}

static bool take_all(struct settings *file, struct publish_settings *settings)
{
    const char *path = settings->file;
    bool good = take_text(file, path, "hub", "url", settings->url, sizeof settings->url) &&
                take_text(file, path, "enrol", "token", settings->token, sizeof settings->token) &&
                take_text(file, path, "publish", "owner", settings->owner, sizeof settings->owner) &&
                take_path(file, settings, "hub", "ca", "hub-ca.pem", settings->ca) &&
                take_path(file, settings, "publish", "key", NULL, settings->key) &&
                take_path(file, settings, "publish", "folder", ".wayside", settings->folder) &&
                take_path(file, settings, "network", "root", "root.json", settings->root) &&
                take_path(file, settings, "image", "languages", NULL, settings->languages) &&
                take_path(file, settings, "image", "kiosk", NULL, settings->kiosk);
    char message[256];
    if (good && !settings_check(file, message)) {
        complain("%s", message);
        return false;
    }
    if (good && settings->owner[0] && !slug_valid(settings->owner, PUBLISH_NAME - 8)) {
        complain("%s: [publish] owner must be small letters a-z, digits and '-', as \"harbour\"", path);
        return false;
    }
    return good;
}

bool publish_settings_find(const struct run *run, const char *folder, struct publish_settings *ret_settings)
{
    *ret_settings = (struct publish_settings){0};
    struct settings *file = NULL;
    char message[256];
    if (run->options.settings) {
        snprintf(ret_settings->file, PUBLISH_TEXT, "%s", run->options.settings);
    } else {
        find_upwards(folder, ret_settings->file);
        if (is_strangers(folder, ret_settings->file)) {
            complain("%s belongs to another person; if it is the right one, type --settings %s",
                ret_settings->file, ret_settings->file);
            return false;
        }
    }
    bool good = true;
    if (ret_settings->file[0]) {
        good = settings_read(ret_settings->file, &file, message);
        if (!good) {
            complain("%s", message);
        } else {
            good = take_all(file, ret_settings);
        }
        settings_free(file);
    }
    if (good && !ret_settings->languages[0]) {
        good = join_path(ret_settings->languages, run->share, "languages.json");
    }
    return good;
}

bool publish_settings_hub(const struct run *run, const char *folder, struct publish_settings *ret_settings)
{
    if (!publish_settings_find(run, folder, ret_settings)) {
        return false;
    }
    if (!ret_settings->file[0]) {
        complain(
            "there is no publish.ini in %s or above it; go to the pack's folder (cd FOLDER), or copy the "
            "publish.ini that \"wayside-publish new\" writes and fill in what the operator of the hub gave "
            "you",
            folder);
        return false;
    }
    const char *missing = !ret_settings->url[0]     ? "[hub] url"
                          : !ret_settings->owner[0] ? "[publish] owner"
                                                    : NULL;
    if (missing) {
        complain("%s: %s is missing; the operator of the hub knows it", ret_settings->file, missing);
        return false;
    }
    const char *absent = !is_there(ret_settings->ca)     ? ret_settings->ca
                         : !is_there(ret_settings->root) ? ret_settings->root
                                                         : NULL;
    if (absent) {
        complain("%s is not there; the operator of the hub gives you this file, put it beside publish.ini",
            absent);
        return false;
    }
    return true;
}
