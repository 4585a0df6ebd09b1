/* wayside-seal: reads the name of a subcommand and runs it. */
#include "cli.h"

#include <string.h>

#include "base/arena.h"

static const struct command commands[] = {
    {"keygen", command_keygen, "[-o FILE]",
        "make an identity; to FILE or standard output, for its owner alone"},
    {"recipient", command_recipient, "FILE...", "print the public half of the identities in the files"},
    {"seal", command_seal, "-r RECIPIENT... [-a] | -p [-a]",
        "seal standard input to keys or under a passphrase"},
    {"open", command_open, "[-i FILE]...",
        "open standard input with identities, or a passphrase it asks for"},
    {"inspect", command_inspect, "[--json]", "say what standard input is, without opening it"},
};
#define COMMANDS (sizeof commands / sizeof *commands)

static void usage(FILE *out)
{
    fputs("Seals and opens files in the age format (age-encryption.org/v1).\n\n", out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "  wayside-seal %-9s %-30s  %s\n", commands[i].name, commands[i].arguments,
            commands[i].help);
    fputs("\nRead more: man wayside-seal. Exit codes: 0 done, 1 failed, 2 wrong command line.\n", out);
}

static bool is_help(const char *text)
{
    return !strcmp(text, "--help") || !strcmp(text, "-h") || !strcmp(text, "help");
}

int main(int argc, char **argv)
{
    if (process_harden())
        return failed("this system gives no random numbers or no locked memory; nothing was done");
    if ((argc == 2 && is_help(argv[1])) || (argc == 3 && is_help(argv[2]))) {
        usage(stdout);
        return fflush(stdout) ? CLI_FAILED : CLI_DONE;
    }
    for (size_t i = 0; argc > 1 && i < COMMANDS; i++)
        if (!strcmp(argv[1], commands[i].name))
            return commands[i].run(argc - 1, argv + 1);
    usage(stderr);
    return CLI_USAGE;
}
