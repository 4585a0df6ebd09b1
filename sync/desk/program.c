#include "desk/program.h"

#include <curl/curl.h>
#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "desk/clerk.h"
#include "desk/memory.h"
#include "desk/server.h"
#include "follow/follower.h"
#include "program_parts.h"

#define CONTENT_MS 5000 /* a first start without content: between two tries to fetch it */
#define LOOK_MS 200
#define LOCK_AFTER_S 300 /* five minutes without a touch */

struct command {
    const char *name;
    int (*run)(const struct options *options, const struct program_settings *settings);
    const char *help;
};

void complain(const char *format, ...)
{
    char sentence[512];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    fprintf(stderr, "wayside-desk: %s\n", sentence);
}

static void said(void *ctx, const char *sentence)
{
    (void)ctx;
    complain("%s", sentence);
}

/* Waits for a signal that asks it to end. */
static void wait_to_end(const sigset_t *signals)
{
    int number;
    while (sigwait(signals, &number) != 0) {
    }
}

static void print_address(const struct server *server, bool as_json)
{
    char url[SERVER_URL_TEXT];
    server_url(server, url);
    printf(as_json ? "{\"url\":\"%s\"}\n" : "%s\n", url);
    fflush(stdout);
}

/* A pause of so many milliseconds; true when a signal asked to end meanwhile. */
static bool ended(const sigset_t *signals, long ms)
{
    struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    return sigtimedwait(signals, NULL, &pause) > 0;
}

/* One check; true when a signal asked to end. */
static bool check_once(struct follower *follower, const sigset_t *signals, char message[static 256])
{
    enum follow_result result;
    struct release *before;
    follower_begin(follower);
    while (!follower_done(follower, &result, &before, message)) {
        if (ended(signals, LOOK_MS)) {
            return true;
        }
    }
    release_free(before);
    return false;
}

/* A first start: the network comes from the hub, however long that takes. False when a signal ended it. */
static bool wait_for_content(
    struct follower *follower, const struct program_settings *settings, const sigset_t *signals)
{
    char message[256], said_last[256] = "";
    if (follower->why[0]) {
        complain("%s; what is missing is fetched again", follower->why);
    }
    if (!follower->release) {
        complain("%s: no content yet; it is fetched from %s", settings->content, settings->desk.hub_url);
    }
    while (!follower->release) {
        if (check_once(follower, signals, message)) {
            return false;
        }
        if (!follower->release && strcmp(message, said_last) != 0) {
            complain("%s", message);
            memcpy(said_last, message, sizeof said_last);
        }
        if (!follower->release && ended(signals, CONTENT_MS)) {
            return false;
        }
    }
    return true;
}

static void block_signals(sigset_t *ret_signals)
{
    sigemptyset(ret_signals);
    sigaddset(ret_signals, SIGINT);
    sigaddset(ret_signals, SIGTERM);
    sigaddset(ret_signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, ret_signals, NULL); /* before any thread, so that all of them block it */
}

static bool serve(const struct options *options, const struct program_settings *settings,
    struct desk_settings *desk_settings, const sigset_t *signals)
{
    struct desk *desk = NULL;
    struct server *server = NULL;
    struct clerk *clerk = NULL;
    struct clock_source clock = clock_system();
    char message[256];
    bool ok = desk_new(desk_settings, clock, &desk, message) &&
              server_start(desk, settings->port, &server, message) &&
              clerk_start(desk, desk_settings, clock, said, NULL, &clerk, message);
    if (ok) {
        print_address(server, options->json);
        wait_to_end(signals);
    } else {
        complain("%s", message);
    }
    server_stop(server);
    clerk_stop(clerk);
    desk_free(desk);
    return ok;
}

