#include "browser/webdriver.h"

#include <curl/curl.h>
#include <errno.h>
#include <ftw.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define REPLY_MOST (64u << 20)                            /* a screenshot in base64 fits */
#define START_MS 60000                                    /* two loaded cores start Chromium slowly */
#define ELEMENT_KEY "element-6066-11e4-a52e-4f735466cecf" /* W3C WebDriver, section Elements */

struct reply {
    char *bytes;
    size_t len;
};
struct browser {
    pid_t driver;
    int output; /* chromedriver's standard output, kept open so that it can write */
    int port;
    CURL *curl;
    char session[128];
    char profile[64];
    char message[256];
};

static bool fail(struct browser *browser, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool fail(struct browser *browser, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(browser->message, sizeof browser->message, format, args);
    va_end(args);
    return false;
}

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static size_t take(char *bytes, size_t size, size_t count, void *ctx)
{
    struct reply *reply = ctx;
    size_t len = size * count;
    if (len > REPLY_MOST - reply->len) {
        return 0;
    }
    char *grown = realloc(reply->bytes, reply->len + len + 1);
    if (!grown) {
        return 0;
    }
    memcpy(grown + reply->len, bytes, len);
    reply->bytes = grown;
    reply->len += len;
    grown[reply->len] = '\0';
    return len;
}

/* Takes body. Gives the member "value" of the answer, or NULL with a message. */
static json_t *call(struct browser *browser, const char *method, const char *path, json_t *body)
{
    char url[512];
    snprintf(url, sizeof url, "http://127.0.0.1:%d%s%s", browser->port, browser->session, path);
    char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
    json_decref(body);
    struct reply reply = {0};
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    curl_easy_reset(browser->curl);
    curl_easy_setopt(browser->curl, CURLOPT_URL, url);
    curl_easy_setopt(browser->curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(browser->curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(browser->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(browser->curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(browser->curl, CURLOPT_WRITEDATA, &reply);
    curl_easy_setopt(browser->curl, CURLOPT_TIMEOUT, 120L);
    if (text) {
        curl_easy_setopt(browser->curl, CURLOPT_POSTFIELDS, text);
    }
    CURLcode code = curl_easy_perform(browser->curl);
    curl_slist_free_all(headers);
    free(text);
    json_t *root = code == CURLE_OK && reply.bytes ? json_loads(reply.bytes, JSON_DECODE_ANY, NULL) : NULL;
    free(reply.bytes);
    if (!root) {
        fail(browser, "chromedriver did not answer %s %s: %s", method, path, curl_easy_strerror(code));
        return NULL;
    }
    json_t *value = json_incref(json_object_get(root, "value"));
    json_decref(root);
    const char *error = json_string_value(json_object_get(value, "error"));
    if (error) {
        fail(browser, "%s %s: %s: %.150s", method, path, error,
            json_string_value(json_object_get(value, "message")));
        json_decref(value);
        return NULL;
    }
    return value ? value : json_null();
}

static bool done(json_t *value)
{
    bool ok = value != NULL;
    json_decref(value);
    return ok;
}

/* chromedriver says its port in one line; it then goes on writing, into a pipe that nobody fills. */
static bool read_port(struct browser *browser)
{
    char text[4096];
    size_t len = 0;
    for (long long until = now_ms() + START_MS; now_ms() < until && len < sizeof text - 1;) {
        struct pollfd ready = {.fd = browser->output, .events = POLLIN};
        if (poll(&ready, 1, 200) <= 0) {
            continue;
        }
        ssize_t got = read(browser->output, text + len, sizeof text - 1 - len);
        if (got <= 0) {
            break;
        }
        len += (size_t)got;
        text[len] = '\0';
        const char *line = strstr(text, "successfully on port ");
        if (line && strchr(line, '\n')) {
            browser->port = atoi(line + strlen("successfully on port "));
            return browser->port > 0;
        }
    }
    return fail(browser, "chromedriver did not say its port; install chromium-driver");
}

static bool start_driver(struct browser *browser)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return fail(browser, "no pipe: %s", strerror(errno));
    }
    browser->driver = fork();
    if (browser->driver == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setpgid(0, 0);
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("chromedriver", "chromedriver", "--port=0", "--log-level=SEVERE", (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    browser->output = ends[0];
    if (browser->driver < 0) {
        return fail(browser, "no process: %s", strerror(errno));
    }
    setpgid(browser->driver, browser->driver);
    return read_port(browser);
}

static bool start_session(struct browser *browser, int width, int height, bool headless)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(browser->profile, sizeof browser->profile, "%.40s/wayside-browser-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(browser->profile)) {
        browser->profile[0] = '\0';
        return fail(browser, "no profile folder: %s", strerror(errno));
    }
    char folder[96], size[48];
    snprintf(folder, sizeof folder, "--user-data-dir=%s", browser->profile);
    snprintf(size, sizeof size, "--window-size=%d,%d", width, height);
    json_t *args = json_pack("[s, s, s, s, s, s, s, s, s]", "--no-sandbox", "--disable-gpu",
        "--disable-background-networking", "--disable-component-update", "--no-first-run",
        "--disable-dev-shm-usage", "--hide-scrollbars", folder, size);
    if (headless) {
        json_array_append_new(args, json_string("--headless=new"));
    }
    json_t *value = call(browser, "POST", "/session",
        json_pack("{s:{s:{s:s, s:{s:o}, s:{s:s}}}}", "capabilities", "alwaysMatch", "browserName", "chrome",
            "goog:chromeOptions", "args", args, "goog:loggingPrefs", "browser", "ALL"));
    const char *id = json_string_value(json_object_get(value, "sessionId"));
    if (id) {
        snprintf(browser->session, sizeof browser->session, "/session/%.100s", id);
    }
    return done(value) && browser->session[0] && (!headless || browser_resize(browser, width, height));
}

struct browser *browser_start(int width, int height, bool headless, char ret_message[static 256])
{
    struct browser *browser = calloc(1, sizeof *browser);
    if (!browser) {
        snprintf(ret_message, 256, "out of memory");
        return NULL;
    }
    browser->output = -1;
    browser->curl = curl_easy_init();
    if (!browser->curl || !start_driver(browser) || !start_session(browser, width, height, headless)) {
        memcpy(ret_message, browser->message, sizeof browser->message);
        browser_stop(browser);
        return NULL;
    }
    return browser;
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info, (void)kind, (void)where;
    remove(path);
    return 0;
}

void browser_stop(struct browser *browser)
{
    if (!browser) {
        return;
    }
    if (browser->session[0]) {
        json_decref(call(browser, "DELETE", "", NULL));
    }
    if (browser->driver > 0) {
        kill(-browser->driver, SIGKILL);
        kill(browser->driver, SIGKILL);
        waitpid(browser->driver, NULL, 0);
    }
    if (browser->output >= 0) {
        close(browser->output);
    }
    if (browser->profile[0]) {
        nftw(browser->profile, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    }
    curl_easy_cleanup(browser->curl);
    free(browser);
}

const char *browser_message(const struct browser *browser)
{
    return browser->message;
}

bool browser_go(struct browser *browser, const char *url)
{
    return done(call(browser, "POST", "/url", json_pack("{s:s}", "url", url)));
}

static json_t *devtools(struct browser *browser, const char *command, json_t *params)
{
    return call(
        browser, "POST", "/goog/cdp/execute", json_pack("{s:s, s:o}", "cmd", command, "params", params));
}

bool browser_resize(struct browser *browser, int width, int height)
{
    return done(devtools(browser, "Emulation.setDeviceMetricsOverride",
        json_pack(
            "{s:i, s:i, s:i, s:b}", "width", width, "height", height, "deviceScaleFactor", 1, "mobile", 0)));
}

bool browser_dark(struct browser *browser, bool dark)
{
    return done(devtools(browser, "Emulation.setEmulatedMedia",
        json_pack("{s:[{s:s, s:s}]}", "features", "name", "prefers-color-scheme", "value",
            dark ? "dark" : "light")));
}

/* The path of an element's command, "/element/<id>/<what>". */
static bool element(struct browser *browser, const char *css, const char *what, char ret_path[static 256])
{
    json_t *value = call(
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
    json_t *value = call(
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
    for (long long until = now_ms() + timeout_ms;;) {
        if (asked_true(browser, script, argument)) {
            return true;
        }
        if (now_ms() >= until) {
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
           fail(browser, "no %.120s could be seen within %d ms", css, timeout_ms);
}

bool browser_wait_script(struct browser *browser, const char *script, int timeout_ms)
{
    return wait_for(browser, script, "", timeout_ms) ||
           fail(browser, "not true within %d ms: %.150s", timeout_ms, script);
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
        if (done(call(browser, "POST", path, body))) {
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
    json_t *value = call(browser, "GET", "/element/active", NULL);
    const char *id = json_string_value(json_object_get(value, ELEMENT_KEY));
    char path[256] = "";
    if (id) {
        snprintf(path, sizeof path, "/element/%.200s/value", id);
    }
    json_decref(value);
    return path[0] && done(call(browser, "POST", path, json_pack("{s:s}", "text", keys)));
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
    return element(browser, css, "text", path) && give(call(browser, "GET", path, NULL), ret_text, cap);
}

bool browser_script(struct browser *browser, const char *script, char *ret_text, size_t cap)
{
    json_t *value = call(
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
    json_t *value = call(browser, "GET", "/screenshot", NULL);
    if (!value) {
        return false;
    }
    FILE *file = fopen(path, "wb");
    if (file && json_is_string(value)) {
        base64_write(json_string_value(value), file);
    }
    bool ok = file && fclose(file) == 0;
    json_decref(value);
    return ok || fail(browser, "%.150s cannot be written: %s", path, strerror(errno));
}

bool browser_errors(struct browser *browser, char *ret_text, size_t cap)
{
    json_t *value = call(browser, "POST", "/se/log", json_pack("{s:s}", "type", "browser"));
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
