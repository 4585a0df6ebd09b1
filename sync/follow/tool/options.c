#include <getopt.h>
#include <string.h>

#include "tuf/tuf.h"

static bool complete(const struct tuf_options *options)
{
    if (!strcmp(options->command, "init"))
        return options->metadata_dir && options->root;
    if (!options->metadata_dir || !options->metadata_url || options->root)
        return false;
    if (!strcmp(options->command, "refresh"))
        return true;
    return !strcmp(options->command, "download") && options->target_name && options->target_base_url &&
           options->target_dir;
}

enum tuf_read tuf_options_read(int argc, char **argv, struct tuf_options *ret_options)
{
    static const struct option known[] = {{"metadata-dir", required_argument, NULL, 'm'},
        {"metadata-url", required_argument, NULL, 'u'}, {"target-name", required_argument, NULL, 'n'},
        {"target-base-url", required_argument, NULL, 'b'}, {"target-dir", required_argument, NULL, 'd'},
        {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    struct tuf_options options = {0};
    for (int option; (option = getopt_long(argc, argv, "h", known, NULL)) != -1;) {
        const char **to = option == 'm'   ? &options.metadata_dir
                          : option == 'u' ? &options.metadata_url
                          : option == 'n' ? &options.target_name
                          : option == 'b' ? &options.target_base_url
                          : option == 'd' ? &options.target_dir
                                          : NULL;
        if (!to)
            return option == 'h' ? TUF_HELP : TUF_USAGE;
        *to = optarg;
    }
    options.command = optind < argc ? argv[optind++] : NULL;
    options.root = optind < argc ? argv[optind++] : NULL;
    if (!options.command || optind < argc || !complete(&options))
        return TUF_USAGE;
    *ret_options = options;
    return TUF_RUN;
}
