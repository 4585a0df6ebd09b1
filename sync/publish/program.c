#include "publish/publish.h"

#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "commands.h"
#include "parts.h"

#define PROGRAM "wayside-publish"

static const struct command commands[] = {
    {"new", "FOLDER [--starter FOLDER]", new_run,
        "make a small pack that builds as it is, to be changed into yours"},
    {"check", "[FOLDER] [--live] [--json]", check_run,
        "look for mistakes: every one, with its file and line"},
    {"preview", "[FOLDER] --out DIR [--language TAG] [--settings FILE]", preview_run,
        "draw every page in every language as the kiosk shows it"},
    {"web", "[FOLDER] --out DIR [--live] [--settings FILE]", web_run,
        "make a web site of the pack, and a printable lesson for each topic"},
    {"pack", "[FOLDER] --out DIR [--live]", pack_run, "write the built files into a folder"},
    {"templates", "[FOLDER]", templates_run,
        "write what is to be translated into po/, and bring translations up to it"},
    {"sign",
        "[FOLDER] [--percent NUMBER [--places CODES]] [--network FOLDER | --waiting ROLE] [--renew] [--live]"
        " [--key FILE] [--passphrase-file FILE] [--settings FILE] [--yes] [--json]",
        sign_run, "see in words what changes, and sign it"},
    {"push", "[FOLDER or STICK] [--settings FILE] [--json]", push_run, "send to the hub what was signed"},
    {"waiting", "[FOLDER] [--settings FILE] [--json]", waiting_run, "what waits for one more signature"},
    {"withdraw",
        "hotline ID | topic PACK/TOPIC [--undo] [--key FILE] [--passphrase-file FILE] [--settings FILE] "
        "[--yes]"
        " [--json]",
        withdraw_run, "take a number or a topic from every screen, at once"},
    {"status", "[FOLDER] [--settings FILE] [--json]", status_run, "which places show what"},
    {"enrol", "[FOLDER] [--settings FILE] [--json]", enrol_run, "make this laptop known to the hub"},
    {"key new", "NAME --out FILE [--passphrase-file FILE] [--json]", key_new_run,
        "make the key with which you sign, under a passphrase of six words"},
    {"key show", "FILE [--passphrase-file FILE] [--json]", key_show_run,
        "show the public half of a key: for the people who hold the network's keys"},
    {"ceremony begin", "STICK --name NETWORK [--people NUMBER] [--threshold NUMBER]", ceremony_begin_run,
        "keys of a network: prepare a stick, a plan and a checklist to print"},
    {"ceremony join", "STICK --body BODY [--key FILE | --public FILE] [--passphrase-file FILE] [--yes]",
        ceremony_join_run, "put your public key on the stick"},
    {"ceremony plan", "STICK [--renew]", ceremony_plan_run,
        "make of network.ini what is to be signed, and show what changes"},
    {"ceremony sign", "STICK --key FILE [--passphrase-file FILE] [--yes]", ceremony_sign_run,
        "see what is to be signed, and sign it"},
    {"ceremony check", "STICK [--json]", ceremony_check_run,
        "who has signed, who is missing, and the words to compare aloud"},
    {"ceremony finish", "STICK", ceremony_finish_run,
        "when enough have signed: make root.json and targets.json"},
};

struct option_place {
    const char *name;
    size_t offset;
    bool flag;
    const char *help;
};
#define TEXT(name_, member, help_)                                                                           \
    {                                                                                                        \
        name_, offsetof(struct options, member), false, help_                                                \
    }
#define FLAG(name_, member, help_)                                                                           \
    {                                                                                                        \
        name_, offsetof(struct options, member), true, help_                                                 \
    }
static const struct option_place option_places[] = {
    TEXT("settings", settings, "FILE  the settings; else publish.ini in the pack's folder or above it"),
    TEXT("out", out, "DIR or FILE  where to write"),
    TEXT("language", language, "TAG  only this language"),
    TEXT("key", key, "FILE  the key to sign with; else [publish] key of the settings"),
    TEXT("passphrase-file", passphrase_file,
        "FILE  for scripts: the passphrase is in it (key new: put there)"),
    TEXT("name", name, "NAME  how it is called"),
    TEXT("starter", starter, "FOLDER  the pack to begin with; else the one that comes with the program"),
    TEXT("body", body, "BODY  the organisation that a person belongs to"),
    TEXT("public", public_file,
        "FILE  the public half of a key (key show --json), when its holder is not here"),
    TEXT("waiting", waiting, "ROLE  sign what somebody else has signed first: hotlines, recipients"),
    TEXT("network", network, "FOLDER  with network.json, places.json: teams and places instead of a pack"),
    TEXT("places", places, "CODES  with --percent: places that take it at once, by commas"),
    TEXT("people", people, "NUMBER  who will hold root"),
    TEXT("threshold", threshold, "NUMBER  of them that must sign"),
    TEXT("percent", percent, "NUMBER  of kiosks that take it first; sign again without it for all"),
    FLAG("json", json, "write what is printed as JSON, for programs"),
    FLAG("yes", yes, "for scripts: do not ask"),
    FLAG("undo", undo, "show again what was withdrawn"),
    FLAG("live", live, "as for the live channel: critical sentences need two reviewers"),
    FLAG("renew", renew, "make the next version though nothing has changed: new dates"),
    FLAG("operator", operators, "this person works for the body that runs the hub"),
    FLAG("help", help, "say what a command does"),
};
#define OPTION_COUNT (sizeof option_places / sizeof *option_places)
#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static bool command_takes(const struct command *command, const char *option)
{
    size_t len = strlen(option);
    if (strcmp(option, "help") == 0) {
        return true;
    }
    for (const char *at = strstr(command->synopsis, "--"); at; at = strstr(at + 2, "--")) {
        if (strncmp(at + 2, option, len) == 0 && strcspn(at + 2, " ]|") == len) {
            return true;
        }
    }
    return false;
}

