/* Envelopes with some of their bytes changed, and bytes that are no envelope. The input is a list of
 * changes (kind of envelope 1, then place 2 and mask 1 each); randomness is fixed, so that one input is
 * one run. Nothing but the unchanged file may open. */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "seal/envelope.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *fixed_name(void)
{
    return "fixed";
}
static uint32_t fixed_random(void)
{
    return 0x5eed5eed;
}
static void fixed_buf(void *const bytes, const size_t len)
{
    memset(bytes, 0x5e, len);
}

/* libsodium keeps the address */
static randombytes_implementation fixed = {
    .implementation_name = fixed_name, .random = fixed_random, .buf = fixed_buf};

static void require(int holds)
{
    if (!holds)
        abort();
}

enum kind {
    KIND_OUTER,
    KIND_INNER,
    KIND_ANSWER,
    KINDS,
};

static size_t file_make(enum kind kind, const struct seal_identity *key, uint8_t *file)
{
    const struct outer outer = {.type = OUTER_REPORT, .to = {7}};
    if (kind == KIND_OUTER)
        require(outer_seal(&outer, key->recipient, file) == SEAL_OK);
    else if (kind == KIND_INNER)
        require(inner_seal("{\"v\":1}", 7, &key->recipient, 1, file) == SEAL_OK);
    else
        require(answer_seal("{\"v\":1}", 7, key->recipient, file) == SEAL_OK);
    return kind == KIND_OUTER ? ENVELOPE_BYTES : kind == KIND_INNER ? INNER_BYTES : ANSWER_BYTES;
}

static enum seal_error file_open(
    enum kind kind, const struct seal_identity *key, const uint8_t *file, size_t len)
{
    struct outer opened;
    char json[DOCUMENT_BYTES + 1];
    size_t json_len;
    if (kind == KIND_OUTER)
        return outer_open(key, 1, file, len, &opened);
    if (kind == KIND_INNER)
        return inner_open(key, 1, file, len, json, &json_len);
    return answer_open(key, file, len, json, &json_len);
}

/* True when the changes leave another file than they found. */
static int change(uint8_t *file, size_t len, const uint8_t *data, size_t size)
{
    uint8_t *before = malloc(len);
    require(before != NULL);
    memcpy(before, file, len);
    for (; size >= 3; data += 3, size -= 3)
        file[(size_t)(data[0] << 8 | data[1]) % len] ^= data[2];
    int changed = memcmp(before, file, len) != 0;
    free(before);
    return changed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t secret[32] = {0x42};
    struct seal_identity key;
    uint8_t file[ENVELOPE_BYTES];
    if (!size || randombytes_set_implementation(&fixed) || sodium_init() < 0)
        return 0;
    require(seal_identity_from(secret, &key) == SEAL_OK);
    enum kind kind = (enum kind)(data[0] % KINDS);
    size_t len = file_make(kind, &key, file);
    int changed = change(file, len, data + 1, size - 1);
    enum seal_error error = file_open(kind, &key, file, len);
    require(changed ? error != SEAL_OK && error != SEAL_SIZE : error == SEAL_OK);
    return 0;
}
