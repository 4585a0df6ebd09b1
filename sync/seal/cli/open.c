#include "cli.h"

#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "pipe.h"
#include "seal/age.h"

#define HEAD (AGE_HEADER_MAX + 16) /* the longest header, and the nonce */

struct work {
    struct source in;
    struct sink out;
    struct age_stream stream;
    uint8_t head[HEAD + AGE_CHUNK_SEALED]; /* what is read and not yet opened */
    size_t len;
    uint8_t plain[AGE_CHUNK];
};

static int cannot_open(enum seal_error error)
{
    return failed("standard input cannot be opened: %s", seal_error_text(error));
}

static int begin(struct work *work, const struct keys *keys, size_t *used)
{
    struct age_facts facts;
    enum seal_error error = age_inspect(work->head, work->len, &facts);
    if (!error && facts.scrypt) {
        char *passphrase = passphrase_ask("Passphrase: ");
        if (!passphrase)
            return CLI_FAILED;
        error = age_stream_open_passphrase(passphrase, work->head, work->len, used, &work->stream);
        sodium_free(passphrase);
        if (error == SEAL_NO_MATCH)
            return failed("standard input cannot be opened: the passphrase is not right");
    } else if (!error && !keys->count) {
        return failed("standard input cannot be opened: it is sealed to keys; give an identity file with -i");
    } else if (!error) {
        error = age_stream_open(keys->identities, keys->count, work->head, work->len, used, &work->stream);
    }
    return error ? cannot_open(error) : CLI_DONE;
}

/* Nothing is written that is not found genuine first; a cut shows only at the end, and is then said. */
static int chunks_open(struct work *work, size_t used)
{
    enum seal_error error = SEAL_OK;
    work->len -= used;
    memmove(work->head, work->head + used, work->len);
    for (;;) {
        size_t got = 0, part, plain;
        if (work->len < AGE_CHUNK_SEALED)
            error = source_take(&work->in, work->head + work->len, AGE_CHUNK_SEALED - work->len, &got);
        work->len += got;
        if (error || work->in.broken || !work->len)
            break;
        part = work->len < AGE_CHUNK_SEALED ? work->len : AGE_CHUNK_SEALED;
        error = age_stream_pull(&work->stream, work->head, part, work->plain, &plain);
        if (error)
            break;
        if (!sink_put(&work->out, work->plain, plain) || !sink_flush(&work->out))
            return failed(
                "standard output cannot be written: %s; what is there is not whole", strerror(errno));
        work->len -= part;
        memmove(work->head, work->head + part, work->len);
    }
    if (work->in.broken)
        return failed("standard input cannot be read; what was written is genuine but not whole");
    if (!error)
        error = age_stream_end(&work->stream);
    if (error && work->stream.chunk)
        return failed("standard input: %s; what was written before that is genuine but not whole",
            seal_error_text(error));
    return error ? cannot_open(error) : CLI_DONE;
}

static int open_all(const struct keys *keys)
{
    size_t used = 0;
    struct work *work = sodium_malloc(sizeof *work);
    if (!work)
        return failed("there is no locked memory for it; raise the limit (ulimit -l)");
    source_init(&work->in, STDIN_FILENO);
    enum seal_error error = source_take(&work->in, work->head, HEAD, &work->len);
    int code = work->in.broken ? failed("standard input cannot be read") : CLI_DONE;
    if (code == CLI_DONE && error)
        code = cannot_open(error);
    if (code == CLI_DONE)
        code = begin(work, keys, &used);
    if (code == CLI_DONE)
        code = sink_init(&work->out, STDOUT_FILENO, false) ? chunks_open(work, used) : CLI_FAILED;
    sodium_free(work);
    return code;
}

int command_open(int argc, char **argv)
{
    struct keys keys;
    int code = keys_init(&keys);
    for (int option; code == CLI_DONE && (option = getopt(argc, argv, "+:i:")) != -1;) {
        if (option == 'i')
            code = keys_add_file(&keys, optarg);
        else
            code = misused("open: -%c is not known, or lacks its file", optopt);
    }
    if (code == CLI_DONE && optind != argc)
        code = misused("open: '%s' is too much; it reads standard input", argv[optind]);
    if (code == CLI_DONE)
        code = open_all(&keys);
    keys_clear(&keys);
    return code;
}
