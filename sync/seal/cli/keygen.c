#include "cli.h"

#include <getopt.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <fcntl.h>
#include <errno.h>

#include <sodium.h>

#define TEXT 256

/* As age-keygen writes it, so that each reads the other's. */
static size_t identity_file(const struct seal_identity *identity, char text[static TEXT])
{
    char secret[SEAL_IDENTITY_TEXT], recipient[SEAL_RECIPIENT_TEXT], day[32];
    time_t now = time(NULL);
    struct tm utc;
    seal_identity_text(identity, secret);
    seal_recipient_text(identity->recipient, recipient);
    strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    int len = snprintf(text, TEXT, "# created: %s\n# public key: %s\n%s\n", day, recipient, secret);
    sodium_memzero(secret, sizeof secret);
    return (size_t)len;
}

static bool write_out(int fd, const char *text, size_t len)
{
    while (len) {
        ssize_t wrote = write(fd, text, len);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        text += wrote;
        len -= (size_t)wrote;
    }
    return true;
}

/* An identity is for its owner alone, also where the shell made the file. */
static int output_open(const char *path)
{
    struct stat facts;
    if (path)
        return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (!fstat(STDOUT_FILENO, &facts) && S_ISREG(facts.st_mode) && fchmod(STDOUT_FILENO, 0600))
        return -1;
    return dup(STDOUT_FILENO);
}

static int make(const char *path)
{
    struct seal_identity identity;
    char text[TEXT], recipient[SEAL_RECIPIENT_TEXT];
    int out = output_open(path);
    const char *name = path ? path : "standard output";
    if (out < 0)
        return failed("%s: %s; no key was made", name, strerror(errno));
    enum seal_error error = seal_identity_new(&identity);
    bool written = !error && write_out(out, text, identity_file(&identity, text));
    written = written && (!path || !fsync(out));
    seal_recipient_text(identity.recipient, recipient);
    sodium_memzero(&identity, sizeof identity);
    sodium_memzero(text, sizeof text);
    if (close(out) || !written) {
        failed("%s: %s; the key is not kept", name, error ? seal_error_text(error) : strerror(errno));
        if (path)
            unlink(path);
        return CLI_FAILED;
    }
    if (path || !isatty(STDOUT_FILENO))
        fprintf(stderr, "Public key: %s\n", recipient);
    return CLI_DONE;
}

int command_keygen(int argc, char **argv)
{
    const char *path = NULL;
    for (int option; (option = getopt(argc, argv, "+:o:")) != -1;) {
        if (option != 'o')
            return misused("keygen: -%c is not known, or lacks its file", optopt);
        path = optarg;
    }
    if (optind != argc)
        return misused("keygen: '%s' is too much; give a file with -o", argv[optind]);
    return make(path);
}