static int serve_run(const struct options *options, const struct program_settings *settings)
{
    struct desk_settings desk = settings->desk;
    const struct follower_settings follow = {
        .url = desk.hub_url, .ca = desk.hub_ca, .root = settings->root, .content = settings->content};
    char message[256];
    sigset_t signals;
    block_signals(&signals);
    if (!follower_open(&follow, clock_system(), &desk.follower, message)) {
        complain("%s", message);
        return 1;
    }
    bool ok = true;
    if (wait_for_content(desk.follower, settings, &signals)) {
        desk.network = desk.follower->release->network;
        desk.signed_s = desk.follower->floor_s;
        ok = serve(options, settings, &desk, &signals);
    }
    follower_close(desk.follower);
    return ok ? 0 : 1;
}

static const struct command commands[] = {
    {"init", init_run, "make this laptop's keys; prints the passphrase once and the public keys"},
    {"show-keys", show_keys_run, "print this laptop's public keys for the network"},
    {"serve", serve_run, "print the page's address and serve it until a signal ends it"},
};

static void usage(FILE *out)
{
    fputs("usage: wayside-desk COMMAND --settings FILE [--json]\n\n", out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].help);
    }
    fputs("\n  --settings FILE         the INI file (wayside-desk(1) lists its keys)\n"
          "  --json                  write what is printed as JSON\n"
          "  --passphrase-file FILE  init: write the passphrase there instead of showing it\n"
          "  --help, --version\n",
        out);
}

static bool read_settings(const char *path, struct program_settings *ret, char message[static 256])
{
    if (!settings_read(path, &ret->file, message)) {
        return false;
    }
    struct settings *file = ret->file;
    struct desk_settings *desk = &ret->desk;
    desk->hub_url = settings_need(file, "hub", "url");
    desk->hub_ca = settings_need(file, "hub", "ca");
    desk->token = settings_text(file, "enrol", "token");
    desk->store = settings_need(file, "desk", "store");
    desk->words = settings_need(file, "desk", "words");
    desk->form = settings_text(file, "desk", "form");
    desk->catalogues = settings_text(file, "desk", "catalogues");
    const char *language = settings_text(file, "desk", "language");
    desk->language = language ? language : "en";
    desk->lock_after_s = (int)settings_number(file, "desk", "lock_after_s", LOCK_AFTER_S, 30, 3600);
    ret->port = (int)settings_number(file, "desk", "listen_port", 0, 0, 65535);
    ret->root = settings_need(file, "network", "root");
    ret->content = settings_need(file, "network", "content");
    if (!settings_check(file, message)) {
        return false;
    }
    return true;
}

static int run_command(const struct command *command, const struct options *options)
{
    struct program_settings settings = {0};
    char message[256];
    int code = 2;
    if (!options->settings) {
        complain("--settings FILE is missing; wayside-desk --help says more");
    } else if (!read_settings(options->settings, &settings, message)) {
        complain("%s", message);
    } else {
        code = command->run(options, &settings);
    }
    settings_free(settings.file);
    return code;
}

static const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (name && strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

/* -1: go on; else the exit code. */
static int read_options(int argc, char **argv, struct options *options)
{
    static const struct option known[] = {{"settings", required_argument, NULL, 's'},
        {"passphrase-file", required_argument, NULL, 'p'}, {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'v'}, {0}};
    optind = 1;
    for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (option == 'h') {
            usage(stdout);
            return 0;
        }
        if (option == 'v') {
            puts("wayside-desk " WAYSIDE_VERSION);
            return 0;
        }
        if (option != 's' && option != 'p' && option != 'j') {
            return 2;
        }
        options->json |= option == 'j';
        options->settings = option == 's' ? optarg : options->settings;
        options->passphrase_file = option == 'p' ? optarg : options->passphrase_file;
    }
    return -1;
}

int desk_program(int argc, char **argv)
{
    struct options options = {0};
    int code = read_options(argc, argv, &options);
    if (code >= 0) {
        return code;
    }
    const struct command *command = optind + 1 == argc ? command_find(argv[optind]) : NULL;
    if (!command) {
        usage(stderr);
        return 2;
    }
    if (process_harden() != 0 || !memory_wipes_on_free()) {
        complain("this machine gives no random numbers or no locked memory; it cannot be a desk");
        return 1;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    code = run_command(command, &options);
    curl_global_cleanup();
    return code;
}
