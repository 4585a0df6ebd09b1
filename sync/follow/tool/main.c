/* wayside-trust: init, refresh, download */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tuf/tuf.h"

static const char usage[] = "usage: wayside-trust --metadata-dir DIR init ROOT.json\n"
                            "       wayside-trust --metadata-dir DIR --metadata-url URL refresh\n"
                            "       wayside-trust --metadata-dir DIR --metadata-url URL --target-name NAME\n"
                            "                     --target-base-url URL --target-dir DIR download\n"
                            "Follows a TUF repository. See wayside-trust(1).\n";

int main(int argc, char **argv)
{
    struct tuf_options options;
    char message[TUF_MESSAGE] = "";
    enum tuf_read read = tuf_options_read(argc, argv, &options);
    if (read != TUF_RUN) {
        fputs(usage, read == TUF_HELP ? stdout : stderr);
        return read == TUF_HELP ? 0 : 2;
    }
    bool done = !strcmp(options.command, "init")      ? tuf_init(&options, message)
                : !strcmp(options.command, "refresh") ? tuf_refresh(&options, time(NULL), message)
                                                      : tuf_download(&options, time(NULL), message);
    if (!done)
        fprintf(stderr, "wayside-trust: %s\n", message);
    return done ? 0 : 1;
}