static void usage_of(FILE *out, const struct command *command)
{
    fprintf(out, "usage: " PROGRAM " %s %s\n  %s\n", command->name, command->synopsis, command->help);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (command_takes(command, option_places[i].name)) {
            fprintf(out, "  --%-16s %s\n", option_places[i].name, option_places[i].help);
        }
    }
}

static void usage(FILE *out)
{
    fputs("usage: " PROGRAM " COMMAND ...        (" PROGRAM " COMMAND --help says more)\n\n", out);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        fprintf(out, "  %-16s %s\n", commands[i].name, commands[i].help);
    }
    fputs("\nFOLDER is where pack.ini lies; without it, where you are.\n"
          "Exit codes: 0 done; 1 failed, and a sentence says why; 2 the command was not understood.\n",
        out);
}

/* "key new" is two words, "check" one. *ret_used: how many. */
static const struct command *command_find(int argc, char **argv, int *ret_used)
{
    char two[64] = "";
    if (argc > 2) {
        snprintf(two, sizeof two, "%s %s", argv[1], argv[2]);
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        bool is_two = strchr(commands[i].name, ' ') != NULL;
        if (argc > 1 && strcmp(commands[i].name, is_two ? two : argv[1]) == 0) {
            *ret_used = is_two ? 2 : 1;
            return &commands[i];
        }
    }
    return NULL;
}

static bool take_option(const struct command *command, const struct option_place *place, struct run *run)
{
    char *at = (char *)&run->options + place->offset;
    if (!command_takes(command, place->name)) {
        complain(
            "%s does not take --%s; type: " PROGRAM " %s --help", command->name, place->name, command->name);
        return false;
    }
    if (place->flag) {
        *(bool *)at = true;
        return true;
    }
    const char **text = (const char **)at;
    if (*text || !optarg[0]) {
        complain("--%s is there twice or empty", place->name);
        return false;
    }
    *text = optarg;
    return true;
}

static bool read_options(const struct command *command, int argc, char **argv, struct run *run)
{
    struct option known[OPTION_COUNT + 1] = {0};
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        known[i] = (struct option){
            option_places[i].name, option_places[i].flag ? no_argument : required_argument, NULL, (int)i + 1};
    }
    optind = 1;
    opterr = 0;
    for (int at; (at = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (at == '?') {
            complain("\"%s\" is not understood, or something is missing after it; type: " PROGRAM
                     " %s --help",
                argv[optind - 1], command->name);
            return false;
        }
        if (!take_option(command, &option_places[at - 1], run)) {
            return false;
        }
    }
    run->options.words = argv + optind;
    run->options.word_count = argc - optind;
    return true;
}

static void find_share(struct run *run)
{
    char self[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    char *slash = strrchr(self, '/');
    if (slash) {
        *slash = '\0';
    }
    snprintf(run->beside, sizeof run->beside, "%.480s", self);
    snprintf(run->share, sizeof run->share, "%.480s/../share/wayside", self);
}

int publish_program(int argc, char **argv)
{
    struct run run = {0};
    int used = 0;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        usage(stdout);
        return DONE;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts(PROGRAM " " WAYSIDE_VERSION);
        return DONE;
    }
    const struct command *command = command_find(argc, argv, &used);
    if (!command) {
        usage(stderr);
        if (argc > 1) {
            complain("\"%s%s%s\" is no command; all of them stand above", argv[1], argc > 2 ? " " : "",
                argc > 2 ? argv[2] : "");
        }
        return USAGE;
    }
    if (!read_options(command, argc - used, argv + used, &run)) {
        return USAGE;
    }
    if (run.options.help) {
        usage_of(stdout, command);
        return DONE;
    }
    if (process_harden() != 0) {
        return complain(
            "this machine gives no random numbers or no locked memory: nothing can be signed here");
    }
    signal(SIGPIPE, SIG_IGN);
    run.colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
    find_share(&run);
    int code = command->run(&run);
    if (code == USAGE) {
        usage_of(stderr, command);
        complain("something is missing or is too much; above stands how it is typed");
    }
    if (fflush(stdout) != 0 && code == DONE) {
        code = complain("what was to be printed could not be written");
    }
    return code;
}
