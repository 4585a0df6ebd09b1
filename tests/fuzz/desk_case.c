/* A thread: documents and actions, divided by NULs, as people, kiosks and colleagues sealed them for the
 * team. Each is signed here with one key, which the seeds name, so that a fuzzer gets behind the signature.
 * Either it is refused, or the case that they make can be shown whole, and a no stays a no. */
#include <stdlib.h>
#include <string.h>

#include "desk/case.h"
#include "desk/labels.h"
#include "desk/view.h"
#include "seal/keys.h"

#define PIECES 24

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct ground {
    struct seal_signer signer;
    struct words words;
    struct network_team team;
    struct network network;
    struct desk_context context;
};

static void ground_init(struct ground *ground)
{
    static const uint8_t seed[32] = {'w', 'a', 'y', 's', 'i', 'd', 'e'};
    char message[256];
    *ground = (struct ground){.team = {.signer_count = 1}};
    seal_signer_from(seed, &ground->signer);
    memcpy(ground->team.signers[0], ground->signer.public_key, 32);
    for (size_t i = 0; i < WORDS_COUNT; i++)
        ground->words.word[i] = "word";
    ground->context = (struct desk_context){.network = &ground->network,
        .team = &ground->team,
        .words = &ground->words,
        .labels = labels_new(WAYSIDE_SOURCE "/tests/sync/desk/form.json", NULL, "en", message),
        .language = "en"};
    memcpy(ground->context.own.signer, ground->signer.public_key, 32);
    laptop_of(ground->context.own.signer, ground->context.own.laptop);
    if (!ground->context.labels)
        abort();
}

static char *signed_piece(
    const struct ground *ground, enum seal_purpose purpose, const uint8_t *bytes, size_t len, size_t *ret_len)
{
    char *json = malloc(DOCUMENT_BYTES + 1);
    if (!json)
        abort();
    memcpy(json, bytes, len);
    *ret_len = len;
    if (seal_sign(purpose, &ground->signer, json, ret_len, DOCUMENT_BYTES) != SEAL_OK)
        *ret_len = len;
    json[*ret_len] = 0;
    return json;
}

static void add(struct case_file *file, const struct ground *ground, const uint8_t *bytes, size_t len)
{
    size_t made = 0;
    if (len > DOCUMENT_BYTES)
        return;
    char *json = signed_piece(ground, SEAL_ACTION, bytes, len, &made);
    struct action *action = &file->actions[file->action_count];
    file->action_count += action_read(json, made, &ground->team, ground->context.own.signer, action) ==
                          DESK_OK;
    free(json);
    json = signed_piece(ground, SEAL_DOCUMENT, bytes, len, &made);
    struct case_document *one = &file->documents[file->document_count];
    if (document_read(json, made, &one->document) != DESK_OK || one->document.kind > DOCUMENT_WITHDRAW) {
        document_clear(&one->document);
        free(json);
        return;
    }
    one->json = json;
    one->len = made;
    one->arrived = 1 + (int64_t)file->document_count++;
}

static void check(const struct case_file *file, const struct desk_context *context)
{
    json_t *view = view_case(file, context), *value, *given;
    char *text = view ? json_dumps(view, 0) : NULL, *found = view_search_text(file, context);
    const char *name;
    if (!text || !found || json_array_size(file->exclude) > EXCLUDED_MAX)
        abort();
    given = file->first ? json_object_get(file->first->document.json, "consent") : NULL;
    json_object_foreach(file->consent, name, value)
    {
        if (json_is_true(value) && !json_is_true(json_object_get(given, name)))
            abort();
    }
    if (file->withdrawn &&
        (!json_is_null(json_object_get(view, "call")) || json_array_size(json_object_get(view, "texts")) ||
            json_array_size(json_object_get(view, "consent"))))
        abort();
    free(text);
    free(found);
    json_decref(view);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct ground ground;
    struct case_file file = {
        .documents = calloc(PIECES, sizeof *file.documents), .actions = calloc(PIECES, sizeof *file.actions)};
    if (!ground.context.labels)
        ground_init(&ground);
    if (!file.documents || !file.actions)
        abort();
    for (size_t at = 0, pieces = 0; at < size && pieces < PIECES; pieces++) {
        const uint8_t *end = memchr(data + at, 0, size - at);
        size_t len = end ? (size_t)(end - data) - at : size - at;
        add(&file, &ground, data + at, len);
        at += len + 1;
    }
    if ((file.document_count || file.action_count) && case_replay(&file, &ground.context) == DESK_OK &&
        (file.document_count || file.deleted))
        check(&file, &ground.context);
    case_clear(&file);
    return 0;
}
