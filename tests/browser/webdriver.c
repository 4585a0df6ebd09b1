#include "browser/webdriver.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "browser/driver.h"

#define ELEMENT_KEY "element-6066-11e4-a52e-4f735466cecf" /* W3C WebDriver, section Elements */

const char *browser_message(const struct browser *browser)
{
    return browser->message;
}

bool browser_go(struct browser *browser, const char *url)
{
    return driver_done(driver_call(browser, "POST", "/url", json_pack("{s:s}", "url", url)));
}

static json_t *devtools(struct browser *browser, const char *command, json_t *params)
{
    return driver_call(
        browser, "POST", "/goog/cdp/execute", json_pack("{s:s, s:o}", "cmd", command, "params", params));
}

bool browser_resize(struct browser *browser, int width, int height)
{
    return driver_done(devtools(browser, "Emulation.setDeviceMetricsOverride",
        json_pack(
            "{s:i, s:i, s:i, s:b}", "width", width, "height", height, "deviceScaleFactor", 1, "mobile", 0)));
}

bool browser_dark(struct browser *browser, bool dark)
{
    return driver_done(devtools(browser, "Emulation.setEmulatedMedia",
        json_pack("{s:[{s:s, s:s}]}", "features", "name", "prefers-color-scheme", "value",
            dark ? "dark" : "light")));
}

/* The path of an element's command, "/element/<id>/<what>". */
static bool element(struct browser *browser, const char *css, const char *what, char ret_path[static 256])
{
    json_t *value = driver_call(
        browser, "POST", "/element", json_pack("{s:s, s:s}", "using", "css selector", "value", css));
    const char *id = json_string_value(json_object_get(value, ELEMENT_KEY));
    if (id) {
        snprintf(ret_path, 256, "/element/%.200s/%s", id, what);
    }
    json_decref(value);
    return id != NULL;
}

static bool asked_true(struct browser *browser, const char *script, const char *argument)
{
    json_t *value = driver_call(
        browser, "POST", "/execute/sync", json_pack("{s:s, s:[s]}", "script", script, "args", argument));
    bool yes = json_is_true(value);
    json_decref(value);
    return yes;
}

bool browser_has(struct browser *browser, const char *css)
{
    return asked_true(browser, "return document.querySelector(arguments[0]) !== null", css);
}

static bool wait_for(struct browser *browser, const char *script, const char *argument, int timeout_ms)
{
    for (long long until = driver_now_ms() + timeout_ms;;) {
        if (asked_true(browser, script, argument)) {
            return true;
        }
        if (driver_now_ms() >= until) {
            return false;
        }
        poll(NULL, 0, 50);
    }
}

bool browser_wait(struct browser *browser, const char *css, int timeout_ms)
{
    return wait_for(browser,
               "const e = document.querySelector(arguments[0]);"
               "return e !== null && e.getClientRects().length > 0",
               css, timeout_ms) ||
           driver_fail(browser, "no %.120s could be seen within %d ms", css, timeout_ms);
}

bool browser_wait_script(struct browser *browser, const char *script, int timeout_ms)
{
    return wait_for(browser, script, "", timeout_ms) ||
           driver_fail(browser, "not true within %d ms: %.150s", timeout_ms, script);
}

/* A page may make an element anew between finding it and using it; then it is found again. */
static bool use(struct browser *browser, const char *css, const char *what, const char *text)
{
    char path[256];
    for (int again = 0; again < 5; again++) {
        json_t *body = text ? json_pack("{s:s}", "text", text) : json_object();
        if (!element(browser, css, what, path)) {
            json_decref(body);
            return false;
        }
        if (driver_done(driver_call(browser, "POST", path, body))) {
            return true;
        }
        if (!strstr(browser->message, "stale element")) {
            return false;
        }
    }
    return false;
}

bool browser_click(struct browser *browser, const char *css)
{
    return use(browser, css, "click", NULL);
}

bool browser_type(struct browser *browser, const char *css, const char *text)
{
    return use(browser, css, "value", text);
}

bool browser_clear(struct browser *browser, const char *css)
{
    return use(browser, css, "clear", NULL);
}

bool browser_keys(struct browser *browser, const char *keys)
{
    json_t *value = driver_call(browser, "GET", "/element/active", NULL);
    const char *id = json_string_value(json_object_get(value, ELEMENT_KEY));
    char path[256] = "";
    if (id) {
        snprintf(path, sizeof path, "/element/%.200s/value", id);
    }
    json_decref(value);
    return path[0] && driver_done(driver_call(browser, "POST", path, json_pack("{s:s}", "text", keys)));
}

static bool give(json_t *value, char *ret_text, size_t cap)
{
    if (!value) {
        return false;
    }
    char *text = json_is_string(value) || json_is_null(value) ? NULL : json_dumps(value, JSON_ENCODE_ANY);
    const char *string = json_string_value(value);
    snprintf(ret_text, cap, "%s", text ? text : string ? string : "");
    free(text);
    json_decref(value);
    return true;
}

bool browser_text(struct browser *browser, const char *css, char *ret_text, size_t cap)
{
    char path[256];
    return element(browser, css, "text", path) &&
           give(driver_call(browser, "GET", path, NULL), ret_text, cap);
}

bool browser_script(struct browser *browser, const char *script, char *ret_text, size_t cap)
{
    json_t *value = driver_call(
        browser, "POST", "/execute/sync", json_pack("{s:s, s:[]}", "script", script, "args"));
    return give(value, ret_text, cap);
}

static int base64_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static void base64_write(const char *text, FILE *file)
{
    unsigned bits = 0;
    int have = 0;
    for (; base64_digit(*text) >= 0; text++) {
        bits = bits << 6 | (unsigned)base64_digit(*text);
        have += 6;
        if (have >= 8) {
            have -= 8;
            fputc((int)(bits >> have & 0xff), file);
        }
    }
}

bool browser_screenshot(struct browser *browser, const char *path)
{
    json_t *value = driver_call(browser, "GET", "/screenshot", NULL);
    if (!value) {
        return false;
    }
    FILE *file = fopen(path, "wb");
    if (file && json_is_string(value)) {
        base64_write(json_string_value(value), file);
    }
    bool ok = file && fclose(file) == 0;
    json_decref(value);
    return ok || driver_fail(browser, "%.150s cannot be written: %s", path, strerror(errno));
}

bool browser_errors(struct browser *browser, char *ret_text, size_t cap)
{
    json_t *value = driver_call(browser, "POST", "/se/log", json_pack("{s:s}", "type", "browser"));
    if (!value) {
        return false;
    }
    size_t i, len = 0;
    json_t *line;
    ret_text[0] = '\0';
    json_array_foreach(value, i, line)
    {
        const char *level = json_string_value(json_object_get(line, "level"));
        const char *text = json_string_value(json_object_get(line, "message"));
        if (level && text && strcmp(level, "SEVERE") == 0 && len < cap) {
            int wrote = snprintf(ret_text + len, cap - len, "%s\n", text);
            len += wrote > 0 ? (size_t)wrote : 0;
        }
    }
    json_decref(value);
    return true;
}
