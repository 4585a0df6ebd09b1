#include "cli.h"

int command_recipient(int argc, char **argv)
{
    struct keys keys;
    if (argc < 2 || argv[1][0] == '-')
        return misused("recipient: give one or more identity files");
    int code = keys_init(&keys);
    for (int i = 1; i < argc && code == CLI_DONE; i++)
        code = keys_add_file(&keys, argv[i]);
    for (size_t i = 0; i < keys.count && code == CLI_DONE; i++) {
        char text[SEAL_RECIPIENT_TEXT];
        seal_recipient_text(keys.identities[i].recipient, text);
        puts(text);
    }
    keys_clear(&keys);
    if (fflush(stdout))
        return failed("standard output cannot be written");
    return code;
}
