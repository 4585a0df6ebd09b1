/* Metadata as a publisher may send it: what can be read can be written again and reads back the same; what
 * can be signed is signed, and joined with itself stays as it is. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "signer/targets.h"

static void again(const uint8_t *data, size_t size)
{
    struct signer_targets targets, back;
    struct buffer next;
    char message[256];
    buffer_init(&next, SIGNER_METADATA_BYTES);
    if (!signer_targets_read(data, size, &targets, message))
        return;
    if (signer_targets_again(data, size, &targets.head, targets.targets, targets.target_count,
            targets.delegations, targets.delegation_count, &next, message)) {
        if (!signer_targets_read(next.bytes, next.len, &back, message) ||
            back.target_count != targets.target_count || back.delegation_count != targets.delegation_count ||
            back.head.version != targets.head.version || back.head.expires_s != targets.head.expires_s)
            abort();
        signer_targets_clear(&back);
    }
    signer_targets_clear(&targets);
    buffer_clear(&next);
}

static void signing(const uint8_t *data, size_t size)
{
    static const uint8_t seed[32] = {1};
    struct seal_signer signer;
    struct signer_key key = {.name = "Ana"};
    struct buffer metadata;
    char message[256];
    seal_signer_from(seed, &signer);
    memcpy(key.public_key, signer.public_key, 32);
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    if (buffer_add(&metadata, data, size) == BASE_OK && signer_sign(&metadata, &signer, "Ana", message)) {
        if (!signer_signed_by(metadata.bytes, metadata.len, &key) ||
            !signer_merge(&metadata, metadata.bytes, metadata.len, message))
            abort();
        size_t len = metadata.len; /* of each key one signature now */
        if (!signer_merge(&metadata, metadata.bytes, metadata.len, message) || metadata.len != len)
            abort();
    }
    buffer_clear(&metadata);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct signer_role *roles = calloc(4, sizeof *roles);
    struct signer_file *files = calloc(64, sizeof *files);
    struct signer_head head;
    char type[16], name[64], message[256];
    size_t count;
    static const uint8_t key[32] = {0};
    if (roles && files) {
        (void)!signer_head_read(data, size, &head, type, message);
        (void)!signer_root_read(data, size, &head, roles, message);
        (void)!signer_root_names(data, size, "snapshot", key, name);
        (void)!signer_files_read(data, size, files, 64, &count, message);
        again(data, size);
        signing(data, size);
    }
    free(roles);
    free(files);
    return 0;
}
