/* Any bytes as an age file: header, stanzas, payload, armour; whole and as a stream. The identity is 32
 * bytes of 0x42, so that a corpus can hold files that open. */
#include <stdlib.h>
#include <string.h>

#include "seal/age.h"

#define MOST (1u << 17)
#define WORK_MOST 4 /* scrypt takes longer than fuzzing can wait */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* What comes off goes on again, and then comes off as the same bytes. */
static void armor_holds(const uint8_t *data, size_t size)
{
    struct buffer file, text, again;
    buffer_init(&file, MOST);
    buffer_init(&text, 2 * MOST);
    buffer_init(&again, MOST);
    if (age_unarmor(data, size, &file) == SEAL_OK) {
        require(age_armor(file.bytes, file.len, &text) == SEAL_OK);
        require(age_unarmor(text.bytes, text.len, &again) == SEAL_OK);
        require(file.len == again.len && (!file.len || !memcmp(file.bytes, again.bytes, file.len)));
    }
    buffer_clear(&again);
    buffer_clear(&text);
    buffer_clear(&file);
}

static void streams(
    const struct seal_identity *identity, const uint8_t *data, size_t size, enum seal_error whole)
{
    struct age_stream stream;
    uint8_t plain[AGE_CHUNK];
    size_t used, len;
    enum seal_error error = age_stream_open(identity, 1, data, size, &used, &stream);
    while (!error && used < size) {
        size_t part = size - used < AGE_CHUNK_SEALED ? size - used : AGE_CHUNK_SEALED;
        error = age_stream_pull(&stream, data + used, part, plain, &len);
        used += part;
    }
    if (!error)
        error = age_stream_end(&stream);
    require(error == whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct seal_identity identity;
    struct age_facts facts;
    struct buffer plain;
    uint8_t secret[32];
    if (size > MOST)
        return 0;
    memset(secret, 0x42, sizeof secret);
    require(seal_identity_from(secret, &identity) == SEAL_OK);
    buffer_init(&plain, MOST);
    enum seal_error error = age_open(&identity, 1, data, size, &plain);
    require((error == SEAL_OK) == (plain.bytes != NULL));
    if (!age_armored(data, size))
        streams(&identity, data, size, error);
    if (age_inspect(data, size, &facts) == SEAL_OK) {
        require(facts.header_bytes <= size && facts.x25519 + facts.scrypt <= facts.stanzas && facts.stanzas);
        if (facts.scrypt && facts.work <= WORK_MOST)
            require(age_open_passphrase("x", data, size, &plain) != SEAL_HEADER ||
                    size < facts.header_bytes + 16);
    }
    buffer_clear(&plain);
    armor_holds(data, size);
    return 0;
}
