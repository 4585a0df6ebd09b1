#include "cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "pipe.h"
#include "seal/age.h"

struct request {
    uint8_t (*recipients)[32]; /* CLI_RECIPIENTS of them */
    size_t count;
    bool armored, passphrase;
};

/* Everything that the way through holds, so that it is wiped by one call. */
struct work {
    struct source in;
    struct sink out;
    struct age_stream stream;
    uint8_t chunk[AGE_CHUNK], next[AGE_CHUNK], sealed[AGE_CHUNK_SEALED];
};

static int recipient_add(struct request *request, const char *text)
{
    if (request->count == CLI_RECIPIENTS)
        return misused("seal: more than %d recipients", CLI_RECIPIENTS);
    if (seal_recipient_read(text, strlen(text), request->recipients[request->count]))
        return misused("seal: recipient number %zu is malformed; it is 62 characters and begins with age1",
            request->count + 1);
    request->count++;
    return CLI_DONE;
}

static int passphrase_head(struct buffer *head, struct age_stream *stream)
{
    char *one = passphrase_ask("New passphrase: ");
    char *two = one ? passphrase_ask("The same again: ") : NULL;
    int code = CLI_FAILED;
    if (two && strcmp(one, two) != 0)
        code = failed("the two passphrases differ; nothing was sealed");
    else if (two) {
        enum seal_error error = age_stream_seal_passphrase(one, AGE_WORK_STANDARD, head, stream);
        code = error ? failed("standard input cannot be sealed: %s", seal_error_text(error)) : CLI_DONE;
    }
    sodium_free(two);
    sodium_free(one);
    return code;
}

static int head_make(const struct request *request, struct buffer *head, struct age_stream *stream)
{
    if (request->passphrase)
        return passphrase_head(head, stream);
    enum seal_error error = age_stream_seal(
        (const uint8_t(*)[32])request->recipients, request->count, head, stream);
    return error ? failed("standard input cannot be sealed: %s", seal_error_text(error)) : CLI_DONE;
}

static int cannot_write(void)
{
    return failed("standard output cannot be written: %s; what is there is not whole", strerror(errno));
}

/* One chunk is read ahead, since only the last may be short and must be marked. */
static int chunks_seal(struct work *work)
{
    size_t len, next;
    bool final;
    if (source_take(&work->in, work->chunk, AGE_CHUNK, &len))
        return CLI_FAILED; /* not possible: armour is not taken off here */
    do {
        next = 0;
        if (len == AGE_CHUNK && source_take(&work->in, work->next, AGE_CHUNK, &next))
            return CLI_FAILED;
        if (work->in.broken)
            return failed("standard input cannot be read; what was written is not whole");
        final = next == 0;
        if (age_stream_push(&work->stream, work->chunk, len, final, work->sealed))
            return failed("standard input is too long for one file");
        if (!sink_put(&work->out, work->sealed, len + AGE_CHUNK_SEALED - AGE_CHUNK))
            return cannot_write();
        memcpy(work->chunk, work->next, next);
        len = next;
    } while (!final);
    return sink_end(&work->out) ? CLI_DONE : cannot_write();
}

static int seal_all(const struct request *request)
{
    struct buffer head;
    struct work *work = sodium_malloc(sizeof *work);
    if (!work)
        return failed("there is no locked memory for it; raise the limit (ulimit -l)");
    buffer_init(&head, AGE_HEADER_MAX);
    int code = head_make(request, &head, &work->stream);
    if (code == CLI_DONE) {
        source_init(&work->in, STDIN_FILENO);
        work->in.armored = false; /* what is armoured already is sealed as it is */
        if (!sink_init(&work->out, STDOUT_FILENO, request->armored) ||
            !sink_put(&work->out, head.bytes, head.len))
            code = cannot_write();
        else
            code = chunks_seal(work);
    }
    buffer_clear(&head);
    sodium_free(work);
    return code;
}

static int options_read(int argc, char **argv, struct request *request)
{
    for (int option; (option = getopt(argc, argv, "+:r:ap")) != -1;) {
        int code = CLI_DONE;
        if (option == 'r')
            code = recipient_add(request, optarg);
        else if (option == 'a')
            request->armored = true;
        else if (option == 'p')
            request->passphrase = true;
        else
            code = misused("seal: -%c is not known, or lacks its recipient", optopt);
        if (code)
            return code;
    }
    for (; optind < argc; optind++) { /* -r may have several behind it */
        int code = request->count ? recipient_add(request, argv[optind])
                                  : misused("seal: '%s' is too much; it reads standard input", argv[optind]);
        if (code)
            return code;
    }
    if (request->passphrase == (request->count > 0))
        return misused("seal: give recipients with -r, or -p for a passphrase");
    if (!request->armored && isatty(STDOUT_FILENO))
        return misused("seal: a terminal cannot show sealed bytes; send them to a file, or give -a");
    return CLI_DONE;
}

int command_seal(int argc, char **argv)
{
    struct request request = {.recipients = calloc(CLI_RECIPIENTS, sizeof *request.recipients)};
    if (!request.recipients)
        return failed("there is not enough memory");
    int code = options_read(argc, argv, &request);
    if (code == CLI_DONE)
        code = seal_all(&request);
    free(request.recipients);
    return code;
}
