/* The program's commands: a table of name, function and one line of help, so that help cannot drift. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "program.h"

struct command {
    const char *name, *arguments, *help;
    int (*run)(const struct hub_settings *settings, const struct options *options);
    int operands; /* exactly so many */
    bool role_and_name, json, hosts;
};

static const struct command commands[] = {
    {.name = "init",
        .arguments = "[--host NAME]...",
        .help = "make the CA, the server's key and an empty store",
        .run = command_init,
        .hosts = true},
    {.name = "content-keys",
        .arguments = "",
        .help = "print the public keys of snapshot and timestamp, for the ceremony that makes root.json",
        .run = command_content_keys},
    {.name = "serve", .arguments = "", .help = "serve until SIGTERM or SIGINT", .run = command_serve},
    {.name = "token",
        .arguments = "--role device|mix|desk|publisher --name NAME",
        .help = "print a token that enrols one machine within an hour",
        .run = command_token,
        .role_and_name = true,
        .json = true},
    {.name = "enrolments",
        .arguments = "",
        .help = "list the machines that wait for approval, with their codes",
        .run = command_enrolments,
        .json = true},
    {.name = "approve",
        .arguments = "CODE",
        .help = "give the machine that shows this code its certificate",
        .run = command_approve,
        .operands = 1},
    {.name = "identities",
        .arguments = "",
        .help = "list the enrolled machines and when each was last heard",
        .run = command_identities,
        .json = true},
    {.name = "revoke",
        .arguments = "NAME",
        .help = "take nothing from this machine any more",
        .run = command_revoke,
        .operands = 1},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void help_print(FILE *out)
{
    fprintf(out, "usage: wayside-hub COMMAND --settings FILE [...]\n\n");
    for (int i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-12s %s%s%s%s\n", commands[i].name, commands[i].arguments,
            *commands[i].arguments ? "\n               " : "", commands[i].help,
            commands[i].json ? " (--json)" : "");
    fprintf(out, "\nExit codes: 0 done, 1 failed, 2 wrong command line or settings. See wayside-hub(1).\n");
}

static const struct command *command_find(const char *name)
{
    for (int i = 0; i < COMMANDS; i++)
        if (!strcmp(commands[i].name, name))
            return &commands[i];
    return NULL;
}

enum { OPTION_SETTINGS = 256, OPTION_ROLE, OPTION_NAME, OPTION_HOST, OPTION_JSON };

static bool options_read(int argc, char **argv, const struct command *command, struct options *options)
{
    static const struct option known[] = {{"settings", required_argument, NULL, OPTION_SETTINGS},
        {"role", required_argument, NULL, OPTION_ROLE}, {"name", required_argument, NULL, OPTION_NAME},
        {"host", required_argument, NULL, OPTION_HOST}, {"json", no_argument, NULL, OPTION_JSON},
        {NULL, 0, NULL, 0}};
    for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (option == OPTION_SETTINGS)
            options->settings = optarg;
        else if (option == OPTION_ROLE && command->role_and_name)
            options->role = optarg;
        else if (option == OPTION_NAME && command->role_and_name)
            options->name = optarg;
        else if (option == OPTION_JSON && command->json)
            options->json = true;
        else if (option == OPTION_HOST && command->hosts && options->host_count < HOSTS_MOST)
            options->hosts[options->host_count++] = optarg;
        else
            return false;
    }
    options->operand = optind < argc ? argv[optind] : NULL;
    return options->settings && argc - optind == command->operands &&
           (!command->role_and_name || (options->role && options->name));
}

int fail(const char *sentence, int code)
{
    fprintf(stderr, "wayside-hub: %s\n", sentence);
    return code;
}

int hub_program(int argc, char **argv)
{
    struct options options = {0};
    struct settings *settings = NULL;
    struct hub_settings hub = {0};
    char message[HUB_MESSAGE];
    if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help"))) {
        help_print(stdout);
        return 0;
    }
    const struct command *command = argc > 1 ? command_find(argv[1]) : NULL;
    if (!command) {
        help_print(stderr);
        return 2;
    }
    if (!options_read(argc - 1, argv + 1, command, &options)) {
        fprintf(stderr, "usage: wayside-hub %s --settings FILE %s%s\n", command->name, command->arguments,
            command->json ? " [--json]" : "");
        return 2;
    }
    if (process_harden() != 0)
        return fail(
            "this machine gives no random numbers or no locked memory; raise the limit of locked memory", 1);
    if (!program_settings(options.settings, &settings, &hub, message))
        return fail(message, 2);
    int code = command->run(&hub, &options);
    settings_free(settings);
    return code;
}
