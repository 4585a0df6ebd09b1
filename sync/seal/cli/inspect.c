#include "cli.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/json_write.h"
#include "base/limits.h"
#include "pipe.h"
#include "seal/age.h"

#define NONCE 16
#define TAG 16

struct findings {
    struct age_facts facts;
    bool armored, whole; /* whole: the content can have been sealed, as far as its length goes */
    uint64_t bytes, content;
    const char *envelope; /* which of the network it could be, or "none" */
};

/* Every one of them has one size and one number of stanzas. */
static const char *envelope_of(const struct findings *found)
{
    const struct age_facts *facts = &found->facts;
    if (found->armored || facts->x25519 != facts->stanzas)
        return "none";
    if (found->bytes == ENVELOPE_BYTES && facts->stanzas == 1)
        return "outer";
    if (found->bytes == INNER_BYTES && facts->stanzas == INNER_STANZAS)
        return "inner";
    if (found->bytes == ANSWER_BYTES && facts->stanzas == 1)
        return "answer";
    return "none";
}

static void content_measure(struct findings *found)
{
    uint64_t sealed = found->bytes - found->facts.header_bytes;
    found->whole = sealed >= NONCE + TAG;
    if (!found->whole)
        return;
    sealed -= NONCE;
    uint64_t chunks = (sealed + AGE_CHUNK_SEALED - 1) / AGE_CHUNK_SEALED;
    uint64_t last = sealed - (chunks - 1) * AGE_CHUNK_SEALED;
    found->whole = last > TAG || (last == TAG && chunks == 1);
    found->content = found->whole ? sealed - chunks * TAG : 0;
}

static int print_json(const struct findings *found)
{
    char text[1024];
    struct json_write json;
    const struct age_facts *facts = &found->facts;
    json_write_init(&json, text, sizeof text);
    json_open(&json, '{');
    json_member_text(&json, "format", "age v1");
    json_key(&json, "armored");
    json_bool(&json, found->armored);
    json_member_int(&json, "bytes", (int64_t)found->bytes);
    json_member_int(&json, "header", (int64_t)facts->header_bytes);
    json_key(&json, "whole");
    json_bool(&json, found->whole);
    json_member_int(&json, "content", (int64_t)found->content);
    json_member_int(&json, "stanzas", (int64_t)facts->stanzas);
    json_member_int(&json, "x25519", (int64_t)facts->x25519);
    json_member_int(&json, "scrypt", (int64_t)facts->scrypt);
    json_member_int(&json, "work", facts->work);
    json_member_text(&json, "envelope", found->envelope);
    json_close(&json, '}');
    printf("%.*s\n", (int)json.len, text);
    return json_done(&json) && !fflush(stdout) ? CLI_DONE : failed("standard output cannot be written");
}

static int print_text(const struct findings *found)
{
    const struct age_facts *facts = &found->facts;
    printf("format:   age v1, %s\n", found->armored ? "armoured" : "binary");
    printf("size:     %" PRIu64 " bytes%s, %zu of them header\n", found->bytes,
        found->armored ? " without the armour" : "", facts->header_bytes);
    if (found->whole)
        printf("content:  %" PRIu64 " bytes\n", found->content);
    else
        printf("content:  cut short\n");
    printf("stanzas:  %zu X25519, %zu scrypt, %zu other\n", facts->x25519, facts->scrypt,
        facts->stanzas - facts->x25519 - facts->scrypt);
    if (facts->scrypt)
        printf("work:     2^%u\n", facts->work);
    if (strcmp(found->envelope, "none") != 0)
        printf("envelope: by its size it can be an %s file of the network\n", found->envelope);
    return fflush(stdout) ? failed("standard output cannot be written") : CLI_DONE;
}

static int look(struct source *in, uint8_t *head, struct findings *found)
{
    size_t len, more = 1;
    source_init(in, STDIN_FILENO);
    found->armored = in->armored;
    enum seal_error error = source_take(in, head, AGE_HEADER_MAX, &len);
    if (!error && !in->broken)
        error = age_inspect(head, len, &found->facts);
    while (!error && more)
        error = source_take(in, head, AGE_HEADER_MAX, &more);
    if (in->broken)
        return failed("standard input cannot be read");
    if (error)
        return failed("standard input: %s", seal_error_text(error));
    found->bytes = in->taken;
    content_measure(found);
    found->envelope = envelope_of(found);
    return CLI_DONE;
}

int command_inspect(int argc, char **argv)
{
    struct findings found = {.envelope = "none"};
    bool json = argc == 2 && !strcmp(argv[1], "--json");
    if (argc > 2 || (argc == 2 && !json))
        return misused("inspect: it reads standard input and takes only --json");
    struct {
        struct source in;
        uint8_t head[AGE_HEADER_MAX];
    } *work = sodium_malloc(sizeof *work);
    if (!work)
        return failed("there is no locked memory for it; raise the limit (ulimit -l)");
    int code = look(&work->in, work->head, &found);
    sodium_free(work);
    if (code)
        return code;
    return json ? print_json(&found) : print_text(&found);
}
