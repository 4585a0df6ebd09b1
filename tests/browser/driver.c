#include "browser/driver.h"

#include <errno.h>
#include <ftw.h>
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

#define REPLY_MOST (64u << 20) /* a screenshot in base64 fits */
#define START_MS 60000         /* two loaded cores start Chromium slowly */

struct reply {
    char *bytes;
    size_t len;
};

bool driver_fail(struct browser *browser, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(browser->message, sizeof browser->message, format, args);
    va_end(args);
    return false;
}

long long driver_now_ms(void)
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

json_t *driver_call(struct browser *browser, const char *method, const char *path, json_t *body)
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
        driver_fail(browser, "chromedriver did not answer %s %s: %s", method, path, curl_easy_strerror(code));
        return NULL;
    }
    json_t *value = json_incref(json_object_get(root, "value"));
    json_decref(root);
    const char *error = json_string_value(json_object_get(value, "error"));
    if (error) {
        driver_fail(browser, "%s %s: %s: %.150s", method, path, error,
            json_string_value(json_object_get(value, "message")));
        json_decref(value);
        return NULL;
    }
    return value ? value : json_null();
}

bool driver_done(json_t *value)
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
    for (long long until = driver_now_ms() + START_MS; driver_now_ms() < until && len < sizeof text - 1;) {
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
    return driver_fail(browser, "chromedriver did not say its port; install chromium-driver");
}

static bool start_driver(struct browser *browser)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return driver_fail(browser, "no pipe: %s", strerror(errno));
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
        return driver_fail(browser, "no process: %s", strerror(errno));
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
        return driver_fail(browser, "no profile folder: %s", strerror(errno));
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
    json_t *value = driver_call(browser, "POST", "/session",
        json_pack("{s:{s:{s:s, s:{s:o}, s:{s:s}}}}", "capabilities", "alwaysMatch", "browserName", "chrome",
            "goog:chromeOptions", "args", args, "goog:loggingPrefs", "browser", "ALL"));
    const char *id = json_string_value(json_object_get(value, "sessionId"));
    if (id) {
        snprintf(browser->session, sizeof browser->session, "/session/%.100s", id);
    }
    return driver_done(value) && browser->session[0] && (!headless || browser_resize(browser, width, height));
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
        json_decref(driver_call(browser, "DELETE", "", NULL));
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
